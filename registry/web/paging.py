"""Long lists in pages: by number where the whole is counted cheaply, by the last key where it is not."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from registry.models import LATEST_TEST_FIRST, Report
from registry.web.lines import report_lines

PAGE = 40


class _Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows that were counted beforehand."""

    def __init__(self, rows: "QuerySet[Any]", per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


def page_of(request: HttpRequest, rows: "QuerySet[Any]", *, count: int | None = None) -> "Page[Any]":
    """The page of rows that the address asks for: ``?page=2``. `count` is how many there are, where that is known."""
    pages = Paginator(rows, PAGE) if count is None else _Counted(rows, PAGE, count)
    return pages.get_page(request.GET.get("page"))


def reports_page(request: HttpRequest, reports: "QuerySet[Report]", *, count: int | None = None) -> dict[str, object]:
    """A page of reports, the latest first, as a template wants it; `count` is how many there are, where it is known.

    Only keys are counted and skipped, which an index does alone; whole reports are fetched for the page that is shown.
    """
    keys = reports.order_by(*LATEST_TEST_FIRST).values_list("pk", flat=True)
    page = page_of(request, keys, count=count)
    shown = Report.objects.filter(pk__in=list(page.object_list)).order_by(*LATEST_TEST_FIRST)
    return {"page": page, "lines": report_lines(shown)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of an endless list, the latest first. `older` is the key to go on from, None at its end."""

    rows: list[Any]
    older: int | None
    is_first: bool


def stretch_of(query: QueryDict, rows: "QuerySet[Any]") -> Stretch:
    """The stretch that the address asks for: ``?before=<key>``. Costs the same however far down the list it is."""
    before = query.get("before", "")
    is_first = not (before.isascii() and before.isdigit() and len(before) <= 18)
    if not is_first:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Stretch(rows=found[:PAGE], older=found[PAGE - 1].pk if len(found) > PAGE else None, is_first=is_first)
