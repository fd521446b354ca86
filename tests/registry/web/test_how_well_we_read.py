"""The page of measured figures: every set, every layout and every known failure is on it."""

import pytest
from django.test import Client
from django.urls import reverse

from labs.accuracy import measured
from registry.web.accuracy import bar


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


@pytest.mark.parametrize(("share", "percent"), [(1.0, "100 %"), (0.9999, "99.9 %"), (0.97, "97 %"), (0.0, "0 %")])
def test_a_share_is_cut_off_so_that_only_all_of_it_is_a_hundred_per_cent(share: float, percent: str):
    assert bar("", share).percent == percent
