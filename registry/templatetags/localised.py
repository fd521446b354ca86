"""Tags for a reader's language: texts that are kept in English, days in brief, numbers of ours."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from labs.reference.limits import Rule
from registry.web import translating
from registry.web.jurisdictions import place_of
from registry.web.limit_words import rule_words

register = template.Library()


@register.simple_tag
def say(text: str) -> str:
    """A text that is kept in English, in the reader's language; marked as English where it stays so."""
    if translating.stays_english(text):
        return format_html('<span lang="en">{}</span>', text)
    return translating.in_language(text)


@register.simple_tag
def english(text: str) -> SafeString | str:
    """The attribute ``lang`` for an element whose text stays English on a page that is not; nothing otherwise."""
    return mark_safe(' lang="en"') if translating.stays_english(text) else ""


@register.simple_tag
def in_english() -> SafeString | str:
    """The attribute ``lang`` for an element whose text is English on every page; nothing on an English one."""
    return "" if translating.is_english() else mark_safe(' lang="en"')


@register.filter
def in_language(text: str) -> str:
    """A text that is kept in English, in the reader's language, for where no element can stand."""
    return translating.in_language(text)


@register.filter
def short_day(day: dt.date) -> str:
    """A day for a table or an axis."""
    return translating.short_day(day)


@register.filter
def short_month(day: dt.date) -> str:
    """A month for an axis."""
    return translating.short_month(day)


@register.filter
def number(amount: Decimal | int) -> str:
    """A number of ours, with its thousands apart."""
    return translating.number(amount)


@register.filter
def place(jurisdiction: str) -> str:
    """Where a text of limits holds, in the reader's language."""
    return place_of(jurisdiction)


@register.filter
def words(rule: Rule) -> str:
    """A limit as people say it, in the reader's language."""
    return rule_words(rule)
