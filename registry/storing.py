"""Rows from values: writes what was read, and what the checks found, as the registry's records.

Everything here replaces what it wrote before, so that writing again leaves the same rows. It runs inside the caller's
transaction.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeGuard

import msgspec
import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from labs.checks import Finding
from labs.checks.document import Document, Place
from labs.checks.forms import Form, sold_as
from labs.coa import AnalyteResult as ReadResult
from labs.coa import CertificateOfAnalysis, Printed, PrintedDate
from labs.coa import Sample as ReadSample
from labs.parsing import Parsed
from registry import counting
from registry.comparable import comparable_interval, scale_of
from registry.corrections import corrected, place, standing
from registry.counting import Spoken, catalogue_of
from registry.models import (
    AnalyteResult,
    Batch,
    Brand,
    Flag,
    FormerName,
    HeaderField,
    Laboratory,
    Product,
    Reading,
    Report,
    Sample,
    batch_key,
    name_key,
)
from registry.result_keys import result_keys

log = structlog.get_logger(__name__)
Missing = ObjectDoesNotExist
OtherReport = tuple[int, str]  # its key and its reference
BRAND_NOT_STATED = "Brand not stated"
_LONGEST_NAME = {Laboratory: 200, Brand: 200, Product: 300, Batch: 120}
_REPORT_PRINTS = ("lab_name", "report_id", "client", "overall_status")
_FORMS: dict[str, Form] = {Product.Form.LEAF: Form.LEAF, Product.Form.EXTRACT: Form.EXTRACT}
_DATES = ("manufactured", "sampled", "received", "tested", "reported", "expires")
_SAMPLE_PRINTS = ("sample_id", "product_name", "batch", "matrix")


def keep_reading(report: Report, parsed: Parsed) -> None:
    """Keep what this version of the reader read, as it read it."""
    Reading.objects.update_or_create(
        report=report,
        reader_version=parsed.reader_version,
        defaults={
            "certificate": msgspec.to_builtins(parsed.coa),
            "unread": msgspec.to_builtins(parsed.unread),
            "codes": msgspec.to_builtins(parsed.codes),
            "pictures": msgspec.to_builtins(parsed.pictures),
            "warnings": list(parsed.warnings),
            "text": parsed.text[:1_000_000],
        },
    )


def certificate_of(report: Report) -> CertificateOfAnalysis:
    """The certificate as it was last read. Raises `Reading.DoesNotExist` for a report that was never read."""
    reading = report.readings.order_by("-read_at", "-pk").first()
    if reading is None:
        raise Reading.DoesNotExist(report.reference)
    return msgspec.convert(reading.certificate, CertificateOfAnalysis)


def document_of(report: Report) -> Document | None:
    """What is known of the file itself, as it was last read; None for a report that was never read."""
    reading = report.readings.order_by("-read_at", "-pk").first()
    if reading is None:
        return None
    codes = msgspec.convert(reading.codes, tuple[Printed, ...])
    looks = tuple(report.pages.order_by("number").values_list("look", flat=True))
    places = msgspec.convert(reading.pictures, tuple[Place, ...] | None)
    return Document(text=reading.text, pages=report.page_count, codes=codes, looks=looks, pictures=places)


def form_of(coa: CertificateOfAnalysis) -> Form | None:
    """What a person set that a certificate's products are sold as, where all of them are one thing to a check.

    None for a form that may hold either, such as a capsule, and where the catalogue knows a product not, or not yet.
    """
    named = [one.product_name.text for one in coa.samples if _is_named(one.product_name)]
    if len(named) < len(coa.samples):
        return None
    brand = name_key((coa.client.text if _is_named(coa.client) else BRAND_NOT_STATED)[:200])
    keys = {name_key(name[:300], longest=300) for name in named}
    said = Product.objects.filter(brand__key=brand, key__in=keys, form_is_corrected=True)
    forms = list(said.values_list("form", flat=True))
    found = {_FORMS.get(form) for form in forms}
    return found.pop() if len(forms) == len(keys) and len(found) == 1 else None


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


def keep_rows(report: Report, coa: CertificateOfAnalysis, *, read: CertificateOfAnalysis) -> None:
    """Replace a report's head, samples and results by what `coa` says, with the prints that `read` found.

    `coa` is `read` with people's corrections laid over it. Sets fields on `report`; the caller saves it.
    """
    before = catalogue_of(report)
    _keep_head(report, coa)
    HeaderField.objects.filter(report=report).delete()
    HeaderField.objects.bulk_create(_header_fields(report, coa, read))
    AnalyteResult.objects.filter(sample__report=report).delete()
    for position, (found, as_read) in enumerate(zip(coa.samples, read.samples, strict=True)):
        sample = _keep_sample(report, position, found, coa)
        keys = result_keys(as_read)  # corrections change what a result says, never what it is called
        AnalyteResult.objects.bulk_create(
            result_row(sample, number, key, result)
            for number, (key, result) in enumerate(zip(keys, found.results, strict=True))
        )
    report.samples.filter(position__gte=len(coa.samples)).delete()
    report.save(update_fields=("laboratory",))
    if report.status == Report.Status.PUBLISHED:
        counting.recount(before, catalogue_of(report))
    _forget_orphans(before)


def _keep_head(report: Report, coa: CertificateOfAnalysis) -> None:
    report.laboratory = _laboratory(coa.lab_name.text) if _is_named(coa.lab_name) else None
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


def _keep_sample(report: Report, position: int, read: ReadSample, coa: CertificateOfAnalysis) -> Sample:
    product = batch = None
    if _is_named(read.product_name):
        product = _product(coa.client.text if _is_named(coa.client) else BRAND_NOT_STATED, read.product_name.text)
        _keep_form(product, read.product_name.text, *([read.matrix.text] if read.matrix else []))
        if read.batch is not None and (key := batch_key(read.batch.text)):
            batch, _ = Batch.objects.get_or_create(product=product, key=key, defaults={"number": read.batch.text[:120]})
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
    return sample


def _keep_form(product: Product, *texts: str) -> bool:
    """Say what the product is sold as, where these texts do and nobody has said it before; whether it was said now."""
    is_said = product.form_is_corrected or product.form != Product.Form.UNKNOWN
    form = None if is_said else sold_as(*texts)
    if form is None:
        return False
    product.form = Product.Form(form.value)
    product.save(update_fields=("form",))
    return True


def fill_forms() -> int:
    """Say what products are sold as whose rows are older than their form; how many were said."""
    filled = 0
    for product in Product.objects.filter(form=Product.Form.UNKNOWN, form_is_corrected=False):
        matrices = product.samples.values_list("matrix", flat=True).distinct()[:20]
        filled += _keep_form(product, product.name, *matrices)
    return filled


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

    With `only`, the flags of these checks; `findings` are then theirs. `others` are the reports that they may be about
    too, in the order in which the checks knew them.
    """
    flags_of(report, only).update(is_current=False)
    for finding in findings:
        Flag.everything.update_or_create(
            report=report,
            check_id=finding.check,
            key=flag_key(finding, others),
            defaults=flag_fields(finding, others) | {"rules_version": rules_version, "is_current": True},
        )


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


def _is_named(printed: Printed | None) -> TypeGuard[Printed]:
    """Whether a print holds a name: ``***`` and ``--`` state none."""
    return printed is not None and name_key(printed.text) != ""


def _laboratory(name: str) -> Laboratory:
    name = name[:200]
    key = name_key(name)
    if former := FormerName.objects.filter(kind=FormerName.Kind.LABORATORY, key=key).first():
        return Laboratory.objects.get(former_names=former)
    defaults = {"name": name, "slug": lambda: free_slug(name, Laboratory())}
    return Laboratory.objects.get_or_create(key=key, defaults=defaults)[0]


def _brand(name: str) -> Brand:
    name = name[:200]
    key = name_key(name)
    if former := FormerName.objects.filter(kind=FormerName.Kind.BRAND, key=key).first():
        return Brand.objects.get(former_names=former)
    defaults = {"name": name, "slug": lambda: free_slug(name, Brand())}
    return Brand.objects.get_or_create(key=key, defaults=defaults)[0]


def _product(brand_name: str, name: str) -> Product:
    brand, name = _brand(brand_name), name[:300]
    key = name_key(name, longest=300)
    former = FormerName.objects.filter(kind=FormerName.Kind.PRODUCT, key=key, product__brand=brand).first()
    if former is not None:
        return Product.objects.get(former_names=former)
    defaults = {"name": name, "slug": lambda: free_slug(name, Product(brand=brand))}
    return Product.objects.get_or_create(brand=brand, key=key, defaults=defaults)[0]


def take_names(report: Report) -> None:
    """Let a public report name what it speaks of, where no other public report does: as it prints the names.

    The first upload of a name makes its row, but anyone may upload: what the public reads is what was published.
    Keys and slugs stay, and with them every address.
    """
    read = certificate_of(report)
    coa = corrected(read, place(read, standing(report)))
    _take_name(report, report.laboratory, coa.lab_name)
    for sample in report.samples.select_related("product__brand", "batch"):
        found = coa.samples[sample.position]
        _take_name(report, sample.product, found.product_name)
        _take_name(report, sample.product and sample.product.brand, coa.client)
        _take_name(report, sample.batch, found.batch, column="number")


def _take_name(
    report: Report, row: Laboratory | Brand | Product | Batch | None, printed: Printed | None, column: str = "name"
) -> None:
    if row is None or not _is_named(printed) or _was_set_by_hand(row):
        return
    others = type(row).objects.filter(
        **{f"{row.REPORTS}__in": Report.objects.published().exclude(pk=report.pk)}, pk=row.pk
    )
    if not others.exists():
        setattr(row, column, printed.text[: _LONGEST_NAME[type(row)]])
        row.save(update_fields=(column,))


def _was_set_by_hand(row: Laboratory | Brand | Product | Batch) -> bool:
    """Whether a moderator gave it its name."""
    return not isinstance(row, Batch) and FormerName.objects.filter(**{type(row).__name__.lower(): row}).exists()


def same_kind(row: Laboratory | Brand | Product) -> "models.QuerySet[Any]":
    """The rows among which a name and a slug are unique: all of its kind, or a brand's products."""
    rows: models.QuerySet[Any] = type(row).objects.all()
    return rows.filter(brand=row.brand) if isinstance(row, Product) else rows


def free_slug(name: str, row: Laboratory | Brand | Product, *, own: bool = False) -> str:
    """A slug for a row that no other has or had: the name's own, or with the first free number.

    With `own`, one that it had itself counts as free: the name's own is given back to it.
    """
    stem = slugify(name)[:180] or "unnamed"
    taken = same_kind(row).exclude(pk=row.pk)
    brand_slug = row.brand.slug if isinstance(row, Product) else ""
    kind = type(row).__name__.lower()
    former = FormerName.objects.filter(kind=kind, brand_slug=brand_slug)
    if own and row.pk:
        former = former.exclude(**{kind: row})
    slug, number = stem, 1
    while taken.filter(slug=slug).exists() or former.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _forget_orphans(before: Spoken) -> None:
    """Remove rows of the catalogue that only this report spoke of, and that it no longer does."""
    _forget(Batch.objects.filter(pk__in=before.batches, samples__isnull=True))
    _forget(Product.objects.filter(pk__in=before.products, samples__isnull=True, batches__isnull=True))
    _forget(Brand.objects.filter(pk__in=before.brands, products__isnull=True))
    _forget(Laboratory.objects.filter(pk__in=before.laboratories, reports__isnull=True))


def _forget(orphans: "models.QuerySet[Any]") -> None:
    """Delete rows that nobody speaks of; one that another worker took up meanwhile stays."""
    try:
        with transaction.atomic():
            orphans.delete()
    except (ProtectedError, IntegrityError):
        log.info("catalogue.kept", model=orphans.model.__name__)
