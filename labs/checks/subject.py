"""A certificate as checks look at it: what several of them ask is worked out once and kept here."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import TypeVar

from labs.checks import amounts
from labs.checks.forms import Form, form_of
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel, Sample
from labs.quantities import Dimension, Interval, Kind, read_unit
from labs.reference.beside import Beside
from labs.reference.measured import Measured, measured

Row = tuple[AnalyteResult, ...]
Key = TypeVar("Key")
_NUMBER = Kind.NUMBER  # a member takes long to look up in its class, and is asked for with every result


class Part:
    """One sample of a certificate, with its results by row, panel and analyte, in reading order."""

    def __init__(self, sample: Sample, number: int) -> None:
        self.sample = sample
        self.number = number
        self.results = sample.results

    @cached_property
    def _by_row(self) -> dict[tuple[int, int], Row]:
        return _grouped([(one.table, one.row) for one in self.results], self.results)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The results row by row: a row with several units gives them together."""
        return tuple(self._by_row.values())

    def row_of(self, result: AnalyteResult) -> Row:
        """The row that one of the results stands in."""
        return self._by_row[result.table, result.row]

    @cached_property
    def wide_rows(self) -> tuple[Row, ...]:
        """The rows with more than one result."""
        return tuple([row for row in self.rows if len(row) > 1])

    @cached_property
    def units(self) -> frozenset[str]:
        """The units of the results, as printed, each once."""
        return frozenset([one.unit for one in self.results])

    @cached_property
    def dimensions(self) -> frozenset[Dimension]:
        """What the units measure."""
        return frozenset(unit.dimension for text in self.units if (unit := read_unit(text)) is not None)

    @cached_property
    def _by_panel(self) -> dict[Panel, Row]:
        return _grouped([one.panel for one in self.results], self.results)

    @cached_property
    def _by_analyte(self) -> dict[str, Row]:
        groups = _grouped([one.analyte or "" for one in self.results], self.results)
        groups.pop("", None)
        return groups

    @cached_property
    def form(self) -> Form | None:
        """What the sample is made of, by its printed matrix and name; None where neither says."""
        return form_of(self.sample)

    @property
    def analytes(self) -> Mapping[str, Row]:
        """The results by analyte."""
        return self._by_analyte

    def panel(self, panel: Panel) -> Row:
        """The results of one panel."""
        return self._by_panel.get(panel, ())

    def of(self, analyte: str) -> Row:
        """The results of one analyte, by its slug."""
        return self._by_analyte.get(analyte, ())


class Subject:
    """One certificate under question. Results are told apart by identity, so ask it about its own results only."""

    def __init__(self, coa: CertificateOfAnalysis) -> None:
        self.coa = coa
        self.parts = tuple(Part(sample, number) for number, sample in enumerate(coa.samples))
        self._allowed: dict[int, Interval | None] = {}
        self._most: dict[int, Interval | None] = {}
        self._measured: dict[int, Measured] = {}
        self._beside: dict[int, Beside] = {}

    @cached_property
    def results(self) -> Row:
        """Every result of every sample, in reading order."""
        return tuple(chain.from_iterable([part.results for part in self.parts]))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of every sample, in reading order."""
        return tuple(chain.from_iterable([part.rows for part in self.parts]))

    @cached_property
    def number_rows(self) -> tuple[Row, ...]:
        """The rows in which some result is a number."""
        found: list[Row] = []
        for row in self.rows:
            for one in row:
                if one.quantity.kind is _NUMBER:
                    found.append(row)
                    break
        return tuple(found)

    @cached_property
    def sample_numbers(self) -> dict[int, int]:
        """The number of the sample that holds a result, by the result's identity."""
        numbers: dict[int, int] = {}
        for part in self.parts:
            numbers |= dict.fromkeys(map(id, part.results), part.number)
        return numbers

    @cached_property
    def _row_of(self) -> dict[int, Row]:
        return {id(one): row for row in self.rows for one in row}

    def row_of(self, result: AnalyteResult) -> Row:
        """The row that a result stands in."""
        return self.parts[0].row_of(result) if len(self.parts) == 1 else self._row_of[id(result)]

    @cached_property
    def _doubtful(self) -> frozenset[int]:
        return frozenset([id(one) for one in self.results if one.is_doubtful])

    def is_sure(self, result: AnalyteResult) -> bool:
        """Whether the reading is sure enough to rest a finding on."""
        return id(result) not in self._doubtful

    def is_number(self, result: AnalyteResult) -> bool:
        """Whether a result is one plain printed number, read without doubt."""
        quantity = result.quantity
        return quantity.kind is _NUMBER and not quantity.approximate and id(result) not in self._doubtful

    def allowed(self, result: AnalyteResult) -> Interval | None:
        """The amounts that a result allows, in its own unit, as `amounts.allowed`; None when it bounds nothing."""
        key = id(result)
        if key not in self._allowed:
            self._allowed[key] = amounts.allowed(result)
        return self._allowed[key]

    def most(self, result: AnalyteResult) -> Interval | None:
        """As `allowed`, with the most room for ND and <LOQ that any unit of the row leaves: see `amounts.most`."""
        if result.quantity.kind not in amounts.LIMITED:
            return self.allowed(result)
        key = id(result)
        if key not in self._most:
            units = amounts.units_of(self.row_of(result))
            left = frozenset(unit for unit in units if (result.table, unit) not in self._not_of_limits)
            self._most[key] = amounts.most(result, left)
        return self._most[key]

    @cached_property
    def _not_of_limits(self) -> frozenset[tuple[int, str]]:
        """Tables and units that the LOD or LOQ beside a row cannot be in: a number in that unit lies below them.

        Only where they are read in another unit of the row, so that this bears the reading out.
        """
        found: set[tuple[int, str]] = set()
        for row in self.number_rows:
            for one in row if len(row) > 1 else ():
                for limit in (one.lod, one.loq):
                    if limit is None or limit.unit == one.unit or not amounts.is_below(one, limit):
                        continue
                    if limit.unit in amounts.units_of(row) and self.is_number(one):
                        found.add((one.table, one.unit))
        return frozenset(found)

    def measured(self, result: AnalyteResult) -> Measured:
        """A result as a limit asks it."""
        key = id(result)
        if key not in self._measured:
            self._measured[key] = measured(result)
        return self._measured[key]

    def beside(self, result: AnalyteResult, others: Row) -> Beside:
        """Those of `others` that are sure and not `result` itself, as a limit asks them; always hand in the same."""
        key = id(result)
        if key not in self._beside:
            self._beside[key] = Beside(
                self.measured(other) for other in others if other is not result and self.is_sure(other)
            )
        return self._beside[key]

    def in_unit(self, result: AnalyteResult, unit: str) -> Interval | None:
        """The amounts that a result allows, brought to `unit`; None when it bounds nothing or does not convert."""
        interval, factor = self.allowed(result), amounts.factor_between(result.unit, unit)
        return None if interval is None or factor is None else interval.scaled(factor)


def _grouped(keys: Iterable[Key], results: Row) -> dict[Key, Row]:
    """The results by their keys, which are given in the order of the results."""
    groups: dict[Key, list[AnalyteResult]] = {}
    for key, one in zip(keys, results, strict=True):
        groups.setdefault(key, []).append(one)
    return {key: tuple(found) for key, found in groups.items()}
