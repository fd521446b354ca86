"""Links from a number to the place on the paper where it stands.

A report's page has hundreds of them. Written here they cost a tenth of what a template for each would.
"""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.web.places import Place
from registry.web.report_parts import Beside

register = template.Library()
_LINK = (
    '<a class="{look}" href="{url}" data-name="{name}" data-page="{page}" data-box="{box}" data-frame="{frame}"'
    ' data-text="{text}" data-of="{of}" aria-label="{label}"{current}>{said}</a>'
)
_CURRENT = SafeString(' aria-current="true"')


@register.simple_tag(takes_context=True)
def mark(context: Context, place: Place | None, said: object) -> str:
    """A page mark, ``p. 2``, that leads to a place; nothing without one. `said` is what the page says of it."""
    if not place:
        return ""
    label = _("p. %(page)s: show %(of)s %(said)s on the paper")
    return _link(context, place, "mark", label % {"page": place.page, "of": place.label, "said": said}, _page(place))


@register.simple_tag(takes_context=True)
def number(context: Context, place: Place, said: object, look: str = "in-sum") -> str:
    """A number that leads to the place where it is printed itself; `look` says whether it stands in a sum or a cell."""
    label = _("%(said)s, %(of)s: show on p. %(page)s")
    values = {"page": place.page, "of": place.label, "said": said}
    return _link(context, place, f"mark {look}", label % values, str(said))


@register.simple_tag(takes_context=True)
def beside(context: Context, printed: Beside) -> str:
    """What is printed beside a result: a number that leads to its place, where that is known, and our reading of it."""
    said = number(context, printed.place, printed.said, "in-cell") if printed.place else printed.said
    return (
        format_html('{} <span class="note">({})</span>', said, printed.note)
        if printed.note
        else format_html("{}", said)
    )


def _page(place: Place) -> str:
    return _("p.\u202f%(page)s") % {"page": place.page}


def _link(context: Context, place: Place, look: str, label: str, said: str) -> str:
    page: Any = context.get("page")
    chosen = getattr(page, "chosen", None)
    return format_html(
        _LINK,
        look=look,
        url=place.url,
        name=place.name,
        page=place.page,
        box=place.box,
        frame=place.frame,
        text=place.text,
        of=place.label,
        label=label,
        current=_CURRENT if chosen and chosen.place is place else "",
        said=said,
    )
