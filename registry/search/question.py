"""A question as an address asks it: words and filters, each readable, each to be taken away again."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from labs.quantities import read_unit
from labs.reference.analytes import by_slug
from labs.reference.limits import limit_set
from registry.comparable import Scale, scale_of
from registry.indexing.documents import FLAGS, FORMS, PANELS
from registry.search.code_texts import without_announcement

UNKNOWN = "unknown"
WITHIN = ("90d", "180d", "365d", "730d")  # offered; any number of days may be asked
VERDICTS = ("within", "above", "cannot-tell", "not-limited")
ANSWERS = ("yes", "no", "cannot-tell")
SORTS = ("best", "newest")
# Filters whose values are known beforehand; a brand or laboratory is whatever the catalogue holds.
KNOWN = {
    "form": FORMS, "panel": (*PANELS, UNKNOWN), "flag": FLAGS, "pdf": ("yes", "no"), "verdict": VERDICTS,
    "answer": ANSWERS, "sort": SORTS,
}  # fmt: skip
MANY = ("form", "brand", "lab", "panel", "flag", "verdict")  # filters that may have several values
ONE = ("tested_within", "pdf", "yardstick", "analyte", "min", "max", "unit", "answer", "sort")
MOST = 12  # values of one filter
_GOES_WITH = {"yardstick": ("verdict",), "analyte": ("min", "max", "unit", "answer")}
_SLUG = re.compile(r"[-\w]{1,300}", re.ASCII)
_DAYS = re.compile(r"([1-9][0-9]{0,4})d")
_AMOUNT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_LONGEST = 100


class Trouble(NamedTuple):
    """A filter whose value was not understood, and the sentence on it."""

    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words and filters. `pairs` are the filters as they stand in the address; `troubles` what was not understood."""

    words: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """The question of an address. What it says that we do not know is left out, and said in `troubles`."""
        words = " ".join(query.get("q", "").replace("\x00", " ").split())[:_LONGEST]
        asked = [(name, value) for name in MANY for value in dict.fromkeys(query.getlist(name)[:MOST]) if value]
        asked += [(name, value) for name in ONE if (value := query.get(name, "").strip())]
        troubles = [Trouble(name, says) for name, value in asked if (says := _trouble(name, value))]
        pairs = [(name, value) for name, value in asked if not _trouble(name, value)]
        whole, more = _whole(pairs)
        return cls(words=words, pairs=tuple(whole), troubles=(*troubles, *more))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a filter."""
        return tuple(value for one, value in self.pairs if one == name)

    def one(self, name: str) -> str:
        """The value of a filter that has one; "" where it is not asked."""
        return next(iter(self.all(name)), "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.words and not self.filters

    @property
    def asked_for(self) -> str:
        """The words that are looked for: of "Lot 22B" the number alone."""
        return without_announcement(self.words)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The filters that stand alone, as chips: without those that only say more of another, and the order."""
        details = {name for names in _GOES_WITH.values() for name in names} - {"verdict"} | {"sort"}
        return tuple(pair for pair in self.pairs if pair[0] not in details)

    def since(self, today: dt.date) -> dt.date | None:
        """The first day that `tested_within` allows; None where it is not asked, or asks for reports without a day."""
        found = _DAYS.fullmatch(self.one("tested_within"))
        return today - dt.timedelta(days=min(int(found[1]), today.toordinal() - 1)) if found else None

    @property
    def bounds(self) -> dict[str, Decimal]:
        """The bounds on the amount of the analyte, in `scale`'s unit."""
        sides = {"gte": self.one("min"), "lte": self.one("max")}
        return {side: Decimal(text.replace(",", ".")) for side, text in sides.items() if text}

    @property
    def scale(self) -> Scale | None:
        """What amounts are compared in."""
        return scale_of(self.one("unit"))

    @property
    def address(self) -> str:
        """The question as the part of an address after the question mark."""
        return _address(self.words, self.pairs)

    def without(self, name: str, value: str = "") -> "Question":
        """The question without a filter, or without one of its values; `q` takes the words away."""
        if name == "q":
            return Question(pairs=self.pairs)
        gone = {name, *_GOES_WITH.get(name, ())}
        kept = tuple(
            pair for pair in self.pairs if pair[0] not in gone or (value and pair[0] == name and pair[1] != value)
        )
        return Question(words=self.words, pairs=kept)

    def having(self, name: str, value: str) -> "Question":
        """The question with a filter: beside its other values where it can have many, else in their place."""
        kept = self.pairs if name in MANY else tuple(pair for pair in self.pairs if pair[0] != name)
        return Question(words=self.words, pairs=tuple(dict.fromkeys((*kept, (name, value)))))


def _address(words: str, pairs: Iterable[tuple[str, str]]) -> str:
    return urlencode([*([("q", words)] if words else []), *pairs])


def _trouble(name: str, value: str) -> str:
    """Why a value cannot be asked; "" where it can."""
    shown = value[:40]
    if name in KNOWN and value not in KNOWN[name]:
        choices = ", ".join(KNOWN[name])
        return _("“%(value)s” is no value of “%(name)s”: it can be %(choices)s.") % {
            "value": shown, "name": name, "choices": choices,
        }  # fmt: skip
    if name in ("brand", "lab") and not _SLUG.fullmatch(value):
        return _("“%(value)s” is not how a brand or laboratory is named in an address.") % {"value": shown}
    if name == "tested_within" and value != UNKNOWN and not _DAYS.fullmatch(value):
        return _("“%(value)s” is no number of days: write 180d, or unknown.") % {"value": shown}
    if name == "yardstick" and limit_set(value) is None:
        return _("There is no yardstick called “%(value)s” here.") % {"value": shown}
    if name == "analyte" and by_slug(value) is None:
        return _("There is no analyte called “%(value)s” here.") % {"value": shown}
    if name in ("min", "max") and not _AMOUNT.fullmatch(value):
        return _("“%(value)s” is no plain number, such as 0.5.") % {"value": shown}
    if name == "unit" and (len(value) > 60 or read_unit(value) is None):
        return _("“%(value)s” is no unit that we know.") % {"value": shown}
    return ""


def _whole(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[Trouble]]:
    """The filters without those that lack what they go with, and a sentence for each of these."""
    names = {name for name, _value in pairs}
    gone: set[str] = set()
    troubles: list[Trouble] = []

    def lacking(name: str, says: str) -> None:
        troubles.append(Trouble(name, says))

    if "verdict" in names and "yardstick" not in names:
        gone.add("verdict")
        lacking("yardstick", _("A verdict needs a yardstick: choose the limits to hold the reports against."))
    bounds = names & {"min", "max"}
    if bounds and "analyte" not in names:
        gone |= {"min", "max", "unit", "answer"}
        lacking("analyte", _("An amount needs an analyte: choose what was measured."))
    elif bounds and "unit" not in names:
        gone |= {"min", "max", "answer"}
        lacking("unit", _("An amount needs a unit: 0.5 ppm and 0.5 mg/g are different amounts."))
    elif not bounds:
        gone |= {"unit", "answer"}
    return [pair for pair in pairs if pair[0] not in gone], troubles
