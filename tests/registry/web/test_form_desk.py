"""The desk's form for what a product is made as: chosen, said, undone; by moderators only, and with keys alone."""

import pytest
from django.test import Client
from django.urls import reverse

from registry import tasks
from registry.models import Product, Report
from tests.registry.factories import UserFactory, a_coa, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(tasks.recheck_product, "delay", lambda _product: None)


@pytest.fixture
def moderator(client: Client):
    user = a_moderator(username="mira")
    client.force_login(user)
    return user


def address(report: Report) -> str:
    return reverse("say-form", args=[report.reference, 0])


def say(client: Client, report: Report, **fields: str) -> str:
    answer = client.post(address(report), fields, follow=True)
    assert answer.redirect_chain == [(reverse("review-report", args=[report.reference]), 302)]
    return answer.content.decode()


def test_the_desk_asks_with_a_labelled_list_of_every_form(client: Client, moderator):
    report = a_report(coa=a_coa(product="Green"))
    body = client.get(reverse("review-report", args=[report.reference])).content.decode()
    assert f'action="{address(report)}"' in body
    assert '<label for="form-0">' in body
    assert '<select id="form-0" name="form" data-form>' in body
    for form, label in Product.Form.choices:
        chosen = " selected" if form == "unknown" else ""
        assert f'<option value="{form}"{chosen}>{label}</option>' in body
    assert "no report says it" in body


def test_it_is_said_told_and_undone(client: Client, moderator):
    report = a_published_report(coa=a_coa(product="Green"))
    body = say(client, report, form="capsule")
    assert Product.objects.get().form == "capsule"
    assert "said by a moderator" in body
    assert "Undo: Green: capsules" in body
    assert "corrected sample 1: form from" in " ".join(body.split())
    assert 'class="undo"' not in say(client, report, act="undo", quick="Undo: decided too early.")
    assert Product.objects.get().form == "unknown"
    assert report.decisions.first().reason == "Undo: decided too early."


def test_only_what_was_said_last_is_offered_to_be_undone(client: Client, moderator):
    report = a_published_report(coa=a_coa(product="Green"))
    say(client, report, form="capsule")
    body = say(client, report, form="tablet")
    assert "Undo: Green: tablets" in body
    assert body.count('class="undo"') == 1


def test_what_is_not_allowed_is_said_in_a_sentence(client: Client, moderator):
    report = a_published_report(coa=a_coa(product="Green"))
    assert "Choose what the product is made as." in say(client, report, form="gas")
    assert "Something else was said of this product since." in say(client, report, act="undo")
    assert not report.decisions.exists()


def test_strangers_and_readers_cannot_say_it(client: Client):
    report = a_published_report(coa=a_coa(product="Green"))
    assert client.post(address(report), {"form": "leaf"}).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address(report), {"form": "leaf"}).status_code == 403
    assert client.get(address(report)).status_code in (403, 405)
    assert Product.objects.get().form == "unknown"


def test_a_report_that_cannot_be_corrected_does_not_ask(client: Client, moderator):
    report = a_report("rejected", coa=a_coa(product="Green"))
    assert "data-form" not in client.get(reverse("review-report", args=[report.reference])).content.decode()
