"""Units that a row's own name tells: ``Total (%)``, and ``CBD per unit`` among rows in mg/unit."""

import re
from collections import defaultdict
from collections.abc import Iterable

from labs.parsing.text.values import is_unit, value_and_unit
from labs.reference.words import fold

_PER = re.compile(r"\bper (\w+)$")


def unit_of_name(name: str) -> str:
    """The unit in brackets after a row's name, as in ``Total (%)``; element symbols such as (Mg) are none."""
    found = re.search(r"\(([^()]*(?:%|/|ppm|ppb)[^()]*)\)\s*$", name)
    return found[1].strip() if found and is_unit(found[1]) else ""


def basis_of_name(name: str) -> str:
    """What a row's name says its amount is of: ``unit`` for ``CBD per Unit``; empty when it says nothing."""
    found = _PER.search(fold(name))
    return found[1] if found else ""


def is_of(basis: str, unit: str) -> bool:
    """Whether a unit is of that basis: mg/unit of ``unit``."""
    return basis in fold(unit).split()


def units_by_basis(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each basis that rows' names tell, the one unit printed in their cells, from pairs of name and cell.

    Rows of one basis that print several units, or none, tell nothing: the basis is then left out.
    """
    units: dict[str, set[str]] = defaultdict(set)
    for name, cell in cells:
        basis, unit = basis_of_name(name), value_and_unit(cell)[1]
        if basis and unit:
            units[basis].add(unit)
    return {basis: next(iter(found)) for basis, found in units.items() if len(found) == 1}
