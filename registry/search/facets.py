"""How many of the reports found have which form, brand, laboratory …: what to narrow a search by, unknown included."""

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from registry.indexing.documents import FLAGS, FORMS, PANELS
from registry.indexing.tokens import place_of, unmask
from registry.models import Brand, Laboratory
from registry.search.question import UNKNOWN, VERDICTS, WITHIN, Question
from registry.search.rows import Rows

NAMES = ("form", "panel", "tested_within", "flag", "brand", "lab", "pdf")
_MOST = 8  # brands and laboratories that are offered
_BESIDE = frozenset({"form", "flag", "brand", "lab", "pdf", "tested_within"})  # counted as if not chosen themselves


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


Find = Callable[[Question], tuple[Rows, bool]]  # what a question finds, and whether there are more


def facets(question: Question, found: Rows, is_more: bool, find: Find) -> list[Facet]:
    """Every filter with counts. A chosen one is counted among what the other filters find: `find` asks for that."""
    return [_facet(name, question, found, is_more, find) for name in NAMES]


def verdict_facet(question: Question, counts: Mapping[str, int], is_more: bool) -> Facet:
    """How many of the reports end how under the chosen yardstick."""
    chosen = question.all("verdict")
    options = (Option(value=one, count=counts[one], is_chosen=one in chosen) for one in VERDICTS)
    return Facet(name="verdict", options=tuple(options), is_more=is_more)


def _facet(name: str, question: Question, found: Rows, is_more: bool, find: Find) -> Facet:
    if name in _BESIDE and question.all(name):
        found, is_more = find(question.without(name))
    chosen = set(question.all(name))
    if name == "brand":
        options = _named(Brand, Counter(found.brand), chosen)
    elif name == "lab":
        options = _named(Laboratory, Counter(found.laboratory), chosen)
    else:
        options = _ordered(name, _COUNTS[name](found), chosen)
    return Facet(name=name, options=options, is_more=is_more)


def _ordered(name: str, counts: Counter[str], chosen: set[str]) -> tuple[Option, ...]:
    values = [value for value in _ORDERS[name] if counts[value] or value in chosen]
    values += sorted(chosen - set(values))
    return tuple(Option(value=value, count=counts[value], is_chosen=value in chosen) for value in values)


def _named(model: type[Brand] | type[Laboratory], counts: Counter[int | None], chosen: set[str]) -> tuple[Option, ...]:
    """The commonest brands or laboratories, the chosen ones and those not stated, by their names."""
    most = [pk for pk, _ in counts.most_common(_MOST + 1) if pk is not None]
    wanted = Q(pk__in=most)
    if slugs := chosen - {UNKNOWN}:  # whoever guesses the address of what is not public yet must not be told its name
        wanted |= Q(slug__in=slugs, published_reports__gt=0)
    rows = model.objects.filter(wanted).order_by().values_list("pk", "slug", "name") if most or slugs else ()
    options = [Option(value=slug, label=name, count=counts[pk], is_chosen=slug in chosen) for pk, slug, name in rows]
    options.sort(key=lambda option: (-option.count, option.label))
    if counts[None] or UNKNOWN in chosen:
        options.append(Option(value=UNKNOWN, count=counts[None], is_chosen=UNKNOWN in chosen))
    return tuple(options)


def _panels(found: Rows) -> Counter[str]:
    counts = _of_bits(found.panels, PANELS)
    counts[UNKNOWN] = found.panels.count(0)
    return counts


def _of_bits(bits: Sequence[int], order: tuple[str, ...]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, count in Counter(bits).items():
        for one in unmask(value, order):
            counts[one] += count
    return counts


def _within(found: Rows) -> Counter[str]:
    """How many were tested within each number of days: places are in the order of days."""
    places, today = sorted(found.place), timezone.localdate()
    counts = Counter({UNKNOWN: bisect_left(places, place_of(dt.date.min, 0))})
    for value in WITHIN:
        first = place_of(today - dt.timedelta(days=int(value[:-1])), 0)
        counts[value] = len(places) - bisect_left(places, first)
    return counts


_COUNTS: dict[str, Callable[[Rows], Counter[str]]] = {
    "form": lambda found: _of_bits(found.forms, FORMS),
    "panel": _panels,
    "tested_within": _within,
    "flag": lambda found: Counter({FLAGS[worst]: count for worst, count in Counter(found.worst).items()}),
    "pdf": lambda found: Counter({"yes": sum(found.has_pdf), "no": len(found.has_pdf) - sum(found.has_pdf)}),
}
_ORDERS = {
    "form": FORMS,
    "panel": (*PANELS, UNKNOWN),
    "tested_within": (*WITHIN, UNKNOWN),
    "flag": tuple(reversed(FLAGS)),
    "pdf": ("yes", "no"),
}
