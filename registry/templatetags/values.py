"""The rows of a report's tables of results.

A report may have hundreds, and each would cost a template a millisecond. So they are written here: what is said in
every row is looked up once a language, and whatever is not ours is escaped where it is put in.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registry.templatetags.localised import say
from registry.templatetags.marks import beside, mark
from registry.templatetags.verdicts import verdicts_in_full
from registry.web.report_parts import Beside, Group, Line, PanelTable
from registry.web.translating import once_a_language

register = template.Library()


@register.simple_tag(takes_context=True)
def value_rows(context: Context, table: PanelTable) -> SafeString:
    """The results of one panel: a body for each printed row, with a row for each unit in which it gives the amount."""
    rows = _Rows(context, context["page"], table, _words())
    return SafeString("".join(rows.group(group) for group in table.groups))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said in every row, escaped."""

    result: str
    lod: str
    loq: str
    limit: str
    status: str
    yardstick: str
    where: str
    in_unit: str
    read_as: str
    hard: str
    doubt: str
    read_from: str
    picture: str


@once_a_language
def _words() -> _Words:
    said = (
        _("Result"), _("LOD"), _("LOQ"), _("Lab's limit"), _("Lab says"), _("Yardstick"), _("Where"), _("in %(unit)s"),
        _("corrected by a moderator; read as"), _("Read from a picture, hard to make out"), _("Reading in doubt:"),
        _("read from a"), _("picture"),
    )  # fmt: skip
    return _Words(*(escape(one) for one in said))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Writes the rows of one table on one page."""

    context: Context
    page: Any
    table: PanelTable
    words: _Words

    def group(self, group: Group) -> str:
        """One printed row."""
        long = ' class="long"' if group.is_long else ""
        ours = f' <span class="as">{escape(group.ours)}</span>' if group.ours else ""
        head = (
            f'<th scope="rowgroup" rowspan="{len(group.lines)}"{long}>'
            f'<span class="printed">{escape(group.name)}</span>{ours}</th>'
        )
        heads = (head, *("" for _ in group.lines[1:]))
        return f"<tbody>{''.join(map(self._line, heads, group.lines, [group] * len(group.lines)))}</tbody>\n"

    def _line(self, head: str, line: Line, group: Group) -> str:
        words, table = self.words, self.table
        looks = "line" + (" total" if line.row.is_total else "") + (" chosen" if self._is_chosen(line) else "")
        unit = _unit_alone(line, group, words)
        cells = [
            head,
            f'<td class="num result" data-label="{words.result}">{self._amount(line, unit)}{self._remarks(line)}</td>',
            "" if table.unit else f'<td class="of-unit">{escape(line.said.unit) if line.said.number else unit}</td>',
            self._beside(line.lod, words.lod) if table.has_lods else "",
            self._beside(line.loq, words.loq) if table.has_loqs else "",
            self._beside(line.limit, words.limit) if table.has_limits else "",
            self._status(line) if table.has_verdicts else "",
            self._judged(line) if table.is_judged else "",
            self._where(line),
        ]
        return f'<tr class="{looks}">{"".join(cells)}</tr>\n'

    def _is_chosen(self, line: Line) -> bool:
        return self.page.chosen is not None and self.page.chosen.line is line

    def _amount(self, line: Line, unit: str) -> str:
        """The amount in figures or words; `unit` is said beside words where it is needed to tell rows apart."""
        said = line.said
        if said.number:
            narrow = f'<span class="unit narrow"> {escape(said.unit)}</span>' if said.unit else ""
            pad = f'<span class="pad" aria-hidden="true">{said.pad}</span>'
            return f'<span class="number">{escape(said.number)}</span>{pad}{narrow}'
        note = f' <span class="note">({escape(said.note)})</span>' if said.note else ""
        narrow = f'<span class="unit narrow"> {unit}</span>' if unit else ""
        return f'<span class="words">{escape(said.words)}{note}</span>{narrow}'

    def _remarks(self, line: Line) -> str:
        """What qualifies the amount: its uncertainty, a correction, doubts about the reading."""
        words = self.words
        parts = []
        if line.uncertainty:
            parts.append(f'<span class="uncertainty">±\u202f{beside(self.context, line.uncertainty)}</span>')
        if line.read_as:
            read_as = f'<q class="printed">{escape(line.read_as)}</q>'
            parts.append(f'<span class="corrected">{words.read_as} {read_as}</span>')
        if line.is_pictured and line.is_unsure:
            parts.append(f'<span class="doubt">{words.hard}</span>')
        parts += [f'<span class="doubt">{words.doubt} {conditional_escape(say(doubt))}</span>' for doubt in line.doubts]
        return "".join(parts)

    def _beside(self, printed: Beside, label: str) -> str:
        return f'<td class="num" data-label="{label}">{beside(self.context, printed)}</td>'

    def _status(self, line: Line) -> str:
        fail = " fail" if line.row.lab_verdict == "fail" else ""
        said = f'<span class="lab-word{fail}">{beside(self.context, line.status)}</span>' if line.status else ""
        return f'<td data-label="{self.words.status}">{said}</td>'

    def _judged(self, line: Line) -> str:
        verdicts = verdicts_in_full(line.judged, self.page.yardstick)
        return f'<td class="judged" data-label="{self.words.yardstick}">{verdicts}</td>'

    def _where(self, line: Line) -> str:
        words = self.words
        unseen = f'<span class="unseen">{words.read_from} </span>{words.picture}'
        picture = f' <span class="from-picture">{unseen}</span>' if line.is_pictured else ""
        place = mark(self.context, line.place, line.said)
        return f'<td class="where" data-label="{words.where}">{place}{picture}</td>'


def _unit_alone(line: Line, group: Group, words: _Words) -> str:
    """The unit of an amount in words, where the row gives the amount in several; nothing elsewhere."""
    if line.said.number or not line.said.unit or len(group.lines) < 2:
        return ""
    return words.in_unit % {"unit": escape(line.said.unit)}
