"""How far laboratories differ that measure one thing well: the curve of Horwitz.

It is no guide to counts, moisture or anything else that its method defines.
"""

from decimal import Decimal
from functools import lru_cache

from labs.checks.base import Source
from labs.translatable import gettext_noop

HORWITZ = Source(
    text=gettext_noop("Predicted relative standard deviation, 2 C^-0.15 %: AOAC Official Methods, Appendix F, p. 14"),
    url="https://cld.bz/bookdata/Y6rm4xr/basic-html/page-143.html",
)
_HALF_WIDTH = Decimal("1.96")  # standard deviations to each side of 95 % of results


@lru_cache(maxsize=4096)
def relative_deviation(fraction: Decimal) -> Decimal:
    """The relative standard deviation between laboratories at a mass fraction (g/g, above 0): 0.056 at 0.1 %."""
    return Decimal(f"{0.02 * float(fraction) ** -0.15:.4g}")


def surely_above(fraction: Decimal) -> Decimal:
    """The least mass fraction that results of one laboratory tell from `fraction`, 95 times of 100."""
    return fraction * (1 + _HALF_WIDTH * relative_deviation(fraction))
