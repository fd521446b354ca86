"""Atom as the registry writes it: entries whose names never change, 304 for what has not, and no mark-up of others.

A feed holds what everyone may see, whoever asks: readers of feeds carry no session. It is in the language of its
address; an entry has one name in all of them.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from registry.licence import data_licence
from registry.web.keeping import to_ask_first
from registry.web.xml_text import for_xml

MOST = 50
MEDIA_TYPE = "application/atom+xml"
_SINCE = 2026  # the year in which the names of entries were given out: part of every tag: address (RFC 4151)
_BEGINNING = dt.datetime(_SINCE, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `name` tells it apart for ever; `updated` moves only when what it speaks of was changed."""

    name: str
    title: str
    summary: str
    link: str
    published: dt.datetime
    updated: dt.datetime
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One feed: its title, the page whose list it follows, and its entries, the newest first."""

    title: str
    subtitle: str
    page: str
    entries: tuple[Entry, ...]


class _Atom(Atom1Feed):
    """Atom without the control characters that XML cannot hold, and with a date of its own where it is empty."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**_clean(facts))
        self.feed["id"] = facts["feed_guid"]

    def add_item(self, **facts: Any) -> None:  # type: ignore[override]
        """Add an entry."""
        super().add_item(**_clean(facts))

    def latest_post_date(self) -> dt.datetime:
        """When the newest of the entries changed; an empty feed never did."""
        return max((item["updateddate"] for item in self.items), default=_BEGINNING)


def _clean(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: for_xml(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}


class _Feed(Feed):  # type: ignore[type-arg]
    feed_type = _Atom
    author_name = "Leafproof"

    def __init__(self, listing: Callable[..., Listing]) -> None:
        self.listing = listing

    def get_object(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> tuple[HttpRequest, Listing]:
        return request, self.listing(request, **kwargs)

    def title(self, asked: tuple[HttpRequest, Listing]) -> str:
        return asked[1].title

    def subtitle(self, asked: tuple[HttpRequest, Listing]) -> str:
        return asked[1].subtitle

    def link(self, asked: tuple[HttpRequest, Listing]) -> str:
        return asked[1].page

    def feed_copyright(self) -> str | None:
        licence = data_licence()
        return str(licence) if licence else None

    def feed_url(self, asked: tuple[HttpRequest, Listing]) -> str:
        return asked[0].get_full_path()

    def feed_guid(self, asked: tuple[HttpRequest, Listing]) -> str:
        return _tag(asked[0], asked[0].get_full_path().lstrip("/"))

    def items(self, asked: tuple[HttpRequest, Listing]) -> list[tuple[HttpRequest, Entry]]:
        return [(asked[0], entry) for entry in asked[1].entries]

    def item_title(self, item: tuple[HttpRequest, Entry]) -> str:
        return item[1].title

    def item_description(self, item: tuple[HttpRequest, Entry]) -> str:
        return escape(item[1].summary)  # Atom's summary is HTML here: what others printed must stay text in it

    def item_link(self, item: tuple[HttpRequest, Entry]) -> str:
        return item[1].link

    def item_guid(self, item: tuple[HttpRequest, Entry]) -> str:
        return _tag(item[0], item[1].name)

    def item_pubdate(self, item: tuple[HttpRequest, Entry]) -> dt.datetime:
        return item[1].published

    def item_updateddate(self, item: tuple[HttpRequest, Entry]) -> dt.datetime:
        return item[1].updated

    def item_categories(self, item: tuple[HttpRequest, Entry]) -> tuple[str, ...]:
        return item[1].categories


def _tag(request: HttpRequest, name: str) -> str:
    """A name that stays, whatever becomes of the address: ``tag:leafproof.example,2026:report/abc``."""
    host = request.get_host().partition(":")[0] if not request.get_host().startswith("[") else "localhost"
    return f"tag:{host},{_SINCE}:{name}"


def feed(listing: Callable[..., Listing]) -> Callable[..., HttpResponseBase]:
    """A view that answers with what `listing` gives, and with 304 to whoever holds it already."""
    answer_whole = _Feed(listing)

    @require_safe
    @wraps(listing)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        whole = answer_whole(request, **kwargs)
        whole["Access-Control-Allow-Origin"] = "*"
        del whole["Last-Modified"]  # of what is left: it would hide that something was withdrawn since
        return to_ask_first(request, whole)

    return answer
