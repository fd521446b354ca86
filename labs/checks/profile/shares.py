"""The share that 7-hydroxymitragynine has of a sample's alkaloids, as far as a report shows it.

Alkaloids that a report leaves out can only make the share smaller. So a report can show that the share is at most so
much with few alkaloids, but that it is more only with many: with six or more, with a printed total that covers more
than a few rows, or if even the least mitragynine share on record leaves no room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from labs.checks.amounts import allowed, amount, factor_between, most, on_paper, units_of
from labs.checks.base import FINE, Answer, Doubt, Source
from labs.checks.profile.held import SEVEN_OH
from labs.checks.subject import Part, Subject
from labs.checks.sums import TOTAL, is_part
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, Kind, read_unit
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

LEAST_MITRAGYNINE = Source(
    text=gettext_noop("Least share of mitragynine among alkaloids, 12 %: a summary of Hassan 2013"),
    url="https://graphsearch.epfl.ch/fr/concept/62182176",
)
OURS = gettext("That a report must list six alkaloids, or four with a total, before the share counts is our choice.")
_KEPT = 16  # answers; two checks ask it of one sample
_WIDE_PANEL = 6  # alkaloids; with so many, what is left out weighs little
_FEW_ROWS = 4  # a total of fewer rows than this says nothing of what they leave out
_LEAST_MITRAGYNINE = Decimal("0.12")  # of all alkaloids, the lowest share on record (Malaysian leaf, Hassan 2013)
_DIMENSIONS = (Dimension.MASS_FRACTION, Dimension.MASS_PER_VOLUME, Dimension.MASS_PER_ARTICLE)

Bounds = tuple[Decimal | None, Decimal | None]  # the least and the most of a result; None where it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The least share of 7-OH: its least amount and the most of all alkaloids, in `unit`, with the grounds for it."""

    result: AnalyteResult
    others: tuple[AnalyteResult, ...]
    unit: str
    least: Decimal
    alkaloids: Decimal
    grounds: str

    @property
    def value(self) -> Decimal:
        """The share, as a fraction of 1."""
        return self.least / self.alkaloids


def ask_share(subject: Subject, cap: Decimal, who: str) -> Iterator[Answer]:
    """Ask each sample whether its 7-OH must be more than `cap` (a fraction of 1) of its alkaloids.

    `who` allows that much, in the words of a sentence. Quiet where it cannot be told.
    """
    for part in subject.parts:
        share = least_share(part)
        if share is None:
            continue
        yield FINE
        if share.value > cap:
            yield _doubt(share, f"{plain(cap * 100)} %", who)


def _doubt(share: Share, cap: str, who: str) -> Doubt:
    per_cent = rounded(share.value * 100)
    return Doubt(
        says=Sentence(
            gettext_noop(
                "7-Hydroxymitragynine, printed as %(amount)s, is at least %(share)s %% of the alkaloids that the "
                "report gives, above the %(cap)s that %(who)s."
            ),
            amount=amount(share.result),
            share=per_cent,
            cap=cap,
            who=who,
        ),
        arithmetic=on_paper(
            (
                (gettext("7-hydroxymitragynine, at least"), f"{plain(share.least)} {share.unit}"),
                (
                    Sentence(gettext_noop("all alkaloids, at most (%(grounds)s)"), grounds=share.grounds),
                    f"{plain(share.alkaloids)} {share.unit}",
                ),
                (gettext("share, at least"), f"{per_cent} %"),
                (gettext("cap"), cap),
            )
        ),
        evidence=(share.result.printed, *(one.printed for one in share.others)),
        about=share.result,
    )


@lru_cache(maxsize=_KEPT)
def least_share(part: Part) -> Share | None:
    """The least share of 7-OH that a sample's results leave room for; None where they bound none."""
    if not part.of(SEVEN_OH):
        return None
    rows = [one for one in part.panel(Panel.ALKALOIDS) if is_part(one) or one.analyte == TOTAL]
    if any(one.is_doubtful for one in rows):
        return None
    for dimension in _DIMENSIONS:
        comparable = [one for one in rows if (unit := read_unit(one.unit)) and unit.dimension is dimension]
        ours = [one for one in comparable if one.analyte == SEVEN_OH]
        if ours and (share := _share_of(ours, comparable)) is not None:
            return share
    return None


def _share_of(ours: list[AnalyteResult], rows: list[AnalyteResult]) -> Share | None:
    result = ours[0]
    bounds = _bounds(rows, result.unit)
    lows = [bounds[id(one)][0] for one in ours]
    least = min(low for low in lows if low is not None) if None not in lows else None
    highs = _highs(rows, bounds)
    totals = [bounds[id(one)][1] for one in rows if one.analyte == TOTAL]
    if not least or any(high is None for high in (*highs.values(), *totals)):
        return None
    listed = sum((high for high in highs.values() if high is not None), start=Decimal(0))
    total = max((high for high in totals if high is not None), default=None)
    alkaloids, grounds = _all_alkaloids(listed, total, highs)
    if alkaloids is None:
        return None
    return Share(
        result=result,
        others=tuple(one for one in rows if one.unit == result.unit and one is not result),
        unit=result.unit,
        least=least,
        alkaloids=alkaloids,
        grounds=grounds,
    )


def _all_alkaloids(
    listed: Decimal, total: Decimal | None, highs: dict[str, Decimal | None]
) -> tuple[Decimal | None, str]:
    """The most that all alkaloids of the sample can be, with the grounds; None where nothing bounds the unlisted."""
    known = listed if total is None else max(listed, total)
    if len(highs) >= _WIDE_PANEL:
        return known, Sentence(gettext_noop("%(count)s alkaloids listed"), count=str(len(highs)))
    if total is not None and (len(highs) >= _FEW_ROWS or total > listed):
        return known, gettext("printed total")
    mitragynine = highs.get("mitragynine")
    if mitragynine is None:
        return None, ""
    grounds = gettext("mitragynine at 12 % of them, the least on record")
    return max(known, mitragynine / _LEAST_MITRAGYNINE), grounds


def _highs(rows: Iterable[AnalyteResult], bounds: Mapping[int, Bounds]) -> dict[str, Decimal | None]:
    """The most of each alkaloid: None where it is not bounded. What was not tested is left out."""
    highs: dict[str, Decimal | None] = {}
    for one in rows:
        if one.analyte == TOTAL or one.quantity.kind is Kind.NOT_TESTED:
            continue
        name = one.analyte or one.name.text.casefold()
        high = bounds[id(one)][1]
        before = highs.get(name, Decimal(0))
        highs[name] = None if high is None or before is None else max(high, before)
    return highs


def _bounds(results: list[AnalyteResult], unit: str) -> dict[int, Bounds]:
    """The bounds of each result in `unit`, by the result's identity."""
    rows: defaultdict[tuple[int, int], list[AnalyteResult]] = defaultdict(list)
    for one in results:
        rows[one.table, one.row].append(one)
    return {id(one): _bounds_of(one, units, unit) for row in rows.values() for units in [units_of(row)] for one in row}


def _bounds_of(one: AnalyteResult, units: AbstractSet[str], unit: str) -> Bounds:
    interval = most(one, units) if one.quantity.kind is not Kind.NUMBER else allowed(one)
    factor = factor_between(one.unit, unit)
    if interval is None or factor is None:
        return None, None
    return interval.low * factor, None if interval.high is None else interval.high * factor
