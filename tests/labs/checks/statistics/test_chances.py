import pytest

from labs.checks.statistics.chances import at_least, chi_square_below


@pytest.mark.parametrize(
    ("successes", "trials", "chance", "expected"), [(0, 10, 0.2, 1.0), (2, 2, 0.5, 0.25), (1, 2, 0.5, 0.75)]
)
def test_the_upper_tail_of_the_binomial(successes, trials, chance, expected):
    assert at_least(successes, trials, chance) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "freedom", "expected"),
    [(0, 5, 0.0), (3.841459, 1, 0.95), (0.210213, 5, 0.001), (27.877165, 9, 0.999), (16.918978, 9, 0.95)],
)
def test_the_lower_tail_of_chi_square_is_that_of_the_tables(value, freedom, expected):
    assert chi_square_below(value, freedom) == pytest.approx(expected, abs=1e-5)
