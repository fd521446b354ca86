"""Flags one after the other, as `lists` has reports; and the checks to choose from."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.judging import Check
from registry.models import Flag, Laboratory, Product
from registry.templatetags.lists import level_icon
from registry.templatetags.localised import say
from registry.web.choices import check_options
from registry.web.flag_list import FlagInList
from registry.web.translating import long_day

register = template.Library()


@register.simple_tag
def checks(chosen: str) -> SafeString:
    """The options of a list of checks, this one as the chosen."""
    every = check_options(get_language())
    if not chosen:
        return every
    option = f'<option value="{escape(chosen)}"'
    return SafeString(every.replace(option, f"{option} selected"))


@register.simple_tag
def flag_lines(lines: Iterable[FlagInList]) -> SafeString:
    """Each flag with its report's product and laboratory, where it stands, and the check that found it."""
    return SafeString("".join(_line(one) for one in lines))


def _line(one: FlagInList) -> str:
    flag = one.flag
    level = f"{level_icon(flag.severity)}{escape(flag.get_severity_display())}"
    says = f'<a href="{escape(one.url)}">{conditional_escape(say(flag.sentence))}</a>'
    return (
        f'<li class="{flag.severity}"><p class="says"><span class="level {flag.severity}">{level}</span> {says}</p>'
        f'<p class="of">{_of(one)}</p><p class="by">{_by(one)}</p></li>\n'
    )


def _of(one: FlagInList) -> str:
    """The products that the report is of, its laboratory, and its day."""
    report = one.flag.report
    products = [f"{_named(product)}, <bdi>{escape(str(product.brand))}</bdi>" for product in one.products]
    parts = ["; ".join(products) or escape(_("Product not known"))]
    parts.append(_named(report.laboratory) if report.laboratory else escape(_("laboratory not known")))
    if report.reported_on:
        parts.append(escape(_("reported %(day)s") % {"day": long_day(report.reported_on)}))
    return " · ".join(parts)


def _by(one: FlagInList) -> str:
    """Where the flag stands on the paper, the check that found it, and when."""
    place = ""
    if one.place:
        page = escape(_("p. %(page)s") % {"page": one.place.page})
        unseen = f'<span class="unseen">: {escape(one.place.text)}</span>'
        place = f'<a class="mark" href="{escape(one.place.url)}">{page}{unseen}</a> '
    found = long_day(timezone.localtime(one.flag.first_seen_at).date())
    parts = [] if one.check is None else [_check(one.check)]
    parts.append(escape(_("found %(day)s") % {"day": found}))
    if one.flag.state == Flag.State.CONFIRMED:
        parts.append(escape(_("confirmed by a moderator, on the paper")))
    return place + " · ".join(parts)


def _check(check: Check) -> str:
    return f'<a href="{escape(reverse("check", args=[check.id]))}">{conditional_escape(say(check.title))}</a>'


def _named(thing: Product | Laboratory) -> str:
    return f'<a href="{escape(thing.get_absolute_url())}"><bdi>{escape(str(thing))}</bdi></a>'
