"""The rows of one generated report after another."""

import datetime as dt
import hashlib
import random
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Model
from reportlab.pdfgen.canvas import Canvas

from registry.generating.bulk import Table
from registry.generating.market import Batch, Market
from registry.generating.profiles import Profile
from registry.indexing import Document
from registry.indexing.documents import FLAGS, Amount
from registry.models import AnalyteResult, Flag, HeaderField, PageImage, Report, Sample, Status, batch_key
from registry.models.reports import new_reference, new_token
from registry.storing import result_row

READER = "generated"  # in place of a version of the reader
_ORIGINAL = "originals/generated.pdf"
_FLAGGED = (
    (0.02, "alert", "pf.contradiction"),
    (0.06, "warning", "arith.sum_gt_total"),
    (0.14, "note", "lod.loq_below_lod"),
)  # shares of all reports, added up
_SAYS = "Generated for measuring: this flag stands for one that a check would raise."
_NOON = dt.time(12, tzinfo=dt.UTC)


class Rows:
    """Gathers the rows of generated reports, table by table."""

    def __init__(self, market: Market, chance: random.Random, first: Mapping[type[Model], int]) -> None:
        self.market = market
        self.chance = chance
        self.documents: list[Document] = []
        self._next = dict(first)
        self._rows: dict[type[Model], list[list[Any]]] = defaultdict(list)
        self._tables = {kind: Table(kind) for kind in first}
        self._positions = {
            kind: {column: position for position, column in enumerate(table.columns)}
            for kind, table in self._tables.items()
        }
        self._results: dict[int, tuple[Profile, list[list[Any]], tuple[Amount, ...]]] = {}
        _keep_original()
        self._templates = {kind: self._tables[kind].prepared(one) for kind, one in _templates().items()}

    def take(self, kind: type[Model]) -> list[list[Any]]:
        """The rows of a table that were gathered since they were last taken."""
        return self._rows.pop(kind, [])

    def add(self, batch: Batch, profile: Profile) -> None:
        """One report of a batch, with the results of a profile."""
        tested = batch.made + dt.timedelta(days=self.chance.randrange(8, 30))
        reported = tested + dt.timedelta(days=2)
        reference, number = new_reference(), f"G-{tested:%y%m}-{self._next[Report]:06}"
        laboratory, at = batch.product.laboratory, _at(tested)
        report = self._row(
            Report,
            reference=reference,
            tracking_token=new_token(),
            sha256=hashlib.sha256(number.encode()).hexdigest(),
            created_at=at,
            waiting_since=at,
            read_at=at,
            published_at=at,
            changed_at=at,
            laboratory_id=laboratory,
            report_number=number,
            client=self.market.brands[batch.product.brand][1],
            tested_on=_day(tested),
            reported_on=_day(reported),
        )
        sample = self._row(
            Sample, report_id=report, product_id=batch.product.pk, batch_id=batch.pk, matrix=batch.product.matrix
        )
        self._row(PageImage, report_id=report)
        for name, text, top in (
            ("lab_name", self.market.laboratories[laboratory][1], 40.0), ("product_name", batch.product.name, 100.0),
            ("batch", batch.number, 120.0),
        ):  # fmt: skip
            position = None if name == "lab_name" else 0
            self._row(HeaderField, report_id=report, sample_position=position, name=name, value=text, printed_text=text,
                      top=top, bottom=top + 11)  # fmt: skip
        prepared, amounts = self._prepared(profile)
        self._keep_results(sample, prepared)
        worst = self._flag(report)
        one = batch.product
        self.documents.append(
            Document(
                pk=report,
                reference=reference,
                day=tested,
                is_public=True,
                has_pdf=True,
                report_number=number,
                numbers=frozenset([batch_key(number)]),
                laboratory=(one.laboratory, *self.market.laboratories[one.laboratory]),
                brand=(one.brand, *self.market.brands[one.brand]),
                products=((one.pk, one.form, one.name),),
                batches=((batch.pk, batch.key, batch.number),),
                panels=frozenset(result.panel.value for result in profile.sample.results),
                analytes=frozenset(result.analyte or "" for result in profile.sample.results),
                worst=worst,
                verdicts=profile.verdicts(reported),
                amounts=amounts,
            )
        )

    def _row(self, kind: type[Model], **values: Any) -> int:
        """One row like the table's template, with its next key and other `values`; gives the key."""
        at = self._positions[kind]
        row, pk = list(self._templates[kind]), self._next[kind]
        self._next[kind] += 1
        for column, value in {"id": pk, **values}.items():
            row[at[column]] = value
        self._rows[kind].append(row)
        return pk

    def _prepared(self, profile: Profile) -> tuple[list[list[Any]], tuple[Amount, ...]]:
        """A profile's results as rows to copy, and its bounds; made once."""
        if id(profile) not in self._results:
            rows = [
                result_row(Sample(pk=0), place, key, result)
                for place, (key, result) in enumerate(zip(profile.keys, profile.sample.results, strict=True))
            ]
            table = self._tables[AnalyteResult]
            by_column = [dict(zip(table.columns, table.prepared(row), strict=True)) for row in rows]
            amounts = tuple(Amount(**{name: one[name] for name in Amount.__dataclass_fields__}) for one in by_column)
            self._results[id(profile)] = (profile, [list(one.values()) for one in by_column], amounts)
        return self._results[id(profile)][1:]

    def _keep_results(self, sample: int, prepared: list[list[Any]]) -> None:
        pk_at, sample_at = (self._positions[AnalyteResult][column] for column in ("id", "sample_id"))
        for like in prepared:
            row = list(like)
            row[pk_at], row[sample_at] = self._next[AnalyteResult], sample
            self._next[AnalyteResult] += 1
            self._rows[AnalyteResult].append(row)

    def _flag(self, report: int) -> int:
        """Now and then a flag that a person confirmed; how grave it is."""
        drawn = self.chance.random()
        for share, severity, check in _FLAGGED:
            if drawn < share:
                self._row(Flag, report_id=report, severity=severity, check_id=check)
                return FLAGS.index(severity)
        return 0


def _keep_original() -> None:
    """The one file that every generated report was read from, as it were."""
    if not default_storage.exists(_ORIGINAL):
        content = BytesIO()
        canvas = Canvas(content)
        canvas.drawString(60, 780, "Generated for measuring. No laboratory printed this, and no product is meant.")
        canvas.save()
        default_storage.save(_ORIGINAL, ContentFile(content.getvalue()))


def _templates() -> dict[type[Model], Model]:
    box = {"page": 1, "x0": 60.0, "top": 60.0, "x1": 300.0, "bottom": 71.0, "printed_text": "?"}
    report = Report(
        pk=0, original=_ORIGINAL, file_name="generated.pdf", size=1, origin=Report.Origin.DEMONSTRATION,
        status=Status.PUBLISHED, pages_done=1, page_count=1, reader_version=READER, rules_version="generated",
        attempts=1,
    )  # fmt: skip
    return {
        Report: report,
        Sample: Sample(pk=0, report_id=0, position=0),
        PageImage: PageImage(pk=0, report_id=0, number=1, width=612.0, height=792.0),
        HeaderField: HeaderField(pk=0, report_id=0, **box),
        Flag: Flag(pk=0, report_id=0, key="generated", says=_SAYS, arithmetic="1 + 1 = 2", rules_version="generated",
                   state=Flag.State.CONFIRMED),
    }  # fmt: skip


def _at(day: dt.date) -> Any:
    return connection.ops.adapt_datetimefield_value(dt.datetime.combine(day, _NOON))


def _day(day: dt.date) -> Any:
    return connection.ops.adapt_datefield_value(day)
