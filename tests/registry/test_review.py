"""Every act of a moderator is allowed by a rule, and leaves a decision that says who, when, why, before and after."""

import pytest
from django.contrib.auth.models import User

from labs.checks import Severity
from registry import review
from registry.models import AnalyteResult, Batch, Decision, Product, Reading, Report, Status
from registry.review import NotAllowed
from tests.registry.factories import UserFactory, a_coa, a_finding, a_moderator, a_report, a_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return a_moderator()


def result_of(report: Report, analyte: str = "mitragynine") -> AnalyteResult:
    return AnalyteResult.objects.get(sample__report=report, analyte=analyte)


def test_publishing_is_a_decision(moderator):
    report = a_report()
    decision = review.publish(report, by=moderator, reason="reads well")
    report.refresh_from_db()
    assert (report.status, report.published_at is not None) == (Status.PUBLISHED, True)
    assert (decision.by, decision.act, decision.reason) == (moderator, "publish", "reads well")
    assert (decision.before, decision.after) == ({"status": "in_review"}, {"status": "published"})


@pytest.mark.parametrize("act", [review.publish, review.reject, review.withdraw, review.reopen, review.read_again])
def test_only_moderators_decide(act):
    report = a_report()
    with pytest.raises(NotAllowed, match="moderators"):
        act(report, by=UserFactory(), reason="because")
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW
    assert not Decision.objects.exists()


def test_a_moderator_who_left_decides_nothing(moderator):
    moderator.is_active = False
    moderator.save()
    with pytest.raises(NotAllowed):
        review.publish(a_report(), by=User.objects.get(pk=moderator.pk))


MOVES = {
    (review.publish, Status.IN_REVIEW): Status.PUBLISHED,
    (review.reject, Status.IN_REVIEW): Status.REJECTED,
    (review.reject, Status.UNREADABLE): Status.REJECTED,
    (review.withdraw, Status.PUBLISHED): Status.WITHDRAWN,
    (review.reopen, Status.REJECTED): Status.IN_REVIEW,
    (review.reopen, Status.WITHDRAWN): Status.IN_REVIEW,
    (review.read_again, Status.IN_REVIEW): Status.RECEIVED,
    (review.read_again, Status.UNREADABLE): Status.RECEIVED,
    (review.read_again, Status.REJECTED): Status.RECEIVED,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("act", [review.publish, review.reject, review.withdraw, review.reopen, review.read_again])
def test_each_status_allows_just_the_acts_of_the_table(act, status, moderator):
    report = a_report(status)
    target = MOVES.get((act, status))
    if target is None:
        with pytest.raises(NotAllowed):
            act(report, by=moderator, reason="because")
    else:
        act(report, by=moderator, reason="because")
    report.refresh_from_db()
    assert report.status == (target or status)
    assert Decision.objects.count() == (target is not None)


@pytest.mark.parametrize(("act", "status"), [(review.reject, Status.IN_REVIEW), (review.withdraw, Status.PUBLISHED)])
def test_taking_something_away_needs_a_reason(act, status, moderator):
    with pytest.raises(NotAllowed, match="reason"):
        act(a_report(status), by=moderator, reason="  ")


def test_an_open_alert_blocks_publication_until_someone_looked(moderator):
    report = a_report(findings=(a_finding(severity=Severity.ALERT),))
    with pytest.raises(NotAllowed, match="1 alert must"):
        review.publish(report, by=moderator)
    review.confirm_flag(report.flags.get(), by=moderator)
    review.publish(report, by=moderator)
    assert report.flags.get().state == "confirmed"


def test_warnings_do_not_block_publication(moderator):
    decision = review.publish(a_report(findings=(a_finding(severity=Severity.WARNING),)), by=moderator)
    assert decision.after == {"status": "published"}


@pytest.mark.parametrize(("missing", "sentence"), [("lab", "laboratory"), ("product", "product")])
def test_what_is_not_known_blocks_publication(missing, sentence, moderator):
    with pytest.raises(NotAllowed, match=sentence):
        review.publish(a_report(coa=a_coa(**{missing: None})), by=moderator)


@pytest.mark.parametrize("because", ["", "wrong"])
def test_dismissing_a_flag_needs_a_named_reason(because, moderator):
    flag = a_report(findings=(a_finding(),)).flags.get()
    with pytest.raises(NotAllowed, match="why"):
        review.dismiss_flag(flag, by=moderator, because=because, reason="the total leaves out isomers")
    flag.refresh_from_db()
    assert flag.state == "open"


@pytest.mark.parametrize(("because", "is_mistake"), [
    ("misread", True), ("misjudged", True), ("explained", False), ("harmless", False),
])  # fmt: skip
def test_a_dismissed_flag_is_kept_with_its_reason(because, is_mistake, moderator):
    flag = a_report(findings=(a_finding(),)).flags.get()
    decision = review.dismiss_flag(flag, by=moderator, because=because, reason="the total leaves out isomers")
    flag.refresh_from_db()
    assert (flag.state, flag.dismissed_as, flag.is_mistake) == ("dismissed", because, is_mistake)
    assert (decision.flag, decision.reason) == (flag, "the total leaves out isomers")
    assert decision.before == {"state": "open", "dismissed_as": ""}
    assert decision.after == {"state": "dismissed", "dismissed_as": because}


def test_a_flag_that_is_confirmed_after_all_was_dismissed_for_nothing(moderator):
    flag = a_report(findings=(a_finding(),)).flags.get()
    review.dismiss_flag(flag, by=moderator, because="misread")
    review.confirm_flag(flag, by=moderator)
    flag.refresh_from_db()
    assert (flag.state, flag.dismissed_as) == ("confirmed", "")


def test_a_corrected_value_keeps_what_was_read_and_where(moderator):
    report = a_report()
    before = result_of(report)
    decision = review.correct_result(before, by=moderator, text="1.25", reason="the 5 and the 2 are swapped")
    after = result_of(report)
    assert (after.text, str(after.value.normalize()), after.is_corrected) == ("1.25", "1.25", True)
    assert (after.printed_text, after.page, after.x0) == ("1.52", before.page, before.x0)
    assert (decision.before["text"], decision.after["text"]) == ("1.52", "1.25")
    read = Reading.objects.get(report=report).certificate["samples"][0]["results"][0]
    assert read["quantity"]["text"] == "1.52"


def test_a_value_is_corrected_to_not_detected_without_becoming_zero(moderator):
    report = a_report()
    review.correct_result(result_of(report), by=moderator, text="ND")
    after = result_of(report)
    assert (after.kind, after.value) == ("not_detected", None)


def test_corrections_of_one_value_follow_each_other(moderator):
    report = a_report()
    review.correct_result(result_of(report), by=moderator, text="1.25")
    review.correct_result(result_of(report), by=moderator, unit="mg/g")
    review.correct_result(result_of(report), by=moderator, text="1.26")
    after = result_of(report)
    assert (after.text, after.unit, after.printed_text) == ("1.26", "mg/g", "1.52")


def test_flags_follow_a_correction(moderator):
    other = {"name": "Paynantheine", "analyte": "paynantheine", "row": 1}
    coa = a_coa(
        a_result(amount="1.52", unit="%"),
        a_result(amount="25.2", unit="mg/g"),
        a_result(amount="0.21", unit="%", **other),
        a_result(amount="2.10", unit="mg/g", **other),
    )
    report = a_report(coa=coa)
    review.correct_sample(report, 0, by=moderator, batch="B-77")
    contradictions = report.flags.filter(is_current=True, check_id="arith.pct_mgg")
    assert [flag.analyte for flag in contradictions.all()] == ["mitragynine"]
    review.correct_result(
        report.samples.get().results.get(analyte="mitragynine", unit="mg/g"), by=moderator, text="15.2"
    )
    assert not contradictions.all()


def test_a_report_moves_to_the_corrected_batch_and_the_old_one_goes(moderator):
    report = a_report(coa=a_coa(batch="B 123"))
    decision = review.correct_sample(report, 0, by=moderator, batch="B-124", product_name="Red leaf powder")
    sample = report.samples.get()
    assert (sample.batch.number, sample.product.name) == ("B-124", "Red leaf powder")
    assert not Batch.objects.filter(key="b123").exists()
    assert not Product.objects.filter(name="Green leaf powder").exists()
    assert decision.before["batch"] == "B 123"


def test_a_batch_that_was_not_printed_can_be_supplied(moderator):
    report = a_report(coa=a_coa(batch=None))
    review.correct_sample(report, 0, by=moderator, batch="L0820")
    assert report.samples.get().batch.number == "L0820"
    assert not report.header_fields.filter(name="batch").exists()


def test_the_laboratory_can_be_supplied(moderator):
    report = a_report(coa=a_coa(lab=None))
    review.correct_report(report, by=moderator, lab_name="Fernhill Analytics")
    report.refresh_from_db()
    assert report.laboratory.name == "Fernhill Analytics"
    review.publish(report, by=moderator)


@pytest.mark.parametrize(("changes", "sentence"), [({"text": "1.52"}, "Nothing"), ({"text": " "}, "emptied")])
def test_a_correction_must_change_something_to_something(changes, sentence, moderator):
    with pytest.raises(NotAllowed, match=sentence):
        review.correct_result(result_of(a_report()), by=moderator, **changes)
    assert not Decision.objects.exists()


def test_a_decision_is_written_once(moderator):
    decision = review.publish(a_report(), by=moderator)
    decision.reason = "something else"
    with pytest.raises(TypeError):
        decision.save()


def test_a_reopened_report_no_longer_says_why_it_once_failed(moderator):
    report = a_report(Status.REJECTED, failure_code="damaged")
    review.reopen(report, by=moderator, reason="read well the second time")
    report.refresh_from_db()
    assert report.failure_code == ""
