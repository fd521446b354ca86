"""What the public reads as a name was printed in a report that is public, and what names nothing makes no row."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, models

from registry import cataloguing, review
from registry.models import Batch, Brand, Laboratory, Product, batch_key, name_key
from tests.registry.factories import a_coa, a_moderator, a_report

pytestmark = pytest.mark.django_db
SHOUTED = {"lab": "FERNHILL ANALYTICS!", "brand": "alder & moss", "product": "GREEN leaf POWDER", "batch": "am 2291"}
PRINTED = {"lab": "Fernhill Analytics", "brand": "Alder & Moss", "product": "Green leaf powder", "batch": "AM-2291"}


@pytest.fixture
def moderator() -> User:
    return a_moderator()


def names() -> dict[str, str]:
    """The names of the one laboratory, brand, product and batch there are."""
    return {
        "lab": Laboratory.objects.get().name,
        "brand": Brand.objects.get().name,
        "product": Product.objects.get().name,
        "batch": Batch.objects.get().number,
    }


def test_the_first_report_that_is_published_names_what_it_speaks_of(moderator):
    a_report(coa=a_coa(**SHOUTED))
    slug = Laboratory.objects.get().slug
    review.publish(a_report(coa=a_coa(**PRINTED)), by=moderator)
    assert names() == PRINTED
    assert Laboratory.objects.get().slug == slug


def test_a_later_report_does_not_rename_what_is_public(moderator):
    review.publish(a_report(coa=a_coa(**PRINTED)), by=moderator)
    review.publish(a_report(coa=a_coa(**SHOUTED)), by=moderator)
    assert names() == PRINTED


def test_a_correction_of_the_only_public_report_renames(moderator):
    report = a_report(coa=a_coa(**SHOUTED))
    review.publish(report, by=moderator)
    review.correct_report(report, by=moderator, lab_name="Fernhill Analytics")
    assert names() == SHOUTED | {"lab": "Fernhill Analytics"}


def test_signs_are_no_name():
    report = a_report(coa=a_coa(lab="***", brand="--", product="***"))
    assert (report.laboratory, report.samples.get().product) == (None, None)
    assert not Laboratory.objects.exists()


def test_a_brand_of_signs_is_a_brand_not_stated():
    a_report(coa=a_coa(brand="--"))
    assert Brand.objects.get().name == cataloguing.BRAND_NOT_STATED


@pytest.mark.parametrize("letter", ["ß", "ΐ", "ﬃ"])
def test_keys_fit_their_columns_however_they_fold(letter):
    assert len(name_key(letter * 200)) <= 200
    assert len(name_key(letter * 300, longest=300)) <= 300
    assert len(batch_key("ﬃ1" * 120)) <= 120


def test_a_row_that_another_worker_took_up_meanwhile_is_kept(moderator, monkeypatch):
    report = a_report(coa=a_coa(**PRINTED))
    delete = models.QuerySet.delete

    def raced(rows):
        if rows.model is Laboratory:
            raise IntegrityError("still referenced")
        return delete(rows)

    monkeypatch.setattr(models.QuerySet, "delete", raced)
    review.correct_report(report, by=moderator, lab_name="Another Laboratory")
    assert set(Laboratory.objects.values_list("name", flat=True)) == {PRINTED["lab"], "Another Laboratory"}
