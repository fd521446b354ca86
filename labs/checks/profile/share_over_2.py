"""7-Hydroxymitragynine makes up more than 2 % of the alkaloids.

Alkaloids that a report leaves out can only make the share smaller. So a report can show that the share is at most 2 %
with few alkaloids, but that it is more only with many: with six or more, with a printed total that covers more than a
few rows, or if even the least mitragynine share on record leaves no room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import allowed, amount, factor_between, most, on_paper, units_of
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Subject
from labs.checks.sums import TOTAL, is_part
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, Kind, read_unit
from labs.reference.amounts import plain

_OURS = "7_hydroxymitragynine"
_CAP = Decimal("0.02")
_WIDE_PANEL = 6  # alkaloids; with so many, what is left out weighs little
_FEW_ROWS = 4  # a total of fewer rows than this says nothing of what they leave out
_LEAST_MITRAGYNINE = Decimal("0.12")  # of all alkaloids, the lowest share on record (Malaysian leaf, Hassan 2013)
_DIMENSIONS = (Dimension.MASS_FRACTION, Dimension.MASS_PER_VOLUME, Dimension.MASS_PER_ARTICLE)

Bounds = tuple[Decimal | None, Decimal | None]  # the least and the most of a result; None where it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
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


@check(
    "alk.share_over_2",
    severity=Severity.ALERT,
    title="7-OH above 2 % of alkaloids",
    explanation="Several US states cap 7-hydroxymitragynine at 2 % of a kratom product's alkaloids.",
    formula="least 7-OH / most of all alkaloids > 0.02",
    example="""\
7-hydroxymitragynine, at least                1.725 mg/g
all alkaloids, at most (6 alkaloids listed)  17.76 mg/g
share, at least                               9.71 %
cap                                           2 %""",
    innocent=(
        "The product is openly sold as 7-hydroxymitragynine.",
        "The report lists few alkaloids, which makes every share look larger.",
    ),
    remedy=(
        "The seller can show the share that the law of its market asks about, from a report that lists all alkaloids.",
    ),
    sources=(
        Source(text="KRS 217.2202(2)", url="https://courtgpt.ai/laws/kentucky/chapter-217/section-217-2202"),
        Source(text="Md. Health-Gen. 21-2E-02(b)(1)(iii)", url="https://lexace.ai/us/statute/maryland/HG-21-2E-02"),
        Source(text="Neb. Rev. Stat. 71-3802(5)", url="https://self-law.org/code/ne/chapter-71/71-3807"),
        Source(
            text="63 O.S. 1-1432.4(A)(3)",
            url="https://getpocketlaw.com/law/state_oklahoma/section-63-1-1432-4-prohibited-products-labeling-requirements-distribution-to-minors-prohibited-test-results_c04185cfe382",
        ),
        Source(
            text="Least share of mitragynine among alkaloids, 12 %: a summary of Hassan 2013",
            url="https://graphsearch.epfl.ch/fr/concept/62182176",
        ),
    ),
    ours="That a report must list six alkaloids, or four with a total, before the share counts is our choice.",
)
def share_over_2(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether its 7-OH must be more than 2 % of its alkaloids; quiet where that cannot be told."""
    for part in subject.parts:
        share = _least_share(part)
        if share is None:
            continue
        if share.value <= _CAP:
            yield FINE
            continue
        per_cent = plain(Decimal(f"{share.value * 100:.3g}"))
        yield Doubt(
            says=(
                f"7-Hydroxymitragynine, printed as {amount(share.result)}, is at least {per_cent} % of the alkaloids, "
                "above the 2 % that several US states allow."
            ),
            arithmetic=on_paper(
                (
                    ("7-hydroxymitragynine, at least", f"{plain(share.least)} {share.unit}"),
                    (f"all alkaloids, at most ({share.grounds})"[:48], f"{plain(share.alkaloids)} {share.unit}"),
                    ("share, at least", f"{per_cent} %"),
                    ("cap", "2 %"),
                )
            ),
            evidence=(share.result.printed, *(one.printed for one in share.others)),
            about=share.result,
        )


def _least_share(part: Part) -> _Share | None:
    if not part.of(_OURS):
        return None
    rows = [one for one in part.panel(Panel.ALKALOIDS) if is_part(one) or one.analyte == TOTAL]
    if any(one.is_doubtful for one in rows):
        return None
    for dimension in _DIMENSIONS:
        comparable = [one for one in rows if (unit := read_unit(one.unit)) and unit.dimension is dimension]
        ours = [one for one in comparable if one.analyte == _OURS]
        if ours and (share := _share_of(ours, comparable)) is not None:
            return share
    return None


def _share_of(ours: list[AnalyteResult], rows: list[AnalyteResult]) -> _Share | None:
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
    return _Share(
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
        return known, f"{len(highs)} alkaloids listed"
    if total is not None and (len(highs) >= _FEW_ROWS or total > listed):
        return known, "printed total"
    mitragynine = highs.get("mitragynine")
    if mitragynine is None:
        return None, ""
    return max(known, mitragynine / _LEAST_MITRAGYNINE), "mitragynine at 12 % of them, the least on record"


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
