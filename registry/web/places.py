"""Where a print stands on the paper: its page, its box, and the part of the page to show enlarged around it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from registry.models.reports import Evidence

_NO_PAGE = 1e6  # points: wider than any page, where a page's size is not known
_LINE = 1.5
_LEAST_WIDTH, _LEAST_HEIGHT, _MARGIN = 230.0, 56.0, 12.0
_SIDE, _BEHIND = 0.05, 60.0  # the margin's share of a page's width; points to show behind the print


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of a page, in PDF points from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        """As SVG's viewBox wants it."""
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One print on the paper. `name` tells it apart within its report; `label` says what it is of.

    `box` is the frame to draw around it, `frame` the part of the page to show enlarged.
    """

    name: str
    url: str
    text: str
    label: str
    page: int
    box: Frame
    frame: Frame


@dataclass(slots=True)
class Places:
    """Every print that a page about a report shows, to find one again by its name.

    `url` is the page's address, which gets ``?at=<name>`` to choose a place; `query` and `fragment` are what else it
    carries. `sizes` are the pages' widths and heights, by their number.
    """

    url: str
    query: str = ""
    fragment: str = "evidence"
    sizes: dict[int, tuple[float, float]] = field(default_factory=dict)
    known: dict[str, Place] = field(default_factory=dict)
    _at: dict[tuple[int, ...], Place] = field(default_factory=dict)

    def of_row(self, row: Evidence, label: str, *, name: str = "", url: str = "") -> Place | None:
        """The place of a stored row with evidence."""
        box = {"x0": row.x0, "top": row.top, "x1": row.x1, "bottom": row.bottom}
        return self.of_print({"text": row.printed_text, "page": row.page, "box": box}, label, name=name, url=url)

    def of_print(self, printed: dict[str, Any] | None, label: str, *, name: str = "", url: str = "") -> Place | None:
        """The place of a `labs.coa.Printed` as JSON; None for what stands on no page.

        Without a name of its own a print that is known already keeps the label it was first given: a number in a
        flag's sum is still the amount of its analyte.
        """
        if not printed or printed["page"] < 1:
            return None
        x0, top, x1, bottom = (printed["box"][corner] for corner in _CORNERS)
        spot = tuple(round(number) for number in (printed["page"], x0, top, x1, bottom))
        if not name and spot in self._at:
            return self._at[spot]
        name = name or ".".join(str(number) for number in spot)
        if name not in self.known:
            box = around(x0, top, x1, bottom)
            self.known[name] = self._at[spot] = Place(
                name=name,
                url=url or self._url(name),
                text=printed["text"],
                label=label,
                page=printed["page"],
                box=box,
                frame=surroundings(box, *self.sizes.get(printed["page"], (_NO_PAGE, _NO_PAGE))),
            )
        return self.known[name]

    def _url(self, name: str) -> str:
        query = f"{self.query}&" if self.query else ""
        return f"{self.url}?{query}at={quote(name)}#{self.fragment}"


_CORNERS = ("x0", "top", "x1", "bottom")


def around(x0: float, top: float, x1: float, bottom: float) -> Frame:
    """The frame to draw around a print: a little larger than its box, so that the line does not touch the letters."""
    return Frame(x=x0 - _LINE, y=top - _LINE, width=x1 - x0 + 2 * _LINE, height=bottom - top + 2 * _LINE)


def surroundings(box: Frame, page_width: float, page_height: float) -> Frame:
    """The part of the page to show enlarged: the row from the page's margin on, where its name stands, to the print."""
    end = min(max(box.x + box.width + _BEHIND, _LEAST_WIDTH), page_width)
    x = (
        max(min(_SIDE * page_width, box.x - _MARGIN, end - _LEAST_WIDTH), 0)
        if page_width < _NO_PAGE
        else box.x - _MARGIN
    )
    height = min(max(box.height + 2 * _MARGIN, _LEAST_HEIGHT), page_height)
    y = min(max(box.y + box.height / 2 - height / 2, 0), page_height - height)
    return Frame(x=x, y=y, width=end - x, height=height)
