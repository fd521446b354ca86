"""How likely chance is to make what was counted."""

import math


def at_least(successes: int, trials: int, chance: float) -> float:
    """The probability of so many successes or more: the upper tail of the binomial distribution."""
    return math.fsum(
        math.comb(trials, one) * chance**one * (1 - chance) ** (trials - one) for one in range(successes, trials + 1)
    )


def chi_square_below(value: float, freedom: int) -> float:
    """The probability that chi-square with so many degrees of freedom is at most `value`: the lower tail.

    By the series of the incomplete gamma function, which is quick for the small values that are asked about here.
    """
    if value <= 0:
        return 0.0
    half, shape = value / 2, freedom / 2
    term = total = 1 / shape
    for step in range(1, 1000):
        term *= half / (shape + step)
        total += term
        if term < total * 1e-12:
            break
    return total * math.exp(shape * math.log(half) - half - math.lgamma(shape))
