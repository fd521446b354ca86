"""Planted contradictions: what a check should find in an otherwise honest certificate."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from labs.coa import LabVerdict, Panel
from labs.drawing.content import Amount, Content, Line, TestedPanel
from labs.quantities import read_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One planted contradiction: the check that should speak, of which analyte, and who may speak along with it."""

    check: str
    analyte: str | None
    consequences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planting:
    """A fault and the act that plants it; the act answers None where the certificate has no place for it."""

    fault: Fault
    plant: Callable[[Content], Content | None]


_TOTALS = frozenset({"arith.sum_gt_total", "arith.total_vs_parts"})


def _in_panel(content: Content, panel: Panel, change: Callable[[TestedPanel], TestedPanel | None]) -> Content | None:
    for number, tested in enumerate(content.panels):
        if tested.panel is panel:
            changed = change(tested)
            if changed is None:
                return None
            return replace(content, panels=(*content.panels[:number], changed, *content.panels[number + 1 :]))
    return None


def _in_line(tested: TestedPanel, analyte: str, change: Callable[[Line], Line | None]) -> TestedPanel | None:
    for number, line in enumerate(tested.lines):
        if line.analyte == analyte:
            changed = change(line)
            if changed is None:
                return None
            return replace(tested, lines=(*tested.lines[:number], changed, *tested.lines[number + 1 :]))
    return None


def _line(panel: Panel, analyte: str, change: Callable[[Line], Line | None]) -> Callable[[Content], Content | None]:
    return lambda content: _in_panel(content, panel, lambda tested: _in_line(tested, analyte, change))


def _with_text(line: Line, number: int, text: str) -> Line:
    amounts = list(line.amounts)
    amounts[number] = Amount(text=text, unit=amounts[number].unit)
    return replace(line, amounts=tuple(amounts))


def _scaled(text: str, factor: str) -> str | None:
    """A printed number times a factor, as printed: same places, same decimal mark."""
    comma = "," in text
    quantity = read_quantity(text, decimal_comma=comma)
    if quantity is None or quantity.value is None or quantity.step is None:
        return None
    scaled = str((quantity.value * Decimal(factor)).quantize(quantity.step))
    return scaled.replace(".", ",") if comma else scaled


def _two_units_disagree(line: Line) -> Line | None:
    """The second unit of a row is exchanged: twice what the first one says."""
    if len(line.amounts) < 2 or (text := _scaled(line.amounts[1].text, "1.6")) is None:
        return None
    return _with_text(line, 1, text)


def _all_scaled(factor: str) -> Callable[[Line], Line | None]:
    def change(line: Line) -> Line | None:
        for number, amount in enumerate(line.amounts):
            text = _scaled(amount.text, factor)
            if text is None:
                return None
            line = _with_text(line, number, text)
        return line

    return change


def _limits_swapped(line: Line) -> Line | None:
    return replace(line, lod=line.loq, loq=line.lod) if line.lod and line.loq else None


def _under_lod(line: Line) -> Line | None:
    """A number at about half of the limit of detection."""
    text = _scaled(line.lod, "0.5") if line.lod else None
    return None if text is None else _with_text(line, 0, text)


def _over_limit(line: Line) -> Line | None:
    """A number half as much again as the limit, with the laboratory's pass left beside it."""
    limit = read_quantity(line.limit, decimal_comma="," in line.limit) if line.limit else None
    own = read_quantity(line.amounts[0].text, decimal_comma="," in line.amounts[0].text)
    if limit is None or limit.value is None or own is None or own.step is None or line.verdict is not LabVerdict.PASS:
        return None
    text = str((limit.value * Decimal("1.37")).quantize(own.step))
    return _with_text(line, 0, text.replace(".", ",") if "," in line.amounts[0].text else text)


def _reported_early(content: Content) -> Content:
    """Reported twelve days before the sample came in."""
    early = content.dates.received - dt.timedelta(days=12)
    return replace(content, dates=replace(content.dates, reported=early))


PLANTINGS: tuple[Planting, ...] = (
    Planting(
        fault=Fault(check="arith.pct_mgg", analyte="paynantheine", consequences=_TOTALS),
        plant=_line(Panel.ALKALOIDS, "paynantheine", _two_units_disagree),
    ),
    Planting(
        fault=Fault(check="arith.total_vs_parts", analyte="total_alkaloids"),
        plant=_line(Panel.ALKALOIDS, "total_alkaloids", _all_scaled("1.09")),
    ),
    Planting(
        fault=Fault(check="arith.sum_gt_total", analyte="total_alkaloids", consequences=_TOTALS),
        plant=_line(Panel.ALKALOIDS, "total_alkaloids", _all_scaled("0.88")),
    ),
    Planting(
        fault=Fault(check="lod.loq_below_lod", analyte="speciogynine"),
        plant=_line(Panel.ALKALOIDS, "speciogynine", _limits_swapped),
    ),
    Planting(
        fault=Fault(check="lod.number_below_lod", analyte="mercury"),
        plant=_line(Panel.METALS, "mercury", _under_lod),
    ),
    Planting(
        fault=Fault(check="pf.contradiction", analyte="lead"),
        plant=_line(Panel.METALS, "lead", _over_limit),
    ),
    Planting(fault=Fault(check="date.order", analyte=None), plant=_reported_early),
)
"""One planting for each of the first checks but `alk.share_over_2`, which a product made with added
7-hydroxymitragynine raises with honest numbers."""

SHARE = Fault(
    check="alk.share_over_2",
    analyte="7_hydroxymitragynine",
    consequences=frozenset({"alk.minors_missing"}),  # where the other alkaloids are looked for far enough down
)
ISOLATE: tuple[Fault, ...] = (
    SHARE,
    Fault(check="alk.spiked_7oh", analyte="7_hydroxymitragynine"),
    Fault(check="alk.synthetic_analogue", analyte="mitragynine_pseudoindoxyl"),
)
"""What a product made from purified 7-hydroxymitragynine raises with honest numbers: there is more of it than of
mitragynine, and some of it has turned into the pseudoindoxyl."""
