"""Several products side by side: the newest batch of each, row by row, and their last batches on one scale."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from labs.coa import Panel
from registry.models import AnalyteResult, Batch, Product, Reader, Report
from registry.web import wording
from registry.web.covering import Coverage, coverage_of_rows
from registry.web.lines import ReportLine, report_lines
from registry.web.plots.claims import Claim, claim_of
from registry.web.plots.columns import columns_of
from registry.web.plots.limits import limit_lines
from registry.web.products.figures import Figure, Row, by_unit, describe, why_missing, without_echoes
from registry.web.products.history import Freshness, freshness
from registry.web.products.results import MAIN, Measurement, main_of, measurements, name_of
from registry.web.products.samples import Group, groups_of, samples_seen
from registry.web.yardsticks import Yardstick

MOST = 4
_BATCHES = 6  # of each product, drawn beside each other
_LETTERS = "ABCD"
_ADDRESS = re.compile(r"(?P<brand>[-\w]{1,200})/(?P<product>[-\w]{1,300})")
_PANELS = (Panel.ALKALOIDS, Panel.METALS, Panel.MICROBIALS, Panel.MOISTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The products that an address names, in its order: those found, and the texts of those that are not there.

    `refused` counts those beyond the fourth.
    """

    products: tuple[Product, ...]
    unknown: tuple[str, ...]
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One product of a comparison, with its newest batch. `letter` names it in plots; `batch` None: number not read."""

    letter: str
    product: Product
    batch: Batch | None
    lines: tuple[ReportLine, ...]
    fresh: Freshness
    coverage: tuple[Coverage, ...]

    @property
    def label(self) -> str:
        """The column's name where a row stands for itself, as on a phone."""
        return f"{self.letter}: {self.product.name}"

    @property
    def address(self) -> str:
        """How an address of a comparison names the product."""
        return address_of(self.product)

    @property
    def flags(self) -> tuple[tuple[str, int], ...]:
        """How many flags stand in the reports of the newest batch, the gravest first."""
        counts: defaultdict[str, int] = defaultdict(int)
        for line in self.lines:
            for severity, count in line.flags:
                counts[severity] += count
        return tuple((one, counts[one]) for one in ("alert", "warning", "note") if one in counts)

    def covers(self, panel: str) -> bool:
        """Whether a result of the panel was read in its newest batch."""
        return any(part.panel == panel and part.is_tested for part in self.coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What the reports of a product's newest batch say of one analyte; nothing where they say nothing.

    `missing` is then why: the panel was not read at all, or others of it were.
    """

    column: Column
    ones: tuple[Measurement, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One analyte across all products."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLines:
    """The analytes of one panel that any of the products reports."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Products beside each other, in the order in which they were asked for: no ranking."""

    columns: tuple[Column, ...]
    panels: tuple[PanelLines, ...]
    covered: tuple[tuple[str, tuple[tuple[Column, Coverage | None], ...]], ...]
    figures: tuple[Figure, ...]


def address_of(product: Product) -> str:
    """How an address of a comparison names a product: brand and product."""
    return f"{product.brand.slug}/{product.slug}"


def asked(texts: Sequence[str], reader: Reader, claims: Sequence[str]) -> Asked:
    """The products that texts like ``brand/product`` name; one query."""
    wanted = list(dict.fromkeys(text.strip()[:502] for text in texts if text.strip()))
    kept = wanted[:MOST]
    named = {text: match for text in kept if (match := _ADDRESS.fullmatch(text))}
    found: dict[str, Product] = {}
    if named:
        one_of = reduce(or_, (Q(brand__slug=one["brand"], slug=one["product"]) for one in named.values()))
        visible = Product.objects.visible_to(reader, claims).filter(one_of).select_related("brand")
        found = {address_of(one): one for one in visible}
    return Asked(
        products=tuple(found[text] for text in kept if text in found),
        unknown=tuple(text[:80] for text in kept if text not in found),
        refused=len(wanted) - len(kept),
    )


def comparison_of(
    products: Sequence[Product], reader: Reader, claims: Sequence[str], yardstick: Yardstick
) -> Comparison:
    """Everything that a page shows of products side by side; one query more for each product."""
    groups = {one.pk: groups_of(samples_seen(Q(product=one), reader, claims))[:_BATCHES] for one in products}
    pks = {report for found in groups.values() for group in found for report in group.reports}
    reports = list(Report.objects.visible_to(reader, claims).filter(pk__in=pks).select_related("laboratory"))
    found = measurements(reports, lambda sample: sample.product_id in groups, yardstick, panels=_PANELS)
    place = _Places(groups)
    newest = [one for one in found if place.of(one) == 0]
    columns = _columns(products, {pk: found[0] for pk, found in groups.items()}, reader, claims)
    drawn = [one for one in found if place.of(one) is not None]
    return Comparison(
        columns=columns,
        panels=tuple(_panels(newest, columns)),
        covered=_covered(columns),
        figures=tuple(_figures(drawn, columns, yardstick)),
    )


class _Places:
    """Which of its product's last batches a result belongs to: 0 is the newest."""

    def __init__(self, groups: dict[int, list[Group]]) -> None:
        self._known = {
            (product, group.batch, report): place
            for product, found in groups.items()
            for place, group in enumerate(found)
            for report in group.reports
        }

    def of(self, one: Measurement) -> int | None:
        sample = one.row.sample
        return self._known.get((sample.product_id or 0, sample.batch_id, one.report.pk))


def _columns(
    products: Sequence[Product], newest: dict[int, Group], reader: Reader, claims: Sequence[str]
) -> tuple[Column, ...]:
    pks = {report for group in newest.values() for report in group.reports}
    lines = {one.report.pk: one for one in report_lines(Report.objects.visible_to(reader, claims).filter(pk__in=pks))}
    batches = Batch.objects.select_related("product__brand").in_bulk(
        [group.batch for group in newest.values() if group.batch]
    )
    covered = _coverage(newest)
    today = timezone.localdate()
    return tuple(
        Column(
            letter=letter,
            product=one,
            batch=batches.get(newest[one.pk].batch or 0),
            lines=tuple(lines[report] for report in newest[one.pk].reports if report in lines),
            fresh=freshness(newest[one.pk].day, today),
            coverage=tuple(covered[one.pk]),
        )
        for letter, one in zip(_LETTERS, products, strict=False)
    )


def _coverage(newest: dict[int, Group]) -> dict[int, list[Coverage]]:
    """Per product the grid of panels of its newest batch."""
    pks = {report for group in newest.values() for report in group.reports}
    rows = AnalyteResult.objects.filter(sample__report__in=pks, sample__product__in=list(newest)).order_by()
    found: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
    columns = ("sample__product", "sample__batch", "sample__report", "panel", "analyte", "analyte_text", "kind")
    for product, batch, report, panel, analyte, text, kind in rows.values_list(*columns).distinct():
        if batch == newest[product].batch and report in newest[product].reports:
            found[product].append((panel, analyte or text, kind))
    return {product: coverage_of_rows(found[product]) for product in newest}


def _covered(columns: Sequence[Column]) -> tuple[tuple[str, tuple[tuple[Column, Coverage | None], ...]], ...]:
    """Each panel with what every product's newest batch has of it."""
    names = dict.fromkeys(part.panel for column in columns for part in column.coverage)
    grids = [(column, {part.panel: part for part in column.coverage}) for column in columns]
    return tuple(
        (wording.panel_name(name), tuple((column, grid.get(name)) for column, grid in grids)) for name in names
    )


def _panels(newest: Sequence[Measurement], columns: Sequence[Column]) -> list[PanelLines]:
    by_panel: defaultdict[str, defaultdict[str, list[Measurement]]] = defaultdict(lambda: defaultdict(list))
    for one in newest:
        by_panel[one.row.panel][one.row.analyte or one.row.analyte_text.casefold()].append(one)
    return [
        PanelLines(
            name=wording.panel_name(panel),
            lines=tuple(_line(panel, by_panel[panel][name], columns) for name in sorted(by_panel[panel], key=_rank)),
        )
        for panel in _PANELS
        if panel in by_panel
    ]


def _rank(analyte: str) -> int:
    """The main analytes in their own order, then the others as they came."""
    return MAIN.index(analyte) if analyte in MAIN else len(MAIN)


def _line(panel: str, ones: Sequence[Measurement], columns: Sequence[Column]) -> Line:
    """One analyte: each product's results in the commonest unit, one a printed row."""
    shown = [one for _, part in by_unit(ones) for one in part]
    cells = []
    for column in columns:
        own = tuple(one for one in shown if one.row.sample.product_id == column.product.pk)
        missing = "" if own else _("no result read") if column.covers(panel) else _("not tested, or no result read")
        cells.append(Cell(column=column, ones=own, missing=missing))
    return Line(name=name_of(ones[0].row), cells=tuple(cells))


def _figures(found: Sequence[Measurement], columns: Sequence[Column], yardstick: Yardstick) -> list[Figure]:
    """Each main analyte with a column for every product, the oldest of its last batches to the left."""
    letters = {column.product.pk: column.letter for column in columns}
    figures: list[Figure] = []
    for slug, ones in main_of(found).items():
        of_analyte: list[Figure] = []
        for number, (unit, part) in enumerate(by_unit(ones)):
            lines = limit_lines(yardstick.now or yardstick.limits, slug, unit, yardstick.grams)
            ordered = sorted(part, key=lambda one: (one.day is not None, str(one.day or ""), one.row.pk))
            claims: dict[str, list[Claim]] = {letter: [] for letter in letters.values()}
            rows: list[Row] = []
            for one in ordered:
                letter, claim = letters[one.row.sample.product_id or 0], claim_of(one.read, unit)
                if claim is not None:
                    claims[letter].append(claim)
                rows.append(Row(one=one, missing=why_missing(one, claim), of=letter))
            rows.reverse()  # the newest first in the table
            plot = columns_of(list(claims.items()), limits=lines)
            title = _("%(analyte)s in %(unit)s, products side by side") % {"analyte": one.name, "unit": unit or "?"}
            of_analyte.append(
                Figure(
                    key=f"{slug}-{number}",
                    name=one.name,
                    unit=unit,
                    plot=plot,
                    title=title,
                    description=describe([claim_of(each.read, unit) for each in ordered], plot, lines),
                    rows=tuple(sorted(rows, key=lambda row: row.of)),
                )
            )
        figures += without_echoes(of_analyte)
    return figures
