"""Long lists to choose from, as options: made once a language, or they would be a third of a page's time."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from labs.reference.analytes import all_analytes
from registry.judging import CATEGORIES, all_checks
from registry.web.translating import in_language, stays_english
from registry.web.yardsticks import Yardstick


@lru_cache(maxsize=8)
def yardstick_options(_language: str | None) -> SafeString:
    """Every yardstick with numbers, in groups."""
    groups = ((name, _options((one.id, one.title) for one in sets)) for name, sets in Yardstick().groups)
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)


@lru_cache(maxsize=8)
def analyte_options(_language: str | None) -> SafeString:
    """Every analyte, by its name in the language."""
    return _options(sorted(((one.slug, one.name) for one in all_analytes()), key=_name_in_language))


@lru_cache(maxsize=8)
def check_options(_language: str | None) -> SafeString:
    """Every check, in groups by what it is about."""
    groups = (
        (in_language(one.title), [check for check in all_checks() if check.category.prefix == one.prefix])
        for one in CATEGORIES
    )
    options = ((title, _options((one.id, one.title) for one in checks)) for title, checks in groups if checks)
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', options)


def _name_in_language(pair: tuple[str, str]) -> str:
    return in_language(pair[1]).casefold()


def _options(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Options with their English texts in the reader's language, or marked as English."""
    said = ((value, mark_safe(' lang="en"') if stays_english(text) else "", in_language(text)) for value, text in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', said)
