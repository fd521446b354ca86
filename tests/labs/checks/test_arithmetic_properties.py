"""Honest certificates raise no arithmetic flag, however they are rounded; planted contradictions are found.

`LEAFPROOF_FUZZ` says how many certificates each property gets (`make fuzz` asks for many).
"""

import os
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.checks import all_checks
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes

ALKALOIDS = (
    "mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine",
    "mitraphylline",
)  # fmt: skip
ARITHMETIC = {
    *(one.id for one in all_checks() if one.category.prefix == "arith"), "lod.number_below_lod", "lod.number_below_loq",
    "lod.loq_below_lod", "pf.contradiction",
}  # fmt: skip
many = settings(max_examples=int(os.environ.get("LEAFPROOF_FUZZ", "100")))
LOD, LOQ = Decimal("0.0105"), Decimal("0.0315")  # mg/g
true_values = st.lists(
    st.decimals(min_value=0, max_value=90, places=7, allow_nan=False), min_size=1, max_size=len(ALKALOIDS)
)
places = st.integers(min_value=0, max_value=5)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])


def printed(value: Decimal, decimals: int, rounding: str) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding):f}"


def as_printed(value: Decimal, unit: str, decimals: int, rounding: str) -> str:
    """What a laboratory prints for a true value in mg/g."""
    if value < LOD:
        return "ND"
    if value < LOQ:
        return "<LOQ"
    return printed(value / 10 if unit == "%" else value, decimals, rounding)


def honest(
    values: list[Decimal], decimals: tuple[int, int, int], rounding: str, *, sums_all: bool
) -> CertificateOfAnalysis:
    """A certificate of true values in mg/g: a column in % and one in mg/g, and a total of the unrounded values."""
    per_cent, per_gram, of_total = decimals
    rows = [
        a_row(
            name,
            (as_printed(value, "%", per_cent, rounding), "%"),
            (as_printed(value, "mg/g", per_gram, rounding), "mg/g"),
            row=row,
            lod=str(LOD),
            loq=str(LOQ),
            lod_unit="mg/g",
        )
        for row, (name, value) in enumerate(zip(ALKALOIDS, values, strict=False))
    ]
    total = sum((value for value in values if sums_all or value >= LOQ), start=Decimal(0))
    last = a_row(
        "total_alkaloids",
        (printed(total / 10, of_total, rounding), "%"),
        (printed(total, of_total, rounding), "mg/g"),
        row=len(values),
    )
    return a_coa(*rows, last)


@many
@given(true_values, st.tuples(places, places, places), roundings, st.booleans())
def test_an_honest_table_of_alkaloids_raises_no_question_of_arithmetic(values, decimals, rounding, sums_all):
    coa = honest(values, decimals, rounding, sums_all=sums_all)
    assert not ARITHMETIC & set(codes(coa))


@many
@given(
    st.lists(st.decimals(min_value="0.0001", max_value=20, places=7), min_size=1, max_size=6),
    places,
    roundings,
    st.decimals(min_value="0.05", max_value=10, places=2),
)
def test_an_honest_verdict_agrees_with_its_limit(values, decimals, rounding, limit):
    metals = ("lead", "cadmium", "arsenic", "mercury", "nickel", "chromium")
    results = [
        a_result(
            name,
            value=printed(value, decimals, rounding) if value >= LOD else "ND",
            lod=str(LOD),
            limit=str(limit),
            status="PASS" if value <= limit else "FAIL",
        )
        for name, value in zip(metals, values, strict=False)
        # A number that rounds to less than its LOD is printed by nobody.
        if value < LOD or Decimal(printed(value, decimals, rounding)) >= LOD
    ]
    found = set(codes(a_coa(*results)))
    assert not {"pf.contradiction", "lod.number_below_lod"} & found


@many
@given(
    st.lists(st.decimals(min_value=1, max_value=90, places=3), min_size=3, max_size=6),
    st.integers(min_value=0, max_value=2),
    st.sampled_from([Decimal("0.5"), Decimal("0.8"), Decimal("1.25"), Decimal(2)]),
)
def test_a_column_changed_by_a_fifth_is_found(values, changed, by):
    rows = [
        a_row(
            name,
            (printed(value * (by if row == changed else 1) / 10, 4, ROUND_HALF_UP), "%"),
            (printed(value, 3, ROUND_HALF_UP), "mg/g"),
            row=row,
        )
        for row, (name, value) in enumerate(zip(ALKALOIDS, values, strict=False))
    ]
    assert codes(a_coa(*rows), "arith.pct_mgg") == ["arith.pct_mgg"]


@many
@given(
    st.lists(st.decimals(min_value=1, max_value=90, places=3), min_size=1, max_size=6),
    st.decimals(min_value="0.05", max_value=30, places=2),
    st.booleans(),
)
def test_a_total_changed_by_more_than_the_rounding_is_found(values, by, is_more):
    rows = [
        a_result(name, value=printed(value, 3, ROUND_HALF_UP), unit="mg/g")
        for name, value in zip(ALKALOIDS, values, strict=False)
    ]
    total = sum(values) + (by if is_more else -min(by, sum(values)))
    changed = a_result("total_alkaloids", value=printed(total, 3, ROUND_HALF_UP), unit="mg/g")
    found = codes(a_coa(*rows, changed))
    assert "arith.total_vs_parts" in found
    assert ("arith.sum_gt_total" in found) is not is_more


@many
@given(st.decimals(min_value="0.0001", max_value="0.0080", places=4))
def test_a_number_well_under_its_lod_is_found(value):
    rows = [a_result("cadmium", value="0.5", lod=str(LOD)), a_result("lead", value=str(value), lod=str(LOD))]
    assert codes(a_coa(*rows), "lod.number_below_lod") == ["lod.number_below_lod"]


@many
@given(
    st.decimals(min_value="0.1", max_value=10, places=2),
    st.decimals(min_value="1.2", max_value=200, places=2),
    st.booleans(),
)
def test_a_verdict_against_its_limit_is_found(limit, factor, is_over):
    value = limit * factor if is_over else limit / factor
    result = a_result(
        "lead", value=printed(value, 4, ROUND_HALF_UP), limit=str(limit), status="PASS" if is_over else "FAIL"
    )
    assert codes(a_coa(result), "pf.contradiction") == ["pf.contradiction"]
