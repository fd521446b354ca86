"""A registry of very many fictional reports, to measure with: 200,000 in minutes, with the search index filled.

Names come from the fictional market of `labs.drawing`, amounts from its compositions. Everything but the references
follows from a seed. Rows are written past the models, in bulk, but made by the code that stores reports in earnest
(`registry.storing.result_row`, `registry.indexing`).
"""

import datetime as dt
import random
from collections.abc import Iterator

from django.db import transaction

from registry import counting
from registry.generating.bulk import Table, filling, keep_index, tidy
from registry.generating.market import Market, a_market, next_key
from registry.generating.profiles import Profiles
from registry.generating.rows import READER, Rows
from registry.models import AnalyteResult, Flag, HeaderField, PageImage, Report, Sample

__all__ = ["READER", "generate"]
_KINDS = (Report, Sample, AnalyteResult, HeaderField, PageImage, Flag)
_AT_ONCE = 2_000
_RETEST = 5  # one report in so many is of the same batch as the one before
_PER_PRODUCT = 40  # reports, on average


def generate(*, reports: int, results: int, until: dt.date, seed: int = 1) -> Iterator[int]:
    """Write so many published reports with so many results in all; gives how many were written, lot by lot.

    They run over the three years before `until`. All of it is one transaction.
    """
    chance = random.Random(seed)  # noqa: S311 fictional numbers, no secret
    with transaction.atomic(), filling():
        market = a_market(
            chance, until=until, batches=reports - reports // _RETEST, products=max(40, reports // _PER_PRODUCT)
        )
        for kind, rows in market.rows():
            Table(kind).write(rows)
        yield from _reports(market, Profiles(chance, per_report=results / reports), chance, reports)
    counting.recount_all()
    tidy()


def _reports(market: Market, profiles: Profiles, chance: random.Random, reports: int) -> Iterator[int]:
    rows = Rows(market, chance, {kind: next_key(kind) for kind in _KINDS})
    for number in range(reports):
        batch = market.batches[min(number - number // _RETEST, len(market.batches) - 1)]
        rows.add(batch, profiles.of(batch.product.form, chance))
        if len(rows.documents) == _AT_ONCE or number == reports - 1:
            for kind in _KINDS:
                Table(kind).write(rows.take(kind))
            keep_index(rows.documents)
            yield len(rows.documents)
            rows.documents.clear()
