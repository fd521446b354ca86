"""The demonstration goes the way that every report goes, can be stopped and run again, and runs nowhere else."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from labs.drawing import market_size
from labs.parsing.failures import ReaderCrashed
from registry import intake, processing
from registry.management.commands import demonstration
from registry.management.commands.demonstration import Fate, Scene, scenes
from registry.models import REVIEW_PERMISSION, AnalyteResult, Decision, Flag, Report, Status
from registry.web.history import public_history

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def played() -> dict[Fate, Scene]:
    """One scene of each fate, and the one in which a flag is dismissed instead of a plainly published one."""
    found: dict[Fate, Scene] = {}
    for scene in scenes():
        if scene.fate not in found or scene.dismisses:
            found[scene.fate] = scene
    return found


@pytest.fixture
def play(settings, monkeypatch, played):
    """Run the demonstration with one report of each of some fates."""
    settings.DEMONSTRATION = True

    def run(*fates: Fate) -> None:
        monkeypatch.setattr(demonstration, "scenes", lambda: iter([played[fate] for fate in fates]))
        call_command("demonstration", workers=1)

    return run


def test_it_refuses_outside_a_demonstration(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("demonstration", limit=1)
    assert not Report.objects.exists()
    assert not get_user_model().objects.exists()


def test_accounts_are_made_and_printed_and_one_of_them_may_review(settings):
    settings.DEMONSTRATION = True
    said = StringIO()
    call_command("demonstration", accounts=True, stdout=said)
    accounts = [line.split(" password ") for line in said.getvalue().splitlines() if " password " in line]
    users = {name.strip(): authenticate(None, username=name.strip(), password=word) for name, word in accounts}
    assert set(users) == {"moderator", "reader"}
    assert users["moderator"].has_perm(REVIEW_PERMISSION)
    assert not users["reader"].has_perm(REVIEW_PERMISSION)
    assert not Report.objects.exists()


def test_making_the_accounts_again_leaves_a_changed_password(settings):
    settings.DEMONSTRATION = True
    call_command("demonstration", accounts=True, stdout=StringIO())
    reader = get_user_model().objects.get(username="reader")
    reader.set_password("another one of my own")
    reader.save()
    call_command("demonstration", accounts=True, stdout=StringIO())
    assert authenticate(None, username="reader", password="another one of my own") is not None


def test_every_fate_comes_to_pass_through_review(play, played):
    play(*Fate)
    status = dict(Report.objects.values_list("file_name", "status"))
    assert {fate: status[scene.file_name] for fate, scene in played.items()} == {
        Fate.PUBLISHED: Status.PUBLISHED,
        Fate.LEFT: Status.IN_REVIEW,
        Fate.REJECTED: Status.REJECTED,
        Fate.WITHDRAWN: Status.WITHDRAWN,
        Fate.UNREADABLE: Status.UNREADABLE,
    }
    assert all(report.is_fictional for report in Report.objects.all())
    assert Decision.objects.filter(act=Decision.Act.REJECT).exclude(reason="").count() == 1


def test_flags_are_confirmed_before_publication_and_one_is_dismissed(play, played):
    play(Fate.PUBLISHED, Fate.WITHDRAWN)
    states = set(
        Flag.objects.filter(report__file_name=played[Fate.PUBLISHED].file_name).values_list("state", flat=True)
    )
    assert states == {Flag.State.DISMISSED}
    withdrawn = Flag.objects.filter(report__file_name=played[Fate.WITHDRAWN].file_name)
    assert withdrawn.filter(check_id="pf.contradiction").exists()
    assert set(withdrawn.values_list("state", flat=True)) == {Flag.State.CONFIRMED}


def test_a_report_that_the_reader_doubts_is_left_to_a_person(play, played, monkeypatch):
    process = processing.process

    def doubtful(report_id):
        outcome = process(report_id)
        first = AnalyteResult.objects.filter(sample__report=report_id).first()
        AnalyteResult.objects.filter(pk=first.pk).update(doubts=["The column may be another."], confidence=0.5)
        return outcome

    monkeypatch.setattr(processing, "process", doubtful)
    play(Fate.PUBLISHED)
    assert Report.objects.get(file_name=played[Fate.PUBLISHED].file_name).status == Status.IN_REVIEW


def test_reports_are_dated_into_the_history_of_the_market(play, played):
    play(Fate.PUBLISHED)
    scene = played[Fate.PUBLISHED]
    report = Report.objects.get(file_name=scene.file_name)
    assert report.created_at.date() == scene.offered
    assert report.created_at < report.read_at < report.published_at < report.created_at + dt.timedelta(days=5)
    assert {decision.at for decision in report.decisions.all()} == {report.published_at}
    said = [event.said for event in public_history(report, {})]
    assert said[-1] == "Sent in."
    assert said[-2].startswith("Read by machine")


def test_running_again_changes_nothing(play):
    play(Fate.PUBLISHED, Fate.UNREADABLE)
    before = list(Report.objects.order_by("pk").values())
    decisions = Decision.objects.count()
    call_command("demonstration", workers=1)
    assert list(Report.objects.order_by("pk").values()) == before
    assert Decision.objects.count() == decisions


def test_a_stopped_demonstration_goes_on_where_it_was_stopped(settings, monkeypatch, played):
    settings.DEMONSTRATION = True
    monkeypatch.setattr(demonstration, "scenes", lambda: iter([played[Fate.PUBLISHED]]))
    with monkeypatch.context() as stopped:
        stopped.setattr(processing, "process", lambda report_id: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            call_command("demonstration", workers=1)
    assert Report.objects.get().status == Status.RECEIVED
    call_command("demonstration", workers=1, if_empty=True)
    assert Report.objects.get().status == Status.PUBLISHED


def test_a_complete_demonstration_is_left_alone_at_the_next_start(monkeypatch, play):
    play(Fate.UNREADABLE)
    monkeypatch.setattr(demonstration, "market_size", lambda: Report.objects.count() - 1)
    monkeypatch.setattr(demonstration, "scenes", lambda: pytest.fail("drew the market again"))
    call_command("demonstration", if_empty=True)


def test_a_file_that_is_refused_leaves_the_others_alone(monkeypatch, play, played):
    submit = intake.submit

    def refuse_the_first(content, *, file_name, **rest):
        if file_name == played[Fate.UNREADABLE].file_name:
            raise ReaderCrashed("killed")
        return submit(content, file_name=file_name, **rest)

    monkeypatch.setattr(intake, "submit", refuse_the_first)
    play(Fate.UNREADABLE, Fate.PUBLISHED)
    assert Report.objects.get().file_name == played[Fate.PUBLISHED].file_name


def test_the_whole_demonstration_is_mostly_public():
    fates = [scene.fate for scene in scenes()]
    assert len(fates) == market_size() + 1
    assert fates.count(Fate.LEFT) == 6
    assert [fates.count(fate) for fate in (Fate.REJECTED, Fate.WITHDRAWN, Fate.UNREADABLE)] == [1, 1, 1]
    assert fates.count(Fate.PUBLISHED) > 120
