"""Two people or workers at one row of the catalogue, for real: on a database that lets both write at once."""

import contextlib
import threading
import time
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from registry import intake, judging, processing, review, storing
from registry.models import AnalyteResult, Product, Report
from tests.labs import photographs
from tests.registry.factories import a_coa, a_moderator, a_report

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"),
]


def beside(act: Callable[[], None]) -> threading.Thread:
    """Start `act` in a thread with a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_product_that_one_report_leaves_while_another_takes_it_up_is_kept(monkeypatch):
    leaving = a_report(coa=a_coa(brand="Solo", product="Only", batch="ZZ-9"))
    coming = a_report(coa=a_coa(brand="Solo", product="Else", batch="QQ-1"))
    moderator = a_moderator()
    keep_flags, has_taken_it = storing.keep_flags, threading.Event()

    def slowly(report, *args, **options):
        keep_flags(report, *args, **options)
        if report.pk == coming.pk and not has_taken_it.is_set():
            has_taken_it.set()
            time.sleep(0.5)  # so that the other meets rows that are not committed yet

    monkeypatch.setattr(storing, "keep_flags", slowly)
    thread = beside(lambda: review.correct_sample(coming, 0, by=moderator, product_name="Only") and None)
    assert has_taken_it.wait(20)
    review.correct_sample(leaving, 0, by=moderator, product_name="Renamed")
    thread.join()
    assert leaving.samples.get().product.name == "Renamed"
    assert coming.samples.get().product.name == "Only"
    assert set(Product.objects.values_list("name", flat=True)) == {"Renamed", "Only"}


def test_two_senders_of_one_photo_make_one_report_with_both_files(monkeypatch, media):
    convert, both_converted = processing.convert, threading.Barrier(2)
    photo, taken = photographs.on_its_side(), []

    def together(*args):
        made = convert(*args)
        both_converted.wait(20)
        return made

    def send() -> None:
        taken.append(intake.submit(ContentFile(photo), file_name="p.jpg", origin=Report.Origin.WEB, queue=False))

    monkeypatch.setattr(processing, "convert", together)
    thread = beside(send)
    send()
    thread.join()
    assert sorted(submission.is_new for submission in taken) == [False, True]
    report = Report.objects.get()
    assert report.sent_file.read() == photo
    assert report.original.read().startswith(b"%PDF-")
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2


def test_two_moderators_at_one_result_both_have_their_say(monkeypatch):
    report = a_report()
    result = AnalyteResult.objects.get(sample__report=report, analyte="mitragynine")
    people = a_moderator(), a_moderator()
    judge, both_judged = judging.judge, threading.Barrier(2)

    def together(*args, **options):
        judged = judge(*args, **options)
        if not both_judged.broken:
            with contextlib.suppress(threading.BrokenBarrierError):
                both_judged.wait(5)
            both_judged.abort()
        return judged

    monkeypatch.setattr(judging, "judge", together)
    thread = beside(lambda: review.correct_result(result, by=people[0], text="1.70") and None)
    review.correct_result(result, by=people[1], unit="mg/g")
    thread.join()
    now = AnalyteResult.objects.get(sample__report=report, analyte="mitragynine")
    assert (now.text, now.unit) == ("1.70", "mg/g")
    assert Report.objects.get(pk=report.pk).decisions.count() == 2
