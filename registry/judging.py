"""Questions put to what was read, and their answers kept: the bridge from the website to the checks of `labs`.

Judging may take seconds and writes nothing; `restate` and `reflag` then write what was judged, in a transaction that
holds the report's row, unless somebody corrected the report meanwhile.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from labs import checks
from labs.checks import Check, Finding
from labs.checks.amounts import sum_in
from labs.checks.base_rates import BaseRate, BaseRates
from labs.checks.base_rates import base_rates as measured_base_rates
from labs.checks.categories import CATEGORIES
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from labs.reference.markets import laws_elsewhere, market_limits
from registry import candidates, cataloguing, indexing, peers, readings, storing
from registry.corrections import Placed, corrected, place, standing
from registry.models import Correction, Report

__all__ = [
    "CATEGORIES",
    "BaseRate",
    "Check",
    "Judged",
    "Overtaken",
    "all_checks",
    "base_rates",
    "judge",
    "reflag",
    "restate",
    "sum_in",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A reading, the same with the corrections in their places laid over it, and what the checks find in that."""

    read: CertificateOfAnalysis
    coa: CertificateOfAnalysis
    placed: tuple[Placed, ...]
    findings: tuple[Finding, ...]
    others: tuple[storing.OtherReport, ...] = ()  # those that it was compared with
    document: Document | None = None


class Overtaken(Exception):
    """Someone corrected the report while it was judged: judge it again."""


def all_checks() -> tuple[checks.Check, ...]:
    """Every check there is, for pages that explain them."""
    return checks.all_checks()


def base_rates() -> BaseRates:
    """How often checks speak on genuine certificates, for pages that explain them."""
    return measured_base_rates()


def judge(
    report: Report,
    read: CertificateOfAnalysis,
    *,
    new: Sequence[Correction] = (),
    only: Collection[str] = frozenset(),
    document: Document | None = None,
) -> Judged:
    """Lay a report's corrections, and `new` ones, over what was read, and ask all checks or `only` some.

    `document` is the file that was just read, where it is not that of the last reading kept. Writes nothing. This may
    take seconds for a large report: call it before the transaction that `restate` runs in.
    """
    placed = place(read, [*standing(report), *new])
    coa = corrected(read, placed)
    asked = [one for one in checks.all_checks() if one.id in only] if only else None
    document = document or readings.document_of(report)
    known = candidates.candidates(coa, document, besides=report.pk)
    today = timezone.localdate()
    market = market_limits(coa, today)
    context = checks.Context(
        today=today,
        limits=market,
        elsewhere=laws_elsewhere(market),
        form=cataloguing.form_of(coa),
        document=document,
        earlier=tuple(other.coa for other in known),
        earlier_documents=tuple(other.document for other in known),
        peers=peers.peers_of(coa, besides=report.pk),
        unpublished=frozenset(number for number, other in enumerate(known) if not other.is_public),
        laboratory_reports=candidates.reports_of_laboratory(coa, besides=report.pk),
    )
    findings = tuple(checks.run(coa, context, only=asked))
    others = tuple((other.pk, other.reference) for other in known)
    return Judged(read=read, coa=coa, placed=placed, findings=findings, others=others, document=document)


def restate(report: Report, judged: Judged) -> None:
    """Write a report's rows and flags as they were judged; runs in a transaction that holds the report's row.

    The same reading and corrections give the same rows again. What people decided of flags is kept. Raises
    `Overtaken`, having written nothing, when there are other corrections now than those that were judged.
    """
    _ask_whether_overtaken(report, judged)
    for one in judged.placed:
        if one.target != one.correction.target:
            report.corrections.filter(pk=one.correction.pk).update(target=one.target)
    for product in storing.keep_rows(report, judged.coa, read=judged.read):
        indexing.refresh_product(product)
    candidates.keep_marks(report, judged.coa, judged.document)
    _keep_flags(report, judged)
    report.rules_version = checks.RULES_VERSION
    indexing.refresh(report)


def reflag(report: Report, judged: Judged, *, only: Collection[str] = frozenset()) -> None:
    """Write a report's flags alone, as they were judged by all checks or by `only` these; else as `restate`."""
    _ask_whether_overtaken(report, judged)
    candidates.keep_marks(report, judged.coa, judged.document)
    _keep_flags(report, judged, only=only)
    if not only:
        report.rules_version = checks.RULES_VERSION
    indexing.refresh(report)


def _keep_flags(report: Report, judged: Judged, *, only: Collection[str] = frozenset()) -> None:
    storing.keep_flags(
        report, list(judged.findings), rules_version=checks.RULES_VERSION, only=only, others=judged.others
    )


def _ask_whether_overtaken(report: Report, judged: Judged) -> None:
    if [correction.pk for correction in standing(report)] != [one.correction.pk for one in judged.placed]:
        raise Overtaken
