"""Pages by cursor: what arrives or leaves meanwhile neither repeats nor hides what was there."""

import base64

import pytest

from registry import review, storing
from registry.api.pagination import Cursor
from registry.models import Report
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_result

pytestmark = pytest.mark.django_db


def walk(client, address: str, *, meanwhile=lambda page: None, key: str = "reference") -> list[str]:
    """Follow `next` from page to page, with something happening after each; what was told, in order."""
    told, page = [], 0
    while address:
        answer = client.get(address).json()
        told += [row[key] for row in answer["results"]]
        address, page = answer["next"], page + 1
        meanwhile(page)
        assert page < 50
    return told


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 50])
def test_pages_together_are_the_list(anyone, size):
    reports = [a_published_report().reference for _ in range(6)]
    assert walk(anyone, f"/api/v1/reports/?page_size={size}") == reports[::-1]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_reports_that_arrive_meanwhile_shift_nothing(anyone, size):
    reports = [a_published_report().reference for _ in range(5)]
    told = walk(anyone, f"/api/v1/reports/?page_size={size}", meanwhile=lambda page: a_published_report())
    assert told == reports[::-1]


def test_a_report_that_leaves_meanwhile_hides_no_other(anyone):
    reports = [a_published_report() for _ in range(6)]

    def withdraw_the_last_told(page: int) -> None:
        if page == 1:
            review.withdraw(reports[-2], by=a_moderator(), reason="a test")

    told = walk(anyone, "/api/v1/reports/?page_size=2", meanwhile=withdraw_the_last_told)
    assert told == [report.reference for report in reports[::-1]]


def test_reading_a_report_again_shifts_no_result(anyone):
    names = ("Alpha", "Beta", "Gamma", "Delta")
    coa = a_coa(*(a_result(name, analyte=None, row=row) for row, name in enumerate(names)))
    reports = [a_published_report(coa=coa), a_published_report(coa=coa)]

    def read_again(page: int) -> None:
        for report in reports:
            storing.keep_rows(Report.objects.get(pk=report.pk), coa, read=coa)

    told = walk(anyone, "/api/v1/results/?page_size=3", meanwhile=read_again, key="id")
    keys = [f"{report.reference}.0.p1-{name.lower()}-pct" for report in reports[::-1] for name in names]
    assert told == keys


@pytest.mark.parametrize("size", [1, 2, 3])
def test_previous_leads_back_the_same_way(anyone, size):
    for _ in range(7):
        a_published_report()
    pages, address = [], f"/api/v1/reports/?page_size={size}"
    while address:
        answer = anyone.get(address).json()
        pages.append([row["reference"] for row in answer["results"]])
        address, last = answer["next"], answer
    back, address = [], last["previous"]
    while address:
        answer = anyone.get(address).json()
        back.append([row["reference"] for row in answer["results"]])
        address = answer["previous"]
    assert back == pages[-2::-1]


def test_previous_finds_what_arrived_meanwhile(anyone):
    for _ in range(3):
        a_published_report()
    second = anyone.get(anyone.get("/api/v1/reports/?page_size=1").json()["next"]).json()
    first = anyone.get(second["previous"]).json()
    newest = a_published_report().reference
    assert first["previous"] is None
    assert anyone.get(first["next"]).json()["results"] == second["results"]
    again = anyone.get(second["previous"]).json()
    assert [row["reference"] for row in anyone.get(again["previous"]).json()["results"]] == [newest]


def test_links_keep_the_filters(anyone):
    for _ in range(3):
        a_published_report()
    answer = anyone.get("/api/v1/reports/?laboratory=fernhill-analytics&page_size=1").json()
    assert "laboratory=fernhill-analytics" in answer["next"]
    assert "page_size=1" in answer["next"]


def test_an_empty_list_has_no_neighbours(anyone):
    answer = anyone.get("/api/v1/reports/").json()
    assert (answer["results"], answer["next"], answer["previous"]) == ([], None, None)


@pytest.mark.parametrize("size", ["0", "-1", "501", "ten", "", "1.5", "٣", "9" * 40])
def test_a_page_size_out_of_bounds_is_refused(anyone, size):
    answer = anyone.get(f"/api/v1/reports/?page_size={size}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "#/query/page_size"


def test_the_largest_page_is_taken(anyone):
    assert anyone.get("/api/v1/reports/?page_size=500").status_code == 200


def test_a_page_holds_a_hundred_unless_asked(anyone):
    a_published_report(coa=a_coa(*(a_result(f"Analyte {row}", analyte=None, row=row) for row in range(101))))
    page = anyone.get("/api/v1/results/").json()
    assert len(page["results"]) == 100
    assert len(anyone.get(page["next"]).json()["results"]) == 1


def raw(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "!!!!",
        raw("f"),
        raw("f1,2"),
        raw("x1"),
        raw("fabc"),
        raw("f" + "9" * 19),
        raw("f1e5"),
        raw("f\x00"),
        "ä",
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(anyone, cursor):
    answer = anyone.get("/api/v1/reports/", {"cursor": cursor})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "#/query/cursor"


def test_a_cursor_comes_back_as_it_went():
    cursor = Cursor(values=(12, 3), backwards=True)
    assert Cursor.decode(cursor.encode(), 2) == cursor
