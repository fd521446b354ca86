"""Limits that authorities set: dated, cited, and never shown without both.

The facts are `limits/*.toml`, one file per limit set. A file that breaks a rule is a
`ReferenceFileError` that names it. What is background knowledge, or marked as not to be shown, is left out here, so
nobody can show it by mistake.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from labs.quantities import Dimension, read_unit
from labs.reference.analytes import by_slug
from labs.reference.errors import ReferenceFileError
from labs.reference.limit_rules import Basis, Operator, Rule
from labs.translatable import gettext_noop

__all__ = [
    "APPLIES_TO", "EVERYTHING", "Basis", "Confidence", "LimitKind", "LimitSet", "Operator", "Rule", "Standing",
    "all_limit_sets", "limit_set", "read_limit_set",
]  # fmt: skip


class LimitKind(StrEnum):
    """What a limit set is: how much it binds."""

    LAW = gettext_noop("law")
    STANDARD = gettext_noop("standard")
    GUIDANCE = gettext_noop("guidance")
    LITERATURE = gettext_noop("literature")


class Standing(StrEnum):
    """Whether a text binds, as far as we know."""

    IN_FORCE = "in_force"
    PROPOSED = "proposed"  # announced; no final text was found
    REPLACED = "replaced"
    UNKNOWN = "unknown"  # it was in force once; what came after was not read
    NOT_BINDING = "not_binding"  # voluntary, recommended, or an observation


class Confidence(StrEnum):
    """How a limit set came to be known."""

    PRIMARY_READ = "primary_read"
    PRIMARY_TEXT_VIA_MIRROR = "primary_text_via_mirror"
    SECONDARY = "secondary"
    BACKGROUND_UNVERIFIED = "background_unverified"


EVERYTHING = "all"
APPLIES_TO = frozenset({gettext_noop("leaf"), gettext_noop("extract"), EVERYTHING})
_DIMENSIONS = {
    Basis.PER_GRAM: (Dimension.MASS_FRACTION, Dimension.COUNT_PER_MASS, Dimension.WATER_ACTIVITY),
    Basis.PER_ML: (Dimension.MASS_PER_VOLUME,),
    Basis.PER_PACKAGE: (Dimension.MASS,),
    Basis.PER_CONTAINER: (Dimension.MASS,),
    Basis.PER_SERVING: (Dimension.MASS,),
    Basis.PER_ARTICLE: (Dimension.MASS,),
    Basis.PER_DAY: (Dimension.MASS,),
    Basis.SHARE: (Dimension.MASS_FRACTION,),
    Basis.PORTION: (Dimension.MASS,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSet:
    """Limits that one authority set in one text.

    `effective_from` is when the text took effect (None where the day is not known: `effective_says` tells what is),
    `amended_on` when the wording we hold did, `effective_to` its last day (None: no end known), `known_until` the last
    day for which it is known to hold. `checked_on` is the day on which our notes were made. Texts of one `series`
    follow one another. Show `citation`, `url` and `checked_on` wherever a number of the set is shown.
    """

    id: str
    title: str
    authority: str
    jurisdiction: str
    kind: LimitKind
    citation: str
    url: str
    effective_from: dt.date | None
    known_until: dt.date | None
    checked_on: dt.date
    confidence: Confidence
    status: str
    rules: tuple[Rule, ...]
    standing: Standing = Standing.IN_FORCE
    effective_says: str = ""
    amended_on: dt.date | None = None
    effective_to: dt.date | None = None
    series: str = ""
    applies_to: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    _of: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)  # the rules by analyte
    _by_form: "dict[str | None, LimitSet]" = field(init=False, repr=False, compare=False)  # what `for_form` gave

    def __post_init__(self) -> None:
        rules: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            rules[rule.analyte] = (*rules.get(rule.analyte, ()), rule)
        wider = [rule for rule in self.rules if rule.included_in is not None and rule.included_in not in rules]
        for rule in wider:
            assert rule.included_in is not None
            rules[rule.included_in] = (*rules.get(rule.included_in, ()), rule)
        object.__setattr__(self, "_of", rules)
        object.__setattr__(self, "_by_form", {})

    @property
    def analytes(self) -> AbstractSet[str]:
        """Every analyte with a rule, and those that include one."""
        return self._of.keys()

    def rules_for(self, analyte: str | None) -> tuple[Rule, ...]:
        """Every rule for an analyte: its own, or else those of a part of it."""
        return () if analyte is None else self._of.get(analyte, ())

    def is_for(self, form: str | None) -> bool:
        """Whether the text is for a kind of material, as far as that is known."""
        return form is None or not self.applies_to or EVERYTHING in self.applies_to or form in self.applies_to

    def for_form(self, form: str | None) -> "LimitSet":
        """The text with those rules alone that are sure to be for a kind of material, which may not be known."""
        if form not in self._by_form:
            kept = [replace(rule, only_for="") for rule in self.rules if rule.only_for in ("", form)]
            has_others = any(rule.only_for for rule in self.rules)
            self._by_form[form] = replace(self, rules=tuple(kept)) if has_others else self
        return self._by_form[form]

    def rule_for(self, analyte: str | None) -> Rule | None:
        """The first rule for an analyte, in the order of the text."""
        return next(iter(self.rules_for(analyte)), None)


class _RuleEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    analyte: str
    op: Operator
    basis: Basis
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    package_grams: Decimal | None = None
    included_in: str | None = None
    about: str = ""
    meaning: str = ""
    only_for: str = ""
    dry_weight_of: tuple[str, ...] = ()

    def rule(self) -> Rule:
        facts = msgspec.structs.asdict(self)
        return Rule(value=facts.pop("value") or Decimal(0), **facts)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    title: str
    authority: str
    jurisdiction: str
    kind: LimitKind
    standing: Standing
    citation: str
    url: str
    checked_on: dt.date
    confidence: Confidence
    status: str
    applies_to: tuple[str, ...]
    effective_from: dt.date | None = None
    effective_says: str = ""
    known_until: dt.date | None = None
    rule: tuple[_RuleEntry, ...] = ()
    amended_on: dt.date | None = None
    effective_to: dt.date | None = None
    series: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
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
    return LimitSet(rules=tuple(entry.rule() for entry in file.rule), **facts)


def _validate(file: _File, name: str) -> None:
    for name_of in ("id", "title", "authority", "jurisdiction", "citation", "status", "applies_to"):
        value = getattr(file, name_of)
        if not (value.strip() if isinstance(value, str) else value):
            raise ReferenceFileError(name, f"{name_of} is empty")
    for url in (file.url, *file.also):
        if not url.startswith(("https://", "http://")):
            raise ReferenceFileError(name, f"{url} is no address")
    if unknown := set(file.applies_to) - APPLIES_TO:
        raise ReferenceFileError(name, f"applies_to knows no {', '.join(sorted(unknown))}")
    if not file.rule and not file.notes:
        raise ReferenceFileError(name, "it has neither a rule nor a note")
    _validate_days(file, name)
    kept = {(rule.analyte, rule.basis, rule.about) for rule in file.rule}
    if len(kept) < len(file.rule):
        raise ReferenceFileError(name, "an analyte has two rules of one kind")
    for rule in file.rule:
        _validate_rule(rule, name)
        _validate_material(rule, name)


def _validate_days(file: _File, name: str) -> None:
    begins, ends, known = file.effective_from, file.effective_to, file.known_until
    if begins is None and not file.effective_says.strip():
        raise ReferenceFileError(name, "neither effective_from nor effective_says is there")
    if begins is not None and ends is not None and ends < begins:
        raise ReferenceFileError(name, "it ends before it begins")
    if known is not None and not (begins or known) <= known <= file.checked_on:
        raise ReferenceFileError(name, "known_until lies outside effective_from to checked_on")
    if file.standing is Standing.PROPOSED and begins is not None:
        raise ReferenceFileError(name, "a proposal is not in effect")
    if file.standing is Standing.IN_FORCE and begins is not None and known is None:
        raise ReferenceFileError(name, "known_until is missing")


def _validate_rule(rule: _RuleEntry, name: str) -> None:
    for slug in (rule.analyte, rule.included_in):
        if slug is not None and by_slug(slug) is None:
            raise ReferenceFileError(name, f"{slug} is no analyte that we know")
    if (rule.op is Operator.NOT_DETECTED) != (rule.basis is Basis.ANY):
        raise ReferenceFileError(name, f"{rule.analyte}: not_detected and the basis any go together")
    if (rule.value is None) != (rule.basis is Basis.ANY):
        raise ReferenceFileError(name, f"{rule.analyte}: only what must not be detected has no value")
    unit = read_unit(rule.unit)
    if rule.basis in _DIMENSIONS and (unit is None or unit.dimension not in _DIMENSIONS[rule.basis]):
        raise ReferenceFileError(name, f"{rule.analyte}: {rule.unit} does not fit {rule.basis}")
    if rule.value is not None and rule.value <= 0:
        raise ReferenceFileError(name, f"{rule.analyte}: {rule.value} is not above zero")
    if (rule.upper is not None) != (rule.op is Operator.BETWEEN):
        raise ReferenceFileError(name, f"{rule.analyte}: upper and between go together")
    if (rule.package_grams is not None) != (rule.basis is Basis.PER_PACKAGE):
        raise ReferenceFileError(name, f"{rule.analyte}: package_grams and the basis per_package go together")
    if (rule.op is Operator.ABSENT_IN) != (rule.basis is Basis.PORTION):
        raise ReferenceFileError(name, f"{rule.analyte}: absent_in and the basis portion go together")


def _validate_material(rule: _RuleEntry, name: str) -> None:
    if unknown := {*rule.dry_weight_of, rule.only_for or EVERYTHING} - APPLIES_TO:
        raise ReferenceFileError(name, f"{rule.analyte}: there is no {', '.join(sorted(unknown))}")
    if rule.dry_weight_of and (rule.basis, rule.op) != (Basis.PER_GRAM, Operator.AT_MOST):
        raise ReferenceFileError(name, f"{rule.analyte}: only the most in a gram can be of the dry weight")
