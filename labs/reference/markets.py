"""The texts of a report's own market: those whose limits it prints, or that hold where its client is.

On a page they are a default that the reader sees and can take away. A check holds the report against them as well; what
it finds against any other law is a note, for nobody said that the product is sold there.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from labs.coa import AnalyteResult, CertificateOfAnalysis
from labs.quantities import Kind, conversion
from labs.reference.limits import Basis, LimitKind, LimitSet, Operator, Standing, all_limit_sets, limit_set
from labs.reference.texts import in_force, texts_for
from labs.translatable import Sentence, gettext_noop

_MOST = frozenset((Kind.NUMBER, Kind.BELOW))  # of printed limits, those that set the most
_ENOUGH = 3  # limits that must be printed as a text sets them: fewer meet by chance
# The client's address as it stands in a head: a state and its postal code, a country, or a regional capital after a
# postal code (Slovak codes look like Czech ones).
_STATE = re.compile(r"\b([A-Z]{2})[\s,]+\d{5}(?:-\d{4})?\b")
_CAPITALS = (
    "Praha|Brno|Ostrava|Plzeň|Olomouc|Liberec|Zlín|Jihlava|Pardubice|České Budějovice|Hradec Králové|Ústí nad Labem|"
    "Karlovy Vary"
)
_COUNTRIES = {
    "CZ": re.compile(
        rf"\b(?:Czech Republic|Czechia|Česká republika|Česko|\d{{3}} ?\d{{2}},? (?:{_CAPITALS}))\b", re.IGNORECASE
    )
}


def market_limits(coa: CertificateOfAnalysis, today: dt.date) -> tuple[LimitSet, ...]:
    """The texts of a report's own market: the one whose limits it prints, and every law that holds at its client's.

    Each as it stood on the report's day and, where that is another, as it stands today. Empty where nothing points to
    a market.
    """
    printed = _by_limits(coa.results, coa.spoken_for)
    client = "" if coa.client is None else coa.client.text
    found = [*([] if printed is None else [printed[0]]), *_laws_at(client)]
    return texts_for(found, (coa.spoken_for or today, today))


def laws_elsewhere(market: Iterable[LimitSet]) -> tuple[LimitSet, ...]:
    """Every law in force with limits, beside those of a report's own market."""
    ours = {one.id for one in market}
    return tuple([one for one in _laws_in_force() if one.id not in ours]) if ours else _laws_in_force()


def suggested(results: Sequence[AnalyteResult], client: str, on: dt.date | None) -> tuple[LimitSet, str] | None:
    """The one text that a report points to, and why in a sentence; None where it points to none or to several."""
    return _by_limits(results, on) or _by_address(client, on)


@cache
def _laws() -> tuple[LimitSet, ...]:
    """Every law with limits."""
    return tuple(one for one in all_limit_sets() if one.kind is LimitKind.LAW and one.rules)


@cache
def _laws_in_force() -> tuple[LimitSet, ...]:
    return tuple(one for one in _laws() if one.standing is Standing.IN_FORCE)


def _may_hold(text: LimitSet, on: dt.date | None) -> bool:
    """Whether a text is no mere proposal, and may have held on a day where one is given."""
    return text.standing is not Standing.PROPOSED and (on is None or in_force(text, on) is not False)


def _by_limits(results: Sequence[AnalyteResult], on: dt.date | None) -> tuple[LimitSet, str] | None:
    # By text, the analytes whose limit is printed as it stands there.
    same: defaultdict[str, set[str]] = defaultdict(set)
    other: set[str] = set()  # the texts of which a limit is printed otherwise
    asked: defaultdict[tuple[str, str], bool] = defaultdict(bool)
    known = _upper_limits()
    for one in results:
        analyte, beside = one.analyte, one.limit
        if beside is None or analyte is None or analyte not in known or beside.quantity.kind not in _MOST:
            continue
        for unit, limits in known[analyte].items():
            factor = conversion(beside.unit or one.unit, unit)
            if factor is not None and beside.quantity.value is not None:
                printed = beside.quantity.value * factor
                for text, limit in limits:
                    asked[text, analyte] |= printed == limit
    for (text, analyte), is_same in asked.items():
        if is_same:
            same[text].add(analyte)
        else:
            other.add(text)
    enough = [limit_set(text) for text, met in same.items() if len(met) >= _ENOUGH and text not in other]
    met = [one for one in enough if one is not None and _may_hold(one, on)]
    most = max((len(same[one.id]) for one in met), default=0)
    best = [one for one in met if len(same[one.id]) == most]
    return (best[0], _prints(most)) if len(best) == 1 else None


def _prints(count: int) -> str:
    return Sentence(gettext_noop("The report prints %(count)s of its limits."), count=str(count))


@cache
def _upper_limits() -> Mapping[str, Mapping[str, Sequence[tuple[str, Decimal]]]]:
    """For each analyte and unit, the texts that set the most of it in a gram, by their ids, with that much."""
    found: dict[str, defaultdict[str, list[tuple[str, Decimal]]]] = {}
    for limits in all_limit_sets():
        for analyte in limits.analytes:
            for rule in limits.rules_for(analyte):
                if rule.basis is Basis.PER_GRAM and rule.op in (Operator.AT_MOST, Operator.UNDER):
                    found.setdefault(analyte, defaultdict(list))[rule.unit].append((limits.id, rule.value))
    return found


def _by_address(client: str, on: dt.date | None) -> tuple[LimitSet, str] | None:
    laws = [one for one in _laws_at(client) if _may_hold(one, on)]
    return (laws[0], gettext_noop("The report's client has its address there.")) if len(laws) == 1 else None


def _laws_at(client: str) -> list[LimitSet]:
    """Every law where a client has its address, whatever its day."""
    places = {f"US-{state}" for state in _STATE.findall(client)}
    places |= {country for country, name in _COUNTRIES.items() if name.search(client)}
    return [one for one in _laws() if one.jurisdiction in places and _may_hold(one, None)] if places else []
