"""The mass of one serving, as a report says that the label gives it."""

import re
from dataclasses import dataclass
from decimal import Decimal

# No column of results (``mg/serving 90.70``), no share of a meal (``per serving 2 g``), no concentration (``2 g/L``).
_SERVING = re.compile(
    r"(?<![/\w])(?<!per )(?<!each )(?<!one )serving(?:[ ]?(?:size|mass|weight))?[ ]?[:=]?\s{0,2}"
    r"(?P<amount>\d{1,4}(?:[.,]\d{1,4})?)[ ]?(?P<unit>mg|g|grams?)(?![/\w])",
    re.IGNORECASE,
)
_LEAST, _MOST = Decimal("0.1"), Decimal(100)  # grams; what is beyond was rather misread


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """One serving in grams, and the words that say so."""

    grams: Decimal
    text: str


def printed_serving(text: str) -> Serving | None:
    """The one serving whose mass a text gives, from 0.1 to 100 g; None where it gives none, or several."""
    found = {_serving(one).grams: _serving(one) for one in _SERVING.finditer(text)}
    if len(found) != 1:
        return None
    (serving,) = found.values()
    return serving if _LEAST <= serving.grams <= _MOST else None


def _serving(found: re.Match[str]) -> Serving:
    amount = Decimal(found["amount"].replace(",", "."))
    grams = amount / 1000 if found["unit"].lower() == "mg" else amount
    return Serving(grams=grams, text=" ".join(found[0].split()))
