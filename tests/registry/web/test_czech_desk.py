"""The review desk in Czech: its words, its refusals, and usual reasons, which are kept in English for every reader."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from labs.checks import Severity
from registry.models import Decision, Report, Status
from tests.registry.factories import a_finding, a_moderator, a_published_report, a_reply, a_report, an_objection
from tests.registry.web.test_czech_pages import left_in_english, texts_of

pytestmark = pytest.mark.django_db
_REASON = "The laboratory says that it did not issue this report."


@pytest.fixture
def moderator(client: Client) -> User:
    user = a_moderator(username="mira")
    client.force_login(user)
    return user


@pytest.fixture
def report(moderator: User) -> Report:
    found = a_report(findings=(a_finding(severity=Severity.ALERT),))
    flag = found.flags.get()
    a_reply(flag)
    an_objection(flag)
    return found


def _desk(report: Report) -> str:
    """Its address in English, whatever language the last page was in."""
    return f"/review/{report.reference}/"


def test_no_sentence_of_the_desk_is_left_in_english(client: Client, report: Report) -> None:
    a_report(Status.UNREADABLE)
    pages = ("/review/", "/review/?status=unreadable", "/review/answers/", _desk(report))
    assert {page: left for page in pages if (left := left_in_english(client, page))} == {}


def test_the_words_of_the_desk_are_looked_at_one_by_one(client: Client, report: Report) -> None:
    told = texts_of(client, f"/cs{_desk(report)}")
    assert {"Fronta", "Zveřejnit", "Odmítnout", "Hodnoty", "Klávesy", "Opravit hlavičku"} <= told
    assert "Nejdříve je třeba potvrdit nebo odložit 1 výstrahu." in told
    assert {"Protokoly k posouzení", "Nejistá čtení", "Nerozpoznáno"} <= texts_of(client, "/cs/review/")


def test_a_refusal_is_czech_where_the_desk_is(client: Client, report: Report) -> None:
    address = f"/cs{_desk(report)}decide/"
    answer = client.post(address, {"act": "withdraw", "reason": "x"}, follow=True)
    assert "U protokolu ve stavu „čeká na moderátora“ nelze provést „staženo“." in answer.text


def test_a_usual_reason_is_kept_in_english_and_read_in_either_language(client: Client, moderator: User) -> None:
    report = a_published_report()
    czech = client.get(f"/cs{_desk(report)}").text
    assert f'value="{_REASON}"> Laboratoř říká, že tento protokol nevydala.' in czech
    client.post(f"/cs{_desk(report)}decide/", {"act": "withdraw", "quick": _REASON})

    assert Decision.objects.first().reason == _REASON
    address = f"/reports/{report.reference}/"
    assert _REASON in client.get(address).text
    assert "Laboratoř říká, že tento protokol nevydala." in client.get(f"/cs{address}").text


def test_a_reason_in_other_words_is_shown_as_it_was_written(client: Client, moderator: User) -> None:
    report = a_published_report()
    client.post(f"{_desk(report)}decide/", {"act": "withdraw", "reason": "Page 2 was torn."})
    assert "Page 2 was torn." in client.get(f"/cs/reports/{report.reference}/").text
