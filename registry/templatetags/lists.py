"""Lines of lists: reports with their panels and flags, and how they stand to each other.

A page has dozens of each, and a template each would cost it more than the questions it asks. Every piece that is not
ours is escaped where it is put in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from registry.models import Flag, Report, Status
from registry.standing import ReportStanding
from registry.templatetags.localised import say
from registry.web.lines import ReportLine
from registry.web.products.history import BatchLine, ListedReport
from registry.web.translating import in_language, long_day, once_a_language

register = template.Library()

_DOT = '<span class="dot">·</span> '
_RETESTED = 5  # reports that one repeats, named one by one


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of every report, escaped."""

    batch: str
    no_batch: str
    no_flags: str
    no_results: str
    fictional: str
    lab_says: str
    retest: str
    retest_of: str


@once_a_language
def _words() -> _Words:
    said = (
        _("Batch"), _("Batch number not read"), _("no flags"), _("No results read"), _("fictional"),
        _("the laboratory says: %(word)s"), _("retest"), _("Retest of"),
    )  # fmt: skip
    return _Words(*(escape(one) for one in said))


@register.simple_tag
@cache
def level_icon(severity: str) -> SafeString:
    """The icon of a flag's severity."""
    return render_to_string("registry/_parts/level_icon.html", {"severity": severity})


@register.simple_tag
def flag_counts(flags: Iterable[tuple[str, int]]) -> SafeString:
    """How many flags stand of each severity."""
    language = get_language()
    counts = "".join(_level(severity, count, language) for severity, count in flags)
    if counts:
        return SafeString(f'<span class="flag-counts">{counts}</span>')
    return SafeString(f'<span class="muted">{_words().no_flags}</span>')


@register.simple_tag
def status_tag(report: Report) -> SafeString:
    """What sets a report apart from a published one of the world outside; nothing where that is all it is."""
    tags = [_tag(_words().fictional)] if report.is_fictional else []
    if report.status != Status.PUBLISHED:
        status, hidden = escape(report.get_status_display()), escape(_("not public"))
        said = status if report.status == Status.WITHDRAWN else f"{status}, {hidden}"
        tags.append(f'<span class="tag unpublished">{said}</span>')
    return SafeString("".join(tags))


@register.simple_tag
def report_what(line: ReportLine, with_word: bool = False) -> SafeString:
    """What a report holds, with dots between: panels, flags and, `with_word`, the laboratory's word.

    A dot belongs to what it stands before, and is not seen where that begins a line.
    """
    words = _words()
    panels = [escape(panel) for panel in line.panels] or [words.no_results]
    parts = [f"<span>{_DOT if place else ''}{panel}</span> " for place, panel in enumerate(panels)]
    parts.append(f"<span>{_DOT}{flag_counts(line.flags)}</span>")
    if with_word and line.report.lab_verdict:
        word = words.lab_says % {"word": escape(in_language(line.report.lab_verdict))}
        fail = " fail" if line.report.lab_verdict == "fail" else ""
        parts.append(f' <span>{_DOT}<span class="lab-word{fail}">{word}</span></span>')
    return SafeString(f'<p class="what dotted"><span class="dotted-in">{"".join(parts)}</span></p>')


@register.simple_tag
def report_named(report: Report) -> SafeString:
    """A report by its number, laboratory and day."""
    number = escape(report.report_number)
    named = f'<span class="printed">{number}</span>' if number else escape(_("the report"))
    day = f", {escape(long_day(report.reported_on))}" if report.reported_on else ""
    return SafeString(f"{named}, {escape(str(report.laboratory or ''))}{day}")


@register.simple_tag
def standing_lines(standing: ReportStanding) -> SafeString:
    """How a report stands to others of its batch."""
    lines = []
    if standing.replaced_by:
        tag, newer = _tag(escape(_("replaced"))), _led_to(escape(_("Replaced by")), standing.replaced_by)
        lines.append(f'<p class="stands replaced">{tag} {newer}</p>')
    for one in standing.replaces:
        older = _led_to(escape(_("Replaces")), one)
        lines.append(f'<p class="stands">{older}</p>')
    words = _words()
    for one in standing.retest_of[:_RETESTED]:
        tag, older = _tag(words.retest), _led_to(words.retest_of, one)
        lines.append(f'<p class="stands">{tag} {older}</p>')
    return SafeString("".join(lines))


@register.simple_tag
def batches_of_product(batches: Iterable[BatchLine]) -> SafeString:
    """The batches of a product, each with its reports."""
    words = _words()
    return SafeString("".join(_batch(one, words) for one in batches))


def _batch(line: BatchLine, words: _Words) -> str:
    title = words.no_batch
    if line.batch:
        number = f'<span class="printed">{escape(str(line.batch))}</span>'
        title = f'<a href="{escape(line.batch.get_absolute_url())}">{words.batch} {number}</a>'
    reports = "".join(_of_batch(one) for one in line.reports)
    return f'\n    <li>\n      <h3>{title}</h3>\n      <ul class="its-reports">{reports}</ul>\n    </li>\n  '


@register.simple_tag
def flags_named(flags: Iterable[Flag]) -> SafeString:
    """Flags one after the other, each with the report that it is of and leading to its sum there."""
    return SafeString("".join(_flag(one) for one in flags))


def _flag(flag: Flag) -> str:
    level = f"{level_icon(flag.severity)}{escape(flag.get_severity_display())}"
    says = f'<span class="level {flag.severity}">{level}</span> {conditional_escape(say(flag.sentence))}'
    address = f"{escape(flag.report.get_absolute_url())}#flag-{flag.pk}"
    report = f'<span class="muted">{report_named(flag.report)}</span>'
    return f'<li class="{flag.severity}"><a href="{address}">{says}</a> {report}</li>\n'


@register.simple_tag
def report_lines(lines: Iterable[ReportLine], newest: object = False) -> SafeString:
    """Reports of any product, one after the other; with the day of publication where the `newest` are listed."""
    return SafeString("".join(_of_product(line, with_published=bool(newest)) for line in lines))


def _of_product(line: ReportLine, *, with_published: bool) -> str:
    report = line.report
    batches = ", ".join(f'<span class="printed">{escape(str(batch))}</span>' for batch in line.batches)
    of = [escape(line.brand)] if line.brand else []
    of += [" ".join((escape(_("batch")), batches))] if batches else []
    age = f", {escape(line.age)}" if line.age else ""
    by = f"{_laboratory(report)} · {_day(report)}{age}"
    if with_published and report.published_at:
        day = long_day(timezone.localtime(report.published_at).date())
        published = _("published %(day)s") % {"day": day}
        by += f" · {escape(published)}"
    return (
        f'<li><h3><a href="{escape(report.get_absolute_url())}">{escape(line.title)}</a></h3>'
        f'<p class="of">{" · ".join(of)}</p><p class="by">{by} {status_tag(report)}</p>{report_what(line)}</li>\n'
    )


def _of_batch(one: ListedReport) -> str:
    report, line = one.line.report, one.line
    named = f'<a href="{escape(report.get_absolute_url())}">{_laboratory(report)}, {_day(report)}</a>'
    age = f" · {escape(line.age)}" if line.age else ""
    by = f'<p class="by">{named}{age} {status_tag(report)}</p>'
    return f"<li>{by}{standing_lines(one.standing)}{report_what(line, with_word=True)}</li>\n"


def _laboratory(report: Report) -> str:
    return escape(str(report.laboratory)) if report.laboratory else escape(_("Laboratory not known"))


def _day(report: Report) -> str:
    if report.reported_on is None:
        return escape(_("no date read"))
    return f'<time datetime="{report.reported_on.isoformat()}">{escape(long_day(report.reported_on))}</time>'


def _tag(word: str) -> str:
    """A tag; `word` is escaped."""
    return f'<span class="tag">{word}</span>'


def _led_to(word: str, report: Report) -> str:
    """A link to a report with a `word` before it, which is escaped."""
    return f'{word} <a href="{escape(report.get_absolute_url())}">{report_named(report)}</a>'


@lru_cache(maxsize=256)
def _level(severity: str, count: int, _language: str | None) -> str:
    """How many flags of one severity stand, in words, kept for each language."""
    match severity:
        case "alert":
            said = ngettext("%(count)s alert", "%(count)s alerts", count)
        case "warning":
            said = ngettext("%(count)s warning", "%(count)s warnings", count)
        case _:
            said = ngettext("%(count)s note", "%(count)s notes", count)
    words = escape(said % {"count": count})
    return f'<span class="level {severity}">{level_icon(severity)}{words}</span>'
