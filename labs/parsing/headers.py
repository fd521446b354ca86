"""The head of a report: who tested what for whom, and when."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from labs.coa import Printed, PrintedDate
from labs.parsing.dates import dates_in
from labs.parsing.labels import DATE_FIELDS, Labelled
from labs.parsing.phrases import between, printed
from labs.parsing.seen import SeenPage
from labs.parsing.unlabelled import (
    client_over_address,
    matrix_under,
    number_beside_page,
    product_over_matrix,
    signature_date,
)
from labs.reference.words import fold, longest_match, meanings, verdict_of

_LOT_CODE = re.compile(r"\bL\d{5,}\b")  # EU law has lots marked with an L before them


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a report, or of one sample's pages, says."""

    texts: dict[str, Printed]
    dates: dict[str, PrintedDate]


def read_head(found: Sequence[Labelled], *, day_first: bool | None) -> Head:
    """The best labelled value of each field; `day_first` says how the document orders 03/04/2026."""
    texts = {name: best for name in _CHECKS if (best := _best(name, found)) is not None}
    dates = {name: day for name in DATE_FIELDS if (day := _best_date(name, found, day_first)) is not None}
    if "batch" not in texts and "product_name" in texts and (lot := _LOT_CODE.search(texts["product_name"].text)):
        texts["batch"] = replace(texts["product_name"], text=lot[0])
    return Head(texts=texts, dates=dates)


def _is_code(text: str) -> bool:
    return any(c.isdigit() for c in text) and len(text) < 45 and len(text.split()) <= 4 and not dates_in(text)


def _is_name(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 3 and len(text) < 120 and verdict_of(text) is None


def _is_verdict(text: str) -> bool:
    return verdict_of(text) in ("pass", "fail", "tested")


def _judges(text: str) -> bool:
    return verdict_of(text) in ("pass", "fail")


_CHECKS: dict[str, Callable[[str], bool]] = {
    "report_id": _is_code,
    "sample_id": _is_code,
    "product_name": _is_name,
    "batch": lambda text: _is_code(text) or (text.isupper() and len(text.split()) == 1 and not _is_verdict(text)),
    "client": _is_name,
    "matrix": _is_name,
    "overall": _is_verdict,
}


def _best(name: str, found: Iterable[Labelled]) -> Printed | None:
    """The first value that fits of the earliest page, by the order of the field's labels."""
    fitting = [
        one
        for one in _with_other_meanings(found)
        if one.field == name
        and _CHECKS[name](one.value.text)
        and verdict_of(one.value.text) not in ("none", "not_tested")
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda one: (one.value.page, one.rank)).value


def _with_other_meanings(found: Iterable[Labelled]) -> Iterable[Labelled]:
    """Labels that say one thing before a code and another before words: ``Sample: Red Thai``, ``Batch: PASS``."""
    for one in found:
        yield one
        text = one.value.text
        if one.field == "sample_id" and fold(one.label.text) == "sample" and not _is_code(text):
            yield replace(one, field="product_name", rank=20)
        if one.field == "batch" and _judges(text):
            yield replace(one, field="overall")


def _best_date(name: str, found: Iterable[Labelled], day_first: bool | None) -> PrintedDate | None:
    dated = [
        (one, dates) for one in found if one.field == name and (dates := dates_in(one.value.text, day_first=day_first))
    ]
    if not dated:
        return None
    one, dates = min(dated, key=lambda pair: (pair[0].value.page, pair[0].rank))
    read = dates[-1] if name == "tested" else dates[0]
    return PrintedDate(day=read.day, printed=one.value, other=read.other)


def completed(head: Head, pages: Iterable[SeenPage], lab_name: str, *, day_first: bool | None) -> Head:
    """The head with what stands without a label, looked for page by page where a field is still missing."""
    texts, dates = dict(head.texts), dict(head.dates)
    for page in pages:
        _fill(texts, "product_name", product_over_matrix(page, lab_name))
        _fill(texts, "client", client_over_address(page, lab_name))
        _fill(texts, "report_id", number_beside_page(page))
        product = texts.get("product_name")
        if product is not None and product.page == page.number:
            _fill(texts, "matrix", matrix_under(product, page))
        signed = signature_date(page, day_first=day_first)
        if "reported" not in dates and signed is not None:
            dates["reported"] = signed
    return Head(texts=texts, dates=dates)


def _fill(texts: dict[str, Printed], name: str, found: Printed | None) -> None:
    if found is not None:
        texts.setdefault(name, found)


def lone_verdict(page: SeenPage, *, above: float) -> Printed | None:
    """A pass or fail set in larger type than any other verdict and than most of the page: the word on the whole report.

    Only above the first table (a y in points), and alone: beside a panel's name it speaks of that panel. Tested or
    complete says nothing of the whole: it is as often a label of a date.
    """
    verdicts = [phrase for phrase in page.phrases if _is_verdict(phrase.text)]
    if not verdicts:
        return None
    biggest = max(verdicts, key=lambda phrase: phrase.size)
    usual = median(phrase.size for phrase in page.phrases)
    rivals = [usual, *(phrase.size for phrase in verdicts if phrase is not biggest)]
    if biggest.baseline > above or any(size > 0.85 * biggest.size for size in rivals) or not _judges(biggest.text):
        return None
    line = between(page.phrases, biggest.baseline - 0.5 * biggest.size, biggest.baseline + 0.5 * biggest.size)
    if any(longest_match(fold(other.text).split(), meanings("panels")) for other in line):
        return None
    return printed([biggest], page.number)
