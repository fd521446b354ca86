"""The marks by which a report finds those that it must be compared with: hashes that few other reports share.

* numbers: of each sample the numbers with three or more significant digits, in the order of their names, two and two
  neighbours together. One that was changed breaks two pairs and leaves the others.
* panels: all numbers of a panel that has four or more.
* the report: laboratory and report number.
* the batch: its number with the product, and with the client.
* the text: all of it; and the windows of words around its telling numbers, as a sketch (MinHash): eight bands of two
  minima each, of which two texts share one with a chance of 9 in 10 if they share half of their windows. Numbers that a
  template prints (LOD, LOQ, limits) open no window, and words alone make no mark: reports of one template share none.
* the pages: what each of the first ones looks like from afar. Pages of one template often do; see `candidates`.
* the history, shared by many and asked apart: client and product, laboratory and client.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from labs.checks.document import Document
from labs.checks.wording import LONGEST, normalised
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel, Printed, Sample
from labs.quantities import Kind, unit_key
from registry.models import batch_key, name_key

_TELLING_DIGITS = 3  # of a number in a pair; every hundredth report of a kind shares one by chance
_LEAST_DIGITS, _LEAST_NUMBERS = 2, 4  # of a panel taken whole
_SHORTEST_KEY = 4  # signs of a batch or report number; shorter ones are everyone's
_UNMEASURED = (Panel.OTHER, Panel.FOREIGN, Panel.IDENTITY)
_PAGES = 3  # of a report, whose looks are marks
_BANDS, _ROWS = 8, 2  # of the sketch of a text
_FEWEST_WINDOWS, _MOST_WINDOWS = 4, 2_000
_AROUND = 2  # words on each side of a number
_NUMBER = re.compile(r"\d+[.,]\d+")
_BITS = 64
_WHOLE = (1 << _BITS) - 1
MARKS_VERSION = 2  # of what is told above: reports with marks of an older one are marked anew
Number = tuple[str, str, str]  # panel and analyte, unit, digits as printed


def marks_of(coa: CertificateOfAnalysis, document: Document | None = None) -> frozenset[int]:
    """Every mark of a certificate and its file but those of its history: signed 64-bit numbers, everywhere the same."""
    found = set(map(_mark, _parts(coa)))
    if document is not None:
        found |= set(map(_mark, _of_file(coa, document)))
    return frozenset(found)


def history_marks_of(coa: CertificateOfAnalysis) -> frozenset[int]:
    """The marks of a certificate that it shares with earlier batches of its product, and of its client elsewhere."""
    laboratory, client = _name(coa.lab_name), _name(coa.client)
    products = {_name(sample.product_name) for sample in coa.samples} - {""}
    parts = [("product", client, product) for product in products] if client else []
    if laboratory and client:
        parts.append(("hands", laboratory, client))
    return frozenset(map(_mark, parts))


def _parts(coa: CertificateOfAnalysis) -> Iterator[tuple[str, ...]]:
    laboratory, number, client = _name(coa.lab_name), _key(coa.report_id), _name(coa.client)
    if laboratory and number:
        yield ("report", laboratory, number)
    for sample in coa.samples:
        batch, product = _key(sample.batch), _name(sample.product_name)
        if batch and product:
            yield ("batch and product", batch, product)
        if batch and client:
            yield ("batch and client", batch, client)
        yield from _of_numbers(sample)


def _of_file(coa: CertificateOfAnalysis, document: Document) -> Iterator[tuple[str, ...]]:
    if text := normalised(document.text):
        yield ("text", text)
    for band, minima in enumerate(_sketch(_windows(document.text, coa))):
        yield ("windows", str(band), *map(str, minima))
    for look in document.looks[:_PAGES]:
        if look:  # not of a blank page
            yield ("look", str(look))


def _windows(text: str, coa: CertificateOfAnalysis) -> frozenset[tuple[str, ...]]:
    """Each telling number that no limit of a method prints, with the words around it, other numbers masked."""
    words = text[:LONGEST].casefold().split()
    masked = ["#" if any(map(str.isdigit, word)) else word for word in words]
    limits = {
        limit.quantity.text for one in coa.results for limit in (one.lod, one.loq, one.limit) if limit is not None
    }
    found: set[tuple[str, ...]] = set()
    for place, word in enumerate(words):
        number = _NUMBER.search(word)
        if number is None or number[0] in limits or _significant(number[0].replace(",", ".")) < _TELLING_DIGITS:
            continue
        before, after = masked[max(place - _AROUND, 0) : place], masked[place + 1 : place + 1 + _AROUND]
        found.add((*before, number[0], *after))
        if len(found) == _MOST_WINDOWS:
            break
    return frozenset(found)


def _sketch(windows: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, ...]]:
    """The least hashes of some windows under several functions, in bands; nothing for too few windows."""
    if len(windows) < _FEWEST_WINDOWS:
        return
    hashes = [_mark(window) & _WHOLE for window in windows]
    for band in range(_BANDS):
        yield tuple(min(one * factor & _WHOLE for one in hashes) for factor in _FACTORS[band * _ROWS :][:_ROWS])


def _of_numbers(sample: Sample) -> Iterator[tuple[str, ...]]:
    by_panel: defaultdict[Panel, list[Number]] = defaultdict(list)
    telling: list[Number] = []
    for result in _measured(sample):
        number = (f"{result.panel}:{result.analyte}", unit_key(result.unit), _digits(result))
        by_panel[result.panel].append(number)
        if _significant(number[2]) >= _TELLING_DIGITS:
            telling.append(number)
    for one, other in pairwise(sorted(telling)):
        yield ("numbers", *one, *other)
    for numbers in by_panel.values():
        if len(numbers) >= _LEAST_NUMBERS:
            yield ("panel", *(text for number in sorted(numbers) for text in number))


def _measured(sample: Sample) -> Iterable[AnalyteResult]:
    """The numbers of a sample that weigh something, of each analyte the first with the most digits."""
    best: dict[str, tuple[int, AnalyteResult]] = {}
    for result in sample.results:
        if result.analyte is None or result.is_total or result.is_doubtful or result.panel in _UNMEASURED:
            continue
        digits = _significant(_digits(result))
        if digits >= _LEAST_DIGITS and digits > best.get(result.analyte, (0, result))[0]:
            best[result.analyte] = (digits, result)
    return [result for _, result in best.values()]


def _digits(result: AnalyteResult) -> str:
    """A plain number as it is printed, ``1.50``; "" for everything else."""
    quantity = result.quantity
    plain = quantity.kind is Kind.NUMBER and not quantity.approximate and quantity.value is not None
    return f"{quantity.value:f}" if plain else ""


def _significant(digits: str) -> int:
    """How many digits of a plain number tell something: 3 of ``0.0120``."""
    return len(digits.lstrip("0.").replace(".", ""))


def _key(printed: Printed | None) -> str:
    key = "" if printed is None else batch_key(printed.text)
    return key if len(key) >= _SHORTEST_KEY else ""


def _name(printed: Printed | None) -> str:
    return "" if printed is None else name_key(printed.text)


def _mark(parts: tuple[str, ...]) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


_FACTORS = tuple(
    _mark(("factor", str(number))) & _WHOLE | 1 for number in range(_BANDS * _ROWS)
)  # odd: nothing is lost
