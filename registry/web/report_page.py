"""A report as its page shows it: the same for the public, for its sender and on the review desk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from labs.coa import SURE_ENOUGH
from labs.reference.analytes import by_slug
from labs.reference.measured import Measured, measured
from registry.corrections import result_target, sample_target
from registry.models import AnalyteResult, PageImage, Report, Sample, Status
from registry.processing import PictureType
from registry.web import wording
from registry.web.as_read import Corrections
from registry.web.certainty import (
    DoubtGroup,
    FoundCode,
    UnreadGroup,
    doubt_groups,
    found_codes,
    pictured,
    said_beside,
    unread_groups,
)
from registry.web.covering import Coverage, coverage_of_rows, with_words
from registry.web.dose import DoseView, dose_view
from registry.web.flag_lines import FlagLine, as_cards, flag_lines
from registry.web.lines import age_of
from registry.web.places import Place, Places
from registry.web.report_parts import Beside, Chosen, Fact, Group, Line, PanelTable, SamplePart
from registry.web.sent import picture_type
from registry.web.suggesting import suggested
from registry.web.yardsticks import Verdicts, Yardstick, as_result, counted, dated

_LONG_WORD = 24  # letters from which on a word may be broken, rather than widen its column
_LONG = 12  # rows from which on a panel without findings starts folded
_FIELD_NAMES = {
    "lab_name": "Laboratory",
    "report_id": "Report number",
    "client": "Client",
    "overall_status": "Overall result",
    "manufactured": "Manufactured",
    "sampled": "Sampled",
    "received": "Received",
    "tested": "Tested",
    "reported": "Reported",
    "expires": "Expires",
    "sample_id": "Sample number",
    "product_name": "Product",
    "batch": "Batch",
    "matrix": "Material",
}
_DATES = frozenset({"manufactured", "sampled", "received", "tested", "reported", "expires"})


class ReportPage:
    """Everything that a page about `report` shows. `url` is the page's own address; `at` names the chosen print.

    On the review desk (`is_desk`) choosing a value stays on the desk; elsewhere it leads to the address to share. What
    was not understood is outlined on the pages there, and elsewhere where `shows_unread` asks for it.
    """

    def __init__(
        self,
        report: Report,
        *,
        url: str,
        yardstick: Yardstick | None = None,
        at: str = "",
        is_desk: bool = False,
        shows_unread: bool = False,
    ) -> None:
        self.report = report
        self.url = url
        self.is_desk = is_desk
        self.shows_unread = shows_unread or is_desk
        self._samples = list(report.samples.select_related("product__brand", "batch").prefetch_related("results"))
        self._fields = list(report.header_fields.all())
        self.yardstick = self._yardstick(yardstick or Yardstick())
        self.at = at
        self.places = Places(
            url=url,
            query=self.yardstick.query,
            fragment="correct-text" if is_desk else "evidence",
            sizes={page.number: (page.width, page.height) for page in self.pages},
        )
        self._corrections = Corrections(report)
        self.samples = [self._sample(sample) for sample in self._samples]
        self.facts = self._facts(None)
        self.flags: list[FlagLine] = flag_lines(report, self.places, everything=is_desk)
        self.unread: list[UnreadGroup] = unread_groups(self.reading["unread"], self.places)
        self.codes: list[FoundCode] = found_codes(self.reading["codes"], self.places)

    @cached_property
    def pages(self) -> list[PageImage]:
        """The pages of the document, in order."""
        return list(self.report.pages.all())

    @property
    def picture_type(self) -> PictureType | None:
        """The kind of photo or scan that the PDF was made of; None where a PDF was sent."""
        return picture_type(self.report)

    @cached_property
    def chosen(self) -> Chosen | None:
        """The print that the address names, if it is one of this report's."""
        place = self.places.known.get(self.at)
        page = next((page for page in self.pages if place and page.number == place.page), None)
        if place is None or page is None:
            return None
        line = next((line for line in self.lines if line.place is place), None)
        return Chosen(place=place, page=page, line=line)

    @property
    def lines(self) -> list[Line]:
        """Every result of every sample, in order."""
        return [line for part in self.samples for table in part.tables for line in table.lines]

    @property
    def standing_flags(self) -> list[FlagLine]:
        """Flags that nobody dismissed."""
        return as_cards(line for line in self.flags if not line.is_dismissed)

    @property
    def dismissed_flags(self) -> list[FlagLine]:
        """Flags that a moderator looked at and found harmless."""
        return as_cards(line for line in self.flags if line.is_dismissed)

    @property
    def flag_counts(self) -> list[tuple[str, int]]:
        """How many flags stand of each severity, the gravest first."""
        levels = [line.flag.severity for line in self.flags if not line.is_dismissed]
        return [(level, levels.count(level)) for level in dict.fromkeys(levels)]

    @cached_property
    def doubts(self) -> list[DoubtGroup]:
        """Results whose reading may be wrong, by reason."""
        return doubt_groups(self.lines)

    @cached_property
    def pictured(self) -> frozenset[int]:
        """The pages whose words were read from their picture."""
        return pictured(self.pages)

    @property
    def unread_count(self) -> int:
        """How many things on the pages were not understood."""
        return sum(len(group.places) for group in self.unread)

    @property
    def sheets(self) -> list[tuple[PageImage, list[Place]]]:
        """Each page with what to outline on it: what was not understood, where that is shown."""
        places = [place for group in self.unread for place in group.places] if self.shows_unread else []
        return [(page, [place for place in places if place.page == page.number]) for page in self.pages]

    @cached_property
    def coverage(self) -> list[Coverage]:
        """Which panels this report tests, and what it says of those without results."""
        rows = [line.row for line in self.lines]
        grid = coverage_of_rows((row.panel, row.analyte or row.analyte_text, row.kind) for row in rows)
        return with_words(grid, self.reading["certificate__panels"] or [], self.places)

    @cached_property
    def judged(self) -> dict[str, int]:
        """How many results stand how to the chosen yardstick today."""
        return counted([line.judged.now for line in self.lines])

    @cached_property
    def judged_then(self) -> dict[str, int]:
        """How many results stood how to it on the day of the report."""
        return counted([line.judged.then for line in self.lines])

    @cached_property
    def dose(self) -> DoseView:
        """What so many grams a day hold of each metal, beside the limits per day."""
        return dose_view(self.lines, self.yardstick)

    @cached_property
    def reading(self) -> dict[str, Any]:
        """What the last reading could not place, the codes it found, its warnings, and the panels that it names."""
        names = ("unread", "codes", "warnings", "certificate__panels")
        last = self.report.readings.order_by("-read_at", "-pk").values(*names).first()
        return last or {name: [] for name in names}

    @property
    def title(self) -> str:
        """What was tested, as far as it is known."""
        names = dict.fromkeys(part.sample.product.name for part in self.samples if part.sample.product)
        return wording.joined(list(names)) or "Product not known"

    @cached_property
    def verdict(self) -> Beside:
        """The laboratory's word on the whole report, quoted as printed; our reading of it where that differs."""
        printed = next((field for field in self._fields if field.name == "overall_status"), None)
        ours = self.report.get_lab_verdict_display()
        if printed is None:
            return Beside(note=ours)
        place = self.places.of_row(printed, _FIELD_NAMES["overall_status"])
        return Beside(said=printed.printed_text, place=place, note=_unless_plain(printed.printed_text, ours))

    @property
    def age(self) -> str:
        """How long ago the laboratory reported."""
        return age_of(self.report, timezone.localdate())

    @property
    def is_public(self) -> bool:
        """Whether everyone may see it."""
        return self.report.status == Status.PUBLISHED

    @property
    def _day(self) -> dt.date | None:
        """The day for which the report speaks."""
        return self.report.reported_on or self.report.tested_on

    def _yardstick(self, asked: Yardstick) -> Yardstick:
        """The reader's choice, or else what the report itself suggests; none on the review desk."""
        asked = dated(asked, on=self._day, today=timezone.localdate())
        if asked.is_asked or self.is_desk:
            return asked
        rows = [row for sample in self._samples for row in sample.results.all() if row.limit]
        client = next((field.printed_text for field in self._fields if field.name == "client"), "")
        found = suggested([as_result(row) for row in rows], client, self._day)
        return replace(asked, limits=found[0], why=found[1]) if found else asked

    def _verdicts(self, rows: list[AnalyteResult]) -> dict[int, Verdicts]:
        """How each result of a sample stands to the yardstick, by its row's id."""
        if self.yardstick.limits is None:
            return {}
        ours: list[tuple[AnalyteResult, Measured]] = [(row, measured(as_result(row))) for row in rows]
        everything = [one for _, one in ours]
        return {
            row.pk: self.yardstick.judge(row, one, [other for other in everything if other is not one])
            for row, one in ours
        }

    def _sample(self, sample: Sample) -> SamplePart:
        rows = list(sample.results.all())
        for row in rows:
            row.sample = sample  # spares a query each
        self._judged = self._verdicts(rows)
        panels: dict[str, list[AnalyteResult]] = {}
        for row in rows:
            panels.setdefault(row.panel, []).append(row)
        order = [panel for panel in wording.PANEL_NAMES if panel in panels]
        tables = tuple(self._table(panel, panels[panel]) for panel in order)
        return SamplePart(sample=sample, facts=self._facts(sample.position), tables=tables)

    def _table(self, panel: str, rows: list[AnalyteResult]) -> PanelTable:
        decimals: dict[str, int] = {}
        for row in rows:
            decimals[row.unit] = max(decimals.get(row.unit, 0), wording.decimals_of(row.text))
        lines = [self._line(row, decimals[row.unit]) for row in rows]
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

    def _line(self, row: AnalyteResult, decimals: int) -> Line:
        known = by_slug(row.analyte) if row.analyte else None
        name = known.name if known else row.analyte_text
        said = wording.amount(kind=row.kind, text=row.text, unit=row.unit, lod=row.lod, loq=row.loq, decimals=decimals)
        value = f"{row.sample.position}/{row.key}"
        before = self._corrections.before(result_target(row.sample.position, row.key))
        was_name = before.get("analyte", "")
        was = (was_name, before.get("text", row.text), before.get("unit", row.unit)) if before else ()
        return Line(
            row=row,
            name=name,
            said=said,
            lod=self._beside(row, row.lod, f"LOD of {name}"),
            loq=self._beside(row, row.loq, f"LOQ of {name}"),
            limit=self._beside(row, row.limit, f"laboratory's limit of {name}"),
            uncertainty=self._beside(row, row.uncertainty, f"uncertainty of {name}"),
            status=self._status(row, f"laboratory's word on {name}"),
            place=self.places.of_row(row, name, name=value, url=self._value_url(row)),
            judged=self._judged.get(row.pk, Verdicts()),
            doubts=said_beside(row),
            is_pictured=row.page in self.pictured and not row.is_corrected,
            read_as=" ".join(part for part in was if part),
        )

    def _beside(self, row: AnalyteResult, printed: dict[str, Any] | None, label: str) -> Beside:
        """A `labs.coa.PrintedQuantity` as JSON, as it is said beside the result."""
        if not printed:
            return Beside()
        return Beside(said=wording.limit_text(printed, row.unit), place=self.places.of_print(printed["printed"], label))

    def _status(self, row: AnalyteResult, label: str) -> Beside:
        """The laboratory's word as it prints it, with what we take it to mean where that is another word."""
        if not row.lab_status:
            return Beside(said=row.get_lab_verdict_display())
        said = row.lab_status["text"]
        return Beside(
            said=said,
            note=_unless_plain(said, row.get_lab_verdict_display()),
            place=self.places.of_print(row.lab_status, label),
        )

    def _value_url(self, row: AnalyteResult) -> str:
        if self.is_desk:
            return ""
        address = reverse("value", args=[self.report.reference, row.sample.position, row.key])
        query = self.yardstick.query
        return f"{address}?{query}#evidence" if query else f"{address}#evidence"

    def _facts(self, position: int | None) -> tuple[Fact, ...]:
        """The head's fields as read, then what only a person supplied."""
        target = "report" if position is None else sample_target(position)
        before, after = self._corrections.before(target), self._corrections.after(target)
        fields = {field.name: field for field in self._fields if field.sample_position == position}
        places = {name: self.places.of_row(field, _FIELD_NAMES.get(name, name)) for name, field in fields.items()}
        values = {name: field.value for name, field in fields.items()} | after
        return tuple(
            Fact(
                name=name,
                label=_FIELD_NAMES.get(name, name),
                value=_as_date(value) if name in _DATES else value,
                place=places.get(name),
                read_as=before.get(name, "") or ("nothing" if name in before else ""),
            )
            for name, value in values.items()
        )


def _as_date(value: str) -> str:
    return date_format(dt.date.fromisoformat(value), "j F Y")


def _unless_plain(said: str, ours: str) -> str:
    """What we take a printed word to mean, unless the word itself says so."""
    return "" if said.casefold().startswith(ours.casefold()) else ours


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
