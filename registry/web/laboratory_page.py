"""What the page of a laboratory says of it: methods, accreditations, what it reports, how often checks speak.

Statistics are about published reports, for every reader alike, and about the newest of them only: so many that the
share means something, so few that they are counted anew for each reader.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.urls import reverse

from labs.reference.words import fold, phrases
from registry.models import LATEST_TEST_FIRST, Accreditation, AnalyteResult, Flag, Laboratory, Reading, Report
from registry.proportions import Proportion, proportion
from registry.web.wording import PANEL_NAMES, panel_name

FLAGS_OF, METHODS_OF = 1000, 200  # newest reports that flags and methods are counted in
_MOST_WORDS, _LONGEST_LINE = 3, 240
_NO_WORD = "id.accreditation"


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
    days = published.aggregate(count=Count("pk"), first=Min("reported_on"), last=Max("reported_on"))
    newest = published.order_by(*LATEST_TEST_FIRST)
    flags_of = min(days["count"], FLAGS_OF)
    flags = Flag.objects.filter(report__in=newest.values("pk")[:FLAGS_OF], is_current=True)
    flags = flags.exclude(state=Flag.State.DISMISSED).order_by()
    return LaboratoryFacts(
        published=days["count"],
        first=days["first"],
        last=days["last"],
        panels=_panels(newest.values("pk")[:METHODS_OF]),
        panels_of=min(days["count"], METHODS_OF),
        rates=_rates(flags, flags_of),
        silent=proportion(flags.filter(check_id=_NO_WORD).aggregate(n=Count("report", distinct=True))["n"], flags_of),
        accreditations=tuple(
            AccreditationOfLaboratory(entered=one, state=_state(one, today)) for one in laboratory.accreditations.all()
        ),
        saying=_saying(newest.first()),
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


def _rates(flags: "QuerySet[Flag]", asked: int) -> tuple[FlagRate, ...]:
    counted = dict(flags.values_list("severity").annotate(Count("report", distinct=True)))
    gravest_first: Sequence[str] = list(reversed(Flag.Severity.values))
    return tuple(FlagRate(severity=one, rate=proportion(counted.get(one, 0), asked)) for one in gravest_first)


def _panels(newest: Any) -> tuple[PanelOfLaboratory, ...]:
    results = AnalyteResult.objects.filter(sample__report__in=newest).order_by()
    reports = dict(results.values_list("panel").annotate(Count("sample__report", distinct=True)))
    counted = results.exclude(method="").values_list("panel", "method")
    named = list(counted.annotate(Count("sample__report", distinct=True), Max("pk")))
    shown = AnalyteResult.objects.select_related("sample__report").in_bulk([pk for *_, pk in named])
    methods: dict[str, list[Method]] = defaultdict(list)
    for panel, text, count, pk in sorted(named, key=lambda one: (-one[2], one[1])):
        methods[panel].append(Method(text=text, reports=count, url=_address(shown[pk])))
    return tuple(
        PanelOfLaboratory(name=panel_name(panel), reports=reports[panel], methods=tuple(methods[panel]))
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
    text = Reading.objects.filter(report=report).values_list("text", flat=True).first()
    lines = lines_that_name_accreditation(text or "")
    return Saying(report=report, lines=lines) if lines else None
