"""What reports are about, as the API tells it: laboratories, products, batches."""

from typing import TypedDict

from rest_framework import serializers

from registry.api import links
from registry.api.fields import LinkField, NameField
from registry.models import Batch, Brand, Laboratory, Product, Sample


class BrandSerializer(serializers.ModelSerializer[Brand]):
    """Who sells a product."""

    class Meta:
        model = Brand
        fields = ("slug", "name")


class BrandDetailSerializer(serializers.ModelSerializer[Brand]):
    """Who sells a product, as far as reports say, with where its products are told."""

    url = LinkField(lambda request, brand: links.in_api(request, "brand", brand.slug), help_text="Its address here.")
    page = LinkField(links.page_of, help_text="Its public page.")
    products_url = LinkField(
        lambda request, brand: links.listing(request, "product", brand=brand.slug), help_text="Its products."
    )
    reports_url = LinkField(
        lambda request, brand: links.listing(request, "report", brand=brand.slug),
        help_text="The reports that speak of them.",
    )

    class Meta:
        model = Brand
        fields = ("slug", "name", "url", "page", "products_url", "reports_url")


class LaboratorySerializer(serializers.ModelSerializer[Laboratory]):
    """A laboratory that issues certificates."""

    url = LinkField(
        lambda request, laboratory: links.in_api(request, "laboratory", laboratory.slug), help_text="Its address here."
    )
    page = LinkField(links.page_of, help_text="Its public page.")
    reports_url = LinkField(
        lambda request, laboratory: links.listing(request, "report", laboratory=laboratory.slug),
        help_text="Its reports.",
    )

    class Meta:
        model = Laboratory
        fields = ("slug", "name", "url", "page", "reports_url")


class ProductSerializer(serializers.ModelSerializer[Product]):
    """One product of one brand."""

    id = NameField(links.product_id, help_text="Its name here: brand and product.")
    brand = BrandSerializer()
    url = LinkField(
        lambda request, product: links.in_api(request, "product", links.product_id(product)),
        help_text="Its address here.",
    )
    page = LinkField(links.page_of, help_text="Its public page.")
    batches_url = LinkField(
        lambda request, product: links.listing(request, "batch", product=links.product_id(product)),
        help_text="Its batches.",
    )
    reports_url = LinkField(
        lambda request, product: links.listing(request, "report", product=links.product_id(product)),
        help_text="The reports that speak of it.",
    )

    class Meta:
        model = Product
        fields = ("id", "name", "brand", "form", "url", "page", "batches_url", "reports_url")


class BatchSerializer(serializers.ModelSerializer[Batch]):
    """One production run of a product."""

    id = NameField(links.batch_id, help_text="Its name here: brand, product and batch.")
    product = ProductSerializer()
    url = LinkField(
        lambda request, batch: links.in_api(request, "batch", links.batch_id(batch)), help_text="Its address here."
    )
    page = LinkField(links.page_of, help_text="Its public page.")
    reports_url = LinkField(
        lambda request, batch: links.listing(
            request, "report", product=links.product_id(batch.product), batch=batch.number
        ),
        help_text="The reports that speak of it.",
    )

    class Meta:
        model = Batch
        fields = ("id", "number", "product", "url", "page", "reports_url")


class SampleSerializer(serializers.ModelSerializer[Sample]):
    """The portion of a product that was tested."""

    product = ProductSerializer(allow_null=True)
    batch = serializers.SerializerMethodField()

    class Meta:
        model = Sample
        fields = ("position", "sample_number", "matrix", "product", "batch")

    class _Batch(TypedDict):
        id: str
        number: str
        url: str

    def get_batch(self, sample: Sample) -> _Batch | None:
        """The batch, as far as it has to be told beside its product."""
        if sample.batch is None:
            return None
        sample.batch.product = sample.product or sample.batch.product
        key = links.batch_id(sample.batch)
        url = links.in_api(self.context["request"], "batch", key)
        return {"id": key, "number": sample.batch.number, "url": url}
