"""Reports are found by their marks and compared; what a flag says of another report is told where that is public."""

import pytest
from django.test import Client
from django.urls import reverse

from labs.checks import all_checks
from registry import candidates, judging, readings, rechecking, review
from registry.fingerprints import history_marks_of, marks_of
from registry.models import Fingerprint, Flag, Report, Status
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
RECYCLED = "x.recycled"
NAMES = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine")
NUMBERS = ("14.209", "3.0823", "2.3291", "2.2274", "1.0152")


@pytest.fixture(autouse=True)
def one_check(monkeypatch):
    """Rules that are added later change nothing here."""
    monkeypatch.setattr("labs.checks.all_checks", lambda: tuple(one for one in all_checks() if one.id == RECYCLED))


def a_certificate(*, batch="AM-2291", number="FA-1001", numbers=NUMBERS, product="Green leaf powder"):
    results = (
        a_result(name.title(), text, "mg/g", analyte=name, row=row)
        for row, (name, text) in enumerate(zip(NAMES, numbers, strict=False))
    )
    return a_coa(*results, batch=batch, report_number=number, product=product)


COPY = {"batch": "AM-9977", "number": "FA-2002", "product": "Red leaf powder"}


def judged(report: Report) -> Report:
    """The report as if it had just been read: with its marks, and its flags from every check."""
    judging.restate(report, judging.judge(report, readings.certificate_of(report)))
    report.save()
    return report


def two(status: Status) -> tuple[Report, Report]:
    """A report of that status, and a published one of another batch that prints its numbers, read after it."""
    other = judged(a_report(status, coa=a_certificate()))
    return other, judged(a_published_report(coa=a_certificate(**COPY)))


def test_a_report_is_compared_with_the_one_whose_numbers_it_prints():
    other, report = two(Status.PUBLISHED)
    flag = report.flags.get()
    assert (flag.check_id, flag.severity, flag.other) == (RECYCLED, "alert", other)
    assert "report FA-1001 of Fernhill Analytics (batch AM-2291)" in flag.says
    assert flag.key.endswith(other.reference)


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.WITHDRAWN])
def test_a_flag_about_a_report_that_is_not_public_is_for_moderators_only(client: Client, status):
    other, report = two(status)
    assert Flag.everything.get(report=report).other == other
    assert not report.flags.exists()
    page = client.get(report.get_absolute_url()).content.decode()
    answer = client.get(f"/api/v1/reports/{report.reference}/").json()
    flags = client.get("/api/v1/flags/").json()
    assert "FA-2002" in page
    assert not [text for text in (page, str(answer), str(flags)) if "FA-1001" in text]
    client.force_login(a_moderator())
    assert "FA-1001" in client.get(reverse("review-report", args=[report.reference])).content.decode()


def test_it_is_public_as_soon_and_as_long_as_the_other_is():
    other, report = two(Status.IN_REVIEW)
    moderator = a_moderator()
    review.publish(other, by=moderator)
    assert report.flags.exists()
    review.withdraw(other, by=moderator, reason="It will be amended.")
    assert not report.flags.exists()


def test_an_alert_about_a_report_that_is_not_public_still_blocks_publication():
    judged(a_report(coa=a_certificate()))
    report = judged(a_report(coa=a_certificate(**COPY)))
    assert "1 alert must be confirmed or dismissed first." in review.blockers(report)
    review.dismiss_flag(
        Flag.everything.get(report=report), by=a_moderator(), because="explained", reason="One lot under two names."
    )
    assert "1 alert must be confirmed or dismissed first." not in review.blockers(report)


def test_a_rejected_report_is_compared_with_nothing():
    judged(a_report(Status.REJECTED, coa=a_certificate()))
    report = judged(a_report(coa=a_certificate(**COPY)))
    assert not Flag.everything.filter(report=report).exists()


def test_asking_again_flags_the_older_report_too():
    other, report = two(Status.PUBLISHED)
    assert not other.flags.exists()
    list(rechecking.recheck(rechecking.to_recheck()))
    assert other.flags.get().other == report


def test_asking_again_takes_back_what_a_corrected_report_no_longer_bears_out():
    other, report = two(Status.PUBLISHED)
    moderator = a_moderator()
    for result in other.samples.get().results.all():
        review.correct_result(result, by=moderator, text="7.7777")
    list(rechecking.recheck(rechecking.to_recheck()))
    assert not Flag.everything.filter(report=report, is_current=True).exists()


def test_a_decision_is_kept_for_the_other_report_that_it_was_made_of():
    _, report = two(Status.PUBLISHED)
    review.dismiss_flag(report.flags.get(), by=a_moderator(), because="explained", reason="One lot under two names.")
    judged(a_published_report(coa=a_certificate(batch="AM-5555", number="FA-3003")))
    list(rechecking.recheck(rechecking.to_recheck()))
    states = {flag.other.report_number: flag.state for flag in report.flags.all()}
    assert states == {"FA-1001": "dismissed", "FA-3003": "open"}


def test_reports_without_marks_are_given_theirs_first():
    for coa in (a_certificate(), a_certificate(**COPY)):
        a_published_report(coa=coa)
    assert not Fingerprint.objects.exists()
    list(rechecking.recheck(rechecking.to_recheck()))
    assert Flag.everything.filter(check_id=RECYCLED).count() == 2


def test_a_dry_run_gives_no_marks():
    a_published_report(coa=a_certificate())
    list(rechecking.recheck(rechecking.to_recheck(), dry_run=True))
    assert not Fingerprint.objects.exists()


def test_marks_follow_a_correction():
    report = judged(a_report(coa=a_certificate()))
    before = set(report.fingerprints.values_list("mark", flat=True))
    review.correct_sample(report, 0, by=a_moderator(), batch="AM-0001")
    after = set(report.fingerprints.values_list("mark", flat=True))
    now = a_certificate(batch="AM-0001")
    assert after == marks_of(now) | history_marks_of(now)
    assert after != before


def test_published_reports_of_the_product_are_its_history_the_latest_first(monkeypatch):
    monkeypatch.setattr(candidates, "HISTORY", 2)
    coas = [
        a_certificate(batch=f"AM-{number}", number=f"FA-{number}", numbers=(f"{number}.1",))
        for number in (7001, 7002, 7003)
    ]
    reports = [judged(a_published_report(coa=coa)) for coa in coas]
    judged(a_report(coa=a_certificate(batch="AM-7004", number="FA-7004", numbers=("8.2",))))
    new = a_certificate(batch="AM-7005", number="FA-7005", numbers=("9.3",))
    assert [one.pk for one in candidates.candidates(new)] == [reports[1].pk, reports[2].pk]


def test_another_product_of_another_client_has_no_history():
    judged(a_published_report(coa=a_certificate()))
    assert candidates.history(a_coa(brand="Someone Else", product="Red leaf powder")) == []


def test_judging_twice_keeps_the_same_marks():
    report = judged(a_report(coa=a_certificate()))
    before = set(report.fingerprints.values_list("pk", "mark"))
    judged(report)
    assert set(report.fingerprints.values_list("pk", "mark")) == before


@pytest.mark.parametrize("place", range(len(NUMBERS)))
def test_one_number_that_differs_leaves_marks_in_common(place):
    changed = (*NUMBERS[:place], "9.9999", *NUMBERS[place + 1 :])
    assert marks_of(a_certificate()) & marks_of(a_certificate(**COPY, numbers=changed))


def test_one_report_number_and_one_batch_are_marks():
    other = {"numbers": ("9.1111",)}
    same_number = a_certificate(batch="AM-7777", product="Red leaf powder", **other)
    same_batch = a_certificate(number="FA-7777", **other)
    assert marks_of(a_certificate()) & marks_of(same_number)
    assert marks_of(a_certificate()) & marks_of(same_batch)


def test_another_batch_with_other_numbers_shares_no_mark():
    assert not marks_of(a_certificate()) & marks_of(a_certificate(**COPY, numbers=("9.1", "8.22", "7.333", "6.4444")))


def test_what_has_neither_number_nor_name_has_no_marks():
    assert not marks_of(a_coa(a_result(amount="ND"), lab=None, brand=None, product=None, batch=None))


def test_of_very_many_candidates_those_that_share_the_most_are_taken(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 1)
    twin = judged(a_report(coa=a_certificate()))
    judged(a_report(coa=a_certificate(numbers=("9.1111",), number="FA-3003")))
    assert candidates.sharing(marks_of(a_certificate(number="FA-4004"))) == [twin.pk]


def test_a_reading_that_cannot_be_used_is_no_candidate():
    other = judged(a_report(coa=a_certificate()))
    other.readings.update(certificate={"samples": 3})
    assert candidates.candidates(a_certificate(**COPY)) == ()


def test_published_reports_of_the_laboratory_are_counted_to_a_few(monkeypatch):
    monkeypatch.setattr(candidates, "_MANY", 2)
    coa = a_certificate()
    assert candidates.reports_of_laboratory(coa) == 0
    report = a_published_report(coa=a_certificate())
    a_report(coa=a_certificate(**COPY))
    assert candidates.reports_of_laboratory(coa) == 1
    assert candidates.reports_of_laboratory(coa, besides=report.pk) == 0
    for number in range(3):
        a_published_report(coa=a_certificate(number=f"FA-{number}"))
    assert candidates.reports_of_laboratory(coa) == 2
    assert candidates.reports_of_laboratory(a_coa(lab=None)) is None


def test_checks_know_which_of_the_others_not_everyone_may_see(monkeypatch):
    contexts = []
    monkeypatch.setattr("labs.checks.run", lambda _coa, context, **_: contexts.append(context) or [])
    judged(a_published_report(coa=a_certificate()))
    judged(a_report(coa=a_certificate(number="FA-3003")))
    judged(a_report(coa=a_certificate(**COPY)))
    assert len(contexts[-1].earlier) == 2
    assert contexts[-1].unpublished == {1}
    assert contexts[-1].laboratory_reports == 1
