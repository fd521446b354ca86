"""Limit sets of a state that does not exist."""

import datetime as dt
from decimal import Decimal
from typing import Any

from labs.reference.limits import Basis, Confidence, LimitKind, LimitSet, Operator, Rule, Standing


def a_rule(analyte: str = "lead", value: str = "1.2", unit: str = "ppm", **fields: Any) -> Rule:
    """One rule; by default at most 1.2 ppm lead."""
    defaults: dict[str, Any] = {"op": Operator.AT_MOST, "basis": Basis.PER_GRAM}
    return Rule(analyte=analyte, value=Decimal(value), unit=unit, **{**defaults, **fields})


def a_set(*rules: Rule, **fields: Any) -> LimitSet:
    """A law in force from 2025 to the end of 2026 whose own text was read, unless `fields` say otherwise."""
    defaults: dict[str, Any] = {
        "id": "arcadia",
        "title": "Arcadian limits",
        "authority": "State of Arcadia",
        "jurisdiction": "XX",
        "kind": LimitKind.LAW,
        "standing": Standing.IN_FORCE,
        "citation": "Arcadian Code 12-3",
        "url": "https://example.org/12-3",
        "effective_from": dt.date(2025, 1, 1),
        "known_until": dt.date(2026, 12, 31),
        "checked_on": dt.date(2026, 12, 31),
        "confidence": Confidence.PRIMARY_READ,
        "status": "in force",
        "applies_to": ("all",),
    }
    return LimitSet(rules=rules or (a_rule(),), **{**defaults, **fields})
