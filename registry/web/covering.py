"""The grid of panels: what was tested, what the laboratory only names, and where no results were read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from labs.quantities import Kind, read_quantity
from registry.web import wording
from registry.web.places import Place, Places

# The panels that a kratom product is usually asked for: the grid names them whether tested or not.
USUAL_PANELS = ("alkaloids", "metals", "microbials", "pesticides", "mycotoxins", "solvents", "moisture", "foreign")
_IN_ORDER = (*USUAL_PANELS, *(panel for panel in wording.PANEL_NAMES if panel not in USUAL_PANELS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One panel of the grid: how many analytes have results, and how many more are only said to be "not tested".

    `word` is the laboratory's own word on a panel of which no result was read, and `place` where it or the panel's
    title stands.
    """

    panel: str
    name: str
    count: int = 0
    untested: int = 0
    word: str = ""
    place: Place | None = None

    @property
    def is_tested(self) -> bool:
        """Whether a result of the panel was read."""
        return self.count > 0

    @property
    def is_named(self) -> bool:
        """Whether the laboratory names the panel, though no result of it was read."""
        return self.place is not None and not self.says_untested

    @property
    def says_untested(self) -> bool:
        """Whether the laboratory's word on the panel is that it was not tested."""
        said = read_quantity(self.word) if self.word else None
        return said is not None and said.kind is Kind.NOT_TESTED


def tested_names(panels: Collection[str]) -> tuple[str, ...]:
    """The names of panels in the order of the grid."""
    return _names(frozenset(panels), get_language())


@lru_cache(maxsize=1_024)
def _names(panels: frozenset[str], _language: str | None) -> tuple[str, ...]:
    """Kept, since a list has dozens of reports, nearly all with one of a few sets of panels."""
    return tuple(wording.panel_name(panel) for panel in _IN_ORDER if panel in panels)


def coverage_of_rows(rows: Iterable[tuple[str, str, str]]) -> list[Coverage]:
    """The grid from (panel, analyte, kind) of single results: an analyte in several columns counts once.

    The usual panels are always there, others as they are found.
    """
    tested: dict[str, set[str]] = {}
    untested: dict[str, set[str]] = {}
    for panel, analyte, kind in rows:
        (untested if kind == Kind.NOT_TESTED else tested).setdefault(panel, set()).add(analyte)
    return [
        _covered(panel, len(tested.get(panel, ())), len(untested.get(panel, set()) - tested.get(panel, set())))
        for panel in _IN_ORDER
        if panel in USUAL_PANELS or panel in tested or panel in untested
    ]


def with_words(grid: list[Coverage], panels: list[dict[str, Any]], places: Places) -> list[Coverage]:
    """The grid with the laboratory's word where no result was read; `panels` are `labs.coa.PanelReport` as JSON."""
    named: dict[str, dict[str, Any]] = {}
    for panel in sorted(panels, key=lambda one: one.get("status") is None):
        named.setdefault(panel["panel"], panel)
    known = {part.panel for part in grid}
    more = [_covered(name, 0, 0) for name in wording.PANEL_NAMES if name in named and name not in known]
    return [_named(part, named.get(part.panel), places) for part in [*grid, *more]]


def _named(part: Coverage, panel: dict[str, Any] | None, places: Places) -> Coverage:
    if panel is None or part.is_tested or part.untested:
        return part
    status = panel.get("status")
    label = _("laboratory's word on %(of)s") if status else _("title of %(of)s")
    place = places.of_print(status or panel["title"], label % {"of": part.name.lower()})
    return replace(part, word=status["text"] if status else "", place=place)


def _covered(panel: str, tested: int, untested: int) -> Coverage:
    return Coverage(panel=panel, name=wording.panel_name(panel), count=tested, untested=untested)
