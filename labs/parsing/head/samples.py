"""Which results belong to which sample: a report may hold several, each with its own number.

They may stand on pages of their own, under each other on one page, as the rows of a table, or side by side as its
columns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from labs.coa import AnalyteResult, Printed, Sample
from labs.parsing.head.headers import Head, read_head
from labs.parsing.head.labels import Labelled, label_key
from labs.parsing.head.sample_places import FACTS, Place, places_on
from labs.parsing.head.seen import SeenPage
from labs.reference.words import fold

Facts = dict[str, Printed]
_COLUMN = "column"  # what the head of a table's column names
_NUMBERS = ("sample_id", "report_id")


@dataclass(slots=True)
class _Found:
    facts: Facts
    results: list[AnalyteResult] = field(default_factory=list)


def samples_of(
    pages: Sequence[SeenPage], results: Sequence[Sequence[AnalyteResult]], whole: Head, *, day_first: bool | None
) -> tuple[Sample, ...]:
    """One sample for each that results are told apart by; `results` are those of each page.

    A page that names no sample goes with the page before it. `whole` is the head of the whole report, which speaks for
    the only sample of a report; of several, each has what is printed for it alone, and the rest from a list of
    samples that has its number.
    """
    usual = _usual_labels(pages)
    parts = [[(place, _facts_of(place, usual, day_first)) for place in places_on(page)] for page in pages]
    found: list[_Found] = []
    current: _Found | None = None
    for of_page, places in zip(results, parts, strict=True):
        whole_page = places[-1][1]
        for result in of_page:
            facts = next(facts for place, facts in places if place.holds(result.printed.box))
            current = _sample_with({**_shared(whole_page, places), **facts}, found, current)
            current.results.append(result)
    if len(found) < 2:
        return (_sample(whole.texts, [result for of_page in results for result in of_page]),)
    listed = [facts for places in parts for _, facts in places]
    return tuple(_sample(_completed(one.facts, listed), one.results) for one in found)


def _usual_labels(pages: Iterable[SeenPage]) -> dict[str, str]:
    """The label that each kind of number stands under where it comes first: other labels name other numbers."""
    usual: dict[str, str] = {}
    for page in pages:
        for name in _NUMBERS:
            ranked = [one for one in page.labelled if one.field == name]
            if ranked and name not in usual:
                usual[name] = label_key(min(ranked, key=lambda one: (one.rank, one.label.baseline)))
    return usual


def _facts_of(place: Place, usual: dict[str, str], day_first: bool | None) -> Facts:
    facts = _facts(place.labelled, usual, day_first)
    return facts if place.column is None else {**facts, _COLUMN: place.column}


def _facts(labelled: Sequence[Labelled], usual: dict[str, str], day_first: bool | None) -> Facts:
    """What a part of a page says of its sample, its numbers only under the labels that the report uses for them."""
    kept = [_as_first(one) for one in labelled if one.field not in _NUMBERS or label_key(one) == usual.get(one.field)]
    texts = read_head(kept, day_first=day_first).texts
    return {name: texts[name] for name in (*FACTS, "report_id") if name in texts}


def _as_first(one: Labelled) -> Labelled:
    return replace(one, row=0, column=0) if one.row or one.column else one


def _shared(whole_page: Facts, places: Sequence[tuple[Place, Facts]]) -> Facts:
    """What the head of a page says of all samples on it: nothing that differs between them."""
    if len(places) == 1:
        return whole_page
    apart = {name for _, facts in places[:-1] for name in facts}
    return {name: text for name, text in whole_page.items() if name not in apart}


def _sample_with(facts: Facts, found: list[_Found], current: _Found | None) -> _Found:
    """The sample that has these facts: one found before, or a new one."""
    if current is not None and _agree(facts, current.facts):
        current.facts = {**facts, **current.facts}
        return current
    same = next((one for one in found if _agree(facts, one.facts) and _is_named(facts)), None)
    if same is not None:
        same.facts = {**facts, **same.facts}
        return same
    found.append(_Found(facts))
    return found[-1]


def _is_named(facts: Facts) -> bool:
    return bool(facts.keys() & {"sample_id", "product_name", "batch", _COLUMN})


def _agree(one: Facts, other: Facts) -> bool:
    """Whether nothing tells two samples apart: the heads of their columns or a number decide.

    Without either, product and batch must both differ.
    """
    if _COLUMN in one and _COLUMN in other:
        return _equal(_COLUMN, one, other)
    for name in _NUMBERS:
        if name in one and name in other and (name == "sample_id" or not _equal(name, one, other)):
            return _equal(name, one, other)
    told = [name for name in ("product_name", "batch") if name in one and name in other]
    return len(told) < 2 or any(_equal(name, one, other) for name in told)


def _equal(name: str, one: Facts, other: Facts) -> bool:
    return fold(one[name].text) == fold(other[name].text)


def _completed(facts: Facts, listed: Iterable[Facts]) -> Facts:
    """Facts with what a list elsewhere prints beside the same sample's number."""
    number = facts.get("sample_id")
    for other in listed:
        if number is not None and "sample_id" in other and _equal("sample_id", facts, other):
            facts = {**other, **facts}
    return facts


def _sample(facts: Facts, results: Iterable[AnalyteResult]) -> Sample:
    return Sample(
        sample_id=facts.get("sample_id"),
        product_name=facts.get("product_name"),
        batch=facts.get("batch"),
        matrix=facts.get("matrix"),
        results=tuple(results),
    )
