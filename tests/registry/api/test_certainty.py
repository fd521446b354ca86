"""The API tells how sure a reading is, what was not understood, what codes say, and how each page was read."""

import pytest

from labs.coa import READ_FROM_PICTURE, Box, Source
from labs.parsing.parsed import Code, Unread
from registry.models import PageImage
from tests.registry.factories import a_coa, a_print, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db

STRAY = Unread(printed=a_print("4.77 see note", x=300, top=640), reason="A value in a table that has no row's name.")
CODE = Code(
    text="https://certificates.example/KR-1042", kind="QRCode", page=1, box=Box(x0=500, top=40, x1=540, bottom=80)
)


def detail(client, report) -> dict:
    return client.get(f"/api/v1/reports/{report.reference}/").json()


def test_a_result_tells_its_confidence_and_why(anyone):
    coa = a_coa(a_result("Lead", "0.3", doubts=(READ_FROM_PICTURE,), confidence=0.93))
    [result] = detail(anyone, a_published_report(coa=coa))["results"]
    assert (result["confidence"], result["doubts"]) == (0.93, [READ_FROM_PICTURE])


def test_a_result_without_doubts_has_full_confidence(anyone):
    [result] = detail(anyone, a_published_report(coa=a_coa(a_result("Lead", "0.3"))))["results"]
    assert (result["confidence"], result["doubts"]) == (1.0, [])


def test_what_was_not_understood_is_told_with_its_place(anyone):
    [unread] = detail(anyone, a_published_report(unread=(STRAY,)))["unread"]
    assert unread["reason"] == STRAY.reason
    assert unread["evidence"]["printed_text"] == "4.77 see note"
    assert unread["evidence"]["page"] == 1
    assert unread["evidence"]["box"][:2] == [300.0, 640.0]


def test_a_code_is_told_with_its_place(anyone):
    [code] = detail(anyone, a_published_report(codes=(CODE,)))["codes"]
    assert (code["text"], code["kind"]) == (CODE.text, "QRCode")
    assert (code["evidence"]["page"], code["evidence"]["box"]) == (1, [500.0, 40.0, 540.0, 80.0])


def test_a_report_that_was_never_read_has_neither(moderator):
    told = detail(moderator, a_report(is_read=False))
    assert (told["unread"], told["codes"]) == ([], [])


def test_a_page_tells_how_it_was_read_and_turned(anyone):
    report = a_published_report(source=Source.PICTURE)
    PageImage.objects.filter(report=report).update(turn=90)
    [page] = detail(anyone, report)["pages"]
    assert (page["source"], page["turn"]) == ("picture", 90)
