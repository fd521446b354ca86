"""Amounts in words: not detected is never a zero, and nothing is said that the paper does not say."""

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.quantities import Kind, read_quantity
from registry.web import wording


def limit(text: str, unit: str = "%") -> dict[str, Any]:
    return {"quantity": {"text": text}, "unit": unit}


@pytest.mark.parametrize(
    ("text", "limits", "expected"),
    [
        ("1.52", {}, "1.52 %"),
        ("<0.02", {}, "<0.02 %"),
        ("ND", {"lod": limit("0.002")}, "not detected (LOD 0.002 %)"),
        ("ND", {"loq": limit("0.006")}, "not detected (LOQ 0.006 %)"),
        ("ND", {"lod": limit("2", "ppm")}, "not detected (LOD 2 ppm)"),
        ("ND", {}, "not detected"),
        ("Absent", {}, "absent"),
        ("n.d.", {}, "not detected"),
        ("Negative / 10 g", {}, "not detected in 10 g (“Negative / 10 g”)"),
        ("Absent in 25 g", {}, "absent in 25 g"),
        ("ND/1g", {"lod": limit("5", "CFU")}, "not detected in 1 g (LOD 5 CFU)"),
        ("Absence in 1g", {}, "not detected in 1 g (“Absence in 1g”)"),
        ("NEGATIVE", {}, "negative"),
        ("<LOQ", {"loq": limit("0.02", "ppm")}, "below LOQ (0.02 ppm)"),
        ("<LOQ", {}, "below LOQ (LOQ not stated)"),
        ("<LOD", {"lod": limit("0.01")}, "below LOD (0.01 %)"),
        ("NT", {}, "not tested"),
        ("Detected", {}, "detected (no amount given)"),
        ("TNTC", {}, "too numerous to count"),
        ("see note 3", {}, "“see note 3”"),
    ],
)
def test_a_printed_result_is_said_in_words(text: str, limits: dict[str, Any], expected: str):
    quantity = read_quantity(text)
    assert quantity is not None
    assert str(wording.amount(kind=quantity.kind, text=quantity.text, unit="%", **limits)) == expected


@pytest.mark.parametrize(("unit", "said"), [("per 25 g", "absent in 25 g"), ("CFU/10g", "absent in 10 g"),
                                             ("CFU/g", "absent")])  # fmt: skip
def test_a_portion_in_the_unit_is_said_with_the_words(unit: str, said: str):
    assert str(wording.amount(kind=Kind.NOT_DETECTED, text="Absent", unit=unit)) == said


@given(
    kind=st.sampled_from([kind for kind in Kind if not kind.is_amount]), text=st.sampled_from(["ND", "-", "NT", "x"])
)
def test_a_claim_without_a_number_is_never_said_as_one(kind: Kind, text: str):
    said = wording.amount(kind=kind, text=text, unit="%")
    assert said.number == ""
    assert not re.search(r"\d", str(said))


@pytest.mark.parametrize("numbers", [["1.5", "10", "0.125"], ["1,5", "0,0067", "12"], ["7", "18"]])
def test_padding_brings_decimal_points_in_line(numbers: list[str]):
    decimals = max(wording.decimals_of(number) for number in numbers)
    padded = [number + wording.padding(number, decimals) for number in numbers]
    assert len({len(text.lstrip("0123456789")) for text in padded}) == 1


def test_a_bound_lines_up_like_a_number_and_a_power_does_not():
    assert wording.decimals_of("<0.02") == 2
    assert wording.decimals_of("1.2x10^5") == 0


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"), (1, "yesterday"), (5, "5 days ago"), (13, "13 days ago"), (14, "2 weeks ago"),
        (30, "4 weeks ago"), (31, "1 month ago"), (250, "8 months ago"), (364, "11 months ago"),
        (365, "12 months ago"), (729, "23 months ago"), (730, "2 years ago"), (800, "2 years ago"),
        (-3, "in the future"),
    ],
)  # fmt: skip
def test_age_is_said_in_the_largest_unit_that_fits(days: int, words: str):
    today = dt.date(2026, 11, 23)
    assert wording.long_ago(today - dt.timedelta(days=days), today) == words


@pytest.mark.parametrize(
    ("stored", "unit", "expected"),
    [
        (limit("0.002", "%"), "%", "0.002"),
        (limit("0.002", "%"), "mg/g", "0.002 %"),
        (limit("0.002", ""), "%", "0.002"),
        (limit("10 ppm", "ppm"), "%", "10 ppm"),
        (None, "%", ""),
    ],
)
def test_a_limit_names_its_unit_where_the_result_has_another(stored: dict[str, Any] | None, unit: str, expected: str):
    assert wording.limit_text(stored, unit) == expected


@pytest.mark.parametrize(
    ("parts", "prose"), [([], ""), (["lead"], "lead"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_as_prose(parts: list[str], prose: str):
    assert wording.joined(parts) == prose
