"""Results as cells of a table. Pages over many reports have hundreds, which a template each would make slow."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from registry.templatetags.verdicts import verdict_words
from registry.web.products.figures import Figure
from registry.web.products.results import Measurement
from registry.web.translating import short_day

register = template.Library()


@register.simple_tag
def result(one: Measurement) -> str:
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
        doubt = _("reading in doubt")
        parts.append(f'<span class="doubt">{escape(doubt)}</span>')
    return mark_safe("".join(parts))  # noqa: S308  (each piece is escaped)


@register.simple_tag
def evidence(one: Measurement, of: str) -> str:
    """A page mark that leads to the result's place on the paper; `of` says whose result it is."""
    label = _("p. %(page)s: %(of)s, %(said)s, on the paper") % {"page": one.row.page, "of": of, "said": one.said}
    page = _("p. %(page)s").replace(" ", "\u202f") % {"page": one.row.page}
    return format_html('<a class="mark" href="{}" aria-label="{}">{}</a>', one.url, label, page)


@register.simple_tag
def figure_rows(figure: Figure) -> str:
    """The rows of a figure's table: batch, day, result, verdict where there are any, place."""
    day_word, result_word, where = escape(_("Day")), escape(_("Result")), escape(_("Where"))
    yardstick, is_judged = escape(_("Yardstick")), figure.is_judged
    rows: list[str] = []
    for row in figure.rows:
        one = row.one
        batch = one.row.sample.batch
        of = f"{escape(row.of)} " if row.of else ""
        number = f'<span class="printed">{escape(batch)}</span>' if batch else escape(_("number not read"))
        day = escape(short_day(one.day) if one.day else _("no date"))
        missing = escape(_("cannot be drawn: %(why)s") % {"why": row.missing}) if row.missing else ""
        judged = f'<td class="judged" data-label="{yardstick}">{verdict_words(one.verdicts)}</td>' if is_judged else ""
        rows.append(
            f'<tr><th scope="row">{of}{number}</th><td data-label="{day_word}">{day}</td>'
            f'<td class="num result" data-label="{result_word}">{result(one)}'
            + (f'<span class="doubt">{missing}</span>' if missing else "")
            + f'</td>{judged}<td class="where" data-label="{where}">'
            + f"{evidence(one, str(batch or figure.name))}</td></tr>\n"
        )
    return mark_safe("".join(rows))  # noqa: S308  (each piece is escaped)
