"""Rows from values: writes what was read, and what the checks found, as the registry's records.

Everything here replaces what it wrote before, so that writing again leaves the same rows. It runs inside the caller's
transaction.
"""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from labs.checks import Finding
from labs.coa import AnalyteResult as ReadResult
from labs.coa import CertificateOfAnalysis, Printed, PrintedDate
from labs.coa import Sample as ReadSample
from registry import counting
from registry.cataloguing import batch_of, forget_orphans, is_named, keep_form, laboratory_named, product_of
from registry.comparable import comparable_interval, scale_of
from registry.counting import catalogue_of
from registry.models import AnalyteResult, Flag, HeaderField, Product, Report, Sample
from registry.result_keys import result_keys

Missing = ObjectDoesNotExist
OtherReport = tuple[int, str]  # its key and its reference
_REPORT_PRINTS = ("lab_name", "report_id", "client", "overall_status")
_DATES = ("manufactured", "sampled", "received", "tested", "completed", "reported", "expires")
_SAMPLE_PRINTS = ("sample_id", "product_name", "batch", "matrix")


def sample_at(report: Report, position: int) -> Sample:
    """One sample of a report. Raises `Missing`."""
    sample: Sample = report.samples.select_related("product", "batch").get(position=position)
    return sample


def result_at(report: Report, position: int, key: str) -> AnalyteResult:
    """One result of a report, by its sample's position and its key. Raises `Missing`."""
    return AnalyteResult.objects.get(sample__report=report, sample__position=position, key=key)


def result_count(report: Report) -> int:
    """How many results are stored for a report."""
    return AnalyteResult.objects.filter(sample__report=report).count()


def keep_rows(report: Report, coa: CertificateOfAnalysis, *, read: CertificateOfAnalysis) -> list[Product]:
    """Replace a report's head, samples and results by what `coa` says, with the prints that `read` found.

    `coa` is `read` with people's corrections laid over it. Sets fields on `report`; the caller saves it. Gives the
    products of which it says now what they are sold as: their other reports are found by it, too.
    """
    told: list[Product] = []
    before = catalogue_of(report)
    _keep_head(report, coa)
    HeaderField.objects.filter(report=report).delete()
    HeaderField.objects.bulk_create(_header_fields(report, coa, read))
    AnalyteResult.objects.filter(sample__report=report).delete()
    for position, (found, as_read) in enumerate(zip(coa.samples, read.samples, strict=True)):
        sample, is_told = _keep_sample(report, position, found, coa)
        if is_told and sample.product is not None:
            told.append(sample.product)
        keys = result_keys(as_read)  # corrections change what a result says, never what it is called
        AnalyteResult.objects.bulk_create(
            result_row(sample, number, key, result)
            for number, (key, result) in enumerate(zip(keys, found.results, strict=True))
        )
    report.samples.filter(position__gte=len(coa.samples)).delete()
    report.save(update_fields=("laboratory",))
    if report.status == Report.Status.PUBLISHED:
        counting.recount(before, catalogue_of(report))
    forget_orphans(before)
    return told


def _keep_head(report: Report, coa: CertificateOfAnalysis) -> None:
    report.laboratory = laboratory_named(coa.lab_name.text) if is_named(coa.lab_name) else None
    report.report_number = coa.report_id.text[:200] if coa.report_id else ""
    report.client = coa.client.text[:300] if coa.client else ""
    for name in ("sampled", "received", "tested", "reported"):
        date: PrintedDate | None = getattr(coa, name)
        setattr(report, f"{name}_on", date.day if date else None)
    report.lab_verdict = coa.overall_verdict or ""


def _header_fields(report: Report, coa: CertificateOfAnalysis, read: CertificateOfAnalysis) -> list[HeaderField]:
    fields = _prints(report, None, coa, read, _REPORT_PRINTS)
    for name in _DATES:
        date: PrintedDate | None = getattr(read, name)
        if date is not None:
            fields.append(_header_field(report, None, name, date.printed, date.day.isoformat()))
    for position, (sample, as_read) in enumerate(zip(coa.samples, read.samples, strict=True)):
        fields += _prints(report, position, sample, as_read, _SAMPLE_PRINTS)
    return fields


def _prints(report: Report, position: int | None, now: Any, as_read: Any, names: tuple[str, ...]) -> list[HeaderField]:
    """The fields that were printed, with what they say now as their value."""
    fields = []
    for name in names:
        printed: Printed | None = getattr(as_read, name)
        if printed is not None:
            value: Printed | None = getattr(now, name)
            fields.append(_header_field(report, position, name, printed, value.text if value else ""))
    return fields


def _header_field(report: Report, position: int | None, name: str, printed: Printed, value: str) -> HeaderField:
    return HeaderField(report=report, sample_position=position, name=name, value=value[:500], **_evidence(printed))


def _evidence(printed: Printed) -> dict[str, Any]:
    box = printed.box
    return {
        "printed_text": printed.text[:500],
        "page": printed.page,
        "x0": box.x0,
        "top": box.top,
        "x1": box.x1,
        "bottom": box.bottom,
    }


def _keep_sample(report: Report, position: int, read: ReadSample, coa: CertificateOfAnalysis) -> tuple[Sample, bool]:
    """The sample as it is kept, and whether it told now what its product is sold as."""
    product = batch = None
    is_told = False
    if is_named(read.product_name):
        product = product_of(coa.client, read.product_name.text)
        is_told = keep_form(product, read.product_name.text, *([read.matrix.text] if read.matrix else []))
        batch = batch_of(product, read.batch)
    sample, _ = Sample.objects.update_or_create(
        report=report,
        position=position,
        defaults={
            "product": product,
            "batch": batch,
            "sample_number": read.sample_id.text[:200] if read.sample_id else "",
            "matrix": read.matrix.text[:200] if read.matrix else "",
        },
    )
    return sample, is_told


def result_row(sample: Sample, position: int, key: str, result: ReadResult) -> AnalyteResult:
    """One result as the row that it is stored as."""
    quantity, interval, scale = result.quantity, comparable_interval(result), scale_of(result.unit)
    return AnalyteResult(
        sample=sample,
        position=position,
        key=key,
        table=result.table,
        row=result.row,
        panel=result.panel,
        analyte=result.analyte or "",
        analyte_text=result.name.text[:300],
        text=quantity.text[:500],
        kind=quantity.kind,
        value=quantity.value if quantity.kind.is_amount else None,
        upper=quantity.upper,
        step=quantity.step,
        unit=result.unit[:60],
        dimension=scale.dimension if scale else "",
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        high_open=interval.high_open if interval else False,
        lod=_as_json(result.lod),
        loq=_as_json(result.loq),
        limit=_as_json(result.limit),
        uncertainty=_as_json(result.uncertainty),
        lab_status=_as_json(result.status),
        lab_verdict=result.verdict or "",
        method=result.method[:300],
        is_total=result.is_total,
        doubts=list(result.doubts),
        confidence=result.confidence,
        is_corrected=quantity.text != result.printed.text,
        **_evidence(result.printed),
    )


def _as_json(value: Any) -> Any:
    return None if value is None else msgspec.to_builtins(value)


def keep_flags(
    report: Report,
    findings: list[Finding],
    *,
    rules_version: str,
    only: Collection[str] = frozenset(),
    others: Sequence[OtherReport] = (),
) -> None:
    """Reconcile a report's flags with what the checks find now, keeping what people decided of each.

    What was decided of a flag does not hold for a graver one with other numbers: that one is open again.
    With `only`, the flags of these checks; `findings` are then theirs. `others` are the reports that they may be about
    too, in the order in which the checks knew them.
    """
    decided = {(one.check_id, one.key): one for one in flags_of(report, only).exclude(state=Flag.State.OPEN)}
    flags_of(report, only).update(is_current=False)
    for finding in findings:
        key, fields = flag_key(finding, others), flag_fields(finding, others)
        before = decided.get((finding.check, key))
        if before is not None and _is_graver(fields, before):
            fields |= {"state": Flag.State.OPEN, "dismissed_as": ""}
        Flag.everything.update_or_create(
            report=report,
            check_id=finding.check,
            key=key,
            defaults=fields | {"rules_version": rules_version, "is_current": True},
        )


def _is_graver(fields: dict[str, Any], before: Flag) -> bool:
    """Whether a finding weighs more than the flag that it was before, and says other numbers."""
    weight = Flag.GRAVEST_FIRST.index
    return weight(fields["severity"]) < weight(before.severity) and fields["says"] != before.says


def flags_of(report: Report, only: Collection[str] = frozenset()) -> "models.QuerySet[Flag]":
    """A report's flags, those that no longer stand or are for moderators too; with `only`, those of these checks."""
    flags = Flag.everything.filter(report=report)
    return flags.filter(check_id__in=only) if only else flags


def flag_key(finding: Finding, others: Sequence[OtherReport]) -> str:
    """What tells flags of one check on one report apart: place and analyte, and the other report where there is one."""
    if finding.other is None:
        return finding.key[:400]
    return f"{finding.key[:380]}|{others[finding.other][1]}"


def flag_fields(finding: Finding, others: Sequence[OtherReport]) -> dict[str, Any]:
    """What a finding says, as columns of its flag."""
    return {
        "severity": str(finding.severity),
        "other_id": None if finding.other is None else others[finding.other][0],
        "sample_position": finding.sample,
        "analyte": finding.analyte or "",
        "analyte_text": finding.analyte_text[:300],
        "says": str(finding.says),
        "says_made": finding.says.made_of(),
        "arithmetic": str(finding.arithmetic),
        "arithmetic_made": finding.arithmetic.made_of(),
        "evidence": list(msgspec.to_builtins(finding.evidence)),
    }
