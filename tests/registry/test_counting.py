"""How many published reports speak of each row of the catalogue: counted whenever that changes."""

import pytest

from registry import counting, review, tasks
from registry.models import Brand, Laboratory, Product, Report, Status
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, int, int]:
    return tuple(model.objects.get().published_reports for model in (Laboratory, Brand, Product))


@pytest.mark.parametrize("status", Status.values)
def test_only_published_reports_are_counted(status: str):
    a_report(Status(status))
    assert counts() == ((1, 1, 1) if status == Status.PUBLISHED else (0, 0, 0))


def test_publishing_and_withdrawing_count_again():
    mira = a_moderator()
    first, second = a_report(), a_report()
    review.publish(first, by=mira)
    assert counts() == (1, 1, 1)
    review.publish(second, by=mira)
    assert counts() == (2, 2, 2)
    review.withdraw(first, by=mira, reason="Replaced.")
    assert counts() == (1, 1, 1)


def test_a_published_report_that_is_corrected_counts_where_it_now_belongs():
    mira = a_moderator()
    report = a_report()
    a_published_report()
    review.publish(report, by=mira)
    review.correct_report(report, by=mira, lab_name="Saltmarsh Testing", client="Kelp & Co")
    assert dict(Laboratory.objects.values_list("name", "published_reports")) == {
        "Fernhill Analytics": 1, "Saltmarsh Testing": 1,
    }  # fmt: skip
    assert dict(Brand.objects.values_list("name", "published_reports")) == {"Alder & Moss": 1, "Kelp & Co": 1}


def test_a_report_of_two_samples_of_one_brand_counts_once():
    coa = a_coa()
    a_published_report(coa=a_coa(samples=(*coa.samples, *a_coa(product="Red leaf powder", batch="R-1").samples)))
    assert Brand.objects.get().published_reports == 1
    assert [product.published_reports for product in Product.objects.all()] == [1, 1]


def test_counting_everything_mends_what_was_written_past_it():
    a_published_report()
    assert counting.recount_all() == 0
    Report.objects.update(status=Status.WITHDRAWN)
    assert counts() == (1, 1, 1)
    tasks.recount()
    assert counts() == (0, 0, 0)


def test_the_whole_holds_reports_of_no_known_laboratory_too():
    a_published_report()
    a_report()
    Report.objects.filter(pk=a_published_report().pk).update(laboratory=None)
    counting.recount_all()
    assert counting.published_count() == 2
