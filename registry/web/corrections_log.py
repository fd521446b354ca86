"""The corrections log: everything that was set right in public, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from labs.reference.analytes import by_slug
from registry.corrections import result_target
from registry.models import AnalyteResult, Decision, Report, Sample, Status
from registry.web.history import Event, in_public

_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log. `title` says what was tested; a withdrawn report has none, for no more is told of it."""

    report: Report
    title: str
    event: Event


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The log, in pages that go on from a decision (``?before=``), so that the oldest cost no more than the newest."""
    rows = Decision.objects.logged().select_related("report", "flag").order_by("-pk")
    if before := _number(request.GET.get("before", "")):
        rows = rows.filter(pk__lt=before)
    found = list(rows[: _PAGE + 1])
    shown = found[:_PAGE]
    more = shown[-1].pk if len(found) > _PAGE else None
    context = {"lines": logged(shown), "more": more, "is_first": not before}
    return render(request, "registry/corrections.html", context)


def logged(decisions: Sequence[Decision]) -> list[Logged]:
    """Decisions of `Decision.objects.logged()` as lines; two queries for any number."""
    public = {one.report_id for one in decisions if one.report.status == Status.PUBLISHED}
    names = _names([one for one in decisions if one.report_id in public and one.act == Decision.Act.CORRECT])
    titles = _titles(public)
    return [
        Logged(
            report=one.report,
            title=titles.get(one.report_id, ""),
            event=in_public(one, names.get(one.report_id, {})),
        )
        for one in decisions
    ]


def _titles(reports: set[int]) -> dict[int, str]:
    """What each report tested, with its batch, by the report's id."""
    samples = Sample.objects.filter(report__in=reports).select_related("product__brand", "batch").order_by("position")
    titles: dict[int, list[str]] = {}
    for sample in samples:
        if sample.product:
            batch = f", {sample.batch}" if sample.batch else ""
            titles.setdefault(sample.report_id, []).append(f"{sample.product}{batch}")
    return {report: "; ".join(dict.fromkeys(parts)) for report, parts in titles.items()}


def _names(corrected: Sequence[Decision]) -> dict[int, dict[str, str]]:
    """The analytes' names by report and target of a correction."""
    targets = {(one.report_id, str(one.after.get("target", ""))) for one in corrected}
    keys = {target.split(":", 2)[2] for _, target in targets if target.startswith("result:")}
    rows = AnalyteResult.objects.filter(sample__report__in={report for report, _ in targets}, key__in=keys)
    names: dict[int, dict[str, str]] = {}
    for report, position, key, slug, printed in rows.values_list(
        "sample__report", "sample__position", "key", "analyte", "analyte_text"
    ):
        known = by_slug(slug) if slug else None
        names.setdefault(report, {})[result_target(position, key)] = known.name if known else printed
    return names


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
