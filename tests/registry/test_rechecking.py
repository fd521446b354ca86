"""Rules are asked again of what was read: the difference is shown and written, and decisions of people stay."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from labs.checks import RULES_VERSION, Severity, all_checks
from labs.checks.document import document_of
from labs.parsing import PageSize, Parsed
from labs.parsing.parsed import Picture
from labs.translatable import Sentence
from registry import judging, readings, rechecking, review, storing
from registry.models import Flag, Report, Status
from registry.rechecking import Change
from tests.registry.factories import a_coa, a_finding, a_moderator, a_print, a_report, a_result

pytestmark = pytest.mark.django_db
SWAPPED = a_coa(a_result(lod="0.015", loq="0.005"))
CHECK = "lod.loq_below_lod"
FEW = ("arith.pct_mgg", "arith.sum_gt_total", CHECK)


@pytest.fixture(autouse=True)
def few_checks(monkeypatch):
    """Rules that are added later change nothing here."""
    few = tuple(one for one in all_checks() if one.id in FEW)
    monkeypatch.setattr("labs.checks.all_checks", lambda: few)


def recheck(**options) -> list[rechecking.Rechecked]:
    return list(rechecking.recheck(rechecking.to_recheck(), **options))


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("recheck", *arguments, stdout=out)
    return out.getvalue()


def changes(one: rechecking.Rechecked) -> list[tuple[str, str]]:
    return [(found.change, found.check) for found in one.differences]


def test_a_finding_that_was_not_there_is_new_and_written():
    report = a_report(coa=SWAPPED)
    (one,) = recheck()
    assert changes(one) == [(Change.NEW, CHECK)]
    assert report.flags.get(check_id=CHECK).is_current


def test_a_report_with_pictures_on_its_pages_is_asked_and_corrected_like_any_other():
    report = a_report(coa=SWAPPED)
    seal = Picture(page=1, box=a_print("Seal").box)
    parsed = Parsed(coa=SWAPPED, pages=(PageSize(number=1, width=595, height=842),), pictures=(seal,), text="Kratom")
    readings.keep_reading(report, parsed)
    assert readings.document_of(report).pictures == document_of(parsed).pictures
    (one,) = recheck()
    assert (one.skipped, changes(one)) == ("", [(Change.NEW, CHECK)])
    review.correct_sample(report, 0, batch="AM-2292", by=a_moderator())
    assert report.samples.get().batch.number == "AM-2292"


def test_asking_twice_differs_in_nothing():
    a_report(coa=SWAPPED)
    recheck()
    (again,) = recheck()
    assert (again.differences, again.kept) == ((), 1)


def test_a_flag_that_no_rule_finds_any_more_is_gone_but_kept():
    report = a_report(findings=(a_finding(),))
    (one,) = recheck()
    assert changes(one) == [(Change.GONE, "arith.sum_gt_total")]
    assert not report.flags.get().is_current


def test_a_flag_that_says_something_else_now_is_changed():
    report = a_report(coa=SWAPPED)
    recheck()
    report.flags.update(says="Something else.")
    (one,) = recheck()
    assert changes(one) == [(Change.CHANGED, CHECK)]
    assert report.flags.get().says != "Something else."


def test_how_a_sentence_is_made_is_filled_in_and_is_no_change():
    report = a_report(coa=SWAPPED)
    recheck()
    report.flags.update(says_made={}, arithmetic_made={})
    (one,) = recheck()
    assert (one.differences, one.kept) == ((), 1)
    assert report.flags.get().sentence.parts["loq"] == "0.005 %"
    assert report.flags.get().arithmetic_made["lines"] == [["LOD", "0.015 %"], ["LOQ", "0.005 %"]]


def test_what_a_person_decided_stays_and_is_told():
    report = a_report(coa=SWAPPED)
    recheck()
    review.dismiss_flag(report.flags.get(), by=a_moderator(), because="explained", reason="Columns changed places.")
    report.flags.update(says="Something else.")
    (one,) = recheck()
    assert [found.decided for found in one.differences] == [Flag.State.DISMISSED]
    assert report.flags.get().state == Flag.State.DISMISSED


def test_a_dry_run_shows_the_difference_and_writes_nothing():
    report = a_report(coa=SWAPPED, findings=(a_finding(),))
    before = Report.objects.values().get(), list(report.flags.values())
    (one,) = recheck(dry_run=True)
    assert changes(one) == [(Change.NEW, CHECK), (Change.GONE, "arith.sum_gt_total")]
    assert (Report.objects.values().get(), list(report.flags.values())) == before


def test_one_check_leaves_the_flags_of_others():
    report = a_report(coa=SWAPPED, findings=(a_finding(),))
    (one,) = recheck(only=[CHECK])
    assert changes(one) == [(Change.NEW, CHECK)]
    assert report.flags.get(check_id="arith.sum_gt_total").is_current


def test_all_rules_stamp_the_report_and_one_check_does_not():
    report = a_report()
    recheck(only=[CHECK])
    report.refresh_from_db()
    assert report.rules_version == ""
    recheck()
    report.refresh_from_db()
    assert report.rules_version == RULES_VERSION


def test_a_report_without_a_difference_does_not_count_as_changed():
    report = a_report()
    recheck()
    assert Report.objects.get(pk=report.pk).changed_at == report.changed_at


def test_corrections_are_laid_over_the_reading(monkeypatch):
    report = a_report(coa=a_coa(a_result(lod="0.005", loq="0.015")))
    review.correct_result(storing.result_at(report, 0, "p1-mitragynine-pct"), by=a_moderator(), text="1.92")
    seen = []
    monkeypatch.setattr("labs.checks.run", lambda coa, *_args, **_options: seen.append(coa) or [])
    recheck()
    assert seen[0].results[0].quantity.text == "1.92"


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.READING, Status.UNREADABLE])
def test_a_report_that_waits_for_a_worker_or_was_never_read_is_left_alone(status):
    a_report(status, coa=SWAPPED)
    assert recheck() == []


def test_a_report_that_a_worker_takes_up_meanwhile_is_left_to_it(monkeypatch):
    report, judge = a_report(coa=SWAPPED), judging.judge

    def slowly(*args, **options):
        judged = judge(*args, **options)
        Report.objects.filter(pk=report.pk).update(status=Status.READING)
        return judged

    monkeypatch.setattr(judging, "judge", slowly)
    (one,) = recheck()
    assert one.skipped
    assert not report.flags.exists()


def test_a_report_that_is_corrected_meanwhile_is_judged_anew(monkeypatch):
    report, judge, calls = a_report(coa=SWAPPED), judging.judge, []

    def slowly(*args, **options):
        judged = judge(*args, **options)
        if not calls:
            calls.append(1)
            review.correct_sample(report, 0, by=a_moderator(), batch="OTHER-1")
        return judged

    monkeypatch.setattr(judging, "judge", slowly)
    (one,) = recheck()
    assert not one.skipped
    assert report.flags.get(check_id=CHECK).is_current


def test_a_reading_that_cannot_be_used_stops_no_other():
    broken, whole = a_report(coa=SWAPPED), a_report(coa=SWAPPED)
    broken.readings.update(certificate={"samples": 3})
    assert [bool(one.skipped) for one in recheck()] == [True, False]
    assert whole.flags.exists()


def test_more_reports_than_one_batch_are_all_asked(monkeypatch):
    monkeypatch.setattr(rechecking, "_BATCH", 2)
    made = [a_report() for _ in range(5)]
    assert [one.pk for one in recheck()] == [report.pk for report in made]


def test_the_command_prints_each_difference_and_a_table():
    report = a_report(coa=SWAPPED)
    lines = told().splitlines()
    assert lines[0] == f"{report.reference}: 1 different, 0 as before"
    assert lines[1].startswith(f"  + note {CHECK}: ")
    assert lines[-2].split() == [CHECK, "1", "0", "0"]
    assert lines[-1] == "1 reports asked, 0 left out, 1 flags different. Written."


def test_the_command_takes_reports_since_a_day():
    a_report(coa=SWAPPED, read_at=timezone.now() - dt.timedelta(days=9))
    new = a_report(coa=SWAPPED)
    since = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    assert new.reference in told("--since", since)
    assert Flag.objects.get().report == new


def test_the_command_goes_on_after_a_report():
    first, second = a_report(coa=SWAPPED), a_report(coa=SWAPPED)
    told("--after", first.reference)
    assert Flag.objects.get().report == second


def test_the_command_refuses_a_check_and_a_report_that_there_is_none_of():
    with pytest.raises(CommandError, match=r"no check called weather\.rain"):
        told("--check", "weather.rain")
    with pytest.raises(CommandError, match="no report nowhere"):
        told("--after", "nowhere")


@pytest.mark.parametrize(
    ("severity", "said", "state"),
    [
        (Severity.ALERT, "The rows add up to 18.3 %.", "open"),
        (Severity.ALERT, None, "dismissed"),  # only the rule thinks otherwise: a person saw these numbers
        (Severity.NOTE, "The rows add up to 1.85 %.", "dismissed"),
        (Severity.WARNING, "The rows add up to 1.85 %.", "dismissed"),
    ],
)
def test_what_was_decided_of_a_flag_does_not_hold_for_a_graver_one_with_other_numbers(severity, said, state):
    report = a_report(findings=(a_finding(severity=Severity.WARNING),))
    review.dismiss_flag(report.flags.get(), by=a_moderator(), because="harmless")
    found = a_finding(severity=severity)
    found = found if said is None else replace(found, says=Sentence(said))
    storing.keep_flags(report, [found], rules_version="newer")
    flag = report.flags.get()
    assert (flag.state, flag.severity, bool(flag.dismissed_as)) == (state, severity, state == "dismissed")
    assert bool(review.blockers(report)) is (state == "open")
