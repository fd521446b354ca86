"""How often checks were right: by what moderators decided of the flags of published reports."""

import pytest

from labs.checks import Severity
from registry import review, storing
from registry.models import Flag, Report, Status
from registry.precision import NOTHING_DECIDED, precision_of, precisions
from tests.registry.factories import a_finding, a_moderator, a_report

pytestmark = pytest.mark.django_db
CHECK = "arith.sum_gt_total"


@pytest.fixture
def moderator():
    return a_moderator()


def flags_of(count: int, status: Status = Status.PUBLISHED, severity: Severity = Severity.WARNING) -> list[Flag]:
    report = a_report(status, findings=tuple(a_finding(key=f"|{n}|", severity=severity) for n in range(count)))
    return list(report.flags.all())


def test_confirmed_and_explained_flags_are_right_and_mistakes_are_not(moderator):
    confirmed, explained, harmless, misread, misjudged, _open = flags_of(6)
    review.confirm_flag(confirmed, by=moderator)
    for flag, because in ((explained, "explained"), (harmless, "harmless"), (misread, "misread"),
                          (misjudged, "misjudged")):  # fmt: skip
        review.dismiss_flag(flag, by=moderator, because=because)
    found = precision_of(CHECK)
    assert (found.right, found.misread, found.misjudged, found.mistakes, found.decided) == (3, 1, 1, 2, 5)
    assert (found.proportion.found, found.proportion.asked) == (3, 5)


def test_while_nothing_is_decided_there_is_no_share():
    flags_of(2)
    assert precision_of(CHECK) == NOTHING_DECIDED
    assert NOTHING_DECIDED.proportion.share is None
    assert precisions() == {}


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_reports_that_are_not_public_count_nothing(status, moderator):
    flag = flags_of(1, Status.IN_REVIEW)[0]
    review.confirm_flag(flag, by=moderator)
    failure = "damaged" if status == Status.UNREADABLE else ""
    Report.objects.filter(pk=flag.report_id).update(status=status, failure_code=failure)
    assert precision_of(CHECK) == NOTHING_DECIDED


def test_a_mistake_that_the_rules_no_longer_find_stays_one(moderator):
    flag = flags_of(1)[0]
    review.dismiss_flag(flag, by=moderator, because="misjudged")
    assert precision_of(CHECK).gone == 0
    storing.keep_flags(flag.report, [], rules_version="newer")
    found = precision_of(CHECK)
    assert (found.mistakes, found.gone) == (1, 1)


def test_only_alerts_are_false_alerts(moderator):
    for severity in (Severity.ALERT, Severity.WARNING):
        review.dismiss_flag(flags_of(1, severity=severity)[0], by=moderator, because="misread")
    found = precision_of(CHECK)
    assert (found.mistakes, found.false_alerts) == (2, 1)


def test_an_alert_that_is_true_and_explained_is_no_false_alert(moderator):
    review.dismiss_flag(flags_of(1, severity=Severity.ALERT)[0], by=moderator, because="explained")
    assert precision_of(CHECK).false_alerts == 0


def test_flags_that_were_dismissed_before_reasons_had_names_are_neither():
    flag = flags_of(1)[0]
    Flag.objects.filter(pk=flag.pk).update(state="dismissed")
    found = precision_of(CHECK)
    assert (found.unnamed, found.decided, found.proportion.share) == (1, 0, None)


def test_a_flag_about_a_hidden_report_too_counts_nothing_until_that_is_public(moderator):
    flag = flags_of(1)[0]
    review.confirm_flag(flag, by=moderator)
    other = a_report()
    Flag.everything.filter(pk=flag.pk).update(other=other)
    assert precision_of(CHECK) == NOTHING_DECIDED
    review.publish(other, by=moderator)
    assert precision_of(CHECK).right == 1


def test_a_decision_that_is_changed_counts_as_it_is_now(moderator):
    flag = flags_of(1)[0]
    review.dismiss_flag(flag, by=moderator, because="misread")
    review.confirm_flag(flag, by=moderator)
    found = precision_of(CHECK)
    assert (found.right, found.mistakes) == (1, 0)


def test_each_check_counts_its_own_in_two_queries(moderator, django_assert_num_queries):
    report = a_report(Status.PUBLISHED, findings=(a_finding(), a_finding("lod.loq_below_lod", key="|y|")))
    for flag in report.flags.all():
        review.confirm_flag(flag, by=moderator)
    with django_assert_num_queries(2):
        found = precisions()
    assert {check: one.right for check, one in found.items()} == {CHECK: 1, "lod.loq_below_lod": 1}
