"""A report is read once, by one worker; what is lost is found; what fails does so by name."""

import datetime as dt
from dataclasses import replace
from decimal import InvalidOperation

import msgspec
import pytest
import time_machine
from django.conf import settings
from django.db import DataError, IntegrityError
from django.utils import timezone

from labs.coa import Box, Source
from labs.parsing import Code, Parsed
from labs.parsing.failures import Damaged, ReaderCrashed, ReaderLost, TooSlow
from registry import intake, judging, processing, readings, tasks
from registry.models import AnalyteResult, Flag, PageImage, Reading, Report, Status
from registry.processing import Outcome
from tests.registry.pdfs import ROWS, a_pdf

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
CALLED_AGAIN = {"status": Status.RECEIVED, "waiting_since": NOW - dt.timedelta(hours=1)}


@pytest.fixture
def report() -> Report:
    return intake.submit(a_pdf(), file_name="a.pdf", origin=Report.Origin.WEB, queue=False).report


def rows_of(report: Report) -> dict:
    """Everything that reading wrote, without the keys the database gave it."""
    without_keys = [
        {name: value for name, value in row.items() if name not in ("id", "sample_id")}
        for row in AnalyteResult.objects.filter(sample__report=report).order_by("position").values()
    ]
    return {
        "results": without_keys,
        "samples": list(report.samples.values("position", "product__name", "batch__number")),
        "head": list(report.header_fields.values("name", "value", "page", "x0").order_by("name", "x0")),
        "pages": list(report.pages.values("number", "width", "height", "image")),
        "flags": list(report.flags.values("check_id", "key", "says", "is_current")),
        "readings": report.readings.count(),
    }


def test_a_report_is_read_into_rows_with_evidence(report):
    assert processing.process(report.pk) is Outcome.READ
    report.refresh_from_db()
    results = AnalyteResult.objects.filter(sample__report=report)
    assert report.status == Status.IN_REVIEW
    assert report.laboratory.name == "Fernhill Analytics"
    assert results.count() == 2 * len(ROWS)
    first = results.get(analyte="mitragynine", unit="%")
    assert (first.text, first.printed_text, first.page) == ("1.520", "1.520", 1)
    assert 380 < first.x0 < first.x1 < 470
    assert PageImage.objects.get(report=report).image.size > 0


def test_checks_know_the_file_when_it_is_read_and_when_they_are_asked_again(report, monkeypatch):
    known = []
    monkeypatch.setattr(judging.checks, "run", lambda _coa, context, **_: known.append(context.document) or [])
    processing.process(report.pk)
    report.refresh_from_db()
    judging.judge(report, readings.certificate_of(report))
    assert "Fernhill Analytics" in known[0].text
    assert known[0].pages == 1
    assert known[0] == known[1]


def test_codes_of_a_kept_reading_are_known_with_their_places(report):
    processing.process(report.pk)
    report.refresh_from_db()
    code = Code(text="https://labs.example/r/1", kind="QRCode", page=1, box=Box(x0=1, top=2, x1=3, bottom=4))
    report.readings.update(codes=msgspec.to_builtins([code]))
    (kept,) = readings.document_of(report).codes
    assert (kept.text, kept.page, kept.box) == (code.text, code.page, code.box)


def a_turned_picture(parsed: Parsed) -> Parsed:
    """The reading as if its page were a picture that lies on its side, with a code on it."""
    page = replace(parsed.pages[0], turn=90, source=Source.PICTURE)
    code = Code(text="https://certificates.example/1", kind="QRCode", page=1, box=Box(x0=1, top=2, x1=3, bottom=4))
    return replace(parsed, pages=(page,), codes=(code,))


def test_how_a_page_was_read_and_turned_is_stored_and_drawn(report, monkeypatch):
    read, draw = processing.bounded.read, processing.bounded.draw
    turns: list[dict] = []

    def drawing(*arguments, **options):
        turns.append(options["turns"])
        return draw(*arguments, **options)

    monkeypatch.setattr(processing.bounded, "read", lambda *a, **o: a_turned_picture(read(*a, **o)))
    monkeypatch.setattr(processing.bounded, "draw", drawing)
    processing.process(report.pk)
    page = PageImage.objects.get(report=report)
    assert (page.turn, page.source) == (90, "picture")
    assert turns == [{1: 90}]
    assert page.pixel_width > page.pixel_height


def test_codes_are_kept_with_the_reading(report, monkeypatch):
    read = processing.bounded.read
    monkeypatch.setattr(processing.bounded, "read", lambda *a, **o: a_turned_picture(read(*a, **o)))
    processing.process(report.pk)
    [code] = Reading.objects.get(report=report).codes
    assert (code["text"], code["kind"], code["page"]) == ("https://certificates.example/1", "QRCode", 1)
    assert code["box"] == {"x0": 1, "top": 2, "x1": 3, "bottom": 4}


def test_the_confidence_of_a_result_is_stored_with_its_doubts():
    rows = (*ROWS, ("Zorblatine", "0.005", "0.015", "0.100", "1.00"))
    report = intake.submit(a_pdf(rows=rows), file_name="a.pdf", origin=Report.Origin.WEB, queue=False).report
    processing.process(report.pk)
    results = AnalyteResult.objects.filter(sample__report=report, unit="%")
    sure, unknown = results.get(analyte="mitragynine"), results.get(analyte_text="Zorblatine")
    assert (sure.confidence, sure.doubts) == (1.0, [])
    assert (unknown.confidence, unknown.doubts) == (0.9, ["This name is not in our catalogue of analytes."])


def test_not_detected_is_stored_as_words_and_never_as_zero(report):
    processing.process(report.pk)
    result = AnalyteResult.objects.get(sample__report=report, analyte="7_hydroxymitragynine", unit="%")
    assert (result.kind, result.value, result.text) == ("not_detected", None, "ND")


def test_processing_twice_leaves_the_same_rows(report):
    processing.process(report.pk)
    once = rows_of(report)
    Report.objects.filter(pk=report.pk).update(status=Status.RECEIVED)
    assert processing.process(report.pk) is Outcome.READ
    assert rows_of(report) == once


def test_a_report_that_was_read_is_not_read_again(report):
    processing.process(report.pk)
    assert processing.process(report.pk) is Outcome.NOT_OURS


def test_a_report_in_other_hands_is_left_alone(report):
    Report.objects.filter(pk=report.pk).update(
        status=Status.READING, lease_key="another", lease_until=timezone.now() + dt.timedelta(seconds=20), attempts=1
    )
    assert processing.process(report.pk) is Outcome.NOT_OURS
    report.refresh_from_db()
    assert (report.lease_key, report.attempts) == ("another", 1)


def test_a_lease_that_ran_out_is_taken_over(report):
    Report.objects.filter(pk=report.pk).update(
        status=Status.READING, lease_key="lost", lease_until=timezone.now() - dt.timedelta(seconds=1), attempts=1
    )
    assert processing.process(report.pk) is Outcome.READ
    report.refresh_from_db()
    assert (report.attempts, report.lease_key) == (2, "")


def test_a_worker_that_was_taken_for_lost_writes_nothing(report, monkeypatch):
    read = processing.bounded.read

    def slowly(*args, **options):
        parsed = read(*args, **options)
        Report.objects.filter(pk=report.pk).update(lease_key="successor")
        return parsed

    monkeypatch.setattr(processing.bounded, "read", slowly)
    assert processing.process(report.pk) is Outcome.NOT_OURS
    assert not Reading.objects.exists()
    assert not AnalyteResult.objects.exists()


def fail_with(monkeypatch, failure):
    def fails(*_args, **_options):
        raise failure

    monkeypatch.setattr(processing.bounded, "read", fails)


@pytest.mark.parametrize("failure", [Damaged(), TooSlow()])
def test_a_file_that_is_to_blame_ends_at_once_by_name(report, monkeypatch, failure):
    fail_with(monkeypatch, failure)
    assert processing.process(report.pk) is Outcome.UNREADABLE
    report.refresh_from_db()
    assert (report.status, report.failure_code, report.attempts) == (Status.UNREADABLE, failure.code, 1)


def test_a_crash_is_tried_three_times_and_then_ends_by_name(report, monkeypatch):
    fail_with(monkeypatch, ReaderCrashed("SIGSEGV"))
    outcomes = [processing.process(report.pk) for _ in range(4)]
    assert outcomes == [Outcome.TRY_AGAIN, Outcome.TRY_AGAIN, Outcome.UNREADABLE, Outcome.NOT_OURS]
    report.refresh_from_db()
    assert (report.status, report.failure_code, report.attempts) == (Status.UNREADABLE, "reader_crashed", 3)


def test_the_task_calls_itself_again_after_a_crash(report, monkeypatch):
    again = []
    monkeypatch.setattr(tasks.process_report, "apply_async", lambda args, countdown: again.append(args))
    fail_with(monkeypatch, ReaderCrashed())
    tasks.process_report(report.pk)
    assert again == [(report.pk,)]


def test_a_page_that_cannot_be_drawn_keeps_its_values(report, monkeypatch):
    monkeypatch.setattr(processing.bounded, "draw", lambda *_args, **_options: ())
    assert processing.process(report.pk) is Outcome.READ
    assert not PageImage.objects.get(report=report).image
    assert AnalyteResult.objects.filter(sample__report=report).exists()


@pytest.mark.parametrize("failure", [DataError("too long"), ValueError("NUL"), InvalidOperation()])
def test_what_cannot_be_stored_ends_by_its_own_name_at_the_first_attempt(report, monkeypatch, failure):
    def fails(*_args, **_options):
        raise failure

    monkeypatch.setattr(processing.readings, "keep_reading", fails)
    assert processing.process(report.pk) is Outcome.UNREADABLE
    report.refresh_from_db()
    assert (report.status, report.failure_code, report.attempts) == (Status.UNREADABLE, "cannot_be_stored", 1)


def test_an_original_that_is_gone_ends_by_name(report):
    report.original.storage.delete(report.original.name)
    assert processing.process(report.pk) is Outcome.UNREADABLE
    report.refresh_from_db()
    assert report.failure_code == "cannot_be_stored"


def test_a_storage_that_is_away_is_tried_again(report, monkeypatch):
    def away(*_args, **_options):
        raise OSError("no space left on device")

    monkeypatch.setattr(processing, "_keep_pictures", away)
    assert processing.process(report.pk) is Outcome.TRY_AGAIN


@pytest.mark.parametrize(("races", "outcome", "status"), [(2, Outcome.READ, Status.IN_REVIEW),
                                                          (9, Outcome.TRY_AGAIN, Status.RECEIVED)])  # fmt: skip
def test_a_race_for_a_name_is_stored_again_within_the_attempt(report, monkeypatch, races, outcome, status):
    keep_flags, left = processing.storing.keep_flags, iter(range(races))

    def raced(*args, **options):
        if next(left, None) is not None:
            raise IntegrityError("slug")
        keep_flags(*args, **options)

    monkeypatch.setattr(processing.storing, "keep_flags", raced)
    assert processing.process(report.pk) is outcome
    report.refresh_from_db()
    assert (report.status, report.attempts) == (status, 1)
    assert AnalyteResult.objects.exists() is (outcome is Outcome.READ)


def test_checks_are_asked_before_the_row_is_held_and_the_lease_is_fresh_then(report, monkeypatch):
    order = []
    for owner, name in ((judging.checks, "run"), (processing._Heartbeat, "renew"), (processing, "_held")):
        original = getattr(owner, name)
        monkeypatch.setattr(
            owner,
            name,
            lambda *args, name=name, original=original, **options: order.append(name) or original(*args, **options),
        )
    processing.process(report.pk)
    assert order[-3:] == ["run", "renew", "_held"]


class TestTheSweeper:
    """Finds what workers and brokers lost."""

    @pytest.mark.parametrize(
        ("fields", "is_found"),
        [
            ({"status": Status.RECEIVED, "queued_at": NOW - dt.timedelta(seconds=90)}, True),
            ({"status": Status.RECEIVED, "queued_at": NOW - dt.timedelta(seconds=10)}, False),
            ({"status": Status.RECEIVED, "queued_at": None}, True),
            (CALLED_AGAIN | {"queued_at": NOW - dt.timedelta(seconds=90)}, False),
            (CALLED_AGAIN | {"queued_at": NOW - dt.timedelta(seconds=301)}, True),
            ({"status": Status.READING, "lease_until": NOW - dt.timedelta(seconds=1), "attempts": 1}, True),
            ({"status": Status.READING, "lease_until": NOW + dt.timedelta(seconds=9), "attempts": 1}, False),
            ({"status": Status.IN_REVIEW, "queued_at": NOW - dt.timedelta(days=9)}, False),
            ({"status": Status.UNREADABLE, "failure_code": "damaged"}, False),
        ],
    )
    def test_finds_what_is_stale_and_nothing_else(self, report, fields, is_found):
        Report.objects.filter(pk=report.pk).update(**({"waiting_since": NOW} | fields))
        with time_machine.travel(NOW, tick=False):
            assert processing.lost_reports() == ([report.pk] if is_found else [])

    def test_does_not_call_again_and_again_for_one_report(self, report):
        with time_machine.travel(NOW, tick=False):
            Report.objects.filter(pk=report.pk).update(queued_at=NOW - dt.timedelta(seconds=90))
            assert processing.lost_reports() == [report.pk]
            assert processing.lost_reports() == []

    def test_ends_a_report_that_was_lost_three_times(self, report):
        Report.objects.filter(pk=report.pk).update(
            status=Status.READING,
            lease_until=NOW - dt.timedelta(seconds=1),
            lease_key="lost",
            attempts=settings.READING_ATTEMPTS,
        )
        with time_machine.travel(NOW, tick=False):
            assert processing.lost_reports() == []
        report.refresh_from_db()
        assert (report.status, report.failure_code) == (Status.UNREADABLE, ReaderLost.code)

    def test_leaves_a_report_whose_worker_came_back_meanwhile(self, report, monkeypatch):
        Report.objects.filter(pk=report.pk).update(
            status=Status.READING,
            lease_until=NOW - dt.timedelta(seconds=1),
            lease_key="slow",
            attempts=settings.READING_ATTEMPTS,
        )
        give_up = processing._give_up

        def just_too_late(*args, **options):
            Report.objects.filter(pk=report.pk).update(lease_until=NOW + dt.timedelta(seconds=20))
            return give_up(*args, **options)

        monkeypatch.setattr(processing, "_give_up", just_too_late)
        with time_machine.travel(NOW, tick=False):
            assert processing.lost_reports() == []
        report.refresh_from_db()
        assert report.status == Status.READING

    def test_calls_a_worker_for_each(self, report, monkeypatch):
        called = []
        monkeypatch.setattr(tasks.process_report, "delay", called.append)
        Report.objects.filter(pk=report.pk).update(queued_at=None)
        tasks.sweep()
        assert called == [report.pk]


def test_what_a_person_said_of_a_flag_outlives_another_reading(report):
    processing.process(report.pk)
    report.refresh_from_db()
    wrong = (*ROWS[:1], ("7-Hydroxymitragynine", "0.005", "0.015", "0.100", "3.00"))
    other = intake.submit(
        a_pdf(rows=wrong, batch="AM-9"), file_name="b.pdf", origin=Report.Origin.WEB, queue=False
    ).report
    processing.process(other.pk)
    flag = other.flags.get(check_id="arith.pct_mgg")
    assert (flag.severity, flag.analyte) == ("alert", "7_hydroxymitragynine")
    Flag.objects.filter(pk=flag.pk).update(state=Flag.State.CONFIRMED)
    Report.objects.filter(pk=other.pk).update(status=Status.RECEIVED)
    processing.process(other.pk)
    flag.refresh_from_db()
    assert (flag.state, flag.is_current) == ("confirmed", True)
    assert other.flags.filter(check_id=flag.check_id).count() == 1
    assert not report.flags.filter(check_id=flag.check_id).exists()
