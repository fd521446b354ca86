"""What the page of a laboratory says of it: methods, accreditations, what it reports, how often checks speak.

Statistics are about published reports, for every reader alike, and about the newest of them only: so many that the
share means something, so few that they are counted anew for each reader.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q
from django.urls import reverse

from labs.reference.words import fold, phrases
from registry.models import LATEST_TEST_FIRST, Accreditation, AnalyteResult, Flag, Laboratory, Reading, Report
from registry.proportions import Proportion, proportion
from registry.web.wording import PANEL_NAMES, panel_name

FLAGS_OF, METHODS_OF = 1000, 200  # newest reports that flags and methods are counted in
_MOST_WORDS, _LONGEST_LINE = 3, 240
_NO_WORD = "id.accreditation"
_IN_ADDRESS = ("key", "sample__position", "sample__report__reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method as it is printed; `url` leads to a result of the newest report that names it."""

    text: str
    reports: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelOfLaboratory:
    """One panel that a laboratory reports: in how many reports, and by which methods, the most frequent first."""

    name: str
    reports: int
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRate:
    """How many reports have a flag of one severity that stands."""

    severity: str
    rate: Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class AccreditationOfLaboratory:
    """An accreditation that a moderator entered. `state`: valid, over, to come, or open where nothing ends it."""

    entered: Accreditation
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one report prints of accreditation: lines of its text as they stand there."""

    report: Report
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryFacts:
    """Everything that is told of a laboratory beside its reports. `first` and `last` are days of published reports."""

    published: int
    first: dt.date | None
    last: dt.date | None
    panels: tuple[PanelOfLaboratory, ...]
    panels_of: int
    rates: tuple[FlagRate, ...]
    silent: Proportion
    accreditations: tuple[AccreditationOfLaboratory, ...]
    saying: Saying | None


def facts_of(laboratory: Laboratory, *, today: dt.date) -> LaboratoryFacts:
    """The facts of one laboratory as they stand now."""
    published = Report.objects.published().filter(laboratory=laboratory)
    newest = published.order_by(*LATEST_TEST_FIRST)
    dated = published.filter(reported_on__isnull=False).order_by(F("reported_on").asc(nulls_first=True), "pk")
    flags_of = min(laboratory.published_reports, FLAGS_OF)
    standing = Flag.objects.filter(report__in=newest.values("pk")[:FLAGS_OF]).standing()
    counts = standing.aggregate(
        silent=_reports_where(check_id=_NO_WORD),
        **{severity: _reports_where(severity=severity) for severity in Flag.GRAVEST_FIRST},
    )
    last = newest.only("reference", "reported_on").first()
    return LaboratoryFacts(
        published=laboratory.published_reports,
        first=dated.values_list("reported_on", flat=True).first(),
        last=last and last.reported_on,
        panels=_panels(newest.values("pk")[:METHODS_OF]),
        panels_of=min(laboratory.published_reports, METHODS_OF),
        rates=tuple(FlagRate(severity=one, rate=proportion(counts[one], flags_of)) for one in Flag.GRAVEST_FIRST),
        silent=proportion(counts["silent"], flags_of),
        accreditations=tuple(
            AccreditationOfLaboratory(entered=one, state=_state(one, today)) for one in laboratory.accreditations.all()
        ),
        saying=_saying(last),
    )


def lines_that_name_accreditation(text: str) -> tuple[str, ...]:
    """The first lines of a report's text that hold a word for accreditation, as printed, cut where they run on."""
    known = phrases("statements")["accreditation"]
    found: dict[str, None] = {}
    for line in text.splitlines():
        folded = f" {fold(line[:1000])} "
        if any(f" {phrase} " in folded for phrase in known):
            printed = " ".join(line.split())
            found[printed if len(printed) <= _LONGEST_LINE else f"{printed[:_LONGEST_LINE]} …"] = None
            if len(found) == _MOST_WORDS:
                break
    return tuple(found)


def _reports_where(**of: str) -> Count:
    """How many reports have such a flag."""
    return Count("report", distinct=True, filter=Q(**of))


def _panels(newest: Any) -> tuple[PanelOfLaboratory, ...]:
    results = AnalyteResult.objects.filter(sample__report__in=newest).order_by()
    reports: dict[str, set[int]] = defaultdict(set)
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for panel, method, report, pk in results.values_list("panel", "method", "sample__report").annotate(Max("pk")):
        reports[panel].add(report)
        if method:
            named[panel, method].append(pk)
    asked = AnalyteResult.objects.select_related("sample__report").only(*_IN_ADDRESS)
    shown = asked.in_bulk([max(found) for found in named.values()])
    methods: dict[str, list[Method]] = defaultdict(list)
    for (panel, text), found in sorted(named.items(), key=lambda one: (-len(one[1]), one[0][1])):
        methods[panel].append(Method(text=text, reports=len(found), url=_address(shown[max(found)])))
    return tuple(
        PanelOfLaboratory(name=panel_name(panel), reports=len(reports[panel]), methods=tuple(methods[panel]))
        for panel in PANEL_NAMES
        if panel in reports
    )


def _address(result: AnalyteResult) -> str:
    return reverse("value", args=[result.sample.report.reference, result.sample.position, result.key]) + "#evidence"


def _state(one: Accreditation, today: dt.date) -> str:
    if one.valid_from is not None and today < one.valid_from:
        return "to come"
    if one.valid_to is None:
        return "open"
    return "valid" if today <= one.valid_to else "over"


def _saying(report: Report | None) -> Saying | None:
    if report is None:
        return None
    readings = Reading.objects.filter(report=report).order_by("-read_at", "-pk")
    text = readings.values_list("text", flat=True).first()
    lines = lines_that_name_accreditation(text or "")
    return Saying(report=report, lines=lines) if lines else None
