"""Keeps the search index in step with the records: one function for one report, one for all.

`refresh` runs in the transaction that changed the report; nothing else writes the index. `rebuild` is for new limits
and new words.
"""

import secrets
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from registry.indexing import engines
from registry.indexing.documents import FORMS, PANELS, Document, document_of
from registry.indexing.engines import tidy
from registry.indexing.tokens import mask
from registry.models import Product, Report, Sample, SearchAmount, SearchNames, SearchRow

__all__ = ["Document", "forget", "forget_names", "rebuild", "refresh", "refresh_product", "row_of", "tidy", "write"]
_AT_ONCE = 500


def refresh(report: Report) -> None:
    """Write anew what the index keeps of a report, and of those with a flag that speaks of it."""
    related = Report.objects.filter(flags__other=report, read_at__isnull=False).distinct()
    _rewrite([report, *related])


def refresh_product(product: Product) -> None:
    """Write anew what the index keeps of every report of a product: after its form was corrected."""
    _rewrite(list(Report.objects.filter(samples__product=product).select_related("laboratory").distinct()))


def rebuild() -> Iterator[int]:
    """Write the whole index anew; gives how many reports were written, lot by lot. Each lot is a transaction.

    The earliest come first: PostgreSQL keeps rows as they are written, and what is listed together then lies together.
    """
    with transaction.atomic():
        engines.empty()
        SearchAmount.objects.all().delete()
        SearchRow.objects.all().delete()
    read = Report.objects.filter(Exists(Sample.objects.filter(report=OuterRef("pk"))))
    earliest = read.order_by(Coalesce("tested_on", "reported_on").asc(nulls_first=True), "pk")
    keys_of_all = list(earliest.values_list("pk", flat=True))
    for start in range(0, len(keys_of_all), _AT_ONCE):
        keys = keys_of_all[start : start + _AT_ONCE]
        some = list(Report.objects.filter(pk__in=keys).select_related("laboratory"))
        _rewrite(sorted(some, key=lambda report: keys.index(report.pk)))
        yield len(some)
    tidy()


@receiver(pre_delete, sender=Report)
def forget(instance: Report, **_: object) -> None:
    """Remove what the index keeps of a report that is about to be deleted: no page does so, but a person may."""
    before = dict(SearchRow.objects.filter(report=instance).values_list("place", "is_public"))
    _forget(list(before))
    if any(before.values()):
        forget_names()


@transaction.atomic
def _rewrite(reports: Sequence[Report]) -> None:
    documents = [document_of(report) for report in reports]
    rows = SearchRow.objects.filter(report__in=[report.pk for report in reports])
    before = dict(rows.values_list("place", "is_public"))
    _forget(sorted({*before, *(document.place for document in documents)}))
    write(documents)
    if any(before.values()) or any(document.is_public for document in documents):
        forget_names()


def _forget(places: Sequence[int]) -> None:
    engines.forget(places)
    SearchAmount.objects.filter(place__in=places).delete()
    SearchRow.objects.filter(place__in=places).delete()


def write(documents: Sequence[Document]) -> None:
    """Add documents that the index does not hold yet; runs in the caller's transaction."""
    engines.write((document.place, document.tokens()) for document in documents)
    SearchRow.objects.bulk_create(row_of(document) for document in documents)
    SearchAmount.objects.bulk_create(
        SearchAmount(
            place=document.place,
            analyte=amount.analyte,
            dimension=amount.dimension,
            low=amount.low,
            high=amount.high,
            high_open=amount.high_open,
        )
        for document in documents
        for amount in document.amounts
    )


def row_of(document: Document) -> SearchRow:
    """The row that a document is filtered and counted by."""
    return SearchRow(
        place=document.place,
        report_id=document.pk,
        is_public=document.is_public,
        forms=mask(document.forms, FORMS),
        panels=mask(document.panels, PANELS),
        brand=document.brand[0] if document.brand else None,
        laboratory=document.laboratory[0] if document.laboratory else None,
        worst=document.worst,
        has_pdf=document.has_pdf,
    )


def forget_names() -> None:
    """Have every process read the names of the catalogue anew: one of them may have become public, or another."""
    SearchNames.objects.update_or_create(pk=1, defaults={"mark": secrets.token_hex(16)})
