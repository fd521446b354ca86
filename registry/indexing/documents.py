"""What the search index keeps of one report."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from labs.coa import Panel
from labs.quantities import Kind
from labs.reference.analytes import by_slug
from labs.reference.beside import Beside
from labs.reference.limits import LimitSet, all_limit_sets
from labs.reference.measured import Measured, Outcome, measured
from labs.reference.texts import is_unread, text_on
from labs.reference.yardsticks import judge_all
from registry.as_values import as_result
from registry.cataloguing import material_of
from registry.indexing.tokens import (
    ANY,
    PUBLIC,
    UNKNOWN,
    batch_tokens,
    code_token,
    number_token,
    place_of,
    reference_token,
    token,
    words_of,
)
from registry.models import AnalyteResult, Flag, Product, Report, Status, batch_key

Named = tuple[int, str, str]  # a row's key, what it is filtered by, and its name
FORMS = tuple(Product.Form.values)
PANELS = tuple(panel.value for panel in Panel)
FLAGS = ("none", *Flag.Severity.values)  # the lightest first; a row keeps the position
NOT_STATED = "brand not stated"  # the key of the name under which products without a client are kept
_GRAVEST_FIRST = (Outcome.ABOVE, Outcome.BELOW, Outcome.CANNOT_TELL, Outcome.WITHIN)
_WORDS = {Outcome.ABOVE: "above", Outcome.BELOW: "above", Outcome.CANNOT_TELL: "cannot-tell", Outcome.WITHIN: "within"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The bounds of one result, as `SearchAmount` keeps them."""

    analyte: str
    dimension: str
    low: Any
    high: Any
    high_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one report is found, filtered and counted by. `verdicts` are pairs of a yardstick and how it ends."""

    pk: int
    reference: str
    day: dt.date | None
    is_public: bool
    has_pdf: bool
    report_number: str = ""
    laboratory: Named | None = None  # with its slug
    brand: Named | None = None  # with its slug
    products: tuple[Named, ...] = ()  # with their form
    batches: tuple[Named, ...] = ()  # with their key
    panels: frozenset[str] = frozenset()
    analytes: frozenset[str] = frozenset()
    worst: int = 0
    verdicts: tuple[tuple[str, str], ...] = ()
    amounts: tuple[Amount, ...] = ()
    numbers: frozenset[str] = frozenset()  # the laboratory's for the report and its samples, folded
    codes: frozenset[str] = frozenset()  # what the codes on its pages say

    @property
    def place(self) -> int:
        """Where the report stands in the order of all."""
        return place_of(self.day, self.pk)

    @property
    def forms(self) -> frozenset[str]:
        """What its products are sold as."""
        return frozenset(form for _, form, _ in self.products) or frozenset({Product.Form.UNKNOWN.value})

    def tokens(self) -> list[str]:
        """Every token that finds it."""
        names = [one[2] for one in (*self.products, *self.batches, self.brand, self.laboratory) if one is not None]
        of_analytes = (word for slug in sorted(self.analytes) for word in _words_of_analyte(slug))
        words = dict.fromkeys([*words_of(*names, self.report_number), *of_analytes])
        return [*words, *self._filters()]

    def _filters(self) -> Iterator[str]:
        yield ANY
        if self.is_public:
            yield PUBLIC
        yield token("id", self.pk)
        yield reference_token(self.reference)
        yield token("lab", self.laboratory[1] if self.laboratory else UNKNOWN)
        yield token("brand", self.brand[1] if self.brand else UNKNOWN)
        yield from (token("form", form) for form in sorted(self.forms))
        yield from (token("product", pk) for pk, *_ in self.products)
        for pk, key, _ in self.batches:
            yield from batch_tokens(pk, key)
        yield from (token("panel", panel) for panel in sorted(self.panels) or [UNKNOWN])
        yield token("flag", FLAGS[self.worst])
        yield token("pdf", "yes" if self.has_pdf else "no")
        yield from (token("analyte", slug) for slug in sorted(self.analytes))
        yield from (token(yardstick, word) for yardstick, word in self.verdicts)
        yield from (number_token(number) for number in sorted(self.numbers))
        yield from (code_token(text) for text in sorted(self.codes))


@cache
def _words_of_analyte(slug: str) -> list[str]:
    analyte = by_slug(slug)
    return words_of(analyte.name) if analyte else []


def document_of(report: Report) -> Document:
    """What is kept of a report, from its rows as they are now."""
    samples = list(report.samples.select_related("product__brand", "batch").prefetch_related("results"))
    products = {s.product_id: s.product for s in samples if s.product is not None}
    batches = {s.batch_id: s.batch for s in samples if s.batch is not None}
    brand = next((one.brand for one in products.values() if one.brand.key != NOT_STATED), None)
    laboratory = report.laboratory
    tested = [row for sample in samples for row in sample.results.all() if row.kind != Kind.NOT_TESTED]
    day = report.tested_on or report.reported_on
    return Document(
        pk=report.pk,
        reference=report.reference,
        day=day,
        is_public=report.status == Status.PUBLISHED,
        has_pdf=bool(report.original) and not report.sent_file,
        report_number=report.report_number,
        laboratory=(laboratory.pk, laboratory.slug, laboratory.name) if laboratory else None,
        brand=(brand.pk, brand.slug, brand.name) if brand else None,
        products=tuple((one.pk, one.form, one.name) for one in products.values()),
        batches=tuple((one.pk, one.key, one.number) for one in batches.values()),
        panels=frozenset(row.panel for row in tested),
        analytes=frozenset(row.analyte for row in tested if row.analyte),
        worst=_worst(report),
        verdicts=verdicts_of(
            (([measured(as_result(row)) for row in s.results.all()], material_of(s.product)) for s in samples),
            report.reported_on or report.tested_on,
        ),
        amounts=tuple(_amount(row) for row in tested if row.analyte),
        numbers=frozenset(filter(None, map(batch_key, [report.report_number, *(s.sample_number for s in samples)]))),
        codes=_codes(report),
    )


def _amount(row: AnalyteResult) -> Amount:
    return Amount(analyte=row.analyte, dimension=row.dimension, low=row.low, high=row.high, high_open=row.high_open)


def _codes(report: Report) -> frozenset[str]:
    """What the codes say that the last reading found."""
    codes = report.readings.order_by("-read_at", "-pk").values_list("codes", flat=True).first() or []
    return frozenset(" ".join(code["text"].split()) for code in codes)


def _worst(report: Report) -> int:
    standing = Flag.objects.filter(report=report).standing()
    return max((FLAGS.index(severity) for severity in standing.values_list("severity", flat=True)), default=0)


def verdicts_of(
    samples: Iterable[tuple[Sequence[Measured], str | None]], day: dt.date | None
) -> tuple[tuple[str, str], ...]:
    """How the samples of a report stand to each yardstick, by its text for the day of the report: the gravest counts.

    Each sample is its results and what it is made of, where that is known.

    A yardstick that limits nothing of what was measured is left out. Limits per day cannot be told, nor what a text
    asked that was not read.
    """
    held = [(sample, Beside(sample), form) for sample, form in samples]
    found = []
    for name, limits, is_read in texts_on(day):
        outcomes = {
            one.outcome
            for sample, beside, form in held
            for row in sample
            for one in judge_all(row, limits, beside=beside, form=form)
        }
        worst = next((_WORDS[outcome] for outcome in _GRAVEST_FIRST if outcome in outcomes), None)
        if worst is not None:
            found.append((name, worst if is_read else _WORDS[Outcome.CANNOT_TELL]))
    return tuple(found)


@cache
def texts_on(day: dt.date | None) -> tuple[tuple[str, LimitSet, bool], ...]:
    """Every yardstick with numbers, and its text for a day; without the day, its own. With whether that was read.

    Where it was not, the yardstick's own text stands for it.
    """
    found = []
    for one in all_limit_sets():
        text = one if day is None else text_on(one, day)
        if one.rules and text is not None:
            found.append((one.id, text, True))
        elif one.rules and day is not None and is_unread(one, day):
            found.append((one.id, one, False))
    return tuple(found)
