"""The numbers of two samples beside each other: which are printed alike.

Quantified results only: not ND, not limits, not totals, which follow from the others. Of a row with several units the
whole row counts once.
"""

from dataclasses import dataclass

from labs.checks.amounts import amount
from labs.checks.between.others import digits, single
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, Panel
from labs.translatable import Sentence, gettext, gettext_noop

_UNMEASURED = (Panel.OTHER, Panel.FOREIGN, Panel.IDENTITY)
_MOST_POINTS = 3
_SHOWN = 6
Numbers = dict[str, dict[str, AnalyteResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The rows that both samples quantify: the results here and there that are printed alike, and how many differ."""

    alike: tuple[tuple[AnalyteResult, AnalyteResult], ...]
    unlike: int

    @property
    def shared(self) -> int:
        """How many rows both quantify."""
        return len(self.alike) + self.unlike

    @property
    def points(self) -> int:
        """How much the equal numbers weigh: each as many points as it has significant digits beyond one, 3 at most."""
        return sum(min(digits(here) - 1, _MOST_POINTS) for here, _ in self.alike)

    def lines(self) -> list[tuple[str, str]]:
        """The equal rows as lines of a sum on paper, the first six of them."""
        lines: list[tuple[str, str]] = [(here.name.text, both_amounts(here, there)) for here, there in self.alike]
        more = len(lines) - _SHOWN
        rest = (gettext("equal beside these"), Sentence(gettext_noop("%(count)s rows"), count=str(more)))
        return [*lines[:_SHOWN], rest] if more > 0 else lines


def both_amounts(here: AnalyteResult, there: AnalyteResult) -> Sentence:
    """A result beside that of another report: ``1.52 %, and 1.58 there``."""
    return Sentence(gettext_noop("%(here)s, and %(there)s there"), here=amount(here), there=there.quantity.text)


def numbers_of(subject: Subject, part: Part) -> Numbers:
    """The numbers of a sample by what was measured and then by unit."""
    found: Numbers = {}
    for (name, unit), result in single(subject, part).items():
        if result.panel not in _UNMEASURED and not result.is_total and subject.is_number(result) and digits(result):
            found.setdefault(name, {})[unit] = result
    return found


def matched(here: Numbers, there: Numbers) -> Match:
    """What two samples both quantify, each analyte once."""
    alike, unlike = [], 0
    for name, units in here.items():
        shared = [(one, there[name][unit]) for unit, one in units.items() if unit in there.get(name, {})]
        if not shared:
            continue
        if all(_is_printed_alike(one, other) for one, other in shared):
            alike.append(max(shared, key=lambda both: digits(both[0])))
        else:
            unlike += 1
    return Match(alike=tuple(alike), unlike=unlike)


def _is_printed_alike(one: AnalyteResult, other: AnalyteResult) -> bool:
    return one.quantity.value == other.quantity.value and one.quantity.step == other.quantity.step
