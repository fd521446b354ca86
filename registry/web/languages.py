"""The languages of the pages: each page has one address in each, and says where the others are."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

_LONGEST = 1000  # characters of a question that a link to another language carries along


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLanguage:
    """A language that a page can be read in: its code, its own name, the page's address there, and that as asked for.

    `url` is the address without its question, `asked` with it, unless that is too long to be one that we made.
    """

    code: str
    name: str
    url: str
    asked: str
    is_shown: bool  # whether it is the language of this page


def languages_of(request: HttpRequest) -> tuple[PageLanguage, ...]:
    """The languages of the page that was asked for; none for an address that has only one or is not ours."""
    path, asked = request.path, request.META.get("QUERY_STRING", "")
    if path.startswith("//"):  # which a browser would read as another site's address
        return ()
    query = f"?{asked}" if 0 < len(asked) <= _LONGEST else ""
    urls = {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
    if len(set(urls.values())) == 1:
        return ()
    return tuple(
        PageLanguage(code=code, name=name, url=urls[code], asked=urls[code] + query, is_shown=code == get_language())
        for code, name in settings.LANGUAGES
    )
