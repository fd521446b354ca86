"""How amounts, dates and panels are said on a page. *Not detected* is words, never a zero."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, gettext_noop, ngettext
from django.utils.translation import gettext as _

from labs.coa import LabVerdict, Panel
from labs.quantities import Kind, unit_key

PANEL_NAMES: dict[str, Promise] = {
    Panel.ALKALOIDS: gettext_lazy("Alkaloids"),
    Panel.POTENCY: gettext_lazy("Cannabinoids"),
    Panel.TERPENES: gettext_lazy("Terpenes"),
    Panel.METALS: gettext_lazy("Heavy metals"),
    Panel.MICROBIALS: gettext_lazy("Microbes"),
    Panel.MYCOTOXINS: gettext_lazy("Mycotoxins"),
    Panel.PESTICIDES: gettext_lazy("Pesticides"),
    Panel.SOLVENTS: gettext_lazy("Residual solvents"),
    Panel.MOISTURE: gettext_lazy("Moisture and water activity"),
    Panel.FOREIGN: gettext_lazy("Foreign matter"),
    Panel.IDENTITY: gettext_lazy("Identity"),
    Panel.OTHER: gettext_lazy("Other results"),
}
VERDICT_WORDS: dict[str, Promise] = {
    LabVerdict.PASS: gettext_lazy("pass"),
    LabVerdict.FAIL: gettext_lazy("fail"),
    LabVerdict.TESTED: gettext_lazy("tested"),
}
_PLAIN_WORDS = frozenset({
    gettext_noop("absent"), gettext_noop("negative"), gettext_noop("not detected"), gettext_noop("none detected"),
    gettext_noop("not present"), gettext_noop("no growth"),
})  # fmt: skip
_SHORT_WORDS = frozenset({"nd", "n.d.", "n.d", "n/d"})
_PORTION = re.compile(r"\s*(?:/|\bin\b|\bper\b)\s*(\d+(?:[.,]\d+)?)\s*(mg|g|grams?|kg|ml|l)\b\.?\s*$", re.IGNORECASE)
_YEARS_FROM = 24  # months
_FIGURE_SPACE, _POINT_SPACE = "\u2007", "\u2008"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An amount as a page says it: `number` to align in figures, or `words`; a `note` that qualifies; the unit.

    `number` and `words` exclude each other. `pad` is blank space that brings the decimal points of a column in line.
    """

    number: str = ""
    words: str = ""
    note: str = ""
    unit: str = ""
    pad: str = ""

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit and self.number else ""
        note = f" ({self.note})" if self.note else ""
        return f"{self.number or self.words}{unit}{note}"


def amount(
    *,
    kind: str,
    text: str,
    unit: str = "",
    lod: dict[str, Any] | None = None,
    loq: dict[str, Any] | None = None,
    decimals: int = 0,
) -> Said:
    """A printed result in words for people; `lod` and `loq` are `labs.coa.PrintedQuantity` as JSON.

    `decimals` is the most that any number of the column has.
    """
    match kind:
        case Kind.NUMBER | Kind.BELOW | Kind.ABOVE | Kind.RANGE:
            return Said(number=text, unit=unit, pad=padding(text, decimals))
        case Kind.NOT_DETECTED:
            words, note = _nothing_found(text, unit)
            note = "; ".join(part for part in (_reach(lod, loq, unit), note) if part)
            return Said(words=words, note=note, unit="" if _PORTION.search(unit) else unit)
        case Kind.BELOW_LOD:
            return Said(words=_("below LOD"), note=_with_unit(lod, unit) or _("LOD not stated"), unit=unit)
        case Kind.BELOW_LOQ:
            return Said(words=_("below LOQ"), note=_with_unit(loq, unit) or _("LOQ not stated"), unit=unit)
        case Kind.NOT_TESTED:
            return Said(words=_("not tested"), unit=unit)
        case Kind.PRESENT:
            return Said(words=_("detected"), note=_("no amount given"), unit=unit)
        case Kind.TOO_MANY:
            return Said(words=_("too numerous to count"), unit=unit)
    return Said(words=f"“{text}”", unit=unit)


def _nothing_found(text: str, unit: str) -> tuple[str, str]:
    """The words for "nothing was found" with the portion that was looked in, and the print where they are not its own.

    The portion stands behind the print ("Negative / 10 g") or in the unit ("per 25 g").
    """
    portion = _PORTION.search(text) or _PORTION.search(unit)
    own = _PORTION.sub("", text).strip().casefold()
    words = own if own in _PLAIN_WORDS and (own == "absent" or not portion) else "not detected"
    note = "" if own == words or own in _SHORT_WORDS else f"“{text}”"
    said = _(words)
    if portion:
        said = _("%(words)s in %(portion)s") % {"words": said, "portion": f"{portion[1]} {portion[2]}"}
    return said, note


def _reach(lod: dict[str, Any] | None, loq: dict[str, Any] | None, unit: str) -> str:
    """How far down the method could see."""
    if said := _with_unit(lod, unit):
        return f"LOD {said}"
    if said := _with_unit(loq, unit):
        return f"LOQ {said}"
    return ""


def _with_unit(limit: dict[str, Any] | None, unit: str) -> str:
    text = str(limit["quantity"]["text"]) if limit else ""
    own = (limit or {}).get("unit") or unit
    return f"{text} {own}".strip() if text else ""


def limit_text(limit: dict[str, Any] | None, unit: str = "") -> str:
    """A LOD, LOQ or specification limit as printed, with its unit where that is not `unit`; empty without one."""
    if not limit:
        return ""
    text, own = str(limit["quantity"]["text"]), str(limit.get("unit") or "")
    is_other = own and unit_key(own) != unit_key(unit) and not text.endswith(own)
    return f"{text} {own}" if is_other else text


def padding(number: str, decimals: int) -> str:
    """Blank space that stands for the decimals which `number` lacks, so that points line up in tabular figures."""
    _whole, point, fraction = _parts(number)
    missing = decimals - len(fraction)
    if missing <= 0:
        return ""
    return (_POINT_SPACE if not point else "") + _FIGURE_SPACE * missing


def decimals_of(number: str) -> int:
    """How many decimals a printed number has; 0 for one that is set in another way, which lines up with nothing."""
    _whole, _point, fraction = _parts(number)
    return len(fraction) if fraction.isdigit() else 0


def _parts(number: str) -> tuple[str, str, str]:
    """Before the decimal point or comma, the mark itself, and after it."""
    return number.partition("," if "." not in number else ".")


def panel_name(panel: str) -> str:
    """The group of tests, as a heading."""
    return str(PANEL_NAMES.get(panel, panel.capitalize()))


def long_ago(day: dt.date, today: dt.date) -> str:
    """How long ago a day was, in the largest unit that fits: "8 months ago".

    Years are said from two on, since "1 year" would hide up to eleven months. Months are those of the
    calendar: nothing is a year old before its day comes round.
    """
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    return _ago((today - day).days, months, get_language())


@lru_cache(maxsize=4_096)
def _ago(days: int, months: int, _language: str | None) -> str:
    """Kept, since a list says it of each of its lines."""
    if days < 0:
        return _("in the future")
    if days < 2:
        return (_("today"), _("yesterday"))[days]
    if months >= _YEARS_FROM:
        return ngettext("%(count)d year ago", "%(count)d years ago", months // 12) % {"count": months // 12}
    if months >= 1:
        return ngettext("%(count)d month ago", "%(count)d months ago", months) % {"count": months}
    if days >= 14:
        return ngettext("%(count)d week ago", "%(count)d weeks ago", days // 7) % {"count": days // 7}
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def joined(parts: list[str]) -> str:
    """A list as prose: "lead, arsenic and cadmium"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(names)s and %(last)s") % {"names": ", ".join(parts[:-1]), "last": parts[-1]}
