"""What reports are about: laboratories, brands, their products, and the batches of those.

A row of the catalogue is public once a report that speaks of it is; until then only those who may see that report
see the row.
"""

import re
import string
from collections.abc import Sequence
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.models.visibility import Reader, visible_reports

OTHER_LETTERS = "other"  # what an address says for names that begin with no letter from a to z


def batch_key(number: str) -> str:
    """A batch number as people type it: letters and digits only, lower case, O read as 0, I and l as 1."""
    return re.sub(r"[^a-z0-9]", "", number.casefold()).translate(str.maketrans("oil", "011"))[:120]


def name_key(name: str, *, longest: int = 200) -> str:
    """A name folded for sameness: lower case letters and digits with single spaces between words.

    Cut to `longest` characters, for folding can lengthen a name; empty for a name that holds no letter or digit.
    """
    return " ".join(re.findall(r"\w+", name.casefold()))[:longest].rstrip()


class CatalogueQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows of the catalogue, seen through the reports that speak of them."""

    def visible_to(self, user: Reader, claims: Sequence[str] = ()) -> Self:
        """The rows that some report visible to `user` speaks of.

        Asked row by row, so that a laboratory of many thousand reports is found as soon as its first is.
        """
        path = self.model.REPORTS
        seen = visible_reports(user, claims, path=f"{path}__")
        speaking = self.model.objects.order_by().filter(seen, pk=OuterRef("pk"), **{f"{path}__isnull": False})
        return self.filter(Exists(speaking))


class BrandQuerySet(CatalogueQuerySet):
    """Brands, which are many enough to be asked for by their first letter."""

    def beginning_with(self, letter: str) -> Self:
        """Those whose name begins with a letter from a to z, or with `OTHER_LETTERS`."""
        if letter == OTHER_LETTERS:
            return self.exclude(key__regex=f"^[{string.ascii_lowercase}]")
        return self.filter(key__startswith=letter)


class Laboratory(models.Model):
    """A laboratory that issues certificates."""

    REPORTS: ClassVar = "reports"

    name = models.CharField(max_length=200, help_text="As the laboratory prints it.")
    key = models.CharField(max_length=200, unique=True, editable=False, help_text="The name, folded for sameness.")
    slug = models.SlugField(max_length=200, unique=True)
    published_reports = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many published reports speak of it: see registry.counting."
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "laboratories"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The laboratory's public page."""
        return reverse("laboratory", args=[self.slug])


class Accreditation(models.Model):
    """An accreditation of a laboratory, as a moderator read it at the body that gave it. Never taken from a report."""

    laboratory = models.ForeignKey(Laboratory, on_delete=models.PROTECT, related_name="accreditations")
    body = models.CharField(max_length=200, help_text="Who gave it.")
    standard = models.CharField(max_length=100, help_text="What it is against, such as ISO/IEC 17025:2017.")
    number = models.CharField(max_length=100, blank=True, help_text="The number of the certificate.")
    scope = models.TextField(blank=True, help_text="The tests and materials that it covers, as the scope says.")
    valid_from = models.DateField(null=True, blank=True, help_text="Empty if the source does not say.")
    valid_to = models.DateField(null=True, blank=True, help_text="Its last day. Empty if the source does not say.")
    checked_on = models.DateField(help_text="The day on which the source was read.")
    source = models.URLField(max_length=500, help_text="Where it can be read, best at the body itself.")

    class Meta:
        ordering = ("-valid_to", "body", "pk")
        constraints = (
            models.CheckConstraint(
                name="accreditation_ends_after_it_begins",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.standard}, {self.body}"


class Brand(models.Model):
    """Who sells a product, as far as the reports say: usually the laboratory's client."""

    REPORTS: ClassVar = "products__samples__report"

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    published_reports = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many published reports speak of it: see registry.counting."
    )

    objects = BrandQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The brand's public page."""
        return reverse("brand", args=[self.slug])


class Product(models.Model):
    """One product of one brand."""

    REPORTS: ClassVar = "samples__report"

    class Form(models.TextChoices):
        """What the product is made as."""

        LEAF = "leaf", _("leaf powder")
        CAPSULE = "capsule", _("capsules")
        EXTRACT = "extract", _("extract")
        SHOT = "shot", _("liquid shot")
        TABLET = "tablet", _("tablets")
        UNKNOWN = "unknown", _("form not known")

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, editable=False)
    slug = models.SlugField(max_length=300)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.UNKNOWN)
    form_is_corrected = models.BooleanField(
        default=False, help_text="Whether a person said what it is sold as. Otherwise its reports do, where they do."
    )
    published_reports = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many published reports speak of it: see registry.counting."
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("brand__name", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("brand", "key"), name="product_once_in_brand"),
            models.UniqueConstraint(fields=("brand", "slug"), name="product_slug_once_in_brand"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The product's public page."""
        return reverse("product", args=[self.brand.slug, self.slug])


class Batch(models.Model):
    """One production run of a product, by the number printed on bag and report. "Lot" is the same."""

    REPORTS: ClassVar = "samples__report"

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="batches")
    number = models.CharField(max_length=120, help_text="As printed.")
    key = models.CharField(max_length=120, db_index=True, editable=False, help_text="See batch_key.")

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "batches"
        constraints = (models.UniqueConstraint(fields=("product", "key"), name="batch_once_in_product"),)

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The batch's public page, by the number as people type it."""
        return reverse("batch", args=[self.product.brand.slug, self.product.slug, self.key])
