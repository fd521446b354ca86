"""The reader's language for texts that are kept in English: titles of checks, reasons of yardsticks, doubts.

What nobody translated stays English, and a page in another language says of it that it is.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation.trans_real import catalog

from labs.translatable import Counted, Number, Sentence

Made = TypeVar("Made")
_PLACE = re.compile(r"%\(\w+\)s")
_WORD = re.compile("[a-z]{3}")


def once_a_language(make: Callable[[], Made]) -> Callable[[], Made]:
    """A function that makes the same for all readers of one language: what it made is kept for each language."""

    @lru_cache(maxsize=32)
    def kept(_language: str | None) -> Made:
        return make()

    return wraps(make)(lambda: kept(get_language()))


def is_english() -> bool:
    """Whether the page is in English, in which every text is kept."""
    return (get_language() or "en").startswith("en")


def in_language(text: str) -> str:
    """A text in the reader's language; as it is where there is no translation."""
    if not text or is_english():
        return text
    if not isinstance(text, Sentence):
        return gettext(text)
    template = _template(text)
    has_none = template == text.template and any(map(str.isalpha, _PLACE.sub("", template)))
    return text if has_none else _put_in(template, text.parts)


def _put_in(template: str, parts: Mapping[str, str]) -> str:
    """A template with its parts: words of ours are translated, numbers of ours written so, what is printed stays."""
    return template % {name: part_in_language(part) for name, part in parts.items()} if parts else template


def part_in_language(part: str) -> str:
    """A part of something longer: words of ours are translated as far as they can be, what is printed stays."""
    if isinstance(part, Sentence):
        return _put_in(_template(part), part.parts)
    return number(part.value) if isinstance(part, Number) else part


def _template(sentence: Sentence) -> str:
    """A sentence without its parts in the reader's language."""
    template = sentence.template
    if isinstance(template, Counted):
        return ngettext(template.one, template.many, template.number)
    return gettext(template) if template else ""


def stays_english(text: str) -> bool:
    """Whether a text is English on a page that is not.

    A word that is the same in both languages, ``Methanol``, is not; signs without a word, ``LOQ < LOD``, are in none.
    """
    if is_english() or in_language(text) != text or _WORD.search(text) is None:
        return False
    return (text.template if isinstance(text, Sentence) else text) not in catalog()._catalog  # type: ignore[attr-defined]


def long_day(day: dt.date) -> str:
    """A day in a sentence: ``12 May 2026``, in Czech ``12. května 2026``."""
    return _written(day, "DATE_FORMAT", get_language())


def short_day(day: dt.date) -> str:
    """A day for a table or an axis: ``12 May 2026``, in Czech ``12. 5. 2026``."""
    return _written(day, "SHORT_DATE_FORMAT", get_language())


def short_month(day: dt.date) -> str:
    """A month for an axis: ``May 2026``, in Czech ``5/2026``."""
    return _written(day, "YEAR_MONTH_FORMAT", get_language())


@lru_cache(maxsize=4_096)
def _written(day: dt.date, style: str, _language: str | None) -> str:
    """Kept, since a product's page writes each of its days up to ten times."""
    return date_format(day, style)


def number(amount: Decimal | int) -> str:
    """A number of ours with all its digits, its thousands apart, as the reader's language writes it."""
    return str(number_format(amount, use_l10n=True, force_grouping=True))
