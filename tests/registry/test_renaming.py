"""Renaming and merging: addresses and names that were lead to what is; nothing is lost, nothing hidden is told."""

import pytest
from django.test import Client
from django.urls import reverse

from registry import renaming
from registry.models import Batch, Brand, Laboratory, Product, Report, Status
from tests.registry.factories import UserFactory, a_coa, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def leads_to(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 301, url
    return answer["Location"]


def test_only_moderators_rename_and_merge():
    a_published_report()
    with pytest.raises(renaming.NotAllowed):
        renaming.rename(Brand.objects.get(), "Other", by=UserFactory())
    with pytest.raises(renaming.NotAllowed):
        renaming.merge(Brand.objects.get(), Brand.objects.get(), by=UserFactory())
    assert Brand.objects.get().name == "Alder & Moss"


def test_a_renamed_brand_takes_its_pages_along(client: Client):
    a_published_report()
    product, batch = Product.objects.get(), Batch.objects.get()
    old = [Brand.objects.get().get_absolute_url(), product.get_absolute_url(), batch.get_absolute_url()]
    old += [reverse("product-feed", args=["alder-moss", product.slug])]
    renaming.rename(Brand.objects.get(), "Alder Botanicals", by=a_moderator())
    assert [leads_to(client, url) for url in old] == [url.replace("alder-moss", "alder-botanicals") for url in old]
    assert client.get(leads_to(client, f"{old[1]}?page=1")).status_code == 200
    assert leads_to(client, f"{old[1]}?page=1").endswith("?page=1")
    assert leads_to(client, f"/cs{old[1]}").startswith("/cs/products/alder-botanicals/")


def test_a_report_that_prints_the_old_name_still_speaks_of_the_same_brand_product_and_laboratory():
    a_published_report()
    moderator = a_moderator()
    renaming.rename(Brand.objects.get(), "Alder Botanicals", by=moderator)
    renaming.rename(Product.objects.get(), "Green powder", by=moderator)
    renaming.rename(Laboratory.objects.get(), "Fernhill", by=moderator)
    a_published_report()
    a_published_report(coa=a_coa(lab="Fernhill", brand="Alder Botanicals", product="Green powder"))
    assert [Brand.objects.get().name, Product.objects.get().name] == ["Alder Botanicals", "Green powder"]
    assert Laboratory.objects.get().reports.count() == 3


def test_a_product_and_a_laboratory_lead_on_from_each_name_that_they_had(client: Client):
    a_published_report()
    moderator = a_moderator()
    for name in ("Green powder", "Emerald powder"):
        renaming.rename(Product.objects.get(), name, by=moderator)
    renaming.rename(Laboratory.objects.get(), "Fernhill", by=moderator)
    now = Product.objects.get().get_absolute_url()
    assert leads_to(client, "/products/alder-moss/green-leaf-powder/") == now
    assert leads_to(client, "/products/alder-moss/green-powder/") == now
    assert leads_to(client, "/laboratories/fernhill-analytics/") == "/laboratories/fernhill/"
    answer = client.get("/products/alder-moss/green-powder/", headers={"Accept": "application/json"}, follow=True)
    assert answer.json()["name"] == "Emerald powder"


def test_a_name_given_back_has_its_old_address_again(client: Client):
    a_published_report()
    moderator = a_moderator()
    renaming.rename(Brand.objects.get(), "Other", by=moderator)
    renaming.rename(Brand.objects.get(), "Alder & Moss", by=moderator)
    assert client.get("/brands/alder-moss/").status_code == 200
    assert leads_to(client, "/brands/other/") == "/brands/alder-moss/"


def test_a_new_brand_never_takes_an_address_that_was_anothers(client: Client):
    a_published_report()
    renaming.rename(Brand.objects.get(), "Other", by=a_moderator())
    a_published_report(coa=a_coa(brand="Alder-Moss!", product="New leaf"))  # the same slug, another name
    assert leads_to(client, "/brands/alder-moss/") == "/brands/other/"


def test_a_name_that_another_has_is_refused():
    a_published_report()
    a_published_report(coa=a_coa(brand="Other"))
    with pytest.raises(renaming.NotAllowed, match="Merge them"):
        renaming.rename(Brand.objects.get(name="Other"), "ALDER & MOSS", by=a_moderator())
    with pytest.raises(renaming.NotAllowed):
        renaming.rename(Brand.objects.get(name="Other"), "***", by=a_moderator())


def test_merged_brands_keep_every_report_product_and_address(client: Client):
    a_published_report()
    a_published_report(coa=a_coa(brand="Alder and Moss"))
    a_published_report(coa=a_coa(brand="Alder and Moss", product="Red leaf", batch="RL-1"))
    keep, end = Brand.objects.get(name="Alder & Moss"), Brand.objects.get(name="Alder and Moss")
    renaming.merge(end, keep, by=a_moderator())
    assert sorted(Product.objects.values_list("name", flat=True)) == ["Green leaf powder", "Red leaf"]
    assert Batch.objects.filter(number="AM-2291").count() == 1
    assert Report.objects.filter(samples__product__brand=keep).count() == 3
    assert leads_to(client, "/brands/alder-and-moss/") == "/brands/alder-moss/"
    for slug in ("green-leaf-powder", "red-leaf"):
        assert leads_to(client, f"/products/alder-and-moss/{slug}/") == f"/products/alder-moss/{slug}/"
    a_published_report(coa=a_coa(brand="Alder and Moss", product="Red leaf", batch="RL-2"))
    assert Brand.objects.count() == 1
    assert keep.products.get(name="Red leaf").batches.count() == 2


def test_merged_laboratories_and_products_keep_their_reports(client: Client):
    a_published_report()
    a_published_report(coa=a_coa(lab="Fernhill Labs", product="Green leaf"))
    moderator = a_moderator()
    labs = {lab.name: lab for lab in Laboratory.objects.all()}
    renaming.merge(labs["Fernhill Labs"], labs["Fernhill Analytics"], by=moderator)
    products = {product.name: product for product in Product.objects.all()}
    renaming.merge(products["Green leaf"], products["Green leaf powder"], by=moderator)
    assert Laboratory.objects.get().reports.count() == 2
    assert Product.objects.get().samples.count() == 2
    assert Batch.objects.get().samples.count() == 2
    assert leads_to(client, "/laboratories/fernhill-labs/") == "/laboratories/fernhill-analytics/"
    assert leads_to(client, "/products/alder-moss/green-leaf/") == "/products/alder-moss/green-leaf-powder/"


def test_what_is_hidden_leads_nowhere(client: Client):
    a_report(Status.IN_REVIEW)
    renaming.rename(Brand.objects.get(), "Other", by=a_moderator())
    assert client.get("/brands/alder-moss/").status_code == 404


def test_an_address_in_capitals_or_without_its_slash_leads_to_the_page(client: Client):
    report = a_published_report()
    batch = Batch.objects.get()
    assert leads_to(client, "/Products/Alder-Moss/Green-Leaf-Powder/") == Product.objects.get().get_absolute_url()
    assert leads_to(client, "/products/Alder-Moss/green-leaf-powder/") == Product.objects.get().get_absolute_url()
    assert leads_to(client, "/products/alder-moss/green-leaf-powder") == Product.objects.get().get_absolute_url()
    assert leads_to(client, "/products/alder-moss/green-leaf-powder/batches/AM-2291/") == batch.get_absolute_url()
    assert leads_to(client, f"/reports/{report.reference.upper()}/") == report.get_absolute_url()
    for nothing in ("/nothing/", "/NOTHING/", "/products/none/none/", "/laboratories/nobody/"):
        assert client.get(nothing).status_code == 404


def test_moderators_rename_and_merge_in_the_admin(client: Client):
    a_published_report()
    a_published_report(coa=a_coa(brand="Other"))
    client.force_login(a_moderator(is_staff=True))
    end = Brand.objects.get(name="Other")
    url = reverse("admin:registry_brand_change", args=[end.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"name": "Another", "merge_into": ""})
    end.refresh_from_db()
    assert (end.name, end.slug) == ("Another", "another")
    assert b"no other one" in client.post(url, {"name": "Another", "merge_into": "nobody"}).content
    client.post(url, {"name": "Another", "merge_into": "alder-moss"})
    assert [brand.slug for brand in Brand.objects.all()] == ["alder-moss"]
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse("admin:registry_brand_change", args=[Brand.objects.get().pk])).status_code == 403
