"""A report as its page shows it: the same for the public, for its sender and on the review desk."""

import datetime as dt
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from labs.reference.markets import suggested
from registry.as_values import as_result
from registry.models import AnalyteResult, PageImage, Report, Sample, Status
from registry.processing import PictureType
from registry.web import wording
from registry.web.addresses import ResultAddresses
from registry.web.as_read import Corrections, unless_plain
from registry.web.certainty import (
    DoubtGroup,
    FoundCode,
    UnreadGroup,
    doubt_groups,
    found_codes,
    pictured,
    unread_groups,
)
from registry.web.covering import Coverage, coverage_of_rows, with_words
from registry.web.dose import DoseView, dose_view
from registry.web.flag_lines import FlagLine, as_cards, flag_lines
from registry.web.lines import age_of
from registry.web.places import Place, Places
from registry.web.report_facts import FIELD_NAMES, facts_of
from registry.web.report_parts import Beside, Chosen, Fact, Line, SamplePart
from registry.web.report_tables import Tables
from registry.web.sent import picture_type
from registry.web.yardsticks import Yardstick, counted, dated


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
        self._samples = _samples_of(report)
        self._fields = list(report.header_fields.order_by("sample_position", "pk"))
        self.yardstick = self._yardstick(yardstick or Yardstick())
        self.at = at
        self.places = Places(
            url=url,
            query=self.yardstick.query,
            fragment="correct-text" if is_desk else "evidence",
            sizes={page.number: (page.width, page.height) for page in self.pages},
        )
        self._corrections = Corrections(report)
        self._addresses = ResultAddresses(self.yardstick.query)
        self._tables = Tables(
            places=self.places, corrections=self._corrections, pictured=self.pictured, url_of=self._value_url
        )
        self.samples = [self._sample(sample) for sample in self._samples]
        self.facts = self._facts(None)
        self.flags: list[FlagLine] = flag_lines(report, self.places, everything=is_desk)
        self.unread: list[UnreadGroup] = unread_groups(self.reading["unread"], self.places)
        self.codes: list[FoundCode] = found_codes(self.reading["codes"], self.places)

    @cached_property
    def pages(self) -> list[PageImage]:
        """The pages of the document, in order."""
        return list(self.report.pages.order_by("number"))

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

    @property
    def tested_panels(self) -> list[str]:
        """The names of the panels that results were read of."""
        return [part.name for part in self.coverage if part.is_tested]

    @property
    def untested_panels(self) -> list[str]:
        """The names of the panels that a reader may expect and no result was read of."""
        return [part.name for part in self.coverage if not part.is_tested]

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
        return dose_view(self.lines, self.yardstick, self.reading["text"] or "")

    @cached_property
    def reading(self) -> dict[str, Any]:
        """What the last reading could not place, its codes, warnings and text, and the panels that it names."""
        names = ("unread", "codes", "warnings", "certificate__panels", "text")
        last = self.report.readings.order_by("-read_at", "-pk").values(*names).first()
        return last or {name: [] for name in names}

    @property
    def title(self) -> str:
        """What was tested, as far as it is known."""
        names = dict.fromkeys(part.sample.product.name for part in self.samples if part.sample.product)
        return wording.joined(list(names)) or _("Product not known")

    @cached_property
    def verdict(self) -> Beside:
        """The laboratory's word on the whole report, quoted as printed; our reading of it where that differs."""
        printed = next((field for field in self._fields if field.name == "overall_status"), None)
        ours = str(wording.VERDICT_WORDS.get(self.report.lab_verdict, ""))
        if printed is None:
            return Beside(note=ours)
        place = self.places.of_row(printed, str(FIELD_NAMES["overall_status"]))
        return Beside(
            said=printed.printed_text,
            place=place,
            note=unless_plain(printed.printed_text, self.report.lab_verdict) and ours,
        )

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
        client = next((field.value for field in self._fields if field.name == "client"), "")
        found = suggested([as_result(row) for row in rows], client, self._day)
        return replace(asked, limits=found[0], why=found[1]) if found else asked

    def _sample(self, sample: Sample) -> SamplePart:
        rows = list(sample.results.all())
        for row in rows:
            row.sample = sample  # spares a query each
        tables = self._tables.of(rows, self.yardstick.judge_sample(rows, sample.product))
        return SamplePart(sample=sample, facts=self._facts(sample.position), tables=tables)

    def _value_url(self, row: AnalyteResult) -> str:
        if self.is_desk:
            return ""
        return self._addresses.of(self.report, row.sample.position, row.key)

    def _facts(self, position: int | None) -> tuple[Fact, ...]:
        return facts_of(self._fields, position, places=self.places, corrections=self._corrections)


def _samples_of(report: Report) -> list[Sample]:
    """The samples of a report with their results, each in its order; ordered as rows of any report they take a join."""
    results = Prefetch("results", AnalyteResult.objects.order_by("position"))
    samples = report.samples.select_related("product__brand", "batch").prefetch_related(results).order_by("position")
    for sample in samples:
        if sample.batch is not None and sample.product is not None and sample.batch.product_id == sample.product_id:
            sample.batch.product = sample.product  # spares a query
    return list(samples)
