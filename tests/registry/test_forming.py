"""What a product is made as, said by a moderator: logged, undone, and followed by search, flags and readings."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from registry import cataloguing, forming, search, tasks
from registry.models import Decision, Product, Report, Status
from registry.proposed import NotAllowed
from registry.search import Question
from registry.web.history import public_history
from tests.registry.factories import UserFactory, a_coa, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
OVER = "pf.over_law"
CZECH = {"brand": "Zelený List s.r.o., Brno, Czech Republic", "product": "Green", "reported": dt.date(2025, 11, 20)}


@pytest.fixture(autouse=True)
def called(monkeypatch) -> list[int]:
    calls: list[int] = []
    monkeypatch.setattr(tasks.recheck_product, "delay", calls.append)
    return calls


def a_green_report(**options) -> Report:
    return a_published_report(coa=a_coa(product="Green"), **options)


def found(form: str) -> set[int]:
    return set(search.find(Question(pairs=(("form", form),)), reader=AnonymousUser()).reports)


def test_what_was_said_holds_for_every_report_of_the_product_and_in_the_search():
    one, other = a_green_report(), a_green_report()
    assert found("unknown") == {one.pk, other.pk}
    decision = forming.say(one, 0, "capsule", by=a_moderator(), reason="The label shows capsules.")
    product = Product.objects.get()
    assert (product.form, product.form_is_corrected) == ("capsule", True)
    assert (found("capsule"), found("unknown")) == ({one.pk, other.pk}, set())
    assert (decision.before["form"], decision.after["form"]) == ("unknown", "capsule")


def test_reports_that_are_read_later_do_not_change_what_was_said():
    report = a_published_report(coa=a_coa(product="Green extract"))
    assert Product.objects.get().form == "extract"
    forming.say(report, 0, "unknown", by=a_moderator())
    a_published_report(coa=a_coa(product="Green extract"))
    cataloguing.fill_forms()
    assert Product.objects.get().form == "unknown"


def test_it_is_told_in_the_history_and_in_the_corrections_log_with_both_forms():
    report = a_green_report()
    forming.say(report, 0, "extract", by=a_moderator(), reason="Sold as a 45 % extract.")
    event = next(event for event in public_history(report, {}) if event.changes)
    assert event.changes == (("form", "form not known", "extract"),)
    assert event.reason == "Sold as a 45 % extract."
    assert Decision.objects.logged().filter(report=report).count() == 1


def test_copies_of_the_registry_are_told_that_every_report_of_it_changed():
    one, other = a_green_report(), a_green_report()
    before = Report.objects.get(pk=other.pk).changed_at
    forming.say(one, 0, "leaf", by=a_moderator())
    assert Report.objects.get(pk=other.pk).changed_at > before


def test_it_is_taken_back_to_what_it_was():
    report, mira = a_green_report(), a_moderator()
    forming.say(report, 0, "shot", by=mira)
    forming.take_back(report, 0, by=mira)
    product = Product.objects.get()
    assert (product.form, product.form_is_corrected) == ("unknown", False)
    assert found("unknown") == {report.pk}
    assert report.decisions.count() == 2


def test_what_somebody_else_said_since_is_not_taken_back():
    one, other, mira = a_green_report(), a_green_report(), a_moderator()
    forming.say(one, 0, "shot", by=mira)
    forming.say(other, 0, "tablet", by=mira)
    with pytest.raises(NotAllowed):
        forming.take_back(one, 0, by=mira)
    assert Product.objects.get().form == "tablet"


@pytest.mark.parametrize("form", ["", "gas", "Leaf"])
def test_only_a_form_that_is_known_can_be_said(form: str):
    report = a_green_report()
    with pytest.raises(NotAllowed):
        forming.say(report, 0, form, by=a_moderator())
    assert not report.decisions.exists()


def test_only_moderators_say_it_of_reports_that_can_be_corrected():
    with pytest.raises(NotAllowed):
        forming.say(a_green_report(), 0, "leaf", by=UserFactory())
    for report in (a_report(Status.REJECTED, coa=a_coa(product="Red")), a_report(coa=a_coa(product=None))):
        with pytest.raises(NotAllowed):
            forming.say(report, 0, "leaf", by=a_moderator())
    assert not Product.objects.exclude(form="unknown").exists()


def test_the_limits_of_a_form_are_asked_again_of_every_report(called, django_capture_on_commit_callbacks):
    over = a_coa(a_result("7-OH", "0.174", "%", analyte="7_hydroxymitragynine"), **CZECH)
    one, other = a_published_report(coa=over), a_published_report(coa=over)
    with django_capture_on_commit_callbacks(execute=True):
        forming.say(one, 0, "leaf", by=a_moderator())
    assert one.flags.filter(check_id=OVER, is_current=True).exists()
    assert called == [Product.objects.get().pk]
    tasks.recheck_product(called[0])
    assert other.flags.filter(check_id=OVER, is_current=True).exists()
    assert set(found("leaf")) == {one.pk, other.pk}
