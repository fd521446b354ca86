"""The page that says how well we read: the figures that were measured, as bars and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from labs.accuracy import Layout, Measured, measured
from registry.web.translating import number

_WORDS = {
    "f1": gettext_lazy("Result cells: analyte, amount, unit and page all as printed"),
    "lod": gettext_lazy("Limits of detection, where the result is right"),
    "loq": gettext_lazy("Limits of quantification, where the result is right"),
    "limit": gettext_lazy("Specification limits, where the result is right"),
    "status": gettext_lazy("The laboratory's word on a result, where the result is right"),
    "fields": gettext_lazy("Head of the report: laboratory, product, batch, dates"),
    "perfect": gettext_lazy("Documents with every cell right and none invented"),
}
# What the sets of documents are called where they were measured, for translators.
SETS = (
    gettext_noop("Real certificates"),
    gettext_noop("Certificates that laboratories published, as their files are."),
    gettext_noop("The same as scans"),
    gettext_noop("The same certificates as pictures only: 200 dots an inch, half a degree askew, with mild noise."),
    gettext_noop("Drawn certificates"),
    gettext_noop("Certificates of fictional laboratories, drawn with faults planted in their numbers."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One share as a bar of a hundred units and in per cent, never rounded up to 100."""

    label: str | Promise
    length: float
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutBars:
    """One layout in each set of documents that has it."""

    name: str
    bars: tuple[Bar, ...]


@require_safe
def how_well_we_read(request: HttpRequest) -> HttpResponse:
    """How much of what laboratories print is read as printed, and what is known to be misread."""
    figures = measured()
    means = [
        (one, [bar(str(words), getattr(one.mean, name)) for name, words in _WORDS.items()]) for one in figures.sets
    ]
    context = {
        "figures": figures,
        "sets": means,
        "layouts": list(_layouts(figures.sets)),
        "failures": [(one, [layout for layout in one.layouts if layout.faults]) for one in figures.sets],
    }
    return render(request, "registry/how_well_we_read.html", context)


def bar(label: str | Promise, share: float) -> Bar:
    """A share from 0 to 1 to draw and to print: with one decimal, cut off and not rounded."""
    tenths = int(share * 1000 + 1e-6)
    percent = Decimal(tenths) / 10
    return Bar(label=label, length=tenths / 10, percent=f"{number(percent)} %")


def _layouts(sets: tuple[Measured, ...]) -> Iterator[LayoutBars]:
    for name in sorted({layout.name for one in sets for layout in one.layouts}):
        found = [(one, layout) for one in sets if (layout := _of(one, name)) is not None]
        yield LayoutBars(
            name=name,
            bars=tuple(bar(one.title, layout.shares.f1) for one, layout in found),
        )


def _of(measured_set: Measured, name: str) -> Layout | None:
    return next((layout for layout in measured_set.layouts if layout.name == name), None)
