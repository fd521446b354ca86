"""The catalogue as reports fill it: laboratories, brands, products and batches by the names that are printed.

A name makes its row when it is read for the first time; the public reads it as the first public report prints it. What
moderators renamed, merged or said stays. Everything runs inside the caller's transaction.
"""

from collections.abc import Mapping
from typing import Any, TypeGuard, TypeVar

import structlog
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from labs.checks.forms import Form, sold_as
from labs.coa import CertificateOfAnalysis, Printed
from registry.corrections import corrected, place, standing
from registry.counting import Spoken
from registry.models import Batch, Brand, FormerName, Laboratory, Product, Report, batch_key, name_key
from registry.readings import certificate_of

log = structlog.get_logger(__name__)
BRAND_NOT_STATED = "Brand not stated"
_LONGEST_NAME = {Laboratory: 200, Brand: 200, Product: 300, Batch: 120}
_NamedAlone = TypeVar("_NamedAlone", Laboratory, Brand)  # what is told by its name alone
MATERIALS: Mapping[str, Form] = {Product.Form.LEAF: Form.LEAF, Product.Form.EXTRACT: Form.EXTRACT}


def laboratory_named(name: str) -> Laboratory:
    """The laboratory that prints itself so: the one that goes by the name, or was once called it; else a new one."""
    return _named(Laboratory, name)


def product_of(client: Printed | None, name: str) -> Product:
    """The product of that printed name, of the brand that the client is taken as; made where there is none."""
    brand, name = _named(Brand, client.text if is_named(client) else BRAND_NOT_STATED), name[:300]
    key = name_key(name, longest=300)
    former = FormerName.objects.filter(kind=FormerName.Kind.PRODUCT, key=key, product__brand=brand).first()
    if former is not None:
        return Product.objects.get(former_names=former)
    defaults = {"name": name, "slug": lambda: free_slug(name, Product(brand=brand))}
    return Product.objects.get_or_create(brand=brand, key=key, defaults=defaults)[0]


def _named(kind: type[_NamedAlone], name: str) -> _NamedAlone:
    """The row that goes by a name, or was once called it; else a new one."""
    name = name[:200]
    key = name_key(name)
    rows: models.QuerySet[Any] = kind.objects.all()
    if former := FormerName.objects.filter(kind=kind.__name__.lower(), key=key).first():
        row: _NamedAlone = rows.get(former_names=former)
    else:
        row, _is_new = rows.get_or_create(key=key, defaults={"name": name, "slug": lambda: free_slug(name, kind())})
    return row


def batch_of(product: Product, printed: Printed | None) -> Batch | None:
    """The batch of that printed number, made where there is none; None for a print without a letter or digit."""
    if printed is None or not (key := batch_key(printed.text)):
        return None
    return Batch.objects.get_or_create(product=product, key=key, defaults={"number": printed.text[:120]})[0]


def is_named(printed: Printed | None) -> TypeGuard[Printed]:
    """Whether a print holds a name: ``***`` and ``--`` state none."""
    return printed is not None and name_key(printed.text) != ""


def form_of(coa: CertificateOfAnalysis) -> Form | None:
    """What a person set that a certificate's products are sold as, where all of them are one thing to a check.

    None for a form that may hold either, such as a capsule, and where the catalogue knows a product not, or not yet.
    """
    named = [one.product_name.text for one in coa.samples if is_named(one.product_name)]
    if len(named) < len(coa.samples):
        return None
    brand = name_key((coa.client.text if is_named(coa.client) else BRAND_NOT_STATED)[:200])
    keys = {name_key(name[:300], longest=300) for name in named}
    said = Product.objects.filter(brand__key=brand, key__in=keys, form_is_corrected=True)
    forms = list(said.values_list("form", flat=True))
    found = {MATERIALS.get(form) for form in forms}
    return found.pop() if len(forms) == len(keys) and len(found) == 1 else None


def material_of(product: Product | None) -> Form | None:
    """What a product is made of; None where that is not known, as of a capsule, which may hold leaf or extract."""
    return None if product is None else MATERIALS.get(product.form)


def keep_form(product: Product, *texts: str) -> bool:
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
        filled += keep_form(product, product.name, *matrices)
    return filled


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
    if row is None or not is_named(printed) or _was_set_by_hand(row):
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


def forget_orphans(before: Spoken) -> None:
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
