"""How a batch or product stands: every report, which replace or repeat others, the newest test."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from registry.models import Batch, Product, Report, Status
from registry.standing import Standing, standing_of_batch, standing_of_product
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()
EARLY, LATE = dt.date(2026, 3, 1), dt.date(2026, 5, 1)


def a_test(day: dt.date | None, number: str, *results, status=Status.PUBLISHED, **named) -> Report:
    return a_report(status, coa=a_coa(*results, reported=day, report_number=number, **named))


def of_batch(reader=ANYONE) -> Standing:
    return standing_of_batch(Batch.objects.get(), reader)


def test_every_report_is_listed_the_newest_first():
    early, late = a_test(EARLY, "R-1"), a_test(LATE, "R-2")
    assert [one.report for one in of_batch().reports] == [late, early]


def test_a_later_document_of_the_same_number_replaces_the_earlier_one():
    early, late = a_test(EARLY, "R-1001"), a_test(LATE, "R-1001")
    newest, oldest = of_batch().reports
    assert (newest.replaced_by, oldest.replaced_by) == (None, late)
    assert newest.retest_of == ()
    assert oldest.report == early


def test_another_number_that_measures_the_same_again_is_a_retest():
    early, _ = a_test(EARLY, "R-1"), a_test(LATE, "R-2")
    newest, oldest = of_batch().reports
    assert newest.retest_of == (early,)
    assert (newest.replaced_by, oldest.replaced_by, oldest.retest_of) == (None, None, ())


def test_a_report_of_other_tests_is_no_retest():
    a_test(EARLY, "R-1", a_result())
    a_test(LATE, "R-2", a_result("Lead", "0.3", "ppm", analyte="lead"))
    assert [one.retest_of for one in of_batch().reports] == [(), ()]


def test_the_age_is_that_of_the_newest_test():
    a_test(EARLY, "R-1")
    a_test(LATE, "R-2")
    assert of_batch().age(dt.date(2026, 5, 11)) == 10
    assert of_batch().age(dt.date(2026, 4, 1)) == 0


def test_without_dates_there_is_no_age():
    a_test(None, "R-1")
    assert of_batch().age(LATE) is None


def test_what_the_reader_may_not_see_counts_for_nothing():
    a_test(EARLY, "R-1")
    a_test(LATE, "R-2", status=Status.IN_REVIEW)
    assert (len(of_batch().reports), of_batch().newest) == (1, EARLY)
    assert len(of_batch(a_moderator()).reports) == 2


def test_a_product_stands_by_the_reports_of_all_its_batches():
    a_test(EARLY, "R-1", batch="AA-1")
    a_test(LATE, "R-2", batch="BB-2")
    found = standing_of_product(Product.objects.get(), ANYONE)
    assert (len(found.reports), found.newest) == (2, LATE)
    assert [one.retest_of for one in found.reports] == [(), ()]


def test_a_product_without_reports_stands_for_nothing():
    a_published_report()
    product = Product.objects.get()
    Report.objects.update(status=Status.WITHDRAWN)
    found = standing_of_product(product, ANYONE)
    assert (found.reports, found.newest) == ((), None)
