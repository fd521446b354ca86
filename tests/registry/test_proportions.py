"""Shares that were counted: Wilson's interval, against published values and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.proportions import proportion, whole_percent

COUNTS = st.integers(1, 10**7).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked)))


@pytest.mark.parametrize(
    ("found", "asked", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe, Statist. Med. 17 (1998) 857-872, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_the_interval_is_the_published_one(found: int, asked: int, low: float, high: float):
    one = proportion(found, asked)
    assert one.low == pytest.approx(low, abs=5e-5)
    assert one.high == pytest.approx(high, abs=5e-5)


def test_of_nothing_there_is_no_share():
    one = proportion(0, 0)
    assert (one.share, one.percent, one.low, one.high, one.low_percent) == (None, None, None, None, None)


@pytest.mark.parametrize(("found", "asked"), [(-1, 3), (4, 3)])
def test_counts_that_cannot_be_are_refused(found: int, asked: int):
    with pytest.raises(ValueError, match="cannot be"):
        proportion(found, asked)


@given(COUNTS)
def test_the_share_lies_in_its_interval_and_the_interval_between_0_and_1(counts: tuple[int, int]):
    one = proportion(*counts)
    assert 0 <= one.low <= one.share <= one.high <= 1
    mirrored = proportion(counts[1] - counts[0], counts[1])
    assert mirrored.low == pytest.approx(1 - one.high, abs=1e-9)


@given(COUNTS)
def test_each_end_is_where_a_test_of_that_share_just_gives_way(counts: tuple[int, int]):
    """What defines the interval: |share - p| = z * sqrt(p (1 - p) / n) for both ends p, but at 0 and 1."""
    one = proportion(*counts)
    for end in (one.low, one.high):
        if 0 < end < 1:
            width = 1.959963984540054 * (end * (1 - end) / one.asked) ** 0.5
            assert abs(one.share - end) == pytest.approx(width, rel=1e-6, abs=1e-9)


@given(COUNTS, st.integers(2, 50))
def test_more_cases_of_the_same_share_leave_less_open(counts: tuple[int, int], times: int):
    one, more = proportion(*counts), proportion(counts[0] * times, counts[1] * times)
    assert more.high - more.low < one.high - one.low


@given(COUNTS)
def test_whole_per_cents_say_nothing_or_all_only_where_it_is_so(counts: tuple[int, int]):
    found, asked = counts
    share, low, high = proportion(found, asked).whole_percents
    assert (share == 0) == (found == 0)
    assert (share == 100) == (found == asked)
    assert low <= share <= high


@pytest.mark.parametrize(("found", "asked", "whole"), [
    (13, 14, (93, 69, 99)), (1, 1, (100, 21, 100)), (0, 1, (0, 0, 79)), (999, 1000, (99, 99, 99)), (0, 0, None),
])  # fmt: skip
def test_known_shares_in_whole_per_cents(found, asked, whole):
    assert proportion(found, asked).whole_percents == whole


def test_what_is_nearly_nothing_or_all_is_not_rounded_to_it():
    assert [whole_percent(share) for share in (0, 0.001, 0.506, 0.999, 1)] == [0, 1, 51, 99, 100]
