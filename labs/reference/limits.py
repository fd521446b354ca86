"""Limits that authorities set: dated, cited, and never shown without both.

The facts are `limits/*.toml`, one file per limit set. A file that breaks a rule is a
`ReferenceFileError` that names it. What is background knowledge, or marked as not to be shown, is left out here, so
nobody can show it by mistake.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from labs.quantities import Dimension, read_unit
from labs.reference.analytes import by_slug
from labs.reference.errors import ReferenceFileError


class LimitKind(StrEnum):
    """What a limit set is: how much it binds."""

    LAW = "law"
    STANDARD = "standard"
    GUIDANCE = "guidance"
    LITERATURE = "literature"


class Operator(StrEnum):
    """What a rule asks of a result."""

    AT_MOST = "<="
    UNDER = "<"
    ABSENT_IN = "absent_in"  # not found in a portion of so many grams
    NOT_DETECTED = "not_detected"


class Basis(StrEnum):
    """What the amount of a rule refers to."""

    PER_GRAM = "per_gram"  # the unit says it all
    PER_PACKAGE = "per_package"  # so much in a package of so many grams
    PER_DAY = "per_day"  # so much a day, whatever is eaten
    PORTION = "portion"  # the grams that are tested


class Confidence(StrEnum):
    """How a limit set came to be known."""

    PRIMARY_READ = "primary_read"
    PRIMARY_TEXT_VIA_MIRROR = "primary_text_via_mirror"
    SECONDARY = "secondary"
    BACKGROUND_UNVERIFIED = "background_unverified"


_DIMENSIONS = {
    Basis.PER_GRAM: (Dimension.MASS_FRACTION, Dimension.COUNT_PER_MASS, Dimension.WATER_ACTIVITY),
    Basis.PER_PACKAGE: (Dimension.MASS,),
    Basis.PER_DAY: (Dimension.MASS,),
    Basis.PORTION: (Dimension.MASS,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a limit set. `value` in `unit`; a package rule says for how many grams of product.

    `included_in` names a wider analyte whose amount is an upper bound of this one: total arsenic includes the
    inorganic.
    """

    analyte: str
    op: Operator
    value: Decimal
    unit: str
    basis: Basis
    package_grams: Decimal | None = None
    included_in: str | None = None

    @property
    def words(self) -> str:
        """The rule as people say it: ``under 1.2 ppm``, ``at most 5 µg a day``, ``absent in 100 g``."""
        amount = f"{self.value:,f} {self.unit}"
        match self.op:
            case Operator.ABSENT_IN:
                return f"absent in {amount}"
            case Operator.NOT_DETECTED:
                return "not detected"
        bound = f"{'at most' if self.op is Operator.AT_MOST else 'under'} {amount}"
        match self.basis:
            case Basis.PER_DAY:
                return f"{bound} a day"
            case Basis.PER_PACKAGE:
                return f"{bound} in a package of {self.package_grams:f} g"
        return bound


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSet:
    """Limits that one authority set in one text.

    `effective_from` is when the text took effect, `amended_on` when the wording we hold did, `effective_to` its last
    day (None: no end known), `known_until` the last day for which it is known to hold. `checked_on` is the day on
    which our notes were made. Show `citation`, `url` and `checked_on` wherever a number of the set is shown.
    """

    id: str
    title: str
    authority: str
    jurisdiction: str
    kind: LimitKind
    citation: str
    url: str
    effective_from: dt.date
    known_until: dt.date
    checked_on: dt.date
    confidence: Confidence
    status: str
    rules: tuple[Rule, ...]
    amended_on: dt.date | None = None
    effective_to: dt.date | None = None
    applies_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def rule_for(self, analyte: str | None) -> Rule | None:
        """The rule for an analyte: its own, or else that of a part of it."""
        own = (rule for rule in self.rules if rule.analyte == analyte)
        part = (rule for rule in self.rules if rule.included_in is not None and rule.included_in == analyte)
        return next(own, None) or next(part, None)


class _RuleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    analyte: str
    op: Operator
    value: Decimal
    unit: str
    basis: Basis
    package_grams: Decimal | None = None
    included_in: str | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    title: str
    authority: str
    jurisdiction: str
    kind: LimitKind
    citation: str
    url: str
    effective_from: dt.date
    known_until: dt.date
    checked_on: dt.date
    confidence: Confidence
    status: str
    rule: tuple[_RuleEntry, ...]
    amended_on: dt.date | None = None
    effective_to: dt.date | None = None
    applies_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    display: bool = True


def all_limit_sets() -> tuple[LimitSet, ...]:
    """Every limit set that may be shown, in the order of their ids."""
    return tuple(_shown().values())


def limit_set(set_id: str) -> LimitSet | None:
    """The limit set of that id, or None; also None for one that may not be shown."""
    return _shown().get(set_id)


@cache
def _shown() -> MappingProxyType[str, LimitSet]:
    sets: dict[str, LimitSet] = {}
    for path in sorted(files("labs.reference").joinpath("limits").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        one = read_limit_set(path.read_text(encoding="utf-8"), name=path.name)
        if one is None:
            continue
        if one.id in sets:
            raise ReferenceFileError(path.name, f"{one.id} is there twice")
        sets[one.id] = one
    return MappingProxyType(dict(sorted(sets.items())))


def read_limit_set(text: str, *, name: str) -> LimitSet | None:
    """The limit set of one TOML file, or None where it may not be shown; a broken rule raises `ReferenceFileError`."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ReferenceFileError(name, str(error)) from error
    _validate(file, name)
    if not file.display or file.confidence is Confidence.BACKGROUND_UNVERIFIED:
        return None
    facts = msgspec.structs.asdict(file)
    del facts["rule"], facts["display"]
    return LimitSet(rules=tuple(Rule(**msgspec.structs.asdict(entry)) for entry in file.rule), **facts)


def _validate(file: _File, name: str) -> None:
    for field in ("id", "title", "authority", "jurisdiction", "citation", "status"):
        if not getattr(file, field).strip():
            raise ReferenceFileError(name, f"{field} is empty")
    if not file.url.startswith("https://"):
        raise ReferenceFileError(name, f"{file.url} is no address")
    if file.effective_to is not None and file.effective_to < file.effective_from:
        raise ReferenceFileError(name, "it ends before it begins")
    if not file.effective_from <= file.known_until <= file.checked_on:
        raise ReferenceFileError(name, "known_until lies outside effective_from to checked_on")
    if len({rule.analyte for rule in file.rule}) < len(file.rule):
        raise ReferenceFileError(name, "an analyte has two rules")
    for rule in file.rule:
        _validate_rule(rule, name)


def _validate_rule(rule: _RuleEntry, name: str) -> None:
    for slug in (rule.analyte, rule.included_in):
        if slug is not None and by_slug(slug) is None:
            raise ReferenceFileError(name, f"{slug} is no analyte that we know")
    unit = read_unit(rule.unit)
    if unit is None or unit.dimension not in _DIMENSIONS[rule.basis]:
        raise ReferenceFileError(name, f"{rule.analyte}: {rule.unit} does not fit {rule.basis}")
    if rule.value <= 0:
        raise ReferenceFileError(name, f"{rule.analyte}: {rule.value} is not above zero")
    if (rule.package_grams is not None) != (rule.basis is Basis.PER_PACKAGE):
        raise ReferenceFileError(name, f"{rule.analyte}: package_grams and the basis per_package go together")
    if (rule.op is Operator.ABSENT_IN) != (rule.basis is Basis.PORTION):
        raise ReferenceFileError(name, f"{rule.analyte}: absent_in and the basis portion go together")
