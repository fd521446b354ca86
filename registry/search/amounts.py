"""Questions about amounts, answered three ways: the claim meets it for certain, cannot, or leaves it open.

A printed number stands for all amounts that round to it, ND for all up to the limit of detection. So ``<=0.5`` is met
for certain by ``0.31`` and by ND with a LOD of 0.02; not by ``0.5``, which may be 0.54; and ND without a LOD or LOQ
leaves it open. Each condition is on the columns that `registry.comparable` filled.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from registry.comparable import Scale

CERTAIN = "certain"
CANNOT_TELL = "cannot_tell"
SIDES = ("gt", "gte", "lt", "lte")
_BOUNDLESS = Q(low__isnull=True)


def meets(side: str, bound: Decimal) -> Q:
    """The claims all of whose amounts lie on that side of the bound."""
    match side:
        case "lte":
            return Q(high__lte=bound)
        case "lt":
            return Q(high__lt=bound) | Q(high=bound, high_open=True)
        case "gte":
            return Q(low__gte=bound)
        case "gt":
            return Q(low__gt=bound)
    raise ValueError(side)


def may_meet(side: str, bound: Decimal) -> Q:
    """The claims that allow some amount on that side of the bound, and those that bound nothing."""
    match side:
        case "lte":
            return _BOUNDLESS | Q(low__lte=bound)
        case "lt":
            return _BOUNDLESS | Q(low__lt=bound)
        case "gte":
            return _BOUNDLESS | Q(high__isnull=True) | Q(high__gt=bound) | Q(high=bound, high_open=False)
        case "gt":
            return _BOUNDLESS | Q(high__isnull=True) | Q(high__gt=bound)
    raise ValueError(side)


def ask(
    results: "QuerySet[Any]", scale: Scale, bounds: Mapping[str, Decimal], *, with_undecided: bool
) -> "QuerySet[Any]":
    """The results that meet every bound for certain; with those that leave it open, if they are asked for too.

    `bounds` are in the unit of `scale`. Each result gets `match`. What can only be compared in another dimension is
    left out; a result without a unit leaves every question open.
    """
    certain, possible = Q(dimension=scale.dimension), Q()
    for side, bound in bounds.items():
        certain &= meets(side, bound * scale.factor)
        possible &= may_meet(side, bound * scale.factor)
    if not with_undecided:
        return results.filter(certain).annotate(match=Value(CERTAIN))  # type: ignore[no-any-return]
    match = Case(When(certain, then=Value(CERTAIN)), default=Value(CANNOT_TELL), output_field=CharField())
    told = results.filter(Q(dimension=scale.dimension) & possible | Q(dimension=""))
    return told.annotate(match=match)  # type: ignore[no-any-return]
