"""How many of the reports found have which form, brand, laboratory …: what to narrow a search by, unknown included."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from registry.indexing.documents import FLAGS, FORMS, PANELS
from registry.indexing.tokens import day_of, unmask
from registry.models import Brand, Laboratory, SearchRow
from registry.search.question import UNKNOWN, VERDICTS, WITHIN, Question

NAMES = ("form", "panel", "tested_within", "flag", "brand", "lab", "pdf")
_MOST = 8  # brands and laboratories that are offered
_BESIDE = frozenset({"form", "flag", "brand", "lab", "pdf", "tested_within"})  # counted as if not chosen themselves


class Row(NamedTuple):
    """What one report is counted by."""

    place: int
    forms: int
    panels: int
    brand: int | None
    laboratory: int | None
    worst: int
    has_pdf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter and how many reports have it. `label` is its name where it is one of the catalogue's."""

    value: str
    count: int
    label: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One filter with its values; `is_more` says that only the newest thousand reports were counted."""

    name: str
    options: tuple[Option, ...]
    is_more: bool = False


Find = Callable[[Question], tuple[list[int], bool]]  # the places that a question finds, and whether there are more


def facets(question: Question, places: Sequence[int], is_more: bool, find: Find) -> list[Facet]:
    """Every filter with counts. A chosen one is counted among what the other filters find: `find` asks for that."""
    found = _rows(places)
    return [_facet(name, question, found, is_more, find) for name in NAMES]


def verdict_facet(question: Question, count: Callable[[Question], int], most: int) -> Facet:
    """How many of the reports end how under the chosen yardstick, counted up to `most`."""
    open_question = question.without("verdict")
    counts = {verdict: count(open_question.having("verdict", verdict)) for verdict in VERDICTS}
    chosen = question.all("verdict")
    options = tuple(
        Option(value=verdict, count=min(found, most), is_chosen=verdict in chosen) for verdict, found in counts.items()
    )
    return Facet(name="verdict", options=options, is_more=max(counts.values()) > most)


def _facet(name: str, question: Question, found: list[Row], is_more: bool, find: Find) -> Facet:
    if name in _BESIDE and question.all(name):
        places, is_more = find(question.without(name))
        found = _rows(places)
    chosen = set(question.all(name))
    counts = _COUNTS[name](found)
    options = _named(name, counts, chosen) if name in ("brand", "lab") else _ordered(name, counts, chosen)
    return Facet(name=name, options=options, is_more=is_more)


def _rows(places: Sequence[int]) -> list[Row]:
    """The rows of some places. Written as SQL, since a thousand of them are asked for up to five times a page."""
    if not places:
        return []
    columns, listed = ", ".join(Row._fields), ", ".join(map(str, places))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {SearchRow._meta.db_table} WHERE place IN ({listed})")  # noqa: S608 ints
        return list(map(Row._make, cursor.fetchall()))


def _ordered(name: str, counts: Counter[str], chosen: set[str]) -> tuple[Option, ...]:
    values = [value for value in _ORDERS[name] if counts[value] or value in chosen]
    values += sorted(chosen - set(values))
    return tuple(Option(value=value, count=counts[value], is_chosen=value in chosen) for value in values)


def _named(name: str, counts: Counter[str], chosen: set[str]) -> tuple[Option, ...]:
    """The commonest brands or laboratories, the chosen ones and those not stated, by their names."""
    model: type[Brand] | type[Laboratory] = Brand if name == "brand" else Laboratory
    most = [int(pk) for pk, _ in counts.most_common(_MOST + 1) if pk != UNKNOWN]
    rows = {row.pk: row for row in model.objects.filter(pk__in=most)}
    if chosen - {UNKNOWN}:  # whoever guesses the address of what is not public yet must not be told its name
        rows |= {row.pk: row for row in model.objects.filter(slug__in=chosen, published_reports__gt=0)}
    options = [
        Option(value=row.slug, label=row.name, count=counts[str(row.pk)], is_chosen=row.slug in chosen)
        for row in rows.values()
    ]
    options.sort(key=lambda option: (-option.count, option.label))
    if counts[UNKNOWN] or UNKNOWN in chosen:
        options.append(Option(value=UNKNOWN, count=counts[UNKNOWN], is_chosen=UNKNOWN in chosen))
    return tuple(options)


def _forms(rows: Iterable[Row]) -> Counter[str]:
    return _of_bits((row.forms for row in rows), FORMS)


def _panels(rows: Iterable[Row]) -> Counter[str]:
    bits = Counter(row.panels for row in rows)
    counts = _of_bits(bits.elements(), PANELS)
    counts[UNKNOWN] = bits[0]
    return counts


def _of_bits(bits: Iterable[int], order: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, count in Counter(bits).items():
        for one in unmask(value, order):
            counts[one] += count
    return counts


def _within(rows: Iterable[Row]) -> Counter[str]:
    today = timezone.localdate()
    days = Counter(day_of(row.place) for row in rows)
    counts = Counter({UNKNOWN: days[None]})
    for value in WITHIN:
        first = today - dt.timedelta(days=int(value[:-1]))
        counts[value] = sum(count for day, count in days.items() if day is not None and day >= first)
    return counts


_COUNTS: dict[str, Callable[[list[Row]], Counter[str]]] = {
    "form": _forms,
    "panel": _panels,
    "tested_within": _within,
    "flag": lambda rows: Counter(FLAGS[row.worst] for row in rows),
    "brand": lambda rows: Counter(UNKNOWN if row.brand is None else str(row.brand) for row in rows),
    "lab": lambda rows: Counter(UNKNOWN if row.laboratory is None else str(row.laboratory) for row in rows),
    "pdf": lambda rows: Counter("yes" if row.has_pdf else "no" for row in rows),
}
_ORDERS = {
    "form": FORMS,
    "panel": (*PANELS, UNKNOWN),
    "tested_within": (*WITHIN, UNKNOWN),
    "flag": tuple(reversed(FLAGS)),
    "pdf": ("yes", "no"),
}
