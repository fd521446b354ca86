"""Lone values: moisture or water activity printed outside every table, beside or below their name.

Only what is measured as one number, under its own title, is taken, and only where no table gives it: the big numbers
of a summary repeat what the tables say.
"""

from collections.abc import Collection, Iterator, Sequence

from labs.coa import Panel
from labs.parsing.head.seen import SeenPage
from labs.parsing.tables.columns import HeadCell, Role
from labs.parsing.tables.results import ReadTable
from labs.parsing.tables.rows import Row
from labs.parsing.tables.titles import is_quality_control
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import amount_and_verdict, is_number, value_and_unit
from labs.reference.analytes import match, panel_of
from labs.reference.words import fold, single_words
from labs.reference.words import phrases as known_phrases

_FARTHEST = 260.0  # points from a name to a value on its line
_TITLE = 90.0  # points from a bare name up to the title that completes it
_MOST_BETWEEN = 2  # a method and a date
_MOST_WORDS = 5
_LIMITS = frozenset(known_phrases("columns")["lod"])  # LOD: limit of detection, and loss on drying


def lone_values(page: SeenPage, *, first: int, known: Collection[str]) -> Iterator[ReadTable]:
    """One table of one row for each lone value of a page; `known` are slugs that have a result already.

    `first` is the number that the first of them gets.
    """
    found = set(known)
    number = first
    for phrase in page.phrases:
        slug = _slug(phrase.text)
        name = phrase if slug else _title_of(phrase, page.phrases)
        slug = slug or (_slug(name.text) if name is not None else None)
        value = None if slug is None or slug in found else _value_of(phrase, page.phrases)
        if slug is None or name is None or value is None:
            continue
        found.add(slug)
        head = HeadCell((value,), Role.RESULT, "%" if "%" in phrase.text else "")
        row = Row(name=[name], cells={0: [value]})
        yield ReadTable(page=page.number, number=number, heads=(head,), rows=(row,), panel=Panel.MOISTURE, lone=True)
        number += 1


def _slug(text: str) -> str | None:
    """What a name of moisture or water activity means, without words such as ``test result`` and its unit."""
    words = fold(text.replace("%", " ")).split()
    if len(words) > _MOST_WORDS or ":" in text.rstrip(": ") or is_quality_control(text):
        return None
    for name in (" ".join(words), " ".join(word for word in words if word not in single_words("columns"))):
        slug = match(name, Panel.MOISTURE) if name and name not in _LIMITS else None
        if slug is not None and panel_of(slug) is Panel.MOISTURE:
            return slug
    return None


def _title_of(phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    """The title flush above a name that is its first word: ``Water`` under ``Water Activity:``."""
    above = between(phrases, phrase.baseline - _TITLE, phrase.baseline - phrase.size)
    begins = f"{fold(phrase.text)} "
    return next(
        (one for one in above if abs(one.x0 - phrase.x0) < 2 and fold(one.text).startswith(begins) and _slug(one.text)),
        None,
    )


def _value_of(name: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    """The number right of a name on its line, or right below it."""
    below = between(phrases, name.baseline + 0.6 * name.size, name.baseline + 2.4 * name.size)
    under = [one for one in below if min(abs(one.x0 - name.x0), abs(one.middle - name.middle)) < name.size]
    if under:
        return under[0] if _is_amount(under[0].text, name.text) else None
    line = between(phrases, name.baseline - 0.4 * name.size, name.baseline + 0.4 * name.size)
    right = sorted((one for one in line if 0 <= one.x0 - name.x1 < _FARTHEST), key=lambda one: one.x0)
    for one in right[: _MOST_BETWEEN + 1]:
        if _is_amount(one.text, name.text):
            return one
    return None


def _is_amount(text: str, name: str) -> bool:
    """Whether a text is a share in per cent or a water activity, which alone may stand without its unit."""
    amount, unit = value_and_unit(amount_and_verdict(text)[0])
    if not is_number(amount):
        return False
    if fold(unit) == "aw" or (not unit and amount.startswith(("0", "<0", "< 0"))):
        return "%" not in name
    return unit == "%" or (not unit and "%" in name)
