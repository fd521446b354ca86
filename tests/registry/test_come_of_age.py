"""What a check finds because time has passed is found without anybody asking."""

import datetime as dt

import pytest

from registry import tasks
from registry.models import Report
from tests.registry.factories import a_coa, a_finding, a_report

pytestmark = pytest.mark.django_db


def test_reports_that_come_of_age_are_asked_again_by_themselves(time_machine):
    time_machine.move_to("2026-06-01")
    young, old = (a_report(coa=a_coa(reported=day)) for day in (dt.date(2026, 4, 1), dt.date(2025, 7, 1)))
    tasks.age()
    assert not young.flags.exists()
    assert not old.flags.exists()

    time_machine.move_to("2026-07-02")
    tasks.age()
    assert [(flag.check_id, flag.severity) for flag in old.flags.all()] == [("date.old", "note")]
    changed = Report.objects.get(pk=old.pk).changed_at
    time_machine.move_to("2026-09-01")
    tasks.age()
    assert Report.objects.get(pk=old.pk).changed_at == changed  # it is said once, not every night

    time_machine.move_to("2027-07-02")
    tasks.age()
    assert {(flag.check_id, flag.severity) for flag in old.flags.all()} == {("date.old", "warning")}
    assert {(flag.check_id, flag.severity) for flag in young.flags.all()} == {("date.old", "note")}


def test_what_was_found_else_stays_when_a_report_comes_of_age():
    report = a_report(coa=a_coa(reported=dt.date(2024, 5, 1)), findings=(a_finding(),))
    tasks.age()
    assert {flag.check_id for flag in report.flags.all()} == {a_finding().check, "date.old"}
