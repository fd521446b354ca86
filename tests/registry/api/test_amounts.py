"""Filters by value answer for certain, or say that they cannot tell; ND is never zero."""

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.comparable import scale_of
from registry.search import amounts
from tests.registry.factories import a_coa, a_published_report, a_result

pytestmark = pytest.mark.django_db

YES, NO, OPEN = "certain", None, "cannot_tell"


def outcome(client, amount: str, asked: str, *, unit: str = "ppm", in_unit: str = "ppm", **method: str) -> str | None:
    """Whether the filter finds a result that prints this amount: for certain, perhaps, or not at all."""
    a_published_report(coa=a_coa(a_result("Lead", amount, unit, analyte="lead", **method)))
    certain = client.get(f"/api/v1/results/?analyte=lead&unit={in_unit}&{asked}").json()["results"]
    all_told = client.get(f"/api/v1/results/?analyte=lead&unit={in_unit}&{asked}&include=cannot_tell").json()["results"]
    if not all_told:
        assert certain == []
        return NO
    assert [result["match"] for result in certain] == ([YES] if all_told[0]["match"] == YES else [])
    return all_told[0]["match"]


@pytest.mark.parametrize(
    ("amount", "method", "expected"),
    [
        # printed, method's limits -> at most 0.5; under 0.5; at least 0.5; over 0.5
        ("0.31", {}, (YES, YES, NO, NO)),
        ("0.80", {}, (NO, NO, YES, YES)),
        ("0.5", {}, (OPEN, OPEN, OPEN, OPEN)),  # may be 0.54
        ("0.45", {}, (YES, YES, NO, NO)),
        ("0.495", {}, (YES, YES, NO, NO)),
        ("0.49", {}, (YES, YES, NO, NO)),
        ("<0.5", {}, (YES, YES, NO, NO)),
        ("<0.02", {}, (YES, YES, NO, NO)),
        ("<0.6", {}, (OPEN, OPEN, OPEN, OPEN)),
        (">0.5", {}, (OPEN, NO, YES, OPEN)),
        (">0.6", {}, (NO, NO, YES, YES)),
        (">0.1", {}, (OPEN, OPEN, OPEN, OPEN)),
        ("ND", {"lod": "0.02"}, (YES, YES, NO, NO)),
        ("ND", {"lod": "0.5"}, (YES, OPEN, OPEN, NO)),
        ("ND", {"lod": "1.0"}, (OPEN, OPEN, OPEN, OPEN)),
        ("ND", {"loq": "0.02"}, (YES, YES, NO, NO)),
        ("ND", {}, (OPEN, OPEN, OPEN, OPEN)),
        ("<LOQ", {"loq": "0.5"}, (YES, YES, NO, NO)),
        ("<LOQ", {"loq": "0.6", "lod": "0.01"}, (OPEN, OPEN, OPEN, OPEN)),
        ("<LOQ", {}, (OPEN, OPEN, OPEN, OPEN)),
        ("0.1-0.3", {}, (YES, YES, NO, NO)),
        ("0.1-0.9", {}, (OPEN, OPEN, OPEN, OPEN)),
        ("~0.1", {}, (OPEN, OPEN, OPEN, OPEN)),  # about 0.1 bounds nothing
        ("NT", {}, (OPEN, OPEN, OPEN, OPEN)),
        ("see note", {}, (OPEN, OPEN, OPEN, OPEN)),
    ],
)
def test_an_amount_meets_a_bound_for_certain_or_not_or_leaves_it_open(anyone, amount, method, expected):
    asked = ("value__lte=0.5", "value__lt=0.5", "value__gte=0.5", "value__gt=0.5")
    a_published_report(coa=a_coa(a_result("Lead", amount, "ppm", analyte="lead", **method)))
    found = []
    for bound in asked:
        address = f"/api/v1/results/?analyte=lead&unit=ppm&{bound}"
        certain = [result["match"] for result in anyone.get(address).json()["results"]]
        told = [result["match"] for result in anyone.get(f"{address}&include=cannot_tell").json()["results"]]
        assert certain == [match for match in told if match == YES]
        found.append(told[0] if told else NO)
    assert tuple(found) == expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("value__lte=0", OPEN), ("value__lt=0", NO), ("value__gt=0", OPEN), ("value__gte=0", YES)]
)
def test_not_detected_is_not_zero(anyone, bound, expected):
    assert outcome(anyone, "ND", bound, lod="0.02") == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("ppm", YES),
        ("µg/g", YES),
        ("mg/kg", YES),
        ("ppb", NO),
        ("%", NO),
        ("mg/g", NO),
        ("mg/tablet", NO),
        ("CFU/g", NO),
    ],
)
def test_an_amount_is_compared_in_the_unit_that_is_asked_for(anyone, unit, expected):
    asked = "value__gte=0.3&value__lte=0.35"
    assert outcome(anyone, "0.31", asked, unit=unit) == expected


@pytest.mark.parametrize(("bound", "unit"), [("0.5", "ppm"), ("0.0005", "mg/g"), ("0.00005", "%"), ("500", "ng/g")])
def test_converted_amounts_meet_exactly(anyone, bound, unit):
    assert outcome(anyone, "<500", f"value__lt={bound}", unit="ppb", in_unit=unit.replace("%", "%25")) == YES


def test_a_result_without_a_unit_leaves_every_question_open(anyone):
    assert outcome(anyone, "0.31", "value__lte=0.5", unit="") == OPEN


def test_a_unit_that_cannot_be_converted_is_compared_with_itself(anyone):
    assert outcome(anyone, "31", "value__lte=50", unit="IU/g", in_unit="iu/g") == YES


def test_two_bounds_must_both_be_met(anyone):
    assert outcome(anyone, "0.31", "value__gte=0.1&value__lte=0.5") == YES


def test_of_two_bounds_one_may_stay_open(anyone):
    assert outcome(anyone, "<0.5", "value__gte=0.1&value__lte=0.5") == OPEN


def test_without_a_bound_nothing_is_said_of_a_match(anyone):
    a_published_report()
    assert {result["match"] for result in anyone.get("/api/v1/results/").json()["results"]} == {None}


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("value__lte=0.5", "#/query/unit"),
        ("value__lte=0.5&unit=()", "#/query/unit"),
        ("value__lte=zero&unit=ppm", "#/query/value__lte"),
        ("value__lte=NaN&unit=ppm", "#/query/value__lte"),
        ("value__lte=Infinity&unit=ppm", "#/query/value__lte"),
        ("value__lte=1e99&unit=ppm", "#/query/value__lte"),
        ("value__lte=0.0000000001&unit=ppm", "#/query/value__lte"),
        ("include=cannot_tell", "#/query/include"),
        ("include=zero&value__lte=0.5&unit=ppm", "#/query/include"),
    ],
)
def test_a_question_that_means_nothing_is_refused(anyone, asked, pointer):
    answer = anyone.get(f"/api/v1/results/?{asked}")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


AMOUNTS = st.decimals(min_value=0, max_value=1000, places=3, allow_nan=False)


@given(low=AMOUNTS, width=AMOUNTS, bound=AMOUNTS, side=st.sampled_from(amounts.SIDES), is_open=st.booleans())
def test_what_is_met_for_certain_may_be_met(low, width, bound, side, is_open):
    """Evaluates the conditions as SQL does, on one claim, against every amount that it allows at its ends."""
    high = low + width
    ends = {low, low + width / 2} | ({high} if not (is_open and width) else set())
    holds = {"lt": bound.__gt__, "lte": bound.__ge__, "gt": bound.__lt__, "gte": bound.__le__}[side]
    row = {"low": low, "high": high, "high_open": is_open and bool(width)}
    if truth(amounts.meets(side, bound), row):
        assert all(holds(end) for end in ends)
        assert truth(amounts.may_meet(side, bound), row)
    if any(holds(end) for end in ends):
        assert truth(amounts.may_meet(side, bound), row)


LOOKS = {"": operator.eq, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}


def truth(condition, row: dict[str, object]) -> bool:
    """What a condition on one row comes to."""
    values = []
    for child in condition.children:
        if not isinstance(child, tuple):
            values.append(truth(child, row))
            continue
        field, _, look = child[0].partition("__")
        mine, theirs = row[field], child[1]
        values.append((mine is None) is theirs if look == "isnull" else LOOKS[look](mine, theirs))
    return all(values) if condition.connector == "AND" else any(values)


def test_scales_are_what_the_filters_say():
    assert scale_of("ppm").dimension == scale_of("%").dimension
    assert scale_of("mg/tablet").dimension != scale_of("mg/capsule").dimension
    assert scale_of("ppm").factor == Decimal("1e-6")
