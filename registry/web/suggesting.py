"""The yardstick that a report itself suggests: by the limits that it prints, or by where its client is.

A suggestion is a default that the reader sees and can take away; where nothing points to one text alone there is none.
"""

import datetime as dt
import re
from collections.abc import Sequence

from labs.coa import AnalyteResult
from labs.quantities import Kind, conversion
from labs.reference.limits import Basis, LimitKind, LimitSet, Operator, Rule, Standing, all_limit_sets
from labs.reference.texts import in_force

_ENOUGH = 3  # limits that must be printed as a text sets them: fewer meet by chance
# The client's address as it stands in a head: a state and its postal code, or a country.
_STATE = re.compile(r"\b([A-Z]{2})[\s,]+\d{5}(?:-\d{4})?\b")
_COUNTRIES = {"CZ": re.compile(r"\b(?:Czech Republic|Czechia|Česká republika|Česko)\b", re.IGNORECASE)}


def suggested(results: Sequence[AnalyteResult], client: str, on: dt.date | None) -> tuple[LimitSet, str] | None:
    """The one text that a report points to, and why in a sentence; None where it points to none or to several."""
    texts = [one for one in all_limit_sets() if one.standing is not Standing.PROPOSED and _may_hold(one, on)]
    return _by_limits(results, texts) or _by_address(client, texts)


def _may_hold(limits: LimitSet, on: dt.date | None) -> bool:
    return on is None or in_force(limits, on) is not False


def _by_limits(results: Sequence[AnalyteResult], texts: Sequence[LimitSet]) -> tuple[LimitSet, str] | None:
    printed = [one for one in results if one.limit is not None and one.analyte is not None]
    met: dict[str, tuple[int, LimitSet]] = {}
    for limits in texts:
        same = {one.analyte for one in printed if any(_is_same(one, rule) for rule in limits.rules_for(one.analyte))}
        asked = {one.analyte for one in printed if any(_is_told(one, rule) for rule in limits.rules_for(one.analyte))}
        if len(same) >= _ENOUGH and same == asked:
            met[limits.id] = len(same), limits
    most = max((count for count, _ in met.values()), default=0)
    best = [limits for count, limits in met.values() if count == most]
    if len(best) != 1:
        return None
    return best[0], f"The report prints {most} of its limits."


def _is_told(one: AnalyteResult, rule: Rule) -> bool:
    """Whether a report prints a limit of the kind that a rule sets."""
    limit = one.limit
    if limit is None or limit.quantity.value is None or limit.quantity.kind not in (Kind.NUMBER, Kind.BELOW):
        return False
    per_gram = rule.basis is Basis.PER_GRAM and rule.op in (Operator.AT_MOST, Operator.UNDER)
    return per_gram and conversion(limit.unit or one.unit, rule.unit) is not None


def _is_same(one: AnalyteResult, rule: Rule) -> bool:
    if not _is_told(one, rule) or one.limit is None or one.limit.quantity.value is None:
        return False
    factor = conversion(one.limit.unit or one.unit, rule.unit)
    return factor is not None and one.limit.quantity.value * factor == rule.value


def _by_address(client: str, texts: Sequence[LimitSet]) -> tuple[LimitSet, str] | None:
    places = {f"US-{state}" for state in _STATE.findall(client)}
    places |= {country for country, name in _COUNTRIES.items() if name.search(client)}
    laws = [one for one in texts if one.kind is LimitKind.LAW and one.jurisdiction in places and one.rules]
    if len(laws) != 1:
        return None
    return laws[0], "The report's client has its address there."
