"""Rows to analyte results: amounts, units, limits, verdicts, each with its place on the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from labs.coa import AnalyteResult, LabVerdict, Panel, Printed, PrintedQuantity
from labs.parsing.tables.columns import HeadCell, Role
from labs.parsing.tables.confidence import RAISED_DIGIT, UNIT_OF_LIMIT, UNIT_OF_OTHER_ROWS, Reason, no_unit_of, weighed
from labs.parsing.tables.limit_notes import NotedLimit
from labs.parsing.tables.rows import Row
from labs.parsing.tables.titles import panel_of_names
from labs.parsing.tables.units import basis_of_name, is_of, unit_of_name, units_by_basis
from labs.parsing.text.phrases import Phrase, printed
from labs.parsing.text.values import (
    amount_and_verdict,
    amounts_of,
    is_number,
    is_value,
    is_verdict,
    uncertainty_in,
    value_and_unit,
    without_footnote,
)
from labs.quantities import Kind, Quantity, read_quantity, read_unit
from labs.reference.analytes import match, panel_of
from labs.reference.words import TOTALS, fold, longest_match, meanings, verdict_of

WHOLE = frozenset(("batch", "overall", "overall result", "overall status", "final"))  # of a summary: the report
_ESTIMATED = "J"  # the letter that laboratories mark an estimate with
_NEVER_SUMMED = frozenset((Panel.MICROBIALS, Panel.FOREIGN, Panel.MOISTURE))
_VERDICTS = {"pass": LabVerdict.PASS, "fail": LabVerdict.FAIL, "tested": LabVerdict.TESTED}


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table as read: its columns' heads, its rows, and what holds for all of them.

    `lone` marks a number outside any table.
    """

    page: int
    number: int
    heads: tuple[HeadCell, ...]  # of the columns beside the analyte's
    rows: tuple[Row, ...]
    panel: Panel | None
    unit: str = ""
    method: str = ""
    lone: bool = False
    noted: tuple[NotedLimit, ...] = ()  # limits of the method that a note tells


def verdict(text: str) -> LabVerdict | None:
    """The laboratory's word as we understand it; None for not tested, not judged, or no verdict at all."""
    return _VERDICTS.get(verdict_of(text) or "")


def results_of(table: ReadTable, *, decimal_comma: bool | None) -> list[AnalyteResult]:
    """One result for each printed result cell of a table, in reading order."""
    table = replace(table, heads=_heads_by_content(table))
    names = [_name(row, table.page) for row in table.rows]
    panel = table.panel or panel_of_names(
        panel_of(slug) for slug in (match(name.text, None) for name in names) if slug is not None
    )
    bases = _bases(table, names)
    found: list[AnalyteResult] = []
    for number, (row, name) in enumerate(zip(table.rows, names, strict=True)):
        reading = _Reading(row, replace(table, panel=panel), decimal_comma, bases)
        found.extend(_row_results(reading, name, number))
    return found


def _heads_by_content(table: ReadTable) -> tuple[HeadCell, ...]:
    """Heads corrected by what stands under them: a result column of verdicts beside one of amounts is a status."""
    results = [
        place
        for place, head in enumerate(table.heads)
        if head.role is Role.RESULT and any(row.cells.get(place) for row in table.rows)
    ]
    if not results:
        return tuple(
            replace(head, role=Role.RESULT)
            if head.role in (Role.UNIT, Role.OTHER) and _holds_amounts(table, place)
            else head
            for place, head in enumerate(table.heads)
        )
    told = {place for place, head in enumerate(table.heads) if _is_per_article(table, place)}
    if told:
        heads = (replace(head, role=Role.RESULT) if n in told else head for n, head in enumerate(table.heads))
        return _heads_by_content(replace(table, heads=tuple(heads)))
    judging = [place for place in results if _holds_only_verdicts(table, place) and not table.heads[place].unit]
    if len(judging) == len(results):
        return table.heads
    judging = judging or _judging_unnamed(table)
    return tuple(
        replace(head, role=Role.STATUS) if place in judging else head for place, head in enumerate(table.heads)
    )


def _judging_unnamed(table: ReadTable) -> list[int]:
    """The columns that no word calls a status and that hold nothing but pass and fail, in words: "Opinion"."""
    named = [place for place, head in enumerate(table.heads) if head.role is Role.STATUS]
    if any(row.cells.get(place) for row in table.rows for place in named):
        return []
    return [
        place
        for place, head in enumerate(table.heads)
        if head.role is Role.OTHER and _holds_only_verdicts(table, place) and _holds_words_on_limits(table, place)
    ]


def _holds_words_on_limits(table: ReadTable, place: int) -> bool:
    texts = [_text(row.cells[place]) for row in table.rows if row.cells.get(place)]
    return any(verdict_of(text) in ("pass", "fail") and len(fold(text)) > 1 for text in texts)


def _is_per_article(table: ReadTable, place: int) -> bool:
    """Whether a column that no word calls a result holds amounts per article, by their units: ``7.8 mg/capsule``."""
    if table.heads[place].role is not Role.OTHER:
        return False
    units = [value_and_unit(_text(row.cells[place]))[1] for row in table.rows if row.cells.get(place)]
    read = [read_unit(unit) for unit in units if unit]
    return bool(read) and all(unit is not None and bool(unit.article) for unit in read)


def _holds_amounts(table: ReadTable, place: int) -> bool:
    texts = [_text(row.cells[place]) for row in table.rows if row.cells.get(place)]
    return bool(texts) and sum(is_value(value_and_unit(text)[0]) for text in texts) * 2 > len(texts)


def _holds_only_verdicts(table: ReadTable, place: int) -> bool:
    texts = [_text(row.cells[place]) for row in table.rows if row.cells.get(place)]
    return bool(texts) and all(is_verdict(text) for text in texts) and not all(text == "ND" for text in texts)


def _text(phrases: Sequence[Phrase]) -> str:
    return " ".join(phrase.text for phrase in _in_order(phrases))


def _in_order(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases of one cell line by line; a raised footnote mark is of the line that it stands in."""
    lines: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase.baseline):
        if lines and phrase.baseline - lines[-1][0].baseline < 0.5 * max(phrase.size, lines[-1][0].size):
            lines[-1].append(phrase)
        else:
            lines.append([phrase])
    return [phrase for line in lines for phrase in sorted(line, key=lambda phrase: phrase.x0)]


def _name(row: Row, page: int) -> Printed:
    ordered = _in_order(row.name)
    text = ""
    for phrase in ordered:
        text = f"{text}{phrase.text}" if text.endswith("-") else f"{text} {phrase.text}".strip()
    return printed(ordered, page, text)


def _row_results(reading: "_Reading", name: Printed, number: int) -> Iterator[AnalyteResult]:
    table = reading.table
    slug = match(name.text, table.panel)
    panel = _panel(slug, table.panel)
    for place, cell in reading.result_cells():
        amount, word = amount_and_verdict(cell.text)
        text, own_unit = value_and_unit(amount)
        unit = own_unit or unit_of_name(name.text) or reading.unit_at(place, name.text, is_word=is_verdict(text))
        quantity = read_quantity(reading.with_flag(text), decimal_comma=reading.decimal_comma)
        if quantity is None or not reading.is_result(name.text, text):
            continue
        status = reading.first(Role.STATUS) or (replace(cell, text=word) if word else None)
        found = AnalyteResult(
            name=name,
            analyte=slug,
            panel=panel,
            printed=cell,
            quantity=quantity,
            unit=unit,
            row=number,
            table=table.number,
            lod=reading.limit_of_method(Role.LOD, place),
            loq=reading.limit_of_method(Role.LOQ, place),
            limit=reading.quantity(Role.LIMIT, place),
            uncertainty=reading.uncertainty(place),
            status=status,
            verdict=None if status is None else verdict(status.text),
            method=reading.method(),
            is_total=_is_total(name.text, slug, panel),
            is_lone=table.lone,
        )
        further = () if own_unit else reading.reasons(place, found)
        yield weighed(found, (*further, RAISED_DIGIT) if reading.may_be_raised(place) else further)


def _is_on_dry_weight(text: str) -> bool:
    """Whether a column's head or a unit says that amounts are a share of the sample without its water."""
    return longest_match(fold(text).split(), meanings("bases")) is not None


def _is_measuring(table: ReadTable) -> bool:
    """Whether a table has columns for amounts and their limits, as no summary of verdicts has."""
    return {Role.LIMIT, Role.UNIT} <= {head.role for head in table.heads}


def _is_panel_verdict(name: str, text: str) -> bool:
    """Whether a row is a panel's name and its verdict, as in a summary of tests."""
    if not is_verdict(text) or is_value(text):
        return False
    words = fold(name).split()
    found = longest_match(words, meanings("panels"))
    return fold(name) in WHOLE or (found is not None and found[1] * 3 >= len(words) * 2)


def _is_total(name: str, slug: str | None, panel: Panel) -> bool:
    """Whether a row sums others: a total count of germs is a count, total arsenic one element in all its forms."""
    if panel in _NEVER_SUMMED or (panel is Panel.METALS and slug is not None):
        return False
    return bool(TOTALS & set(fold(name).split()))


def _bases(table: ReadTable, names: Sequence[Printed]) -> dict[int, dict[str, str]]:
    """For each result column, the unit of rows such as ``CBD per unit`` where others of that kind print it."""
    return {
        place: units_by_basis(
            (name.text, _text(row.cells[place]))
            for row, name in zip(table.rows, names, strict=True)
            if row.cells.get(place)
        )
        for place, head in enumerate(table.heads)
        if head.role is Role.RESULT
    }


def _is_no_result(name: str) -> bool:
    """Whether a row's name says that it holds no result, such as a tablet's weight."""
    words = f" {fold(name)} "
    return any(f" {phrase} " in words for phrase in meanings("rows"))


def _panel(slug: str | None, of_table: Panel | None) -> Panel:
    of_analyte = Panel.OTHER if slug is None else panel_of(slug)
    return of_analyte if of_analyte is not Panel.OTHER else of_table or Panel.OTHER


@dataclass(frozen=True, slots=True)
class _Reading:
    """One row's cells by role."""

    row: Row
    table: ReadTable
    decimal_comma: bool | None
    bases: dict[int, dict[str, str]]

    def places(self, role: Role) -> list[int]:
        """The columns of a role in which this row holds something."""
        return [place for place, head in enumerate(self.table.heads) if head.role is role and self.row.cells.get(place)]

    def cell(self, place: int) -> Printed:
        """What is printed in one column."""
        phrases = self.row.cells[place]
        return printed(phrases, self.table.page, _text(phrases))

    def result_cells(self) -> Iterator[tuple[int, Printed]]:
        """Each amount of each result column with its place; one may be in two units: ``1.38 % / 13.8 mg/g``."""
        for place in self.places(Role.RESULT):
            cell = self.cell(place)
            yield from ((place, replace(cell, text=text)) for text in amounts_of(cell.text))

    def may_be_raised(self, place: int) -> bool:
        """Whether a picture leaves open if a digit in one column is a raised one."""
        return any(word.may_be_raised for phrase in self.row.cells[place] for word in phrase.words)

    def first(self, role: Role) -> Printed | None:
        """What is printed in the first column of a role."""
        places = self.places(role)
        return self.cell(places[0]) if places else None

    def with_flag(self, amount: str) -> str:
        """An amount with the letter that a column of its own marks it as an estimate with: ``0.021 J``."""
        flagged = any(self.cell(place).text == _ESTIMATED for place in self.places(Role.OTHER))
        return f"{amount} {_ESTIMATED}" if flagged and is_number(amount) else amount

    def unit(self) -> str:
        """The unit that holds for the whole row: its unit column's, the analyte head's, or the table's."""
        cell = self.first(Role.UNIT)
        if cell is None:
            return self.table.unit
        return cell.text if fold(cell.text) else ""  # a dash is no unit

    def _unit_beside(self) -> str:
        """The unit that only the row's limit or limits of the method print, in their cell or in their head.

        Foreign matter may be counted where its limit is a share.
        """
        if self.table.panel is Panel.FOREIGN:
            return ""
        for role in (Role.LIMIT, Role.LOQ, Role.LOD, Role.LIMITS_OF_METHOD):
            for place in self.places(role):
                unit = value_and_unit(self.cell(place).text)[1] or self.table.heads[place].unit
                if unit:
                    return unit
        return ""

    def unit_at(self, place: int, name: str, *, is_word: bool = False) -> str:
        """The unit of a cell that prints none: its head's or the row's, unless the name tells another basis."""
        head = self.table.heads[place]
        unit = head.unit or self.unit() or ("" if is_word else self._unit_beside())
        if unit and _is_on_dry_weight(head.text) and not _is_on_dry_weight(unit):
            unit = f"{unit} dry weight"
        basis = basis_of_name(name)
        return self.bases[place].get(basis, "") if basis and unit and not is_of(basis, unit) else unit

    def reasons(self, place: int, found: AnalyteResult) -> Iterator[Reason]:
        """Why the unit of a cell that prints none may be wrong, beyond what the result itself shows."""
        basis = basis_of_name(found.name.text)
        if basis and not found.unit and not found.quantity.kind.is_amount:
            yield no_unit_of(basis)
        elif basis and found.unit and found.unit == self.bases[place].get(basis) != self.table.heads[place].unit:
            yield UNIT_OF_OTHER_ROWS
        elif found.unit and not (self.table.heads[place].unit or self.unit() or unit_of_name(found.name.text)):
            yield UNIT_OF_LIMIT

    def is_result(self, name: str, text: str) -> bool:
        """Whether a row is a result, and not a summary's word on a panel or a fact of the sample such as its weight.

        What stands beside a limit was judged, whatever it is.
        """
        if not any(character.isalpha() for character in name):
            return False
        if self.places(Role.LIMIT) or self.table.lone:
            return True
        alone = len(self.table.rows) == 1 and _is_measuring(self.table)
        return not _is_no_result(name) and (alone or not _is_panel_verdict(name, text))

    def method(self) -> str:
        """The row's method, or the table's."""
        cell = self.first(Role.METHOD)
        return cell.text if cell is not None else self.table.method

    def quantity(self, role: Role, of: int) -> PrintedQuantity | None:
        """The amount in a role's column: for the result column at `of`, the nearest column of that role after it."""
        places = self.places(role)
        if not places:
            return None
        place = next((place for place in places if place > of), places[0]) if len(places) > 1 else places[0]
        cell = self.cell(place)
        text, unit = value_and_unit(re.sub(r"^\s*(±|\+/-)\s*", "", cell.text))
        own = unit or self.table.heads[place].unit
        return self._printed_quantity(cell, text, own or self.unit(), has_own_unit=bool(own))

    def uncertainty(self, of: int) -> PrintedQuantity | None:
        """The uncertainty of the result at `of`: from its own column, or from after the sign in the result's cell."""
        own = uncertainty_in(self.cell(of).text)
        if not own:
            return self.quantity(Role.UNCERTAINTY, of)
        amount, unit = value_and_unit(own)
        return self._printed_quantity(self.cell(of), amount, unit or self.table.heads[of].unit or self.unit(), text=own)

    def limit_of_method(self, role: Role, of: int) -> PrintedQuantity | None:
        """LOD or LOQ, from its own column or from its half of a ``LOD / LOQ`` cell."""
        places = self.places(Role.LIMITS_OF_METHOD)
        if not places:
            return self.quantity(role, of) or self._noted(role)
        cell, head = self.cell(places[0]), self.table.heads[places[0]]
        halves = [half.strip() for half in cell.text.split("/", 1)]
        wanted = 0 if (role is Role.LOD) != head.second_first else 1
        if len(halves) < 2:
            return None
        unit = head.unit or self.unit()
        return self._printed_quantity(cell, halves[wanted], unit, halves[wanted], has_own_unit=bool(head.unit))

    def _noted(self, role: Role) -> PrintedQuantity | None:
        """The LOD or LOQ that a note tells of this row or of all, where the table has no column for it."""
        if not self.table.noted or any(head.role in (role, Role.LIMITS_OF_METHOD) for head in self.table.heads):
            return None
        own = fold(_name(self.row, self.table.page).text)
        fitting = [one for one in self.table.noted if one.role is role and fold(one.name) in ("", own)]
        if not fitting or TOTALS & set(own.split()):
            return None
        note = max(fitting, key=lambda one: len(one.name))
        quantity = read_quantity(note.text, decimal_comma=self.decimal_comma)
        cell = printed([note.phrase], self.table.page, note.text)
        assert quantity is not None
        return PrintedQuantity(quantity=quantity, printed=cell, unit=note.unit, in_note=True, has_own_unit=True)

    def _printed_quantity(
        self, cell: Printed, amount: str, unit: str, text: str | None = None, *, has_own_unit: bool = False
    ) -> PrintedQuantity:
        cell, amount = replace(cell, text=without_footnote(cell.text)), without_footnote(amount)
        quantity = read_quantity(amount, decimal_comma=self.decimal_comma) or Quantity(text=amount, kind=Kind.WORD)
        return PrintedQuantity(
            quantity=quantity,
            printed=cell if text is None else replace(cell, text=text),
            unit=unit,
            has_own_unit=has_own_unit,
        )
