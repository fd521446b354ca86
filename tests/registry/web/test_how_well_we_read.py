"""The page of measured figures: every set, every layout and every known failure is on it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from labs.accuracy import Fault, measured
from registry.web.accuracy import SETS, bar
from registry.web.translating import in_language, stays_english


@pytest.fixture
def page(client: Client, db) -> str:
    return client.get(reverse("how-well-we-read")).content.decode()


def test_the_page_names_day_and_reader(page: str):
    assert measured().reader_version in page
    assert f"{measured().measured_on:%-d %B %Y}" in page


def test_every_set_shows_its_mean_share_of_result_cells(page: str):
    for one in measured().sets:
        assert one.title in page
        assert bar("", one.mean.f1).percent in page


def test_every_layout_with_a_fault_is_among_the_known_failures(page: str):
    faulty = [layout for one in measured().sets for layout in one.layouts if layout.faults]
    for layout in faulty:
        cells = f"{layout.missed} of {layout.cells} cells missed, {layout.invented} invented"
        wrong_cells = layout.missed or layout.invented
        assert f"{layout.name}: {cells if wrong_cells else 'every cell right, the head of the report not'}" in page


@pytest.mark.parametrize(
    ("fault", "english", "czech"),
    [
        (
            Fault(what="missed", page=2, cell="CBN 0.013 %"),
            "Page 2: CBN 0.013 % was not read.",
            "Strana 2: CBN 0.013 % se nepřečetlo.",
        ),
        (
            Fault(what="invented", page=1, cell="Stems 5 %"),
            "Page 1: Stems 5 % was read, but is not printed so.",
            "Strana 1: přečteno Stems 5 %, ale takto to vytištěno není.",
        ),
        (Fault(what="more", more=1), "1 more cell like these.", "1 další podobná buňka."),
        (Fault(what="more", more=12), "12 more cells like these.", "12 dalších podobných buněk."),
        (
            Fault(what="head", field="date_received"),
            "Head of the report, day of receipt: not read, or not as printed.",
            "Hlavička protokolu, den přijetí: nepřečteno, nebo ne tak, jak je vytištěno.",
        ),
        (
            Fault(what="unread", reason="This PDF has no pages."),
            "Not read at all: This PDF has no pages.",
            "Vůbec nepřečteno: Toto PDF nemá žádné stránky.",
        ),
    ],
)
def test_a_fault_is_a_sentence_in_both_languages(fault: Fault, english: str, czech: str):
    assert fault.says == english
    with override("cs"):
        assert in_language(fault.says) == czech


def test_everything_that_is_said_of_the_measured_documents_can_be_said_in_czech():
    figures = measured()
    assert {text for one in figures.sets for text in (one.title, one.about)} == set(SETS)
    with override("cs"):
        said = [fault.says for one in figures.sets for layout in one.layouts for fault in layout.faults]
        assert [text for text in (*SETS, *said) if stays_english(text)] == []


def test_a_share_is_written_as_the_language_writes_it():
    with override("cs"):
        assert bar("", 0.9999).percent == "99,9 %"


@pytest.mark.parametrize(("share", "percent"), [(1.0, "100 %"), (0.9999, "99.9 %"), (0.97, "97 %"), (0.0, "0 %")])
def test_a_share_is_cut_off_so_that_only_all_of_it_is_a_hundred_per_cent(share: float, percent: str):
    assert bar("", share).percent == percent
