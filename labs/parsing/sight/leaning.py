"""Places on straightened pages brought back to the pages as they are shown.

Tables are read on a straight page. Evidence is shown on the picture that was sent, where lines may rise or fall.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from labs.coa import Box, Printed
from labs.parsing.text.pages import Page

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """A page of that size in points whose lines rise to the right by so many degrees."""

    degrees: float
    width: float
    height: float

    def shown(self, box: Box) -> Box:
        """The box around a place of the straightened page, on the page as it is shown."""
        sine, cosine = math.sin(math.radians(self.degrees)), math.cos(math.radians(self.degrees))
        middle, centre = self.width / 2, self.height / 2
        corners = [(x - middle, y - centre) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        across = [min(max(middle + x * cosine + y * sine, 0.0), self.width) for x, y in corners]
        down = [min(max(centre - x * sine + y * cosine, 0.0), self.height) for x, y in corners]
        return Box(x0=min(across), top=min(down), x1=max(across), bottom=max(down))


def leans_of(pages: Iterable[Page]) -> dict[int, Lean]:
    """The lean of each page that has one, by number."""
    return {page.number: Lean(degrees=page.lean, width=page.width, height=page.height) for page in pages if page.lean}


def as_shown(value: _Value, leans: Mapping[int, Lean]) -> _Value:
    """The same value with every print in it, however deep, on its page as it is shown; `leans` by number of page."""
    shown: _Value = _shown(value, leans) if leans else value
    return shown


def _shown(value: Any, leans: Mapping[int, Lean]) -> Any:
    if isinstance(value, Printed):
        lean = leans.get(value.page)
        return value if lean is None else replace(value, box=lean.shown(value.box))
    if isinstance(value, tuple):
        return tuple(_shown(one, leans) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _shown(getattr(value, field.name), leans) for field in fields(value)})
    return value
