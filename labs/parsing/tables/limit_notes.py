"""Limits of the method that no column holds and a note at a table tells: ``LOQ for all metals 0.01 ppm``.

A note tells one limit for all rows, perhaps with one that differs, ``LOQ 10 ppm (benzene 0.5 ppm)``, or lists them by
name: ``LOD/LOQ (µg/kg): Aflatoxin B1 0.15/0.50, …``. Notes that explain what LOD and LOQ mean hold no number and tell
nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from labs.coa import Panel
from labs.parsing.tables.columns import Role
from labs.parsing.tables.rows import lines_of
from labs.parsing.tables.titles import panel_in
from labs.parsing.text.phrases import Phrase
from labs.parsing.text.values import is_unit

_NUMBER = r"\d+(?:[.,]\d+)?"
_ROLE = (
    r"(?P<role>LO[DQ]s?(?:\s*/\s*LO[DQ]s?)?|limits? of (?:detection|quantitation|quantification)"
    r"|(?:detection|quantitation|quantification|reporting) limits?)"
)
_BEGINS = re.compile(rf"(?<![<\w])(?<!< )(?:{_ROLE})(?:\s*\((?P<unit>[^()]{{1,12}})\))?", re.IGNORECASE)
_FOR_ALL = re.compile(
    rf"(?P<scope>\s+(?:for|of)\s+(?:all|each|every)\s+(?P<group>[^\d:=.;]{{3,30}}?))?\s*(?:is|are|=|:)?\s*"
    rf"(?P<first>{_NUMBER})(?:\s*/\s*(?P<second>{_NUMBER}))?\s*(?P<unit>[^\s\d.;,()][^\s.;,()]*)?"
)
_ALL_BEFORE = re.compile(r"\b(?:all|each|every)\s+(?P<group>[^\d:=.;]{3,30}?)[:,]?\s*$", re.IGNORECASE)
_ALL_AFTER = re.compile(r",?\s*(?:for|of)\s+(?:all|each|every)\s+(?P<group>[^\d:=.;]{3,30})", re.IGNORECASE)
_BUT = re.compile(rf"\s*\((?P<name>[^\d():;,]+?):?\s+(?P<number>{_NUMBER})\s*(?P<unit>[^\s\d()]+)?\)")
_LISTED = re.compile(rf"(?P<name>.*[^\W\d_].*?)\s+(?P<first>{_NUMBER})(?:\s*/\s*(?P<second>{_NUMBER}))?\s*(?P<end>\.?)")
_BETWEEN_ITEMS = re.compile(r"\s*;\s*|,\s+")
_END_OF_LIST = re.compile(r"(?<=\d)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class NotedLimit:
    """A LOD or LOQ that a note tells: its digits, unit and line; of the row with that `name`, or of all where empty."""

    role: Role
    text: str
    unit: str
    phrase: Phrase
    name: str = ""


def limits_near(phrases: Sequence[Phrase], panel: Panel | None) -> tuple[NotedLimit, ...]:
    """The limits that a table's own note tells, by the phrases right below or above it; `panel` is the table's."""
    return tuple(_told(phrases, panel, is_near=True))


def limits_for(phrases: Sequence[Phrase], panel: Panel) -> tuple[NotedLimit, ...]:
    """The limits that a note anywhere on a page tells for a whole panel, by its name: ``for all pesticides``."""
    return tuple(_told(phrases, panel, is_near=False))


def _told(phrases: Sequence[Phrase], panel: Panel | None, *, is_near: bool) -> Iterator[NotedLimit]:
    lines = [phrase for line in lines_of(phrases) for phrase in line]
    starts = list(accumulate((len(phrase.text) + 1 for phrase in lines), initial=0))
    text = " ".join(phrase.text for phrase in lines)
    for found in _BEGINS.finditer(text):
        line = lines[bisect_right(starts, found.start()) - 1]
        yield from _for_all(text, found, line, panel, is_near=is_near)
        if is_near and text.startswith(":", found.end()):
            yield from _listed(text[found.end() + 1 :], found, line)


def _roles(found: re.Match[str]) -> tuple[Role, ...]:
    letters = found["role"].casefold()
    places = sorted(
        (letters.find(sign), role) for sign, role in (("lod", Role.LOD), ("loq", Role.LOQ)) if sign in letters
    )
    if places:
        return tuple(role for _, role in places)
    return (Role.LOD,) if "detection" in letters else (Role.LOQ,)


def _for_all(
    text: str, found: re.Match[str], line: Phrase, panel: Panel | None, *, is_near: bool
) -> Iterator[NotedLimit]:
    told = _FOR_ALL.match(text, found.end())
    if told is None:
        return
    before, after = _ALL_BEFORE.search(text, 0, found.start()), _ALL_AFTER.match(text, told.end())
    group = next((one["group"] for one in (told, before, after) if one and one["group"]), "")
    of_group = panel_in(group)
    if of_group is not panel and (of_group is not None or not is_near):
        return
    unit = next((unit for unit in (found["unit"], told["unit"]) if unit and is_unit(unit)), "")
    for role, number in zip(_roles(found), (told["first"], told["second"]), strict=False):
        if unit and number:
            yield NotedLimit(role, number, unit, line)
    but = _BUT.match(text, told.end())
    if unit and but is not None and len(_roles(found)) == 1:
        own = but["unit"] if but["unit"] and is_unit(but["unit"]) else unit
        yield NotedLimit(_roles(found)[0], but["number"], own, line, but["name"])


def _listed(text: str, found: re.Match[str], line: Phrase) -> Iterator[NotedLimit]:
    unit = found["unit"] or ""
    if not is_unit(unit):
        return
    for item in _BETWEEN_ITEMS.split(_END_OF_LIST.split(text, maxsplit=1)[0].strip()):
        told = _LISTED.fullmatch(item)
        if told is None:
            return
        for role, number in zip(_roles(found), (told["first"], told["second"]), strict=False):
            if number:
                yield NotedLimit(role, number, unit, line, told["name"].strip())
