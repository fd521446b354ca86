"""Every report is held against the limits of its own market, and as a note against the laws of other places."""

import datetime as dt

import pytest
import time_machine

from labs.coa import Panel
from labs.reference.limits import limit_set
from registry import cataloguing, judging, rechecking
from registry.models import Product
from registry.rechecking import Change
from tests.registry.factories import a_coa, a_report, a_result

pytestmark = pytest.mark.django_db
OVER, LOOSER = "pf.over_law", "pf.looser_than_law"
TODAY = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
MAY = dt.date(2026, 5, 4)
LEAF = {"brand": "Zelený List s.r.o., Brno, Czech Republic", "reported": dt.date(2025, 11, 20)}


@pytest.fixture(autouse=True)
def a_day_in_may():
    with time_machine.travel(TODAY, tick=False):
        yield


def seven_oh(amount: str, unit: str = "mg/g", **fields):
    return a_coa(a_result("7-OH", amount, unit, analyte="7_hydroxymitragynine", **fields), reported=MAY)


def lead(limit: str | None = None, brand: str = "Alder & Moss"):
    metal = a_result("Lead", "0.31", "ppm", analyte="lead", panel=Panel.METALS, limit=limit)
    return a_coa(metal, brand=brand, reported=dt.date(2024, 5, 4))


def found(coa, check: str = OVER):
    judged = judging.judge(a_report(coa=coa), coa)
    return [(str(one.severity), one.says) for one in judged.findings if one.check == check]


def test_a_report_that_names_no_market_gets_a_note_of_laws_elsewhere():
    ((severity, says),) = found(seven_oh("1.74"))
    assert severity == "note"
    assert "(Rhode Island limits for kratom products; " in says
    assert found(seven_oh("0.12")) == []


def test_a_report_is_held_against_the_law_of_its_clients_place():
    coa = a_coa(
        a_result("7-OH", "1.74", "mg/g", analyte="7_hydroxymitragynine"),
        brand="Amber Mill LLC, 3 Quay St, Newport, RI 02840",
        reported=MAY,
    )
    ((severity, says),) = found(coa)
    assert severity == "warning"  # the law was read on a copy by others
    assert says.endswith("(Rhode Island limits for kratom products).")


def test_a_printed_limit_looser_than_the_markets_law_is_a_note():
    utah = "Amber Mill LLC, 3 Lake St, Provo, UT 84601"
    ((severity, says),) = found(lead("3", utah), LOOSER)
    assert severity == "note"
    assert "is looser than under 1.2 ppm" in says
    assert found(lead("1", utah), LOOSER) == []
    assert found(lead("3"), LOOSER) == []  # nothing says that it is sold in Utah


def test_a_markets_limits_per_day_are_reckoned_with_the_grams_of_a_study_as_a_note():
    ((severity, says),) = found(lead(brand="Amber Mill LLC, 3 Bay St, Oakland, CA 94601"), "pf.perday")
    assert (severity, says[:13]) == ("note", "At 3 g a day ")
    assert found(lead(), "pf.perday") == []


def test_a_limit_for_leaf_binds_what_a_person_said_is_leaf():
    over = a_coa(a_result("7-OH", "0.174", "%", analyte="7_hydroxymitragynine"), product="Green", **LEAF)
    report = a_report(coa=over)

    def judged():
        return [one.says for one in judging.judge(report, over).findings if one.check == OVER]

    assert not any("Czech" in says for says in judged())
    Product.objects.update(form=Product.Form.LEAF, form_is_corrected=True)
    (says,) = judged()
    assert limit_set("cz_448_2025").title in says


@pytest.mark.parametrize(
    ("form", "expected"),
    [("leaf", "leaf"), ("extract", "extract"), ("capsule", None), ("shot", None), ("unknown", None)],
)
def test_only_a_form_that_says_one_thing_is_handed_in(form, expected):
    coa = a_coa()
    a_report(coa=coa)
    Product.objects.update(form=form, form_is_corrected=True)
    assert cataloguing.form_of(coa) == expected


def test_a_product_that_the_catalogue_does_not_know_has_no_form():
    a_report(coa=a_coa())
    Product.objects.update(form=Product.Form.LEAF, form_is_corrected=True)
    assert cataloguing.form_of(a_coa(product="Red leaf powder")) is None
    assert cataloguing.form_of(a_coa(brand="Fern & Moss")) is None
    assert cataloguing.form_of(a_coa(product=None)) is None


def test_recheck_shows_what_the_limits_of_a_market_add_and_writes_it():
    report = a_report(coa=seven_oh("1.74"))
    (one,) = rechecking.recheck(rechecking.to_recheck(), only=(OVER,), dry_run=True)
    assert [(each.change, each.check, each.severity) for each in one.differences] == [(Change.NEW, OVER, "note")]
    assert not report.flags.exists()
    list(rechecking.recheck(rechecking.to_recheck(), only=(OVER,)))
    assert report.flags.get().severity == "note"
