"""Which texts a report points to: by the limits that it prints, or by where its client is."""

import datetime as dt

import pytest

from labs.coa import CertificateOfAnalysis
from labs.reference.limits import LimitKind, Standing
from labs.reference.markets import laws_elsewhere, market_limits, suggested
from tests.labs.builders import TODAY, a_coa, a_print, a_result

UTAH_LIMITS = {"lead": "1.2", "cadmium": "0.82", "arsenic": "2"}
MARCH = dt.date(2023, 3, 14)


def metals(**limits):
    return [a_result(metal, value="0.1", limit=limit) for metal, limit in (UTAH_LIMITS | limits).items()]


def of(client: str, *results, reported: str | None = "2023-03-14") -> CertificateOfAnalysis:
    return a_coa(*results, client=a_print(client), **({"reported": reported} if reported else {}))


def ids(coa: CertificateOfAnalysis, today: dt.date = TODAY) -> list[str]:
    return [one.id for one in market_limits(coa, today)]


def test_the_limits_that_a_report_prints_suggest_their_text():
    limits, why = suggested(metals(), "", MARCH)
    assert (limits.id, why) == ("ut_r70_580_5", "The report prints 3 of its limits.")


def test_limits_that_two_texts_share_suggest_neither():
    assert suggested(metals(), "", dt.date(2026, 5, 1)) is None  # Rhode Island's then too


def test_one_other_limit_speaks_against_a_text():
    assert suggested(metals(mercury="1"), "", MARCH) is None


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("Amber Mill LLC, 12 Elm St, Austin, TX 78701", "tx_444_003"),
        ("Zelený List s.r.o., Brno, Czech Republic", "cz_448_2025"),
        ("Zelený List s.r.o., Na Kopci 3, 120 00 Praha 2", "cz_448_2025"),
        ("Zelený List s.r.o., Hlavná 3, 811 01 Bratislava", None),  # Slovak codes look the same
        ("Restaurace Praha LLC", None),
        ("Amber Mill LLC, Boise, ID 83702", None),  # no text of it
        ("Amber Mill TX", None),
        ("", None),
    ],
)
def test_the_clients_address_suggests_the_law_of_its_place(client, expected):
    found = suggested([], client, None)
    assert (found and found[0].id) == expected


def test_a_report_that_points_nowhere_has_no_market():
    assert ids(of("Amber Mill LLC")) == []
    assert ids(a_coa()) == []


def test_every_law_of_the_clients_place_is_of_its_market_and_so_is_the_text_whose_limits_are_printed():
    assert ids(of("Amber Mill LLC, Reno, CA 94000"))[:1] == ["ca_prop65_madl"]
    assert ids(of("Amber Mill LLC, Austin, TX 78701", *metals())) == ["ut_r70_580_5", "tx_444_003"]


def test_a_law_that_changed_is_of_the_market_as_it_stood_on_the_day_and_as_it_stands_today():
    florida = "Amber Mill LLC, Tampa, FL 33601"
    assert ids(of(florida, reported="2025-09-01")) == ["fl_2er25_2", "fl_2er26_1"]
    assert ids(of(florida, reported="2026-06-22")) == ["fl_2er26_1"]
    assert ids(of(florida, reported=None)) == ["fl_2er26_1"]


def test_laws_of_other_places_are_laws_in_force_and_none_of_the_markets_own():
    market = market_limits(of("Amber Mill LLC, Austin, TX 78701"), TODAY)
    laws = laws_elsewhere(market)
    assert {(one.kind, one.standing) for one in laws} == {(LimitKind.LAW, Standing.IN_FORCE)}
    assert "tx_444_003" not in {one.id for one in laws}
    assert "ri_21_28_12_3" in {one.id for one in laws}
    assert len(laws_elsewhere(())) == len(laws) + 1
