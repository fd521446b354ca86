"""How amounts are spread: the middle is what was printed, or as far as bounds allow; nothing becomes a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.web.plots.claims import Claim, Look
from registry.web.plots.strip import strip_of
from registry.web.spread import Bounds, spread_of


def a_claim(look: Look, at: object, low: object = None, high: object = None) -> Claim:
    at = Decimal(str(at))
    return Claim(look=look, at=at, low=at if low is None else Decimal(str(low)),
                 high=at if high is None else Decimal(str(high)))  # fmt: skip


def numbers(*amounts: object) -> list[Claim]:
    return [a_claim(Look.DOT, amount) for amount in amounts]


def bounds(low: object, high: object) -> Bounds:
    return Bounds(low=None if low is None else Decimal(str(low)), high=None if high is None else Decimal(str(high)))


def test_of_fewer_than_five_there_is_no_middle():
    assert spread_of(numbers(1, 2, 3, 4)) is None
    assert spread_of(numbers(1, 2, 3, 4, 5)) is not None


def test_quarters_and_middle_are_printed_numbers():
    spread = spread_of(numbers(5, 1, 4, 2, 3, 6, 8, 7))
    assert (spread.quarter, spread.median, spread.three_quarters) == (bounds(2, 2), bounds(4, 4), bounds(6, 6))
    assert spread.half == (Decimal(2), Decimal(6))


def test_what_was_not_detected_leaves_the_middle_at_most_its_bound_and_never_zero():
    spread = spread_of([*(a_claim(Look.AT_MOST, "0.1") for _ in range(4)), *numbers(1)])
    assert spread.median == bounds(None, "0.1")
    assert spread.median.exact is None
    assert spread.half is None


def test_bounds_under_every_number_leave_the_middle_exact():
    spread = spread_of([a_claim(Look.AT_MOST, "0.1"), *numbers(1, 2, 3, 4)])
    assert spread.median.exact == 2


def test_a_bound_among_the_numbers_leaves_the_middle_between_two():
    spread = spread_of([a_claim(Look.AT_MOST, 3), *numbers(1, 2, 4, 5)])
    assert spread.median == bounds(2, 3)


def test_an_amount_over_a_bound_leaves_the_upper_end_open():
    spread = spread_of([a_claim(Look.AT_LEAST, 1), *numbers(2, 3, 4, 5)])
    assert spread.three_quarters == bounds(4, 5)
    everything_over = spread_of([a_claim(Look.AT_LEAST, 1) for _ in range(5)])
    assert everything_over.median == bounds(1, None)


_AMOUNTS = st.decimals(0, 1000, places=3)
_CLAIMS = st.lists(st.tuples(st.sampled_from([Look.DOT, Look.AT_MOST, Look.AT_LEAST]), _AMOUNTS), min_size=5)


@given(_CLAIMS, st.data())
def test_whatever_the_open_amounts_are_the_true_middle_lies_within_what_is_said(found, data):
    claims = [a_claim(look, at) for look, at in found]
    truth = []
    for claim in claims:
        match claim.look:
            case Look.DOT:
                truth.append(claim.at)
            case Look.AT_MOST:
                truth.append(claim.at * data.draw(st.integers(0, 10)) / 10)
            case _:
                truth.append(claim.at + data.draw(st.integers(0, 10)))
    truth.sort()
    spread = spread_of(claims)
    for said, share in ((spread.quarter, 0.25), (spread.median, 0.5), (spread.three_quarters, 0.75)):
        true = truth[-(-int(share * 100) * len(truth) // 100) - 1]
        assert said.low is None or said.low <= true
        assert said.high is None or true <= said.high


def test_a_strip_draws_numbers_as_dots_and_bounds_as_open_marks():
    strip = strip_of([*numbers(1, 2), a_claim(Look.AT_MOST, "0.5")])
    assert strip.marks.dots.count("M") == 2
    assert strip.marks.open.count("M") == 1
    assert (strip.box, strip.median) == (None, None)


def test_marks_of_one_amount_stand_over_each_other():
    one, many = strip_of(numbers(1)), strip_of(numbers(1, 1, 1))
    assert many.height > one.height
    assert len(set(many.marks.dots.split("M")[1:])) == 3


def test_a_thousand_marks_do_not_make_a_strip_higher_than_a_screen():
    assert strip_of(numbers(*[1] * 1000)).height < 150


def test_the_middle_half_is_a_bar_from_its_begin_to_its_end():
    strip = strip_of(numbers(0, 10), half=(Decimal(2), Decimal(4)), median=Decimal(3))
    begin, width = strip.box
    assert strip.left < begin < strip.median < begin + width < strip.right


def test_a_middle_half_of_one_amount_can_still_be_seen():
    assert strip_of(numbers(0, 10), half=(Decimal(2), Decimal(2))).box[1] == pytest.approx(1.0)
