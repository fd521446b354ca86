"""Printed amounts: what they claim, how precisely, and what no print can make of the reader."""

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.quantities import Interval, Kind, Quantity, conversion, read_quantity, read_unit, unit_key

numbers = st.decimals(min_value=0, max_value=10**15, allow_nan=False, allow_infinity=False, places=4)
places = st.integers(min_value=0, max_value=8)


def read(text: str, *, decimal_comma: bool | None = None) -> Quantity:
    quantity = read_quantity(text, decimal_comma=decimal_comma)
    assert quantity is not None
    return quantity


@given(whole=st.integers(min_value=0, max_value=10**15), decimals=places, part=st.integers(min_value=0))
def test_a_printed_decimal_gives_back_its_value_and_its_last_place(whole: int, decimals: int, part: int) -> None:
    text = f"{whole}.{str(part)[:decimals].zfill(decimals)}" if decimals else str(whole)

    quantity = read(text)

    assert (quantity.kind, quantity.value) == (Kind.NUMBER, Decimal(text))
    assert quantity.step == Decimal(1).scaleb(-decimals)


@given(whole=st.integers(min_value=0, max_value=10**9), part=st.integers(min_value=0, max_value=9999))
def test_a_decimal_comma_says_the_same_as_a_point(whole: int, part: int) -> None:
    comma = read(f"{whole},{part}", decimal_comma=True)

    assert (comma.value, comma.step) == (read(f"{whole}.{part}").value, read(f"{whole}.{part}").step)


@given(value=st.integers(min_value=1000, max_value=10**15))
def test_grouped_thousands_say_the_same_as_plain_digits(value: int) -> None:
    assert read(f"{value:,}").value == value
    assert read(f"{value:,}".replace(",", " ")).value == value


@given(mantissa=st.decimals(min_value=1, max_value="9.99", places=2), power=st.integers(min_value=-12, max_value=15))
def test_powers_of_ten_are_read_however_they_are_written(mantissa: Decimal, power: int) -> None:
    raised = str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))

    for text in (f"{mantissa} x 10{raised}", f"{mantissa} × 10^{power}", f"{mantissa}E{power:+03d}"):
        assert read(text).value == mantissa.scaleb(power)
        assert read(text).step == Decimal("0.01").scaleb(power)


@given(numbers)
def test_the_interval_of_a_number_holds_it(value: Decimal) -> None:
    interval = read(f"{value:f}").interval()

    assert interval is not None
    assert interval.high is not None
    assert interval.low <= value <= interval.high


@given(text=st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    quantity = read_quantity(text)

    assert (quantity is None) == (not text.split())


@given(digits=st.text(alphabet=string.digits + ".,eE^x +-<>≤'⁰¹²³", min_size=1, max_size=5000))
def test_no_run_of_digits_makes_a_number_too_great(digits: str) -> None:
    for comma in (None, True, False):
        quantity = read_quantity(digits, decimal_comma=comma)
        if quantity is not None and quantity.value is not None:
            assert abs(quantity.value) < Decimal("1e18")
            quantity.interval()


@pytest.mark.parametrize(
    "text", ["1" + "0" * 18, "9" * 5000, "1e999999999", "10^999999999999999999999", "2-" + "9" * 40]
)
def test_amounts_that_nobody_prints_are_words(text: str) -> None:
    assert read(text).kind is Kind.WORD


def test_the_greatest_amount_is_still_a_number() -> None:
    assert read("999,999,999,999,999,999").value == 10**18 - 1


@pytest.mark.parametrize("text", ["0.025 0.5066", "5 10", "1 2345", "12 34 567", "0.1 0"])
def test_two_numbers_beside_each_other_are_not_one(text: str) -> None:
    assert read(text).kind is Kind.WORD


@pytest.mark.parametrize("text", ["1 200", "12 345 678", "1 200,5"])
def test_a_space_may_group_thousands(text: str) -> None:
    assert read(text).kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ND", Kind.NOT_DETECTED),
        ("N.D.", Kind.NOT_DETECTED),
        ("Not Detected in 1g", Kind.NOT_DETECTED),
        ("not present in 1 gram.", Kind.NOT_DETECTED),
        ("ND / 10 g", Kind.NOT_DETECTED),
        ("negativní", Kind.NOT_DETECTED),
        ("nicht nachweisbar", Kind.NOT_DETECTED),
        ("<LOD", Kind.BELOW_LOD),
        ("< LOQ", Kind.BELOW_LOQ),
        ("<LOQ%", Kind.BELOW_LOQ),
        ("BQL", Kind.BELOW_LOQ),
        ("trace", Kind.BELOW_LOQ),
        ("NT", Kind.NOT_TESTED),
        ("N/A", Kind.NOT_TESTED),
        ("—", Kind.NOT_TESTED),
        ("Detected", Kind.PRESENT),
        ("TNTC", Kind.TOO_MANY),
        ("Pass", Kind.WORD),
        ("see note 3", Kind.WORD),
    ],
)
def test_words_in_an_amounts_place(text: str, kind: Kind) -> None:
    quantity = read(text)

    assert (quantity.kind, quantity.value) == (kind, None)
    assert quantity.text == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("<0.05", Kind.BELOW, "0.05"),
        ("≤ 1,000", Kind.BELOW, "1000"),
        ("NMT 10", Kind.BELOW, "10"),
        ("> 300", Kind.ABOVE, "300"),
        (">=1.0 × 10³", Kind.ABOVE, "1000"),
        ("~5.0", Kind.NUMBER, "5.0"),
        ("-0,005", Kind.NUMBER, "-0.005"),
        ("1,0.10³", Kind.NUMBER, "1000"),
        ("0.58*", Kind.NUMBER, "0.58"),
    ],
)
def test_bounds_signs_and_marks_around_a_number(text: str, kind: Kind, value: str) -> None:
    assert (read(text).kind, read(text).value) == (kind, Decimal(value))


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,500", None, "1500"),
        ("1,500", False, "1500"),
        ("1,500", True, "1.500"),
        ("1.500", True, "1500"),
        ("1.500", None, "1.500"),
        ("0,011", None, "0.011"),
        ("1,5", None, "1.5"),
        ("1.234.567,8", None, "1234567.8"),
    ],
)
def test_a_comma_means_what_the_document_means(text: str, comma: bool | None, value: str) -> None:
    assert read(text, decimal_comma=comma).value == Decimal(value)


def test_a_range_runs_from_its_lower_end_to_its_upper() -> None:
    quantity = read("5.0 - 7.5")

    assert (quantity.kind, quantity.value, quantity.upper) == (Kind.RANGE, Decimal("5.0"), Decimal("7.5"))
    assert quantity.interval() == Interval(low=Decimal("4.95"), high=Decimal("7.55"))


def test_an_empty_cell_is_no_amount() -> None:
    assert read_quantity("  ") is None


@pytest.mark.parametrize(
    ("text", "low", "high", "is_open"),
    [
        ("1.50", "1.495", "1.505", False),
        ("0", "0", "0.5", False),
        ("<0.05", "0", "0.05", True),
        ("1.2 x 10³", "1150", "1250", False),
    ],
)
def test_a_claim_allows_an_interval(text: str, low: str, high: str, is_open: bool) -> None:
    assert read(text).interval() == Interval(low=Decimal(low), high=Decimal(high), high_open=is_open)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ND", Interval(low=Decimal(0), high=Decimal("0.01"))),
        ("<LOD", Interval(low=Decimal(0), high=Decimal("0.01"))),
        ("<LOQ", Interval(low=Decimal(0), high=Decimal("0.03"), high_open=True)),
        ("NT", None),
        ("Detected", None),
    ],
)
def test_words_lean_on_the_limits_of_the_method(text: str, expected: Interval | None) -> None:
    assert read(text).interval(lod=read("0.01"), loq=read("0.03")) == expected


def test_not_detected_without_limits_is_not_zero() -> None:
    assert read("ND").interval() is None


@given(numbers, numbers)
def test_a_number_contradicts_only_numbers_apart(one: Decimal, other: Decimal) -> None:
    first, second = read(f"{one:f}").interval(), read(f"{other:f}").interval()
    assert first is not None
    assert second is not None

    assert first.disjoint_from(second) == second.disjoint_from(first) == (abs(one - other) > Decimal("0.0001"))


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("%", "mg/g", "10"),
        ("mg/g", "%", "0.1"),
        ("% w/w", "ppm", "10000"),
        ("µg/g", "ppm", "1"),
        ("mcg/g", "mg/kg", "1"),
        ("ppb", "ppm", "0.001"),
        ("mg/mL", "g/L", "1"),
        ("% (w/v)", "mg/mL", "10"),
        ("mg kg⁻¹", "ppm", "1"),
        ("µg/capsule", "mg/capsule", "0.001"),
        ("CFU/g", "KTJ/g", "1"),
    ],
)
def test_units_of_one_kind_convert(source: str, target: str, factor: str) -> None:
    assert conversion(source, target) == Decimal(factor)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%", "mg/mL"),
        ("% w/v", "mg/g"),
        ("mg/tablet", "mg/serving"),
        ("mg/g", "mg/serving"),
        ("cfu/g", "ppm"),
        ("mg/g", "furlong"),
        ("", "%"),
    ],
)
def test_units_of_different_kinds_do_not_convert(source: str, target: str) -> None:
    assert conversion(source, target) is None


@given(
    st.sampled_from(["%", "mg/g", "ppm", "ppb", "mg/kg", "g/100g"]),
    st.sampled_from(["%", "mg/g", "ppm", "ppb", "ug/kg"]),
)
def test_conversion_there_and_back_changes_nothing(source: str, target: str) -> None:
    there, back = conversion(source, target), conversion(target, source)

    assert there is not None
    assert back is not None
    assert there * back == 1


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("(µg / g)", "ug/g"),
        ("% w/w", "%"),
        ("% hm.", "%"),
        ("mcg/g", "ug/g"),
        ("CFU per gram", "cfu/g"),
        ("CFU·g-1", "cfu/g"),
        ("mass %", "%"),
        ("mg/gram", "mg/g"),
    ],
)
def test_one_unit_in_several_prints_has_one_key(printed: str, key: str) -> None:
    assert unit_key(printed) == key


@pytest.mark.parametrize("text", ["Limit", "Water Activity", "LOD", "PASS", ""])
def test_words_are_no_units(text: str) -> None:
    assert read_unit(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1x10^-30", "1e-16", "0.0000000000000001", "<1x10^-30", "0e30", "0x10^18", "0e-16", "1e18", "-1e18", "> 1e30",
        "-99999999999999999999999999999999-5", "5-99999999999999999999999999999999", "0.1-0.20000000000000000",
        "1234567890123456789", "~1e30",
    ],
)  # fmt: skip
def test_a_number_that_no_laboratory_prints_is_kept_as_a_word(text):
    quantity = read_quantity(text)
    assert (quantity.text, quantity.kind, quantity.value, quantity.step) == (text, Kind.WORD, None, None)


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("1e-15", "1e-15", "1e-15"),
        ("0.000000000000001", "1e-15", "1e-15"),
        ("0e17", "0", "1e17"),
        ("999999999999999999", "999999999999999999", "1"),
        ("-1x10^17", "-1e17", "1e17"),
    ],
)
def test_a_number_at_the_edge_of_what_is_kept_is_a_number(text, value, step):
    quantity = read_quantity(text)
    assert (quantity.kind, quantity.value, quantity.step) == (Kind.NUMBER, Decimal(value), Decimal(step))


@given(st.from_regex(r"\A[<>~]?-?[0-9]{1,25}(\.[0-9]{1,25})?(e-?[0-9]{1,2}|x10\^-?[0-9]{1,2}|-[0-9]{1,25})?\Z"))
def test_whatever_is_read_as_a_number_can_be_kept_with_15_decimals(text):
    quantity = read_quantity(text)
    for number in (quantity.value, quantity.upper, quantity.step):
        assert number is None or (abs(number) < Decimal("1e18") and number.as_tuple().exponent >= -15)
