"""Which results belong to which sample: a report may hold several, each with its own number on its pages."""

from collections.abc import Sequence

from labs.coa import AnalyteResult, Sample
from labs.parsing.headers import Head, read_head
from labs.parsing.seen import SeenPage


def samples_of(
    pages: Sequence[SeenPage], results: Sequence[Sequence[AnalyteResult]], whole: Head, *, day_first: bool | None
) -> tuple[Sample, ...]:
    """One sample for each sample number that pages with results bear; `results` are those of each page.

    A page without a number goes with the page before it. `whole` is the head of the whole report, which speaks for
    the only sample of a report.
    """
    by_number: dict[str, tuple[Head, list[AnalyteResult]]] = {}
    current = ""
    for page, found in zip(pages, results, strict=True):
        head = read_head(page.labelled, day_first=day_first)
        number = head.texts.get("sample_id")
        if number is not None:
            current = number.text
        by_number.setdefault(current, (head, []))[1].extend(found)
    with_results = [one for one in by_number.values() if one[1]]
    if len(with_results) < 2:
        return (_sample(whole, [result for found in results for result in found]),)
    return tuple(_sample(head, found) for head, found in with_results)


def _sample(head: Head, results: Sequence[AnalyteResult]) -> Sample:
    return Sample(
        sample_id=head.texts.get("sample_id"),
        product_name=head.texts.get("product_name"),
        batch=head.texts.get("batch"),
        matrix=head.texts.get("matrix"),
        results=tuple(results),
    )
