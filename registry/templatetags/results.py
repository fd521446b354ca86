"""Results as cells of a table. Pages over many reports have hundreds, which a template each would make slow.

What is said in every row is looked up once a language, and every piece that is not ours is escaped where it is put in.
"""

from dataclasses import dataclass
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.templatetags.verdicts import verdict_words
from registry.web.products.figures import Figure, Row
from registry.web.products.results import Measurement
from registry.web.translating import once_a_language, short_day

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said in every table and row, escaped."""

    batch: str
    day: str
    result: str
    yardstick: str
    where: str
    no_number: str
    no_day: str
    doubt: str
    missing: str
    evidence: str
    page: str


@once_a_language
def _words() -> _Words:
    said = (
        _("Batch"), _("Day"), _("Result"), _("Yardstick"), _("Where"), _("number not read"), _("no date"),
        _("reading in doubt"), _("cannot be drawn: %(why)s"), _("p. %(page)s: %(of)s, %(said)s, on the paper"),
        _("p. %(page)s").replace(" ", "\u202f"),
    )  # fmt: skip
    return _Words(*(escape(one) for one in said))


@register.simple_tag
def result(one: Measurement) -> SafeString:
    """The amount in figures or words, with what qualifies it."""
    return SafeString(_result(one, _words()))


@register.simple_tag
def evidence(one: Measurement, of: str) -> SafeString:
    """A page mark that leads to the result's place on the paper; `of` says whose result it is."""
    return SafeString(_evidence(one, of, _words()))


@register.simple_tag
def figure_table(figure: Figure) -> SafeString:
    """The results of a figure as a table to open: batch, day, result, verdict where there are any, place."""
    words, is_judged, count = _words(), figure.is_judged, len(figure.rows)
    said = ngettext("%(name)s: %(count)s result as a table", "%(name)s: %(count)s results as a table", count)
    summary = escape(said % {"name": figure.name, "count": count})
    judged = f'<th scope="col">{words.yardstick}</th>' if is_judged else ""
    return SafeString(
        f"<details{' open' if figure.is_open else ''}><summary>{summary}</summary>\n"
        f'<table class="values series"><caption class="unseen">{escape(figure.title)}</caption>\n'
        f'<thead><tr><th scope="col">{words.batch}</th><th scope="col">{words.day}</th>'
        f'<th scope="col" class="num">{words.result}</th>{judged}<th scope="col">{words.where}</th></tr></thead>\n'
        f"<tbody>{''.join(_row(one, figure.name, words, is_judged=is_judged) for one in figure.rows)}</tbody>"
        "</table></details>"
    )


def _result(one: Measurement, words: _Words) -> str:
    said = one.said
    if said.number:
        unit = f'<span class="unit"> {escape(said.unit)}</span>' if said.unit else ""
        amount = f'<span class="number">{escape(said.number)}</span>{unit}'
    else:
        note = f' <span class="note">({escape(said.note)})</span>' if said.note else ""
        amount = f'<span class="words">{escape(said.words)}{note}</span>'
    if one.row.uncertainty:
        amount += f' <span class="note">±\u202f{escape(one.row.uncertainty["quantity"]["text"])}</span>'
    return f'{amount}<span class="doubt">{words.doubt}</span>' if one.is_unsure else amount


def _evidence(one: Measurement, of: str, words: _Words) -> str:
    label = words.evidence % {"page": one.row.page, "of": escape(of), "said": escape(str(one.said))}
    page = words.page % {"page": one.row.page}
    return f'<a class="mark" href="{escape(one.url)}" aria-label="{label}">{page}</a>'


def _row(row: Row, name: str, words: _Words, *, is_judged: bool) -> str:
    one = row.one
    number = str(one.row.sample.batch or "")
    of = f"{escape(row.of)} " if row.of else ""
    batch = f'<span class="printed">{escape(number)}</span>' if number else words.no_number
    missing = f'<span class="doubt">{words.missing % {"why": escape(row.missing)}}</span>' if row.missing else ""
    day = escape(short_day(one.day)) if one.day else words.no_day
    judged = (
        f'<td class="judged" data-label="{words.yardstick}">{verdict_words(one.verdicts)}</td>' if is_judged else ""
    )
    return (
        f'<tr><th scope="row">{of}{batch}</th><td data-label="{words.day}">{day}</td>'
        f'<td class="num result" data-label="{words.result}">{_result(one, words)}{missing}</td>{judged}'
        f'<td class="where" data-label="{words.where}">{_evidence(one, number or name, words)}</td></tr>\n'
    )
