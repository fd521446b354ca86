"""Trust pages: the corrections log, who moderates, how we check, and the way to them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from registry import review
from registry.models import Decision, Flag, Report, Status
from registry.web import corrections_log
from tests.registry.factories import UserFactory, a_coa, a_finding, a_moderator, a_published_report, a_report, a_result
from tests.registry.web.test_report_page import text_of

pytestmark = pytest.mark.django_db


def log_of(client: Client, address: str = "") -> str:
    return text_of(client.get(address or reverse("corrections")))


def correct_lead(report: Report, text: str, **reason: str) -> Decision:
    moderator = a_moderator(username=f"keep-this-name-{Decision.objects.count()}")
    return review.correct_result(report.samples.get().results.get(analyte="lead"), by=moderator, text=text, **reason)


def test_a_correction_of_a_public_report_is_logged_with_what_it_was_before(client: Client):
    report = a_published_report()
    correct_lead(report, "0.031", reason="A digit was lost.")
    answer = client.get(reverse("corrections"))
    assert "A moderator corrected Lead: amount from 0.31 to 0.031 . Reason: A digit was lost." in text_of(answer)
    assert report.get_absolute_url() in answer.content.decode()
    assert "keep-this-name" not in answer.content.decode()


def test_what_was_corrected_before_publication_is_not_in_the_log(client: Client):
    report = a_report()
    correct_lead(report, "0.031")
    review.publish(report, by=a_moderator())
    assert "Nothing was corrected or withdrawn yet" in log_of(client)


def test_what_was_corrected_in_public_stays_in_the_log_when_a_report_is_published_again(client: Client):
    mira, report = a_moderator(), a_report()
    review.publish(report, by=mira)
    correct_lead(report, "0.031")
    review.withdraw(report, by=mira, reason="Once more.")
    assert "0.031" not in log_of(client)
    review.reopen(report, by=mira, reason="Once more.")
    review.publish(report, by=mira)
    assert "amount from 0.31 to 0.031" in log_of(client)
    assert "Withdrawn by a moderator." in log_of(client)


def test_of_a_withdrawn_report_the_log_tells_when_and_why_and_no_more(client: Client):
    report = a_published_report(coa=a_coa(product="Secret leaf", batch="SL-1"))
    correct_lead(report, "0.031")
    review.withdraw(report, by=a_moderator(), reason="The laboratory replaced it.")
    text = log_of(client)
    assert f"Report {report.reference}" in text
    assert "Withdrawn by a moderator. Reason: The laboratory replaced it." in text
    assert not [word for word in ("Secret leaf", "SL-1", "0.031", "Lead") if word in text]


@pytest.mark.parametrize("status", [status for status in Status.values if status not in ("published", "withdrawn")])
def test_the_log_tells_nothing_of_a_report_that_is_not_public(client: Client, status: str):
    mira, report = a_moderator(), a_report(coa=a_coa(product="Secret leaf"), findings=(a_finding(),))
    review.publish(report, by=mira)
    correct_lead(report, "0.031")
    review.dismiss_flag(report.flags.first(), by=mira, because="explained", reason="Rounding.")
    review.withdraw(report, by=mira, reason="Secret reason.")
    Report.objects.filter(pk=report.pk).update(status=status, failure_code="damaged")
    text = log_of(client)
    assert "Nothing was corrected or withdrawn yet" in text
    assert report.reference not in text
    client.force_login(mira)
    assert "Secret" not in log_of(client)  # the log is the same for all


def test_a_dismissed_flag_is_logged_unless_it_speaks_of_a_hidden_report(client: Client):
    mira, report = a_moderator(), a_published_report(findings=(a_finding(),))
    review.dismiss_flag(report.flags.get(), by=mira, because="explained", reason="Rounding explains it.")
    assert f"A moderator set a flag aside: {report.flags.get().says}" in log_of(client)
    Flag.everything.update(other=a_report(Status.IN_REVIEW))
    assert "Rounding explains it." not in log_of(client)
    feed = client.get(reverse("corrections-feed")).content.decode()
    assert "The rows add up" not in feed


def test_a_hostile_reason_is_text(client: Client):
    correct_lead(a_published_report(), "0.031", reason="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(reverse("corrections")).content.decode()


def test_the_log_goes_on_from_where_a_page_ended_with_as_few_queries(
    client: Client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(corrections_log, "_PAGE", 2)
    report = a_published_report()
    mira = a_moderator()
    for text in ("0.1", "0.2", "0.3", "0.4", "0.5"):
        review.correct_result(report.samples.get().results.get(analyte="lead"), by=mira, text=text)
    seen: list[str] = []
    address = reverse("corrections")
    for _ in range(3):
        with django_assert_max_num_queries(4):
            body = client.get(address).content.decode()
        seen += re.findall(r"to <q class=\"printed\">([^<]+)</q>", body)
        older = re.search(r'rel="next" href="(\?before=\d+)"', body)
        address = reverse("corrections") + (older[1] if older else "")
    assert seen == ["0.5", "0.4", "0.3", "0.2", "0.1"]
    assert older is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "٣", "0"])
def test_a_place_in_the_log_that_is_none_begins_at_its_start(client: Client, before: str):
    correct_lead(a_published_report(), "0.031")
    answer = client.get(reverse("corrections"), {"before": before})
    assert answer.status_code == 200
    assert "0.031" in text_of(answer)


def test_moderators_are_counted_and_their_decisions_too_without_their_names(client: Client):
    mira, report = a_moderator(username="keep-this-name"), a_report(coa=a_coa(a_result()), findings=(a_finding(),))
    a_moderator(is_active=False)
    UserFactory()
    review.publish(report, by=mira)
    review.dismiss_flag(report.flags.get(), by=mira, because="explained", reason="Rounding.")
    text = text_of(client.get(reverse("who-moderates")))
    assert "One person decides what is published." in text
    assert "Reports published 1" in text
    assert "Flags set aside 1" in text
    assert "Reports withdrawn 0" in text
    assert "keep-this-name" not in text
    a_moderator()
    assert "2 people decide what is published." in text_of(client.get(reverse("who-moderates")))


def test_the_address_to_write_to_stands_there_if_there_is_one(client: Client, settings):
    assert "has given no address" in text_of(client.get(reverse("who-moderates")))
    settings.CONTACT = "desk@leafproof.example"
    assert "write to desk@leafproof.example" in text_of(client.get(reverse("who-moderates")))


def test_how_we_check_says_what_each_level_means_and_when_base_rates_were_measured(client: Client):
    text = text_of(client.get(reverse("how-we-check")))
    for words in ("A contradiction in print", "cannot be told", "genuine certificates on", "we chose ourselves"):
        assert words in text


def test_every_page_leads_to_the_pages_about_the_registry(client: Client):
    body = client.get(reverse("home")).content.decode()
    hub = client.get(reverse("about")).content.decode()
    for name in ("how-we-read", "how-we-check", "limits", "corrections", "who-moderates", "what-this-is-not"):
        assert f'href="{reverse(name)}"' in body, name
        assert f'href="{reverse(name)}"' in hub, name
    assert f'href="{reverse("how-well-we-read")}"' in hub
