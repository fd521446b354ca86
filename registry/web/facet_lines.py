"""The values of a filter as links that add them to a search, or take them away: dozens on every page of results."""

from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from registry.search import Facet, Question
from registry.web.search_words import value_name

_COUNTED = 1_000  # reports, of which more are "1000+"
_CHOSEN = mark_safe(' aria-current="true"')


def facet_lines(facet: Facet, question: Question) -> SafeString:
    """A line for each value with how many reports have it. Written here, since a template takes ten times as long."""
    search, added = reverse("search"), question.having(facet.name, "").address
    lines = []
    for option in facet.options:
        asked = question.without(facet.name, option.value).address if option.is_chosen else None
        address = f"{search}?{added}{quote_plus(option.value)}" if asked is None else f"{search}?{asked}".rstrip("?")
        count = f"{option.count}+" if facet.is_more and option.count >= _COUNTED else option.count
        text = option.label or value_name(facet.name, option.value)
        lines.append((address, _CHOSEN if option.is_chosen else "", text, count))
    return format_html_join(
        "", '<li><a href="{}" rel="nofollow"{}><bdi>{}</bdi> <span class="count">{}</span></a></li>', lines
    )
