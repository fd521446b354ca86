"""Links from a number to the place on the paper where it stands.

A report's page has hundreds of them. So they are written here and not in templates, their sentences are looked up once
a language, and what is a number of ours is not escaped.
"""

from html import escape
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.web.places import Place
from registry.web.report_parts import Beside
from registry.web.translating import once_a_language

register = template.Library()


@once_a_language
def _sentences() -> tuple[str, str, str]:
    """The name of a page mark, the name of a number that is a link, and what a page mark shows."""
    return (
        _("p. %(page)s: show %(of)s %(said)s on the paper"),
        _("%(said)s, %(of)s: show on p. %(page)s"),
        _("p. %(page)s").replace(" ", "\u202f"),
    )


@register.simple_tag(takes_context=True)
def mark(context: Context, place: Place | None, said: object) -> str:
    """A page mark, ``p. 2``, that leads to a place; nothing without one. `said` is what the page says of it."""
    if not place:
        return ""
    label, _number, shown = _sentences()
    return _link(context, place, look="mark", label=label, said=said, shown=shown % {"page": place.page})


@register.simple_tag(takes_context=True)
def number(context: Context, place: Place, said: object, look: str = "in-sum") -> str:
    """A number that leads to the place where it is printed itself; `look` says whether it stands in a sum or a cell."""
    label = _sentences()[1]
    return _link(context, place, look=f"mark {look}", label=label, said=said, shown=str(said))


@register.simple_tag(takes_context=True)
def beside(context: Context, printed: Beside) -> str:
    """What is printed beside a result: a number that leads to its place, where that is known, and our reading of it."""
    said = number(context, printed.place, printed.said, "in-cell") if printed.place else printed.said
    note = f' <span class="note">({escape(printed.note)})</span>' if printed.note else ""
    return SafeString(f"{conditional_escape(said)}{note}")


def _link(context: Context, place: Place, *, look: str, label: str, said: object, shown: str) -> SafeString:
    page: Any = context.get("page")
    chosen = getattr(page, "chosen", None)
    current = ' aria-current="true"' if chosen and chosen.place is place else ""
    named = escape(label % {"page": place.page, "of": place.label, "said": said})
    return SafeString(
        f'<a class="{look}" href="{escape(place.url)}" data-name="{escape(place.name)}" data-page="{place.page}"'
        f' data-box="{place.box}" data-frame="{place.frame}" data-text="{escape(place.text)}"'
        f' data-of="{escape(place.label)}" aria-label="{named}"{current}>{escape(shown)}</a>'
    )
