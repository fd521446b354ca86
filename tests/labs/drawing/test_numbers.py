"""Honest numbers agree with themselves, whatever was in the sample."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.coa import LabVerdict, Panel
from labs.drawing.laboratories import laboratories
from labs.drawing.numbers import Bench, count, measure_panel
from labs.quantities import Kind, conversion, read_quantity

fractions = st.floats(min_value=0, max_value=0.6, allow_subnormal=False)
UNITS = {
    "quillfen": ("%", "mg/g"),
    "harrowmint": ("% w/w", "mg/g"),
    "sablethorn": ("%", "mg/g", "mg/capsule"),
    "tidewick": ("% w/w",),
    "umberlatch": ("mg/g",),
}


def measured(slug, panel, amounts, units, article=0.5):
    laboratory = laboratories()[slug]
    bench = Bench(method=laboratory.methods[panel], notation=laboratory.notation, units=units, article=article)
    return measure_panel(bench, amounts, random.Random(1))


def amount(line, unit):
    return read_quantity(line.amount(unit), decimal_comma=False)


@given(mitragynine=fractions, paynantheine=fractions)
@pytest.mark.parametrize("slug", ["quillfen", "harrowmint", "sablethorn"])
def test_two_units_of_one_row_never_contradict_each_other(slug, mitragynine, paynantheine):
    first, second, *_ = UNITS[slug]
    panel = measured(slug, Panel.ALKALOIDS, {"mitragynine": mitragynine, "paynantheine": paynantheine}, UNITS[slug])
    for line in panel.lines:
        ours, theirs = amount(line, first), amount(line, second)
        assert ours.kind is theirs.kind
        if ours.kind is Kind.NUMBER:
            factor = conversion(first, second)
            assert not ours.interval().scaled(factor).disjoint_from(theirs.interval())


@given(amounts=st.lists(fractions, min_size=3, max_size=3))
@pytest.mark.parametrize("slug", sorted(UNITS))
def test_a_total_is_what_its_parts_allow(slug, amounts):
    names = ("mitragynine", "paynantheine", "speciogynine")
    panel = measured(slug, Panel.ALKALOIDS, dict(zip(names, amounts, strict=True)), UNITS[slug])
    unit = UNITS[slug][0]
    *parts, total = panel.lines
    assert total.is_total
    printed = [amount(line, unit) for line in parts]
    numbers = [one.interval() for one in printed if one.kind is Kind.NUMBER]
    if not numbers:
        assert amount(total, unit).kind is Kind.NOT_DETECTED
        return
    allowed = sum(numbers[1:], start=numbers[0])
    assert not allowed.disjoint_from(amount(total, unit).interval())


@given(amount_ppm=st.floats(min_value=0, max_value=5))
def test_no_number_is_printed_under_loq(amount_ppm):
    panel = measured("quillfen", Panel.METALS, {"lead": amount_ppm * 1e-6}, ("ppm",))
    lead = next(line for line in panel.lines if line.analyte == "lead")
    printed = amount(lead, "ppm")
    if printed.kind is Kind.NUMBER:
        assert printed.value >= Decimal(lead.loq)
    else:
        assert lead.amounts[0].text in ("ND", "<LOQ")


@pytest.mark.parametrize(
    ("lead_ppm", "verdict", "status"),
    [(0.0, LabVerdict.PASS, "Pass"), (0.9, LabVerdict.PASS, "Pass"), (2.0, LabVerdict.FAIL, "Fail")],
)
def test_the_verdict_follows_the_printed_limit(lead_ppm, verdict, status):
    panel = measured("quillfen", Panel.METALS, {"lead": lead_ppm * 1e-6}, ("ppm",))
    lead = next(line for line in panel.lines if line.analyte == "lead")
    assert (lead.verdict, lead.status, panel.verdict) == (verdict, status, verdict)


def test_a_row_without_a_limit_has_no_verdict():
    panel = measured("quillfen", Panel.METALS, {"nickel": 3e-6}, ("ppm",))
    nickel = next(line for line in panel.lines if line.analyte == "nickel")
    assert (nickel.limit, nickel.status, nickel.verdict) == ("", "", None)


@pytest.mark.parametrize(
    ("slug", "text"),
    [("quillfen", "13,000"), ("harrowmint", "13000"), ("umberlatch", "1.3E+04"), ("jivodol", "1,3·10⁴")],
)
def test_counts_are_written_as_each_laboratory_does(slug, text):
    notation = laboratories()[slug].notation
    assert count(12_960.0, notation) == text
    assert read_quantity(text, decimal_comma=notation.decimal_comma).value == 13_000


@given(cells=st.floats(min_value=0, max_value=9.5e7))
@pytest.mark.parametrize("slug", sorted(laboratories()))
def test_counts_keep_two_digits_of_what_was_counted(slug, cells):
    notation = laboratories()[slug].notation
    printed = read_quantity(count(cells, notation), decimal_comma=notation.decimal_comma)
    if cells < 10:
        assert (printed.kind, printed.value) == (Kind.BELOW, 10)
    else:
        assert float(printed.value) == pytest.approx(cells, rel=0.051)


def test_found_microbes_are_named_in_words_with_a_fail():
    panel = measured("sablethorn", Panel.MICROBIALS, {"salmonella": 1.0, "e_coli": 0.0}, ("CFU/g",))
    lines = {line.analyte: line for line in panel.lines}
    assert (lines["salmonella"].amounts[0].text, lines["salmonella"].status) == ("Present in 25 g", "FAIL")
    assert (lines["e_coli"].amounts[0].text, lines["e_coli"].status) == ("Absent in 10 g", "PASS")
