"""Pages say how sure a reading is: doubts by reason, what was not understood, codes, what came from a picture."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from labs.coa import READ_FROM_PICTURE, Box, Source
from labs.parsing.parsed import Code, Unread
from registry.models import Report
from registry.web.certainty import host_to_follow
from tests.registry.factories import a_coa, a_moderator, a_print, a_published_report, a_report, a_result
from tests.registry.web.test_report_page import text_of

pytestmark = pytest.mark.django_db

STRAY = Unread(printed=a_print("4.77 see note", x=300, top=640), reason="A value in a table that has no row's name.")
ADDRESS = "https://certificates.example/KR-1042"


def a_code(text: str = ADDRESS, kind: str = "QRCode") -> Code:
    return Code(text=text, kind=kind, page=1, box=Box(x0=500, top=40, x1=540, bottom=80))


def page_of(client: Client, report: Report, **query: str) -> str:
    return client.get(report.get_absolute_url(), query).content.decode()


def on_desk(client: Client, report: Report) -> str:
    client.force_login(a_moderator())
    return client.get(reverse("review-report", args=[report.reference])).content.decode()


def test_doubts_are_put_together_by_reason_the_least_sure_first(client: Client):
    coa = a_coa(
        a_result("Alphaine", "0.1", doubts=("Reason one.",), confidence=0.9),
        a_result("Betaine", "0.2", row=1, doubts=("Reason two.",), confidence=0.3),
        a_result("Gammaine", "0.3", row=2, doubts=("Reason one.",), confidence=0.4),
    )
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url()))
    listed = text[text.index("What we are not sure of.") :]
    order = ["1 value: Reason two.", "2 values: Reason one.", "Gammaine 0.3", "Alphaine 0.1"]
    places = [listed.index(words) for words in order]
    assert places == sorted(places)


def test_a_result_that_is_sure_enough_is_listed_and_not_marked_in_its_row(client: Client):
    coa = a_coa(a_result("Zorblatine", "0.1", analyte=None, doubts=("An unknown name.",), confidence=0.9))
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url()))
    assert "1 value: An unknown name." in text
    assert "Reading in doubt" not in text


def test_a_report_without_doubts_has_no_such_notice(client: Client):
    assert "What we are not sure of." not in page_of(client, a_published_report())


def test_a_value_from_a_picture_says_so_in_words(client: Client):
    coa = a_coa(a_result("Lead", "0.3", "%", doubts=(READ_FROM_PICTURE,), confidence=0.97))
    text = text_of(client.get(a_published_report(coa=coa, source=Source.PICTURE).get_absolute_url()))
    assert "p. 1 read from a picture" in text
    assert "hard to make out" not in text
    assert "Page 1 of 1, read from its picture" in text


def test_a_blurred_value_from_a_picture_says_so_too(client: Client):
    coa = a_coa(a_result("Lead", "0.3", doubts=(READ_FROM_PICTURE,), confidence=0.55))
    text = text_of(client.get(a_published_report(coa=coa, source=Source.PICTURE).get_absolute_url()))
    assert "Read from a picture, hard to make out" in text


def test_a_value_from_a_text_layer_has_no_such_mark(client: Client):
    assert "read from" not in page_of(client, a_published_report())


def test_the_public_is_told_how_much_was_not_understood_and_sees_it_on_request(client: Client):
    report = a_published_report(unread=(STRAY,))
    body = page_of(client, report)
    assert "1 thing on this page was not understood." in " ".join(body.split())
    assert '<svg class="outlines"' not in body
    assert "?unread#evidence" in body
    assert '<rect x="298.50" y="638.50"' in page_of(client, report, unread="")


def test_what_was_not_understood_leads_to_its_place(client: Client):
    report = a_published_report(unread=(STRAY,))
    body = page_of(client, report)
    marked = re.search(r'<q class="printed">4.77 see note</q> <a class="mark" href="([^"]+)"', body)
    assert marked
    chosen = client.get(marked[1].partition("#")[0]).content.decode()
    assert '<rect class="box" x="298.50" y="638.50"' in chosen


def test_the_desk_outlines_what_was_not_understood_on_the_page(client: Client):
    body = on_desk(client, a_report(unread=(STRAY,)))
    assert "Page 1: 1 place outlined that was not understood" in body
    assert '<rect x="298.50" y="638.50"' in body


def test_the_queue_counts_what_was_not_understood(client: Client):
    a_report(unread=(STRAY,) * 7)
    client.force_login(a_moderator())
    body = client.get(reverse("review")).content.decode()
    assert '<td class="num" data-label="Not understood">7</td>' in body


def test_a_code_is_shown_with_its_place_and_a_link_that_says_where_it_leads(client: Client):
    body = page_of(client, a_published_report(codes=(a_code(),)))
    text = " ".join(re.sub(r"<[^>]+>", " ", body).split())
    assert f"QR code: {ADDRESS}" in text
    assert "Nobody checked it, and nothing was fetched from it." in text
    link = re.search(r'<a href="https://certificates.example/KR-1042"([^>]*)>Leave for certificates.example</a>', body)
    assert link
    assert 'rel="nofollow noopener noreferrer ugc"' in link[1]
    assert 'referrerpolicy="no-referrer"' in link[1]
    assert 'data-box="498.5 38.5 43.0 43.0"' in body


def test_a_code_on_every_page_is_shown_once(client: Client):
    body = page_of(client, a_published_report(codes=(a_code(), a_code())))
    assert body.count("Leave for certificates.example") == 1


def test_a_code_that_holds_markup_is_shown_as_text(client: Client):
    body = page_of(client, a_published_report(codes=(a_code("<script>alert(1)</script>"),)))
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://certificates.example/KR-1042", "certificates.example"),
        ("HTTP://Certificates.Example:8080/a?b=c#d", "certificates.example:8080"),
        ("https://fäll.example/", "xn--fll-qla.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("KR-1042", ""),
        ("https://certificates.example@evil.example/", ""),
        ("https://certificates.example\\@evil.example/", ""),
        ("https://two words.example/", ""),
        ("https:///nowhere", ""),
        ("https://certificates.example:port/", ""),
        ("https://[::1", ""),
        ("https://" + "a" * 600 + ".example/", ""),
    ],
)
def test_only_a_plain_web_address_may_be_followed(text: str, host: str):
    assert host_to_follow(text) == host
