"""A report's results as the tables of its page: a panel each, a row for each printed row, with evidence and verdict."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from labs.coa import SURE_ENOUGH
from registry.corrections import result_target
from registry.models import AnalyteResult
from registry.web import wording
from registry.web.analyte_names import name_by_slug
from registry.web.as_read import Corrections, unless_plain
from registry.web.certainty import said_beside
from registry.web.places import Places
from registry.web.report_parts import Beside, Group, Line, PanelTable
from registry.web.yardsticks import Verdicts

_LONG_WORD = 24  # letters from which on a word may be broken, rather than widen its column
_NOTHING = Beside()
_LONG = 12  # rows from which on a panel without findings starts folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What every line of a report's tables needs: where prints stand, what was corrected, which pages are pictures.

    `url_of` gives the address to share of a result; "" leaves it to its place.
    """

    places: Places
    corrections: Corrections
    pictured: frozenset[int]
    url_of: Callable[[AnalyteResult], str]

    def of(self, rows: Iterable[AnalyteResult], judged: Mapping[int, Verdicts]) -> tuple[PanelTable, ...]:
        """The tables of one sample's rows; `judged` says by a row's id how it stands to the yardstick."""
        panels: dict[str, list[AnalyteResult]] = {}
        for row in rows:
            panels.setdefault(row.panel, []).append(row)
        order = [panel for panel in wording.PANEL_NAMES if panel in panels]
        return tuple(self._table(panel, panels[panel], judged) for panel in order)

    def _table(self, panel: str, rows: list[AnalyteResult], judged: Mapping[int, Verdicts]) -> PanelTable:
        decimals: dict[str, int] = {}
        for row in rows:
            decimals[row.unit] = max(decimals.get(row.unit, 0), wording.decimals_of(row.text))
        lines = [self._line(row, decimals[row.unit], judged.get(row.pk, Verdicts())) for row in rows]
        units = {row.unit for row in rows}
        groups = tuple(_group(same) for _, same in groupby(lines, key=lambda line: (line.row.table, line.row.row)))
        return PanelTable(
            panel=panel,
            name=wording.panel_name(panel),
            unit=units.pop() if len(units) == 1 else "",
            groups=groups,
            has_lods=any(line.lod for line in lines),
            has_loqs=any(line.loq for line in lines),
            has_limits=any(line.limit for line in lines),
            has_verdicts=any(line.status for line in lines),
            is_judged=any(line.judged for line in lines),
            is_folded=len(groups) > _LONG and not any(_speaks(line) for line in lines),
        )

    def _line(self, row: AnalyteResult, decimals: int, judged: Verdicts) -> Line:
        name = name_by_slug(row.analyte, row.analyte_text)
        said = wording.amount(kind=row.kind, text=row.text, unit=row.unit, lod=row.lod, loq=row.loq, decimals=decimals)
        value = f"{row.sample.position}/{row.key}"
        before = self.corrections.before(result_target(row.sample.position, row.key))
        was_name = before.get("analyte", "")
        was = (was_name, before.get("text", row.text), before.get("unit", row.unit)) if before else ()
        return Line(
            row=row,
            name=name,
            said=said,
            lod=self._beside(row, row.lod, gettext_noop("LOD of %(name)s"), name),
            loq=self._beside(row, row.loq, gettext_noop("LOQ of %(name)s"), name),
            limit=self._beside(row, row.limit, gettext_noop("laboratory's limit of %(name)s"), name),
            uncertainty=self._beside(row, row.uncertainty, gettext_noop("uncertainty of %(name)s"), name),
            status=self._status(row, name),
            place=self.places.of_row(row, name, name=value, url=self.url_of(row)),
            judged=judged,
            doubts=said_beside(row),
            is_pictured=row.page in self.pictured and not row.is_corrected,
            read_as=" ".join(part for part in was if part),
        )

    def _beside(self, row: AnalyteResult, printed: dict[str, Any] | None, label: str, name: str) -> Beside:
        """A `labs.coa.PrintedQuantity` as JSON, as it is said beside the result; `label` says what of `name` it is."""
        if not printed:
            return _NOTHING
        place = self.places.of_print(printed["printed"], _told(label, get_language()) % {"name": name})
        return Beside(said=wording.limit_text(printed, row.unit), place=place)

    def _status(self, row: AnalyteResult, name: str) -> Beside:
        """The laboratory's word as it prints it, with what we take it to mean where that is another word."""
        ours = str(wording.VERDICT_WORDS.get(row.lab_verdict, ""))
        if not row.lab_status:
            return Beside(said=ours)
        said = row.lab_status["text"]
        label = _told(gettext_noop("laboratory's word on %(of)s"), get_language()) % {"of": name}
        return Beside(
            said=said,
            note=unless_plain(said, row.lab_verdict) and ours,
            place=self.places.of_print(row.lab_status, label),
        )


@lru_cache(maxsize=64)
def _told(sentence: str, _language: str | None) -> str:
    """A sentence in the reader's language, kept, since hundreds of rows say it."""
    return _(sentence)


def _group(lines: Iterable[Line]) -> Group:
    same = tuple(lines)
    printed, ours = same[0].row.analyte_text, same[0].name
    return Group(
        name=printed,
        ours="" if _folded(printed) == _folded(ours) else ours,
        is_long=any(len(word) > _LONG_WORD for word in printed.split()),
        lines=same,
    )


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _speaks(line: Line) -> bool:
    """Whether a result has something to say that nobody should have to unfold."""
    row = line.row
    is_unsure = row.confidence < SURE_ENOUGH
    return bool(row.value is not None or is_unsure or row.is_corrected or row.lab_verdict == "fail" or line.judged)
