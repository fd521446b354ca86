"""One limit of a text: what it asks of which analyte, in which unit, and of what."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
    Basis.PER_DAY: " a day",
    Basis.PER_CONTAINER: " in a package",
    Basis.PER_SERVING: " in a serving",
    Basis.PER_ARTICLE: " in an article",
    Basis.SHARE: " of all alkaloids",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a limit set: `value` in `unit`; a package rule says for how many grams of product.

    `value` is 0 where any amount that is found breaks the rule; `upper` ends an observed range. `included_in` names a
    wider analyte whose amount is an upper bound of this one: total arsenic includes the inorganic. `about` says for
    whom or for what form it is, `meaning` what being over it means where that is no breach, such as a duty to warn.
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

    @property
    def words(self) -> str:
        """The rule as people say it: ``under 1.2 ppm``, ``at most 5 µg a day``, ``absent in 100 g``."""
        return self._asked + (f" ({self.about})" if self.about else "")

    @property
    def _asked(self) -> str:
        if self.op is Operator.NOT_DETECTED:
            return "not detected"
        amount = f"{self.value:,f} {self.unit}".rstrip()
        match self.op:
            case Operator.ABSENT_IN:
                return f"absent in {amount}"
            case Operator.BETWEEN:
                return f"observed from {self.value:,f} to {self.upper:,f} {self.unit}"
        said = {Operator.AT_MOST: "at most", Operator.UNDER: "under", Operator.AT_LEAST: "at least"}[self.op]
        if self.basis is Basis.PER_PACKAGE:
            return f"{said} {amount} in a package of {self.package_grams:f} g"
        if self.basis is Basis.RATIO:
            return f"{said} {self.value:,f} to 1"
        return f"{said} {amount}{_OF_WHAT.get(self.basis, '')}"
