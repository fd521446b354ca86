"""The factories make what they say."""

import pytest

from registry.models import REVIEW_PERMISSION, Report, Status
from tests.registry.factories import a_finding, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def test_a_published_report_is_whole():
    report = a_published_report(findings=(a_finding(),))
    assert report.laboratory.name == "Fernhill Analytics"
    assert report.samples.get().results.count() == 5
    assert report.samples.get().batch.number == "AM-2291"
    assert report.flags.count() == 1
    assert report.pages.get().image.size > 0


@pytest.mark.parametrize("status", Status.values)
def test_a_report_can_be_at_any_point_of_its_life(status):
    assert Report.objects.get(pk=a_report(status).pk).status == status


def test_a_moderator_may_review():
    assert a_moderator().has_perm(REVIEW_PERMISSION)
