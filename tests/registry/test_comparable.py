"""What is stored of a claim's amounts never claims more than what is printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.comparable import PLACES, comparable_interval, scale_of
from tests.registry.factories import a_coa, a_report, a_result

UNITS = ("%", "mg/g", "ppm", "ppb", "mg/tablet", "CFU/g", "mg/ml", "IU/g")


@pytest.mark.parametrize(
    ("amount", "unit", "low", "high", "is_open"),
    [
        ("1.50", "%", "0.01495", "0.01505", False),
        ("15.0", "mg/g", "0.01495", "0.01505", False),
        ("<0.02", "ppm", "0", "2e-8", True),
        (">10", "CFU/g", "10", None, False),
        ("0.1-0.3", "mg/tablet", "0.00005", "0.00035", False),
    ],
)
def test_amounts_come_in_the_base_unit(amount, unit, low, high, is_open):
    found = comparable_interval(a_result("x", amount, unit))
    assert (found.low, found.high) == (Decimal(low), None if high is None else Decimal(high))
    assert found.high_open is is_open


@pytest.mark.parametrize(
    ("amount", "unit"), [("ND", "ppm"), ("<LOQ", "ppm"), ("~5", "ppm"), ("NT", "ppm"), ("5", ""), ("see note", "ppm")]
)
def test_what_bounds_nothing_has_no_bounds(amount, unit):
    assert comparable_interval(a_result("x", amount, unit)) is None


@pytest.mark.parametrize("lod_unit", ["ppm", "ppb"])
def test_nd_reaches_up_to_its_lod(lod_unit):
    found = comparable_interval(a_result("x", "ND", lod_unit, lod="0.02"))
    assert (found.low, found.high_open) == (0, False)
    assert found.high == Decimal("0.02") * scale_of(lod_unit).factor


@given(value=st.decimals(min_value=0, max_value=10**6, places=6), unit=st.sampled_from(UNITS))
def test_the_bounds_hold_the_printed_number(value, unit):
    found = comparable_interval(a_result("x", f"{value:f}", unit))
    exact = value * scale_of(unit).factor
    assert found.low <= exact <= found.high


def test_digits_beyond_what_is_stored_are_rounded_outwards():
    found = comparable_interval(a_result("x", "0.000000000123456", "ppb"))
    assert found.low == 0
    assert found.high == Decimal(1).scaleb(-PLACES)


@pytest.mark.parametrize("amount", ["9" * 25, "<" + "9" * 25])
def test_a_number_too_large_to_store_leaves_its_side_open(amount):
    found = comparable_interval(a_result("x", amount, "CFU/g"))
    assert found is None or found.high is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("ppm", "µg/g"), ("ppm", "mg/kg"), ("%", "% w/w"), ("mg/tablet", "ug/tablet"), ("IU/g", "iu / g")],
)
def test_units_of_one_dimension_are_compared(one, other):
    assert scale_of(one).dimension == scale_of(other).dimension


@pytest.mark.parametrize(("one", "other"), [("ppm", "mg/ml"), ("mg/tablet", "mg/serving"), ("CFU/g", "IU/g")])
def test_units_of_two_dimensions_are_not(one, other):
    assert scale_of(one).dimension != scale_of(other).dimension


@pytest.mark.django_db
def test_what_is_stored_is_what_was_found():
    result = a_result("Lead", "0.310", "ppm", analyte="lead")
    row = a_report(coa=a_coa(result)).samples.get().results.get()
    assert (row.low, row.high) == (Decimal("3.095e-7"), Decimal("3.105e-7"))
    assert row.dimension == "mass fraction"
