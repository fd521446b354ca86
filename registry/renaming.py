"""Names of the catalogue set right by moderators: renamed, or merged where two rows are one thing.

Addresses change with names. What was is kept as `FormerName`: the old address answers with the new one, and reports
that print the old name still speak of the same row.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

from registry import counting, indexing
from registry.cataloguing import free_slug, same_kind
from registry.models import REVIEW_PERMISSION, Batch, Brand, FormerName, Laboratory, Product, Report, Sample, name_key
from registry.proposed import NotAllowed

Named = Laboratory | Brand | Product


def rename(row: Named, name: str, *, by: User) -> None:
    """Give a row another name, and the address that goes with it. Raises `NotAllowed`."""
    _ask_whether_moderator(by)
    name = " ".join(name.split())[: _longest(row)]
    key = name_key(name, longest=_longest(row))
    if not key:
        raise NotAllowed("A name holds a letter or a digit.")
    with transaction.atomic():
        row = type(row).objects.select_for_update().get(pk=row.pk)
        taken = same_kind(row).exclude(pk=row.pk)
        if taken.filter(key=key).exists():
            raise NotAllowed("Another one has this name. Merge them instead.")
        slug = free_slug(name, row, own=True)
        _remember(row, row)
        if slug != row.slug:
            FormerName.objects.filter(**_address(row, slug)).delete()  # an address that it had before is its own again
        row.name, row.key, row.slug = name, key, slug
        row.save(update_fields=("name", "key", "slug"))
        _refresh(row)


def merge(row: Named, into: Named, *, by: User) -> None:
    """Let `into` take over all that speaks of `row`, its names and its address; `row` ends. Raises `NotAllowed`."""
    _ask_whether_moderator(by)
    if type(row) is not type(into) or row.pk == into.pk:
        raise NotAllowed("Only two different things of one kind can be merged.")
    with transaction.atomic():
        _merge(row, into)
        _refresh(into)


def _merge(row: Any, into: Any) -> None:
    match row:
        case Laboratory():
            row.reports.update(laboratory=into, changed_at=timezone.now())
            row.accreditations.update(laboratory=into)
        case Brand():
            for product in list(row.products.all()):
                _move_product(product, into)
        case Product():
            for batch in list(row.batches.all()):
                _move_batch(batch, into)
            Sample.objects.filter(product=row).update(product=into)
    row.former_names.update(**{_kind(row): into})
    _remember(row, into)
    row.delete()


def _move_product(product: Product, brand: Brand) -> None:
    same = brand.products.filter(key=product.key).first()
    if same is not None:
        _merge(product, same)
        return
    _remember(product, product)
    product.brand = brand
    product.slug = free_slug(product.name, product)
    product.save(update_fields=("brand", "slug"))


def _move_batch(batch: Batch, product: Product) -> None:
    same = product.batches.filter(key=batch.key).first()
    if same is None:
        batch.product = product
        batch.save(update_fields=("product",))
        return
    Sample.objects.filter(batch=batch).update(batch=same)
    batch.delete()


def _remember(row: Named, leads_to: Named) -> None:
    """Keep a row's name and address, to lead to `leads_to`."""
    key = {"key": row.key, _kind(row): leads_to}
    FormerName.objects.update_or_create(**_address(row, row.slug), defaults=key)


def _address(row: Named, slug: str) -> dict[str, Any]:
    brand_slug = row.brand.slug if isinstance(row, Product) else ""
    return {"kind": _kind(row), "brand_slug": brand_slug, "slug": slug}


def _refresh(row: Named) -> None:
    """What is kept of the reports that speak of a row follows its name: the search index, counts, times of change."""
    path = {Laboratory: "laboratory", Brand: "samples__product__brand", Product: "samples__product"}[type(row)]
    reports = Report.objects.filter(**{path: row}).distinct()
    Report.objects.filter(pk__in=list(reports.values_list("pk", flat=True))).update(changed_at=timezone.now())
    for report in reports.iterator(chunk_size=500):
        indexing.refresh(report)
        counting.recount(counting.catalogue_of(report))


def _kind(row: Named) -> str:
    return type(row).__name__.lower()


def _longest(row: Named) -> int:
    field: models.Field[Any, Any] = type(row)._meta.get_field("name")
    return field.max_length or 200


def _ask_whether_moderator(by: User) -> None:
    if not (by.is_active and by.has_perm(REVIEW_PERMISSION)):
        raise NotAllowed("Only moderators can do this.")
