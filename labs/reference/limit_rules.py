"""One limit of a text: what it asks of which analyte, in which unit, and of what."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from labs.translatable import Number, Sentence, gettext, gettext_noop


class Operator(StrEnum):
    """What a rule asks of a result."""

    AT_MOST = "<="
    UNDER = "<"
    AT_LEAST = ">="
    BETWEEN = "between"  # no limit: what a paper observed
    ABSENT_IN = "absent_in"  # not found in a portion of so many grams
    NOT_DETECTED = "not_detected"


class Basis(StrEnum):
    """What the amount of a rule refers to."""

    PER_GRAM = "per_gram"  # the unit says it all
    PER_ML = "per_ml"  # of a liquid
    PER_PACKAGE = "per_package"  # so much in a package of so many grams
    PER_CONTAINER = "per_container"  # so much in a whole package, whatever it weighs
    PER_SERVING = "per_serving"
    PER_ARTICLE = "per_article"  # one capsule, tablet, gummy
    PER_DAY = "per_day"  # so much a day, whatever is eaten
    SHARE = "share_of_alkaloids"  # per cent of the alkaloids, not of the product
    RATIO = "ratio"  # so many times as much of one as of the other
    PORTION = "portion"  # the grams that are tested
    ANY = "any"  # anything that is found


_OF_WHAT = {
    Basis.PER_DAY: gettext_noop("%(limit)s a day"),
    Basis.PER_CONTAINER: gettext_noop("%(limit)s in a package"),
    Basis.PER_SERVING: gettext_noop("%(limit)s in a serving"),
    Basis.PER_ARTICLE: gettext_noop("%(limit)s in an article"),
    Basis.SHARE: gettext_noop("%(limit)s of all alkaloids"),
    Basis.RATIO: gettext_noop("%(limit)s to 1"),
}
_ASKED = {
    Operator.AT_MOST: gettext_noop("at most %(amount)s"),
    Operator.UNDER: gettext_noop("under %(amount)s"),
    Operator.AT_LEAST: gettext_noop("at least %(amount)s"),
    Operator.ABSENT_IN: gettext_noop("absent in %(amount)s"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a limit set: `value` in `unit`; a package rule says for how many grams of product.

    `value` is 0 where any amount that is found breaks the rule; `upper` ends an observed range. `included_in` names a
    wider analyte whose amount is an upper bound of this one: total arsenic includes the inorganic. `about` says for
    whom or for what form it is, `meaning` what being over it means where that is no breach, such as a duty to warn.
    `only_for` is the one kind of material that it is for, empty for all that its text is for; `dry_weight_of` are the
    kinds (or ``all``) of whose dry weight the limit is.
    `words` is the rule as people say it: ``under 1.2 ppm``, ``at most 5 µg a day``, ``absent in 100 g``.
    """

    analyte: str
    op: Operator
    value: Decimal
    unit: str
    basis: Basis
    upper: Decimal | None = None
    package_grams: Decimal | None = None
    included_in: str | None = None
    about: str = ""
    meaning: str = ""
    only_for: str = ""
    dry_weight_of: tuple[str, ...] = ()
    words: Sentence = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = self._asked()
        if self.about:
            words = Sentence("%(limit)s (%(about)s)", limit=words, about=Sentence(self.about))
        object.__setattr__(self, "words", words)

    def _asked(self) -> Sentence:
        if self.op is Operator.NOT_DETECTED:
            return gettext("not detected")
        if self.op is Operator.BETWEEN and self.upper is not None:
            said = gettext_noop("observed from %(low)s to %(high)s")
            return Sentence(said, low=Number(self.value), high=_amount(self.upper, self.unit))
        unit = "" if self.basis is Basis.RATIO else self.unit
        limit = Sentence(_ASKED[self.op], amount=_amount(self.value, unit))
        if self.basis is Basis.PER_PACKAGE and self.package_grams is not None:
            said = gettext_noop("%(limit)s in a package of %(grams)s g")
            return Sentence(said, limit=limit, grams=Number(self.package_grams))
        return Sentence(_OF_WHAT[self.basis], limit=limit) if self.basis in _OF_WHAT else limit


def _amount(value: Decimal, unit: str) -> str:
    return Sentence("%(number)s %(unit)s", number=Number(value), unit=unit) if unit else Number(value)
