"""Results of one analyte as a figure: the plot, what it is called and says, and the same results as a table."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from labs.quantities import Kind, unit_key
from registry.comparable import scale_of
from registry.web.plots.claims import Claim, Look, claim_of
from registry.web.plots.limits import LimitLine, limit_lines
from registry.web.plots.series import Plot, Point, plot_of
from registry.web.products.results import Measurement, main_of
from registry.web.translating import in_language, long_day, once_a_language
from registry.web.yardsticks import Yardstick

_CENSORED = frozenset({Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ})
_OPEN_ROWS = 6  # up to so many, a figure's table stands open
_NO_HEIGHT = {
    Kind.NOT_DETECTED: gettext_lazy("no LOD or LOQ is printed"),
    Kind.BELOW_LOD: gettext_lazy("no LOD or LOQ is printed"),
    Kind.BELOW_LOQ: gettext_lazy("no LOQ is printed"),
    Kind.NOT_TESTED: gettext_lazy("it was not tested"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a figure's table. `missing` says why the plot cannot draw it; empty where it does.

    `of` is the letter of its product where several stand beside each other.
    """

    one: Measurement
    missing: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One analyte in one kind of unit. `key` tells it apart on its page."""

    key: str
    name: str
    unit: str
    plot: Plot
    title: str
    description: str
    rows: tuple[Row, ...]

    @property
    def is_open(self) -> bool:
        """Whether its table is short enough to stand open."""
        return len(self.rows) <= _OPEN_ROWS

    @property
    def is_judged(self) -> bool:
        """Whether a yardstick has a limit for any of it."""
        return any(row.one.verdicts for row in self.rows)


def figures_of(found: Iterable[Measurement], yardstick: Yardstick) -> list[Figure]:
    """A figure for each main analyte and kind of unit, alkaloids first; the newest results first in each table."""
    figures: list[Figure] = []
    for slug, ones in main_of(found).items():
        of_analyte: list[Figure] = []
        for number, (unit, same) in enumerate(by_unit(ones)):
            limits = limit_lines(yardstick.now or yardstick.limits, slug, unit, yardstick.grams)
            of_analyte.append(_figure(f"{slug}-{number}", unit, same, limits))
        figures += without_echoes(of_analyte)
    return figures


def without_echoes(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one analyte without those that draw nothing, and say only what an earlier one says in its unit."""
    kept: list[Figure] = []
    told: set[tuple[int, int, int]] = set()
    for figure in figures:
        rows = {row.one.printed_row for row in figure.rows}
        if figure.plot or not rows <= told:
            kept.append(figure)
        told |= rows
    return kept


def by_unit(ones: Sequence[Measurement]) -> list[tuple[str, list[Measurement]]]:
    """Results parted by what their units measure, each part with its commonest unit, the commonest part first.

    A sample that prints one amount in two units of a kind (per cent and mg/g) is there once. What has no unit that we
    know stands with the first part.
    """
    parts: defaultdict[str, list[Measurement]] = defaultdict(list)
    for one in ones:
        scale = scale_of(one.row.unit)
        parts[scale.dimension if scale else ""].append(one)
    loose = parts.pop("", [])
    ordered = sorted(parts.values(), key=len, reverse=True) or [[]]
    ordered[0] = [*ordered[0], *loose]
    return [(unit, _once(part, unit)) for part in ordered if part for unit in [_commonest(part)]]


def _commonest(part: Sequence[Measurement]) -> str:
    return Counter(one.row.unit for one in part).most_common(1)[0][0]


def _once(part: Sequence[Measurement], unit: str) -> list[Measurement]:
    """The part with one result a sample and printed row: the one in `unit` where there are several."""
    chosen: dict[tuple[int, int, int], Measurement] = {}
    for one in part:
        key = one.printed_row
        if key not in chosen or unit_key(one.row.unit) == unit_key(unit) != unit_key(chosen[key].row.unit):
            chosen[key] = one
    return list(chosen.values())


def _figure(key: str, unit: str, ones: list[Measurement], limits: tuple[LimitLine, ...]) -> Figure:
    ordered = sorted(ones, key=lambda one: (one.day or dt.date.min, one.row.pk), reverse=True)
    claims = [claim_of(one.read, unit) for one in ordered]
    plot = plot_of([Point(day=one.day, claim=claim) for one, claim in zip(ordered, claims, strict=True)], limits=limits)
    name, words = ordered[0].name, _sentences()
    return Figure(
        key=key,
        name=name,
        unit=unit,
        plot=plot,
        title=words.title % {"analyte": name, "unit": unit or words.no_unit},
        description=describe(claims, plot, limits),
        rows=tuple(
            Row(one=one, missing=why_missing(one, claim) or ("" if one.day else words.no_day))
            for one, claim in zip(ordered, claims, strict=True)
        ),
    )


def why_missing(one: Measurement, claim: Claim | None) -> str:
    """Why a result has no height in a plot; empty where it has one."""
    if claim is not None:
        return ""
    if one.row.kind in _CENSORED and (one.row.lod or one.row.loq):
        return _("its LOD or LOQ is printed in another unit")
    return str(_NO_HEIGHT.get(Kind(one.row.kind), _("it bounds no amount in this unit")))


@dataclass(frozen=True, slots=True)
class _Sentences:
    """What is said of every plot."""

    title: str
    no_unit: str
    no_day: str
    days: str
    below: str


@once_a_language
def _sentences() -> _Sentences:
    return _Sentences(
        _("%(analyte)s over time, in %(unit)s"), _("no unit"), _("the report has no date"),
        _("From %(first)s to %(last)s."), _("The table below has the same results."),
    )  # fmt: skip


def describe(claims: Sequence[Claim | None], plot: Plot, limits: Iterable[LimitLine]) -> str:
    """What a plot shows, in sentences, for those who do not see it."""
    words = _sentences()
    numbers = sum(claim is not None and claim.look in (Look.DOT, Look.SPAN) for claim in claims)
    bounds = sum(claim is not None and claim.look in (Look.AT_MOST, Look.AT_LEAST) for claim in claims)
    missing = sum(claim is None for claim in claims)
    said = [
        ngettext("%(count)s result with a number.", "%(count)s results with a number.", numbers) % {"count": numbers}
    ]
    if plot.first and plot.last:
        days = {"first": long_day(plot.first), "last": long_day(plot.last)}
        said.append(words.days % days)
    if bounds:
        said.append(
            ngettext(
                "%(count)s open mark: not detected or below a limit of the method, at that limit.",
                "%(count)s open marks: not detected or below a limit of the method, at that limit.",
                bounds,
            )
            % {"count": bounds}
        )
    if missing:
        said.append(
            ngettext("%(count)s result cannot be drawn.", "%(count)s results cannot be drawn.", missing)
            % {"count": missing}
        )
    said += [
        _("Limit: %(words)s, %(title)s.") % {"words": one.words, "title": in_language(one.limits.title)}
        for one in limits
    ]
    return " ".join([*said, words.below])
