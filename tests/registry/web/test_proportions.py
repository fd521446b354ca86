"""Shares that were counted: Wilson's interval, against published values and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.web.proportions import proportion


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


@given(st.integers(1, 10**7).flatmap(lambda asked: st.tuples(st.integers(0, asked), st.just(asked))))
def test_the_share_lies_in_its_interval_and_the_interval_between_0_and_1(counts: tuple[int, int]):
    one = proportion(*counts)
    assert 0 <= one.low <= one.share <= one.high <= 1
    mirrored = proportion(counts[1] - counts[0], counts[1])
    assert mirrored.low == pytest.approx(1 - one.high, abs=1e-9)
