"""The marks by which a report finds those that it must be compared with: hashes that few other reports share.

* numbers: of each sample the numbers with three or more significant digits, in the order of their names, two and two
  neighbours together. One that was changed breaks two pairs and leaves the others.
* panels: all numbers of a panel that has four or more.
* the report: laboratory and report number.
* the batch: its number with the product, and with the client.
* the history, shared by many and asked apart: client and product, laboratory and client.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel, Printed, Sample
from labs.quantities import Kind, unit_key
from registry.models import batch_key, name_key

_TELLING_DIGITS = 3  # of a number in a pair; every hundredth report of a kind shares one by chance
_LEAST_DIGITS, _LEAST_NUMBERS = 2, 4  # of a panel taken whole
_SHORTEST_KEY = 4  # signs of a batch or report number; shorter ones are everyone's
_UNMEASURED = (Panel.OTHER, Panel.FOREIGN, Panel.IDENTITY)
Number = tuple[str, str, str]  # panel and analyte, unit, digits as printed


def marks_of(coa: CertificateOfAnalysis) -> frozenset[int]:
    """Every mark of a certificate but those of its history: signed 64-bit numbers, the same on every machine."""
    return frozenset(map(_mark, _parts(coa)))


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


def _of_numbers(sample: Sample) -> Iterator[tuple[str, ...]]:
    by_panel: defaultdict[Panel, list[Number]] = defaultdict(list)
    telling: list[Number] = []
    for result in _measured(sample):
        number = (f"{result.panel}:{result.analyte}", unit_key(result.unit), _digits(result))
        by_panel[result.panel].append(number)
        if len(number[2].lstrip("0.").replace(".", "")) >= _TELLING_DIGITS:
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
        digits = len(_digits(result).lstrip("0.").replace(".", ""))
        if digits >= _LEAST_DIGITS and digits > best.get(result.analyte, (0, result))[0]:
            best[result.analyte] = (digits, result)
    return [result for _, result in best.values()]


def _digits(result: AnalyteResult) -> str:
    """A plain number as it is printed, ``1.50``; "" for everything else."""
    quantity = result.quantity
    plain = quantity.kind is Kind.NUMBER and not quantity.approximate and quantity.value is not None
    return f"{quantity.value:f}" if plain else ""


def _key(printed: Printed | None) -> str:
    key = "" if printed is None else batch_key(printed.text)
    return key if len(key) >= _SHORTEST_KEY else ""


def _name(printed: Printed | None) -> str:
    return "" if printed is None else name_key(printed.text)


def _mark(parts: tuple[str, ...]) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
