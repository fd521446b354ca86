"""Tables worked out from true values and rounded or cut at any place raise no question of arithmetic.

`LEAFPROOF_FUZZ` says how many tables each property gets (`make fuzz` asks for many).
"""

import os
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.checks import Context, all_checks, run
from labs.coa import AnalyteResult, CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, a_result, a_row

ARITHMETIC = [one for one in all_checks() if one.category.prefix == "arith" or one.id.startswith("lod.number_below")]
ALKALOIDS = ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine", "speciociliatine")
TOXINS = ("aflatoxin_b1", "aflatoxin_b2", "aflatoxin_g1", "aflatoxin_g2")
many = settings(max_examples=int(os.environ.get("LEAFPROOF_FUZZ", "60")))
places = st.integers(min_value=0, max_value=5)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])


def numbers(least: str, most: str, decimals: int = 6) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=least, max_value=most, places=decimals, allow_nan=False)


def printed(value: Decimal, decimals: int, rounding: str) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding):f}"


def two_digits(count: int) -> str:
    """A count as plates give it: 1234 is printed as 1200."""
    return f"{int(Decimal(f'{count:.2g}')):,}"


def questions(coa: CertificateOfAnalysis) -> list[str]:
    return [found.says for found in run(coa, Context(today=TODAY), only=ARITHMETIC)]


@many
@given(
    st.lists(numbers("0", "190"), min_size=1, max_size=5),
    numbers("0.1", "1.5"),
    st.sampled_from(["0.25", "0.5", "1", "2", "3", "4"]),
    st.tuples(places, places, places, places),
    roundings,
    st.booleans(),
)
def test_capsules_and_servings(values, mass, units, decimals, rounding, mass_is_printed):
    def row(name: str, value: Decimal, number: int) -> tuple[AnalyteResult, ...]:
        per_unit = value * mass
        amounts = (value / 10, value, per_unit, per_unit * Decimal(units))
        columns = zip(amounts, decimals, ("%", "mg/g", "mg/capsule", "mg/serving"), strict=True)
        return a_row(name, *((printed(one, to, rounding), unit) for one, to, unit in columns), row=number)

    rows = [row(name, value, number) for number, (name, value) in enumerate(zip(ALKALOIDS, values, strict=False))]
    rows.append(row("total_alkaloids", sum(values, start=Decimal(0)), len(values)))
    weighed = [a_result("unit_mass", value=printed(mass, 4, ROUND_HALF_UP), unit="g")] if mass_is_printed else []
    assert questions(a_coa(*rows, *weighed)) == []


@many
@given(
    st.lists(numbers("0", "300"), min_size=1, max_size=5),
    numbers("0.78", "1.38"),
    st.tuples(places, places),
    roundings,
    st.booleans(),
)
def test_liquids(values, density, decimals, rounding, density_is_printed):
    rows = [
        a_row(
            name,
            (printed(value * density, decimals[0], rounding), "mg/mL"),
            (printed(value, decimals[1], rounding), "mg/g"),
            row=row,
        )
        for row, (name, value) in enumerate(zip(ALKALOIDS, values, strict=False))
    ]
    weighed = [a_result("density", value=printed(density, 3, ROUND_HALF_UP), unit="g/mL")] if density_is_printed else []
    assert questions(a_coa(*rows, *weighed)) == []


@many
@given(
    st.lists(numbers("0", "900"), min_size=1, max_size=5),
    numbers("0.1", "60"),
    st.tuples(places, places, st.integers(min_value=0, max_value=3)),
    roundings,
    st.booleans(),
)
def test_dry_weight(values, moisture, decimals, rounding, moisture_is_printed):
    rows = [
        a_row(
            name,
            (printed(value, decimals[0], rounding), "mg/g"),
            (printed(value / (1 - moisture / 100), decimals[1], rounding), "mg/g dry weight"),
            row=row,
        )
        for row, (name, value) in enumerate(zip(ALKALOIDS, values, strict=False))
    ]
    water = [a_result("moisture", value=printed(moisture, decimals[2], rounding), unit="%")]
    assert questions(a_coa(*rows, *(water if moisture_is_printed else []))) == []


@many
@given(
    st.lists(numbers("0", "40", 4), min_size=4, max_size=4),
    st.tuples(places, places),
    roundings,
    st.sampled_from(["all", "quantified", "with the LOQ"]),
)
def test_aflatoxins(values, decimals, rounding, covers):
    lod, loq = Decimal("0.17"), Decimal("0.50")
    rows, total = [], Decimal(0)
    for name, value in zip(TOXINS, values, strict=True):
        text = "ND" if value < lod else "<LOQ" if value < loq else printed(value, decimals[0], rounding)
        rows.append(a_result(name, value=text, unit="µg/kg", lod=str(lod), loq=str(loq)))
        instead = {"all": value, "quantified": Decimal(0), "with the LOQ": loq}[covers]
        total += value if value >= loq else instead
    whole = a_result("aflatoxins_total", value=printed(total, decimals[1], rounding), unit="µg/kg")
    assert questions(a_coa(*rows, whole)) == []


@many
@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6), st.booleans())
def test_yeast_and_mold(yeast, mold, are_rounded):
    def text(count: int) -> str:
        return "<10" if count < 10 else two_digits(count) if are_rounded else f"{count:,}"

    counts = {"yeast": yeast, "mold": mold, "tymc": yeast + mold}
    assert questions(a_coa(*(a_result(name, value=text(count), unit="CFU/g") for name, count in counts.items()))) == []


@many
@given(numbers("0", "1.02", 4), numbers("0", "100"), places, roundings)
def test_water_and_whole(activity, share, decimals, rounding):
    results = (
        a_result("water_activity", value=printed(activity, decimals, rounding), unit="aw"),
        a_result("moisture", value=printed(share, decimals, rounding), unit="%"),
        a_result("mitragynine", value=printed(share * 10, decimals, rounding), unit="mg/g"),
    )
    assert questions(a_coa(*results)) == []
