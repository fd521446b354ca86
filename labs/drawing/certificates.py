"""From the market's orders to drawn certificates."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from labs.coa import CertificateOfAnalysis, LabVerdict, Panel
from labs.drawing.composition import Form, compose
from labs.drawing.content import Content
from labs.drawing.faults import ISOLATE, PLANTINGS, SHARE, Fault, Planting
from labs.drawing.laboratories import Laboratory, Method, laboratories
from labs.drawing.layouts import harrowmint, jivodol, quillfen, sablethorn, tidewick, umberlatch
from labs.drawing.market import Order, orders
from labs.drawing.numbers import Bench, measure_panel, word

SEED = 2026
LAST_DAY = dt.date(2026, 11, 20)

_LAYOUTS: dict[str, Callable[[Laboratory, Content], tuple[bytes, CertificateOfAnalysis]]] = {
    "quillfen": quillfen.draw,
    "jivodol": jivodol.draw,
    "harrowmint": harrowmint.draw,
    "sablethorn": sablethorn.draw,
    "tidewick": tidewick.draw,
    "umberlatch": umberlatch.draw,
}
_UNITS = {
    "quillfen": ("%", "mg/g"),
    "jivodol": ("% hm.",),
    "harrowmint": ("% w/w", "mg/g"),
    "sablethorn": ("%", "mg/g"),
    "tidewick": ("% w/w",),
    "umberlatch": ("mg/g",),
}
_PLANTED_AT: dict[str, tuple[str, ...]] = {
    "arith.pct_mgg": ("quillfen", "sablethorn"),
    "arith.total_vs_parts": ("harrowmint", "tidewick"),
    "arith.sum_gt_total": ("umberlatch", "sablethorn"),
    "lod.loq_below_lod": ("quillfen", "umberlatch"),
    "lod.number_below_lod": ("umberlatch", "sablethorn"),
    "pf.contradiction": ("jivodol", "harrowmint"),
    "date.order": ("tidewick", "jivodol"),
}
_HONEST_FAILURES: tuple[tuple[str, str, float], ...] = (
    ("quillfen", "lead", 1.74e-6),
    ("sablethorn", "salmonella", 1.0),
    ("harrowmint", "tamc", 240_000.0),
    ("umberlatch", "lead", 1.41e-6),
)
"""Batches that fail and say so: laboratory, analyte, true amount. No check should speak of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One drawn certificate: the file, what is printed in it, what is wrong with it, and the day it was offered."""

    file_name: str
    pdf: bytes
    certificate: CertificateOfAnalysis
    faults: tuple[Fault, ...]
    offered: dt.date
    brand: str
    laboratory: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing in it disagrees with anything else."""
        return not self.faults


def draw_market(seed: int = SEED, until: dt.date = LAST_DAY) -> Iterator[Drawing]:
    """Draw every certificate of the market, the oldest first: the same bytes for the same seed and day."""
    ordered = orders(seed, until)
    planted, failing = _plan(ordered, seed)
    for number, order in enumerate(ordered):
        yield _draw(order, number, seed, planted.get(number), failing.get(number))


def market_size(seed: int = SEED, until: dt.date = LAST_DAY) -> int:
    """How many certificates `draw_market` draws."""
    return len(orders(seed, until))


def _plan(ordered: list[Order], seed: int) -> tuple[dict[int, int], dict[int, dict[str, float]]]:
    """Which orders get a planted fault (by its number in `PLANTINGS`), and which an honest failure."""
    chance = random.Random(seed)  # noqa: S311 fictional numbers, no secret
    free = {
        number: order
        for number, order in enumerate(ordered)
        if not order.again and order.batch.product.recipe.form in (Form.LEAF, Form.CAPSULE) and not _is_spiked(order)
    }

    def take(laboratory: str) -> int:
        number = chance.choice([number for number, order in free.items() if order.laboratory == laboratory])
        del free[number]
        return number

    planted = {
        take(laboratory): number
        for number, planting in enumerate(PLANTINGS)
        for laboratory in _PLANTED_AT[planting.fault.check]
    }
    failing = {take(laboratory): {analyte: amount} for laboratory, analyte, amount in _HONEST_FAILURES}
    return planted, failing


def _is_spiked(order: Order) -> bool:
    """Whether the product holds added 7-hydroxymitragynine."""
    return order.batch.product.recipe.isolate or order.batch.product.recipe.hydroxy > 0.02


def _draw(order: Order, number: int, seed: int, planting: int | None, failure: dict[str, float] | None) -> Drawing:
    laboratory = laboratories()[order.laboratory]
    content = _content(order, number, seed, failure or {})
    faults: list[Fault] = []
    if _is_spiked(order) and any(panel.panel is Panel.ALKALOIDS for panel in content.panels):
        faults.extend(ISOLATE if order.batch.product.recipe.isolate else (SHARE,))
    if planting is not None:
        content = _planted(content, PLANTINGS[planting])
        faults.append(PLANTINGS[planting].fault)
    pdf, certificate = _LAYOUTS[order.laboratory](laboratory, content)
    return Drawing(
        file_name=f"{order.laboratory}-{content.report_id.replace('/', '-')}.pdf",
        pdf=pdf,
        certificate=certificate,
        faults=tuple(faults),
        offered=order.dates.reported + dt.timedelta(days=2 + number % 5),
        brand=order.batch.brand.name,
        laboratory=laboratory.name,
    )


def _planted(content: Content, planting: Planting) -> Content:
    changed = planting.plant(content)
    if changed is None:
        raise ValueError(f"report {content.report_id} has no place for {planting.fault.check}")
    return changed


def _content(order: Order, number: int, seed: int, failure: dict[str, float]) -> Content:
    batch, laboratory = order.batch, laboratories()[order.laboratory]
    name = f"{seed} {batch.brand.slug} {batch.product.name} {batch.manufactured}"
    amounts = compose(batch.product.recipe, random.Random(name)) | failure  # noqa: S311 fictional numbers, no secret
    chance = random.Random(f"{name} {order.laboratory} {order.dates.reported}")  # noqa: S311 as above
    panels = tuple(
        measure_panel(_bench(order, laboratory, method), amounts, chance) for method in _methods(order, laboratory)
    )
    verdicts = {panel.verdict for panel in panels}
    overall = next((v for v in (LabVerdict.FAIL, LabVerdict.PASS) if v in verdicts), LabVerdict.TESTED)
    report_id, sample_id = laboratory.number(order.dates.reported, 100 + number)
    size = f"{batch.product.size:g} mL" if batch.product.recipe.form is Form.SHOT else f"{batch.product.size:.3f} g"
    return Content(
        laboratory=laboratory.name,
        report_id=report_id,
        sample_id=sample_id,
        client=batch.brand.name,
        client_address=batch.brand.address,
        product=batch.product.name,
        batch=batch.number,
        matrix=batch.product.matrix,
        article=batch.product.article,
        article_amount=size if batch.product.article else "",
        dates=order.dates,
        panels=panels,
        overall_status=word(laboratory.notation, overall),
        overall_verdict=overall,
    )


def _bench(order: Order, laboratory: Laboratory, method: Method) -> Bench:
    return Bench(
        method=method,
        notation=laboratory.notation,
        units=_units(order, method),
        article=order.batch.product.size,
    )


def _units(order: Order, method: Method) -> tuple[str, ...]:
    """The units of a panel's result columns."""
    if method.panel is not Panel.ALKALOIDS:
        return (method.unit,)
    product = order.batch.product
    articles = (f"mg/{product.article}",) if product.article and order.laboratory == "sablethorn" else ()
    if product.recipe.form is Form.SHOT:
        return ("mg/mL", *articles)
    return (*_UNITS[order.laboratory], *articles)


def _methods(order: Order, laboratory: Laboratory) -> list[Method]:
    """The panels that were ordered: solvents of extracts alone, pesticides of every third batch of leaf."""
    form = order.batch.product.recipe.form
    unwanted = set()
    if form in (Form.LEAF, Form.CAPSULE):
        unwanted.add(Panel.SOLVENTS)
    if form not in (Form.LEAF, Form.CAPSULE) or order.batch.position % 3:
        unwanted.add(Panel.PESTICIDES)
    wanted = order.panels or [panel for panel in laboratory.methods if panel not in unwanted]
    return [laboratory.methods[panel] for panel in wanted]
