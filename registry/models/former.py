"""What rows of the catalogue were called before: printed names and addresses that still lead to them."""

from django.db import models

from registry.models.catalogue import Brand, Laboratory, Product


class FormerName(models.Model):
    """A name and address that a laboratory, brand or product had once, or that of a row that was merged into it.

    `slug` is its part of the old address, for a product below that of `brand_slug`. `key` is the name folded as by
    `name_key`: reports that print it still speak of the same row.
    """

    class Kind(models.TextChoices):
        """What was called so."""

        LABORATORY = "laboratory", "laboratory"
        BRAND = "brand", "brand"
        PRODUCT = "product", "product"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    brand_slug = models.SlugField(max_length=200, blank=True)
    slug = models.SlugField(max_length=300)
    key = models.CharField(max_length=300)
    laboratory = models.ForeignKey(
        Laboratory, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names"
    )
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("kind", "key")),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "brand_slug", "slug"), name="former_address_leads_to_one"),
            models.CheckConstraint(
                name="former_name_is_of_its_kind",
                condition=models.Q(
                    kind="laboratory", laboratory__isnull=False, brand__isnull=True, product__isnull=True
                )
                | models.Q(kind="brand", brand__isnull=False, laboratory__isnull=True, product__isnull=True)
                | models.Q(kind="product", product__isnull=False, laboratory__isnull=True, brand__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return "/".join(part for part in (self.brand_slug, self.slug) if part)
