"""The head of a report: who tested what for whom, and when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from labs.coa import Printed, PrintedDate
from labs.parsing.head.dates import ReadDate, dates_in, is_day_first
from labs.parsing.head.fits import DATE_FIELDS, fits, is_code, is_verdict, judges
from labs.parsing.head.headline import matrix_under, product_headline
from labs.parsing.head.labels import Labelled, label_key
from labs.parsing.head.prose import days_told
from labs.parsing.head.report_numbers import number_of_report
from labs.parsing.head.seen import SeenPage
from labs.parsing.head.unlabelled import (
    client_over_address,
    date_of_letter,
    lone_company,
    place_and_date,
    signature_date,
)
from labs.parsing.text.phrases import between, printed
from labs.reference.words import fold, languages, longest_match, meanings, phrases, verdict_of

_LONGEST_SENTENCE = 12  # words
_LONGEST_MARK = 3  # letters: P or OK within a sentence judges nothing
_TEXTS = ("laboratory", "report_id", "sample_id", "product_name", "batch", "client", "matrix", "overall")
_BATCH_DATE = "batch date"
_OF_RUNS = frozenset(("analytical batch", "analysis batch", "instrument used", "prep batch", "qc batch"))
_NEAR = 3.0  # of a label's size
_LOT_CODE = re.compile(r"\bL\d{5,}\b")  # EU law has lots marked with an L before them


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a report, or of one sample's pages, says."""

    texts: dict[str, Printed]
    dates: dict[str, PrintedDate]


def read_head(found: Sequence[Labelled], *, day_first: bool | None) -> Head:
    """The best labelled value of each field; `day_first` says how the document orders 03/04/2026."""
    texts = {name: best for name in _TEXTS if (best := _best(name, found)) is not None}
    dates = {name: day for name in DATE_FIELDS if (day := _best_date(name, found, day_first)) is not None}
    _drop_what_stands_for_the_report(dates)
    if "batch" not in texts:
        named = [*([texts["product_name"]] if "product_name" in texts else []), *_products(found)]
        lots = [replace(name, text=lot) for name in named if (lot := _lot_in(name.text))]
        texts |= {"batch": lots[0]} if lots else {}
    return Head(texts=texts, dates=dates)


def _drop_what_stands_for_the_report(dates: dict[str, PrintedDate]) -> None:
    """Keep the day that the work was completed only beside another one of the report: alone, it is the report's."""
    done, reported = dates.get("completed"), dates.get("reported")
    if done is None or (reported is not None and _are_two_of_a_page(done.printed, reported.printed)):
        return
    del dates["completed"]


def _are_two_of_a_page(one: Printed, other: Printed) -> bool:
    return one.page == other.page and one.box != other.box


def _products(found: Iterable[Labelled]) -> list[Printed]:
    return [one.value for one in found if one.field == "product_name" and one.row <= 1 and one.column <= 1]


def _lot_in(product: str) -> str | None:
    """The lot that a product's name ends with: ``Red Heron, Lot # 240488-BR``, ``Ch. AW-25-311``, ``L0820250``."""
    words = [word.strip(",;:()") for word in product.split()]
    labels = phrases("fields")["batch"]
    for number, word in enumerate(words[:-1]):
        rest = [one for one in words[number + 1 :] if one.strip("#.")]
        if fold(word) in labels and rest and any(c.isdigit() for c in rest[0]) and is_code(rest[0]):
            return rest[0]
    found = _LOT_CODE.search(product)
    return found[0] if found else None


def _best(name: str, found: Iterable[Labelled]) -> Printed | None:
    """The first value that fits of the earliest page, by the order of the field's labels."""
    fitting = [
        one
        for one in _with_other_meanings(found)
        if one.field == name and one.row <= 1 and one.column <= 1 and fits(name, one.value.text)
    ]
    if name == "overall":
        fitting = _of_one_mind(fitting)
    if not fitting:
        return None
    return min(fitting, key=_place).value


def _of_one_mind(found: Sequence[Labelled]) -> list[Labelled]:
    """Words on the whole without those whose label says now pass, now fail: these are on panels, or on samples."""
    told: dict[str, set[str | None]] = {}
    for one in found:
        told.setdefault(label_key(one), set()).add(verdict_of(one.value.text))
    return [one for one in found if not {"pass", "fail"} <= told[label_key(one)]]


def _place(one: Labelled) -> tuple[int, int, float]:
    return one.value.page, one.rank, one.label.baseline


def _with_other_meanings(found: Iterable[Labelled]) -> Iterable[Labelled]:
    """Labels that say one thing before a code and another before words: ``Sample: Red Thai``, ``Batch: PASS``."""
    for one in found:
        text = one.value.text
        if one.field == "product_name" and is_code(text) and _names_either(one.label.text):
            continue
        yield one
        if one.field == "overall" and not is_verdict(text) and (word := _judgement_in(text)):
            yield replace(one, value=replace(one.value, text=word))
        if one.field == "batch" and judges(text):
            yield replace(one, field="overall")


def _judgement_in(text: str) -> str | None:
    """The pass or fail within a sentence: ``the sample is CONFORME``; None where it says both, or neither.

    Of two words for one judgement, ``Approved - PASS``, the last is taken.
    """
    words = text.split()
    if len(words) > _LONGEST_SENTENCE:
        return None
    told: list[str] = []
    start = 0
    while start < len(words):
        ends = [end for end in range(min(start + 4, len(words)), start, -1) if judges(" ".join(words[start:end]))]
        if ends and len(" ".join(words[start : ends[0]])) > _LONGEST_MARK:
            told.append(" ".join(words[start : ends[0]]))
        start = ends[0] if ends else start + 1
    return told[-1] if len({verdict_of(word) for word in told}) == 1 else None


def _names_either(label: str) -> bool:
    """Whether a label such as ``Sample`` stands before a sample's number as well as before its name."""
    of_field = phrases("fields")
    return fold(label) in of_field["sample_id"] and fold(label) in of_field["product_name"]


def orders_day_first(pages: Sequence[SeenPage]) -> bool | None:
    """Whether a document writes 31/12/2026: by its own dates, or since its labels are in a language that does so."""
    told = is_day_first(page.text for page in pages)
    if told is not None:
        return told
    known = languages("fields")
    labels = [known.get(fold(one.label.text), frozenset(("en",))) for page in pages for one in page.labelled]
    return True if 2 * sum("en" not in of_label for of_label in labels) > len(labels) else None


def _best_date(name: str, found: Iterable[Labelled], day_first: bool | None) -> PrintedDate | None:
    found = list(found)
    dated = [
        (one, dates)
        for one in found
        if one.field == name
        and not _is_of_measurement(one, found)
        and one.row <= 1
        and one.column <= 1
        and (dates := dates_in(one.value.text, day_first=day_first))
    ]
    if not dated:
        return None
    if name == "tested" and dated:
        dated = _of_report(dated)
    if not dated:
        return None
    one, dates = min(dated, key=lambda pair: _place(pair[0]))
    read = dates[-1] if name == "tested" else dates[0]
    return PrintedDate(day=read.day, printed=one.value, other=read.other)


def _is_of_measurement(one: Labelled, found: Iterable[Labelled]) -> bool:
    """Whether a batch's date is that of a run in the laboratory: beside it stands the run's number or instrument."""
    if fold(one.label.text) != _BATCH_DATE:
        return False
    return any(
        other.field == "ignored"
        and fold(other.label.text) in _OF_RUNS
        and other.value.page == one.value.page
        and abs(other.label.baseline - one.label.baseline) < _NEAR * one.label.size
        for other in found
    )


def _of_report(dated: list[tuple[Labelled, list[ReadDate]]]) -> list[tuple[Labelled, list[ReadDate]]]:
    """The days of the tests that may be the whole report's: a span if any; none where tables have days of their own."""
    first = min(dated, key=lambda pair: _place(pair[0]))[0]
    alike = [(one, dates) for one, dates in dated if label_key(one) == label_key(first)]
    spans = [(one, dates) for one, dates in alike if len(dates) > 1]
    days = {dates[-1].day for _, dates in alike}
    if len(days) == 1:
        return dated
    return spans


def completed(head: Head, pages: Sequence[SeenPage], lab_name: str, *, day_first: bool | None) -> Head:
    """The head with what stands without a label, looked for page by page where a field is still missing."""
    texts, dates = dict(head.texts), dict(head.dates)
    dated = {one.field for page in pages for one in page.labelled if fits(one.field, one.value.text)}
    for page in pages:
        _fill(texts, "client", client_over_address(page, lab_name) or lone_company(page, lab_name))
        if "product_name" not in texts:
            client = texts["client"].text if "client" in texts else ""
            _fill(texts, "product_name", product_headline(page, [name for name in (lab_name, client) if name]))
        _fill(texts, "report_id", number_of_report(page))
        product = texts.get("product_name")
        if product is not None and product.page == page.number:
            _fill(texts, "matrix", matrix_under(product, page))
        reported = (
            place_and_date(page, day_first=day_first)
            or date_of_letter(page, day_first=day_first)
            or signature_date(page, day_first=day_first)
        )
        if "reported" not in dates and reported is not None:
            dates["reported"] = reported
        told = days_told(page, day_first=day_first)
        dates = {**{name: day for name, day in told.items() if name not in dated}, **dates}
    return Head(texts=texts, dates=dates)


def _fill(texts: dict[str, Printed], name: str, found: Printed | None) -> None:
    if found is not None:
        texts.setdefault(name, found)


def lone_verdict(page: SeenPage, *, above: float) -> Printed | None:
    """A pass or fail set in larger type than any other verdict and than most of the page: the word on the whole report.

    Only above the first table (a y in points), and alone: beside a panel's name it speaks of that panel. Tested or
    complete says nothing of the whole: it is as often a label of a date.
    """
    verdicts = [phrase for phrase in page.phrases if is_verdict(phrase.text)]
    if not verdicts:
        return None
    biggest = max(verdicts, key=lambda phrase: phrase.size)
    usual = median(phrase.size for phrase in page.phrases)
    rivals = [usual, *(phrase.size for phrase in verdicts if phrase is not biggest)]
    if biggest.baseline > above or any(size > 0.9 * biggest.size for size in rivals) or not judges(biggest.text):
        return None
    line = between(page.phrases, biggest.baseline - 0.5 * biggest.size, biggest.baseline + 0.5 * biggest.size)
    if any(longest_match(fold(other.text).split(), meanings("panels")) for other in line):
        return None
    return printed([biggest], page.number)
