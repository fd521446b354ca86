"""Feeds of reports: the newest, those that a search finds, and those of a laboratory, product or batch."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import search as asking
from registry.models import Batch, Brand, Laboratory, Product, Report
from registry.web.errors import limited
from registry.web.feeds.atom import MOST, Entry, Listing, feed
from registry.web.lines import ReportLine, report_lines
from registry.web.outline import ANYONE
from registry.web.throttling import take_search
from registry.web.translating import long_day


@feed
def newest(_request: HttpRequest) -> Listing:
    """What was published last."""
    return _listing(_("Newest reports"), reverse("home"), _published())


@limited(take_search, is_page=False)
@feed
def found(request: HttpRequest) -> Listing:
    """The reports that a search finds, or all where nothing is asked."""
    question = asking.Question.from_query(request.GET)
    title = _("Reports for “%(words)s”") % {"words": question.words} if question.words else _("Newest reports")
    reports = _published() if question.is_empty else asking.reports(question, reader=ANYONE)
    return _listing(title, reverse("search", query=request.GET), reports)


@feed
def of_laboratory(_request: HttpRequest, slug: str) -> Listing:
    """One laboratory's reports."""
    one = get_object_or_404(Laboratory.objects.visible_to(ANYONE), slug=slug)
    return _listing(_("Reports by %(name)s") % {"name": one.name}, one.get_absolute_url(), _published(laboratory=one))


@feed
def of_brand(_request: HttpRequest, brand: str) -> Listing:
    """The reports of one brand's products."""
    one = get_object_or_404(Brand.objects.visible_to(ANYONE), slug=brand)
    reports = _published(samples__product__brand=one)
    return _listing(_("Reports of %(name)s") % {"name": one.name}, one.get_absolute_url(), reports)


@feed
def of_product(_request: HttpRequest, brand: str, product: str) -> Listing:
    """The reports of one product."""
    visible = Product.objects.visible_to(ANYONE).select_related("brand")
    one = get_object_or_404(visible, brand__slug=brand, slug=product)
    name = f"{one.name}, {one.brand.name}"
    return _listing(_("Reports of %(name)s") % {"name": name}, one.get_absolute_url(), _published(samples__product=one))


@feed
def of_batch(_request: HttpRequest, brand: str, product: str, key: str) -> Listing:
    """The reports of one batch: to hear of a retest, or of a report that replaces another."""
    visible = Batch.objects.visible_to(ANYONE).select_related("product__brand")
    one = get_object_or_404(visible, product__brand__slug=brand, product__slug=product, key=key)
    title = _("Reports of batch %(number)s, %(name)s") % {"number": one.number, "name": one.product.name}
    return _listing(title, one.get_absolute_url(), _published(samples__batch=one))


def _published(**of: object) -> "QuerySet[Report]":
    found = Report.objects.visible_to(ANYONE).filter(**of)
    return found.distinct() if of else found


def _listing(title: str, page: str, reports: "QuerySet[Report]") -> Listing:
    last = report_lines(reports.order_by("-published_at", "-pk")[:MOST])
    return Listing(
        title=f"Leafproof: {title}",
        subtitle=_("What laboratory reports of kratom products say, and which of their numbers disagree."),
        page=page,
        entries=tuple(entry_of(line) for line in last),
    )


def entry_of(line: ReportLine) -> Entry:
    """One published report as an entry."""
    report = line.report
    assert report.published_at is not None
    return Entry(
        name=f"report/{report.reference}",
        title=title_of(line),
        summary=summary_of(line),
        link=report.get_absolute_url(),
        published=report.published_at,
        updated=max(report.changed_at, report.published_at),
        categories=line.panels,
    )


def title_of(line: ReportLine) -> str:
    """What was tested, of whom, and which batch."""
    batches = _("batch %(numbers)s") % {"numbers": ", ".join(b.number for b in line.batches)} if line.batches else ""
    return ", ".join(part for part in (line.title, line.brand, batches) if part)


def summary_of(line: ReportLine) -> str:
    """By whom and when, what was tested, and how many flags stand."""
    report = line.report
    by = report.laboratory.name if report.laboratory else _("Laboratory not known")
    day = long_day(report.reported_on) if report.reported_on else _("no date read")
    tested = _("Tested: %(panels)s.") % {"panels": ", ".join(line.panels)} if line.panels else _("No results read.")
    return f"{by}, {day}. {tested} {flags_in_words(line)}."


def flags_in_words(line: ReportLine) -> str:
    """How many flags stand, in one breath: "2 flags", or that none was raised."""
    count = sum(number for _severity, number in line.flags)
    return ngettext("%(count)d flag", "%(count)d flags", count) % {"count": count} if count else _("no flags")
