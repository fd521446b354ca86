"""Results as cells of a table. Pages over many reports have hundreds, which a template each would make slow.

What is said in every row is looked up once a language, and every piece that is not ours is escaped where it is put in.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.templatetags.verdicts import verdict_words
from registry.web.products.figures import Figure, Row
from registry.web.products.results import Measurement
from registry.web.translating import short_day

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said in every row."""

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


@lru_cache(maxsize=32)
def _words(_language: str | None) -> _Words:
    return _Words(
        _("Day"), _("Result"), _("Yardstick"), _("Where"), _("number not read"), _("no date"), _("reading in doubt"),
        _("cannot be drawn: %(why)s"), _("p. %(page)s: %(of)s, %(said)s, on the paper"),
        _("p. %(page)s").replace(" ", "\u202f"),
    )  # fmt: skip


@register.simple_tag
def result(one: Measurement) -> SafeString:
    """The amount in figures or words, with what qualifies it."""
    said = one.said
    if said.number:
        unit = f'<span class="unit"> {escape(said.unit)}</span>' if said.unit else ""
        parts = [f'<span class="number">{escape(said.number)}</span>{unit}']
    else:
        note = f' <span class="note">({escape(said.note)})</span>' if said.note else ""
        parts = [f'<span class="words">{escape(said.words)}{note}</span>']
    if one.row.uncertainty:
        parts.append(f' <span class="note">±\u202f{escape(one.row.uncertainty["quantity"]["text"])}</span>')
    if one.is_unsure:
        parts.append(f'<span class="doubt">{escape(_words(get_language()).doubt)}</span>')
    return SafeString("".join(parts))


@register.simple_tag
def evidence(one: Measurement, of: str) -> SafeString:
    """A page mark that leads to the result's place on the paper; `of` says whose result it is."""
    words = _words(get_language())
    label = escape(words.evidence % {"page": one.row.page, "of": of, "said": one.said})
    page = escape(words.page % {"page": one.row.page})
    return SafeString(f'<a class="mark" href="{escape(one.url)}" aria-label="{label}">{page}</a>')


@register.simple_tag
def figure_rows(figure: Figure) -> SafeString:
    """The rows of a figure's table: batch, day, result, verdict where there are any, place."""
    words, is_judged = _words(get_language()), figure.is_judged
    return SafeString("".join(_row(row, figure.name, words, is_judged=is_judged) for row in figure.rows))


def _row(row: Row, name: str, words: _Words, *, is_judged: bool) -> str:
    one = row.one
    number = str(one.row.sample.batch or "")
    of = f"{escape(row.of)} " if row.of else ""
    batch = f'<span class="printed">{escape(number)}</span>' if number else escape(words.no_number)
    missing = escape(words.missing % {"why": row.missing}) if row.missing else ""
    doubt = f'<span class="doubt">{missing}</span>' if missing else ""
    judged = verdict_words(one.verdicts) if is_judged else ""
    cells = [
        f'<th scope="row">{of}{batch}</th>',
        f'<td data-label="{escape(words.day)}">{escape(short_day(one.day) if one.day else words.no_day)}</td>',
        f'<td class="num result" data-label="{escape(words.result)}">{result(one)}{doubt}</td>',
        f'<td class="judged" data-label="{escape(words.yardstick)}">{judged}</td>' if is_judged else "",
        f'<td class="where" data-label="{escape(words.where)}">{evidence(one, number or name)}</td>',
    ]
    return f"<tr>{''.join(cells)}</tr>\n"
