"""Whole reports for tests, written by the same code that writes them in earnest (`registry.storing`).

`a_report(status)` makes one with samples, results, pages and flags; `a_published_report()` is the public kind. What a
test does not name stays as the defaults say, and all names are fictional.
"""

import datetime as dt
import hashlib
import io
from functools import lru_cache
from itertools import count

import factory
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from labs.checks import Finding, Severity
from labs.checks.amounts import Sum
from labs.coa import (
    AnalyteResult,
    Box,
    CertificateOfAnalysis,
    LabVerdict,
    Panel,
    Printed,
    PrintedDate,
    PrintedQuantity,
    Sample,
    Source,
)
from labs.parsing.parsed import Code, PageSize, Parsed, Unread
from labs.quantities import read_quantity
from labs.translatable import Sentence
from registry import answering, indexing, readings, storing
from registry.models import Flag, Objection, PageImage, Reply, Report, Status

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
REPORTED = dt.date(2026, 3, 14)
_numbers = count(1)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Somebody with an account and no rights."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    password = factory.django.Password("a-long-password")


def a_moderator(**fields: object) -> User:
    """A member of the group that may review; the group is made again where a test with a flushed database lost it."""
    user = UserFactory(**fields)
    group, _ = Group.objects.get_or_create(name="Moderators")
    group.permissions.add(Permission.objects.get(codename="review_report"))
    user.groups.add(group)
    return user


def a_print(text: str, *, page: int = 1, x: float = 60, top: float = 60) -> Printed:
    """A text on the page, with a box about as wide as its words."""
    return Printed(text=text, page=page, box=Box(x0=x, top=top, x1=x + 6.0 * max(len(text), 1), bottom=top + 11))


def a_result(
    name: str = "Mitragynine",
    amount: str = "1.52",
    unit: str = "%",
    *,
    analyte: str | None = "mitragynine",
    panel: Panel = Panel.ALKALOIDS,
    lod: str | None = None,
    loq: str | None = None,
    limit: str | None = None,
    verdict: LabVerdict | None = None,
    row: int = 0,
    page: int = 1,
    doubts: tuple[str, ...] = (),
    confidence: float | None = None,
    is_total: bool = False,
) -> AnalyteResult:
    """One printed result, in the row of that number. With `doubts` it is unsure, unless `confidence` says otherwise."""
    top = 220 + 20.0 * row
    quantity = read_quantity(amount)
    assert quantity is not None

    def beside(text: str | None, x: float) -> PrintedQuantity | None:
        number = read_quantity(text) if text else None
        return number and PrintedQuantity(
            quantity=number, printed=a_print(number.text, page=page, x=x, top=top), unit=unit
        )

    return AnalyteResult(
        name=a_print(name, page=page, x=60, top=top),
        analyte=analyte,
        panel=panel,
        printed=a_print(amount, page=page, x=250, top=top),
        quantity=quantity,
        unit=unit,
        row=row,
        lod=beside(lod, 330),
        loq=beside(loq, 390),
        limit=beside(limit, 450),
        status=a_print(verdict.value.title(), page=page, x=510, top=top) if verdict else None,
        verdict=verdict,
        doubts=doubts,
        confidence=confidence if confidence is not None else 0.5 if doubts else 1.0,
        is_total=is_total,
    )


def some_results() -> tuple[AnalyteResult, ...]:
    """Two alkaloids, one not detected; lead as a number; Salmonella absent; arsenic below its LOQ."""
    return (
        a_result(lod="0.005", loq="0.015", row=0),
        a_result("7-Hydroxymitragynine", "ND", analyte="7_hydroxymitragynine", lod="0.002", loq="0.006", row=1),
        a_result("Lead", "0.31", "ppm", analyte="lead", panel=Panel.METALS, lod="0.01", loq="0.02", limit="1.2",
                 verdict=LabVerdict.PASS, row=3),
        a_result("Arsenic", "<LOQ", "ppm", analyte="arsenic", panel=Panel.METALS, lod="0.01", loq="0.02", row=4),
        a_result("Salmonella", "Absent", "per 25 g", analyte="salmonella", panel=Panel.MICROBIALS, row=6),
    )  # fmt: skip


def a_coa(
    *results: AnalyteResult,
    lab: str | None = "Fernhill Analytics",
    brand: str | None = "Alder & Moss",
    product: str | None = "Green leaf powder",
    batch: str | None = "AM-2291",
    report_number: str | None = None,
    reported: dt.date | None = REPORTED,
    samples: tuple[Sample, ...] | None = None,
) -> CertificateOfAnalysis:
    """A certificate of one sample, or of the samples given."""

    def at(text: str | None, top: float) -> Printed | None:
        return a_print(text, top=top) if text else None

    sample = Sample(product_name=at(product, 100), batch=at(batch, 120), results=results or some_results())
    return CertificateOfAnalysis(
        lab_name=at(lab, 40),
        report_id=at(report_number, 60),
        client=at(brand, 80),
        reported=PrintedDate(day=reported, printed=a_print(reported.isoformat(), top=140)) if reported else None,
        samples=samples or (sample,),
    )


def a_finding(
    check: str = "arith.sum_gt_total", *, severity: Severity = Severity.WARNING, key: str = "|x|1"
) -> Finding:
    """Something a check found, resting on the first default result."""
    return Finding(
        check=check,
        severity=severity,
        says=Sentence(
            "The rows add up to %(sum)s, more than the printed total of %(total)s.", sum="1.83 %", total="1.60 %"
        ),
        arithmetic=Sum("1.52 + 0.31 = 1.83\nprinted total: 1.60"),
        evidence=(a_result().printed,),
        key=key,
        analyte="mitragynine",
        analyte_text="Mitragynine",
        sample=0,
    )


def a_report(
    status: Status = Status.IN_REVIEW,
    *,
    coa: CertificateOfAnalysis | None = None,
    findings: tuple[Finding, ...] = (),
    is_read: bool = True,
    unread: tuple[Unread, ...] = (),
    codes: tuple[Code, ...] = (),
    source: Source = Source.TEXT,
    **fields: object,
) -> Report:
    """One report at that point of its life. `is_read` False leaves out everything that reading would have written."""
    number = next(_numbers)
    now = timezone.now()
    content = b"%PDF-1.4 test " + str(number).encode()
    defaults: dict[str, object] = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "file_name": f"report-{number}.pdf",
        "status": status,
        "page_count": 1,
        "read_at": now if is_read else None,
        "published_at": now if status in (Status.PUBLISHED, Status.WITHDRAWN) else None,
        "failure_code": "damaged" if status == Status.UNREADABLE else "",
    }
    report = Report(**(defaults | fields))
    report.original.save("original.pdf", ContentFile(content), save=True)
    if is_read:
        coa = coa or a_coa(report_number=f"R-{number}")
        last = max((result.printed.page for result in coa.results), default=1)
        pages = tuple(
            PageSize(number=page, width=PAGE_WIDTH, height=PAGE_HEIGHT, source=source) for page in range(1, last + 1)
        )
        _write(report, Parsed(coa=coa, pages=pages, unread=unread, codes=codes), findings)
    return report


def a_reply(flag: Flag, **said: str) -> Reply:
    """A laboratory's reply to a flag, waiting for a moderator."""
    defaults = {"capacity": "laboratory", "name": "Fernhill Analytics", "contact": "quality@fernhill.example",
                "text": "Two isomers are left out of the total."}  # fmt: skip
    return answering.reply(flag, **(defaults | said))


def an_objection(flag: Flag, **said: str) -> Objection:
    """Somebody's word that a flag is wrong, waiting for a moderator."""
    defaults = {"ground": "misread", "text": "The paper prints 1.60.", "contact": "reader@example.org"}
    return answering.object_to(flag, **(defaults | said))


def a_published_report(**options: object) -> Report:
    """A report that everyone may see."""
    return a_report(Status.PUBLISHED, **options)


def _write(report: Report, parsed: Parsed, findings: tuple[Finding, ...]) -> None:
    coa = parsed.coa
    readings.keep_reading(report, parsed)
    storing.keep_rows(report, coa, read=coa)
    storing.keep_flags(report, list(findings), rules_version="test")
    for size in parsed.pages:
        page = PageImage(report=report, number=size.number, width=size.width, height=size.height, source=size.source)
        page.pixel_width, page.pixel_height = int(size.width), int(size.height)
        page.image.save("page.webp", ContentFile(_picture(coa, size.number)), save=True)
    report.reader_version = "test"
    report.page_count = report.pages_done = len(parsed.pages)
    report.save()
    indexing.refresh(report)


@lru_cache(maxsize=64)
def _picture(coa: CertificateOfAnalysis, number: int) -> bytes:
    """A page with the prints where their boxes are."""
    image = Image.new("RGB", (int(PAGE_WIDTH), int(PAGE_HEIGHT)), "white")
    draw = ImageDraw.Draw(image)
    for printed in _prints(coa):
        if printed.page == number:
            draw.text((printed.box.x0, printed.box.top), printed.text, fill="black")
    content = io.BytesIO()
    image.save(content, "WEBP", quality=60)
    return content.getvalue()


def _prints(coa: CertificateOfAnalysis) -> list[Printed]:
    found = [coa.lab_name, coa.client, coa.report_id, *(sample.product_name for sample in coa.samples)]
    found += [sample.batch for sample in coa.samples]
    for result in coa.results:
        quantities = (result.lod, result.loq, result.limit)
        found += [
            result.name,
            result.printed,
            result.status,
            *(quantity and quantity.printed for quantity in quantities),
        ]
    return [printed for printed in found if printed is not None]
