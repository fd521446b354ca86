"""A result held against a limit: within, above, or cannot tell.

A printed number stands for every amount that rounds to it. A result is above a limit only if all of them are, and
within it only if none is; everything else cannot be told, and a sentence says why.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from labs.coa import AnalyteResult, PrintedQuantity
from labs.quantities import Dimension, Interval, Kind, Quantity, conversion, read_unit
from labs.reference.amounts import plain, span
from labs.reference.beside import RATIO, SEVEN_OH, SHARE, Beside
from labs.reference.drying import of_dry_weight
from labs.reference.limits import EVERYTHING, Basis, LimitSet, Operator, Rule
from labs.reference.measured import CannotTell, Measured, Outcome, called, factor, measured
from labs.reference.shares import UNLISTED, mitragynine_to_7oh, share_of_alkaloids
from labs.translatable import Amount, Sentence, gettext_noop

_CONTAINERS = frozenset({"container", "package", "pack", "packet", "bottle", "bag", "pouch", "jar"})
_CENSORED = frozenset((Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ))
# Members take long to look up in their class, and every law asks for these.
_NO_AMOUNT = frozenset((Kind.NOT_TESTED, Kind.WORD))
_OF_ANYTHING = frozenset((Operator.ABSENT_IN, Operator.NOT_DETECTED))
_AT_MOST, _CANNOT_TELL, _ABOVE, _WITHIN = Operator.AT_MOST, Outcome.CANNOT_TELL, Outcome.ABOVE, Outcome.WITHIN
_PER_ML, _PER_DAY, _PER_PACKAGE, _RATIO = Basis.PER_ML, Basis.PER_DAY, Basis.PER_PACKAGE, Basis.RATIO
_PER_ARTICLE = Dimension.MASS_PER_ARTICLE
_OF_ARTICLES = {
    Basis.PER_SERVING: gettext_noop(
        "The limit is for each serving, and the report gives %(unit)s, not how much each holds."
    ),
    Basis.PER_ARTICLE: gettext_noop(
        "The limit is for each article, and the report gives %(unit)s, not how much each holds."
    ),
    Basis.PER_CONTAINER: gettext_noop(
        "The limit is for each package, and the report gives %(unit)s, not how much each holds."
    ),
}

_FOR_ANOTHER = {
    "leaf": gettext_noop("The limits of this text are for extracts, and the product is leaf."),
    "extract": gettext_noop("The limits of this text are for leaf, and the product is an extract."),
}
_FOR_ONE_KIND = {
    "leaf": gettext_noop("The limit is for leaf, and whether the product is leaf is not known."),
    "extract": gettext_noop("The limit is for extracts, and whether the product is one is not known."),
}

Words = Callable[[], Sentence]  # words still to be put together


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An outcome under one rule of one limit set.

    `reason` says, in a sentence, why it cannot be told, and is empty otherwise. `grams_per_day` is what was assumed,
    for limits per day: show it beside the outcome.
    """

    outcome: Outcome
    rule: Rule
    limit_set: LimitSet
    reason: str = ""
    grams_per_day: Decimal | None = None
    _compared: Words = field(repr=False, compare=False)

    @property
    def compared(self) -> Sentence:
        """What is compared, in words that are put together when somebody asks: most outcomes are read by nobody."""
        return self._compared()

    @property
    def asked(self) -> Sentence:
        """What the rule asks, in words."""
        return _asked(self.rule)

    @property
    def arithmetic(self) -> Sentence:
        """The comparison in words."""
        return Sentence("%(compared)s; %(asked)s", compared=self.compared, asked=self.asked)


def judge_all(
    result: AnalyteResult | Measured,
    limits: LimitSet,
    *,
    grams_per_day: Decimal | None = None,
    beside: Beside | Iterable[Measured] = (),
    form: str | None = None,
) -> tuple[Judgement, ...]:
    """How a result stands to each rule that a limit set has for it; empty where there is none.

    `grams_per_day` is the amount of product taken a day that limits per day are reckoned with; without it they
    cannot be told. `beside` are the results of the same sample, which shares and ratios are reckoned with. `form` is
    what the product is made of, ``leaf`` or ``extract``, where that is known: a text for the other tells nothing of it.
    """
    ours = measured(result) if isinstance(result, AnalyteResult) else result
    others = beside if isinstance(beside, Beside) else Beside(beside)
    asked = _rules(ours, limits, others, form)
    return tuple([_judge(ours, rule, limits, others, grams_per_day=grams_per_day, form=form) for rule in asked])


def looser_limit(printed: PrintedQuantity | None, unit: str, rule: Rule) -> bool:
    """Whether a limit printed beside a result (in `unit`, unless it has its own) allows more than a rule."""
    if printed is None or printed.quantity.value is None or rule.basis is not Basis.PER_GRAM:
        return False
    if printed.quantity.kind not in (Kind.NUMBER, Kind.BELOW) or rule.op not in (Operator.AT_MOST, Operator.UNDER):
        return False
    found = conversion(printed.unit or unit, rule.unit)
    return found is not None and printed.quantity.value * found > rule.value


def _rules(ours: Measured, limits: LimitSet, beside: Beside, form: str | None) -> list[Rule]:
    unit = read_unit(ours.unit)
    dimension = None if unit is None else unit.dimension
    rules = [rule for rule in limits.rules_for(ours.analyte) if _is_asked(ours, dimension, rule, beside, form)]
    if ours.analyte == SEVEN_OH:
        for reckoned in (SHARE, RATIO):
            if reckoned not in beside.analytes:
                rules += limits.rules_for(reckoned)
    return rules


def _is_asked(ours: Measured, dimension: Dimension | None, rule: Rule, beside: Beside, form: str | None) -> bool:
    """Whether a rule is asked of this print of an analyte: not where another print of it has the unit for it."""
    if rule.only_for and form not in (None, rule.only_for):
        return False
    if rule.basis is _PER_ML:
        return dimension is Dimension.MASS_PER_VOLUME
    if dimension is _PER_ARTICLE and rule.basis is Basis.PER_GRAM:
        return not any(conversion(one.unit, rule.unit) for one in beside.of(ours.analyte))
    if rule.basis in _OF_ARTICLES:
        return _fits_article(ours.unit, rule.basis) or not any(
            _fits_article(one.unit, rule.basis) for one in beside.of(ours.analyte)
        )
    return True


def _fits_article(text: str, basis: Basis) -> bool:
    unit = read_unit(text)
    if unit is None or unit.dimension is not Dimension.MASS_PER_ARTICLE:
        return False
    if basis is Basis.PER_SERVING:
        return unit.article == "serving"
    is_container = unit.article in _CONTAINERS
    return is_container if basis is Basis.PER_CONTAINER else not is_container and unit.article != "serving"


def _judge(
    ours: Measured, rule: Rule, limits: LimitSet, beside: Beside, *, grams_per_day: Decimal | None, form: str | None
) -> Judgement:
    assumed = grams_per_day if rule.basis is _PER_DAY else None
    try:
        _ask_whether_for(limits, rule, form)
        outcome, words = _compare(ours, rule, assumed, beside, form)
        reason = _reason(ours, rule, outcome)
    except CannotTell as exception:
        outcome, words, reason = Outcome.CANNOT_TELL, partial(_as_printed, ours), exception.sentence
    return Judgement(
        outcome=_CANNOT_TELL if reason else outcome,
        rule=rule,
        limit_set=limits,
        reason=reason,
        grams_per_day=assumed,
        _compared=words,
    )


def _ask_whether_for(limits: LimitSet, rule: Rule, form: str | None) -> None:
    """Raise `CannotTell` where a text or rule is for another kind of material, or for one that this may not be."""
    if form is None and rule.only_for:
        raise CannotTell(_FOR_ONE_KIND[rule.only_for])
    if form is not None and not limits.is_for(form):
        raise CannotTell(_FOR_ANOTHER[form])


def _as_printed(ours: Measured) -> Sentence:
    unit = ours.unit if ours.quantity.kind.is_amount else ""
    return Sentence("%(printed)s", printed=f"{ours.quantity.text} {unit}".rstrip())


def _asked(rule: Rule) -> Sentence:
    if rule.op is Operator.BETWEEN:
        return rule.words
    if rule.basis is Basis.PER_PACKAGE:
        said = gettext_noop("the limit is %(limit)s, which is %(share)s %%")
        return Sentence(said, limit=rule.words, share=Amount(_package_share(rule)))
    return Sentence(gettext_noop("the limit is %(limit)s"), limit=rule.words)


def _reason(ours: Measured, rule: Rule, outcome: Outcome) -> str:
    """Why an outcome of the arithmetic still cannot be told; empty when it can."""
    if outcome is _CANNOT_TELL:
        return UNLISTED if rule.basis is Basis.SHARE and ours.analyte == SEVEN_OH else _undecided(ours.quantity)
    if outcome is _ABOVE and rule.included_in == ours.analyte:
        part, whole = called(rule.analyte), called(ours.analyte)
        said = gettext_noop("The limit is for %(part)s alone; the report gives %(whole)s, which includes it.")
        return Sentence(said, part=part, whole=whole)
    return ""


def _undecided(quantity: Quantity) -> str:
    """Why amounts on both sides of the limit fit a print."""
    match quantity.kind:
        case Kind.NUMBER:
            return gettext_noop(
                "The printed number is too coarse: some amounts that round to it are within the limit, some are not."
            )
        case Kind.NOT_DETECTED | Kind.BELOW_LOD | Kind.BELOW_LOQ:
            return gettext_noop("The method cannot see down to the limit: what it missed may still be above it.")
    return gettext_noop("The printed bound leaves room on both sides of the limit.")


def _compare(
    ours: Measured, rule: Rule, grams_per_day: Decimal | None, beside: Beside, form: str | None
) -> tuple[Outcome, Words]:
    if ours.quantity.kind in _NO_AMOUNT:
        raise CannotTell(gettext_noop("The report gives no amount."))
    if rule.op in _OF_ANYTHING:
        return _look_for(ours, rule)
    if rule.analyte in (SHARE, RATIO) and ours.analyte == SEVEN_OH:
        reckon = share_of_alkaloids if rule.analyte == SHARE else mitragynine_to_7oh
        amounts, words = reckon(ours, beside)
        return _outcome(amounts, rule), words
    if rule.basis is _RATIO:
        return _outcome(ours.amounts(), rule), partial(_as_printed, ours)
    if rule.basis is _PER_DAY:
        return _per_day(ours, rule, grams_per_day)
    if rule.dry_weight_of and (form is None or {form, EVERYTHING} & set(rule.dry_weight_of)):
        dried, said = of_dry_weight(ours, rule.unit, rule.value, beside)
        return _outcome(dried, rule), said or partial(_stands_for, ours, dried, rule.unit)
    unit = _unit_of(ours, rule)
    bound = _package_share(rule) if rule.basis is _PER_PACKAGE else rule.value
    amounts = ours.amounts_in(unit)
    return _outcome(amounts, rule, bound), partial(_stands_for, ours, amounts, unit)


def _unit_of(ours: Measured, rule: Rule) -> str:
    """The unit in which a result and a rule are compared."""
    if rule.basis is _PER_PACKAGE:
        return "%"
    if rule.basis not in _OF_ARTICLES:
        return rule.unit
    if not ours.unit:
        raise CannotTell(gettext_noop("The report prints no unit."))
    unit = read_unit(ours.unit)
    if unit is None or not _fits_article(ours.unit, rule.basis):
        raise CannotTell(Sentence(_OF_ARTICLES[rule.basis], unit=ours.unit))
    return f"{rule.unit}/{unit.article}"


def _per_day(ours: Measured, rule: Rule, grams_per_day: Decimal | None) -> tuple[Outcome, Words]:
    ours.amounts()
    if grams_per_day is None or grams_per_day <= 0:
        raise CannotTell(gettext_noop("The limit is per day, and how many grams are taken a day is not known."))
    converted = ours.amounts_in(f"{rule.unit}/g")
    daily = converted.scaled(grams_per_day)
    return _outcome(daily, rule), partial(_in_a_day, ours, rule, converted, daily, grams_per_day)


def _in_a_day(ours: Measured, rule: Rule, converted: Interval, daily: Interval, grams: Decimal) -> Sentence:
    return Sentence(
        gettext_noop("%(compared)s; at %(grams)s g a day that makes %(daily)s a day"),
        compared=_stands_for(ours, converted, f"{rule.unit}/g"),
        grams=Amount(grams),
        daily=span(daily, rule.unit),
    )


def _look_for(ours: Measured, rule: Rule) -> tuple[Outcome, Words]:
    """Rules that ask whether anything is there at all."""
    words = partial(_as_printed, ours)
    found = ours.quantity.interval(lod=ours.lod, loq=ours.loq)
    if ours.quantity.kind in (Kind.PRESENT, Kind.TOO_MANY) or (found is not None and found.low > 0):
        return Outcome.ABOVE, words
    if ours.quantity.kind not in (Kind.NOT_DETECTED, Kind.BELOW_LOD):
        raise CannotTell(gettext_noop("An amount under a bound does not say whether anything was found."))
    if rule.op is Operator.NOT_DETECTED:
        return Outcome.WITHIN, words
    if ours.portion is None:
        raise CannotTell(gettext_noop("The report does not say how many grams were tested."))
    if ours.portion < rule.value:
        tested, asked = f"{plain(ours.portion)} g", f"{plain(rule.value)} {rule.unit}"
        said = gettext_noop("Nothing was found in %(tested)s, but the limit asks for %(asked)s.")
        raise CannotTell(Sentence(said, tested=tested, asked=asked))
    return Outcome.WITHIN, words


def _package_share(rule: Rule) -> Decimal:
    """A limit per package as per cent by mass: 1250 mg in 50 g is 2.5 %."""
    assert rule.package_grams is not None
    return rule.value * factor(rule.unit, "g") / rule.package_grams * 100


def _stands_for(ours: Measured, converted: Interval, unit: str) -> Sentence:
    if ours.quantity.kind in _CENSORED:
        said, printed = gettext_noop("%(printed)s means %(amounts)s here"), ours.quantity.text
    else:
        said, printed = gettext_noop("%(printed)s is %(amounts)s"), f"{ours.quantity.text} {ours.unit}"
    return Sentence(said, printed=printed, amounts=span(converted, unit))


def _outcome(amounts: Interval, rule: Rule, bound: Decimal | None = None) -> Outcome:
    limit = rule.value if bound is None else bound
    if rule.op is _AT_MOST:
        if amounts.all_above(limit):
            return _ABOVE
        return _WITHIN if amounts.none_above(limit) else _CANNOT_TELL
    upper = limit if rule.upper is None else rule.upper
    is_under = amounts.high is not None and (amounts.high < limit or (amounts.high == limit and amounts.high_open))
    match rule.op:
        case Operator.AT_LEAST:
            above, within, below = False, amounts.low >= limit, is_under
        case Operator.BETWEEN:
            above, below = amounts.all_above(upper), is_under
            within = amounts.low >= limit and amounts.none_above(upper)
        case _:
            above, within, below = amounts.low >= limit, is_under, False
    if above:
        return Outcome.ABOVE
    if below:
        return Outcome.BELOW
    return Outcome.WITHIN if within else Outcome.CANNOT_TELL
