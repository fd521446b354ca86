"""The reader's language for texts that are kept in English: titles of checks, reasons of yardsticks, doubts.

What nobody translated stays English, and a page in another language says of it that it is.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import catalog

from labs.translatable import Sentence

_WORD = re.compile("[a-z]{3}")


def is_english() -> bool:
    """Whether the page is in English, in which every text is kept."""
    return (get_language() or "en").startswith("en")


def in_language(text: str) -> str:
    """A text in the reader's language; as it is where there is no translation."""
    if not text or is_english():
        return text
    if isinstance(text, Sentence):
        return gettext(text.template) % text.parts
    return gettext(text)


def stays_english(text: str) -> bool:
    """Whether a text is English on a page that is not.

    A word that is the same in both languages, ``Methanol``, is not; signs without a word, ``LOQ < LOD``, are in none.
    """
    if is_english() or in_language(text) != text or _WORD.search(text) is None:
        return False
    return (text.template if isinstance(text, Sentence) else text) not in catalog()._catalog  # type: ignore[attr-defined]


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
