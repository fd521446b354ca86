"""What filters and their values are called on the search page."""

from decimal import Decimal

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from labs.reference.limits import limit_set
from registry.search import Found, Question
from registry.web.analyte_names import name_by_slug
from registry.web.translating import in_language
from registry.web.wording import PANEL_NAMES

FILTER_NAMES = {
    "form": gettext_lazy("Form"),
    "panel": gettext_lazy("Panels tested"),
    "tested_within": gettext_lazy("Tested within"),
    "flag": gettext_lazy("Gravest flag"),
    "brand": gettext_lazy("Brand"),
    "lab": gettext_lazy("Laboratory"),
    "pdf": gettext_lazy("Original PDF"),
    "verdict": gettext_lazy("Against the yardstick"),
    "yardstick": gettext_lazy("Yardstick"),
    "analyte": gettext_lazy("Analyte"),
}
_VALUES = {
    ("form", "leaf"): gettext_lazy("leaf powder"),
    ("form", "capsule"): gettext_lazy("capsules"),
    ("form", "extract"): gettext_lazy("extract"),
    ("form", "shot"): gettext_lazy("liquid shot"),
    ("form", "tablet"): gettext_lazy("tablets"),
    ("form", "unknown"): gettext_lazy("form not known"),
    ("panel", "unknown"): gettext_lazy("no panel read"),
    ("tested_within", "unknown"): gettext_lazy("no day read"),
    ("flag", "alert"): gettext_lazy("alert"),
    ("flag", "warning"): gettext_lazy("warning"),
    ("flag", "note"): gettext_lazy("note"),
    ("flag", "none"): gettext_lazy("no flag"),
    ("brand", "unknown"): gettext_lazy("brand not stated"),
    ("lab", "unknown"): gettext_lazy("laboratory not known"),
    ("pdf", "yes"): gettext_lazy("PDF as the laboratory made it"),
    ("pdf", "no"): gettext_lazy("photo or scan"),
    ("verdict", "within"): gettext_lazy("within"),
    ("verdict", "above"): gettext_lazy("outside"),
    ("verdict", "cannot-tell"): gettext_lazy("cannot tell"),
    ("verdict", "not-limited"): gettext_lazy("not limited"),
}


def value_name(name: str, value: str) -> str:
    """What one value of a filter is called; slugs of brands and laboratories as they are (see `catalogue_names`)."""
    if (name, value) in _VALUES:
        return str(_VALUES[name, value])
    if name == "panel":
        return str(PANEL_NAMES.get(value, value))
    if name == "tested_within":
        days = int(value[:-1])
        return ngettext("the last day", "the last %(days)s days", days) % {"days": days}
    if name == "yardstick":
        found = limit_set(value)
        return in_language(found.title) if found else value
    if name == "analyte":
        return name_by_slug(value, value)
    return value


def catalogue_names(found: Found) -> dict[tuple[str, str], str]:
    """The names of the brands and laboratories that were asked for, by filter and slug."""
    return {
        (facet.name, one.value): one.label
        for facet in found.facets
        for one in facet.options
        if one.is_chosen and one.label
    }


def chip_text(question: Question, name: str, value: str, names: dict[tuple[str, str], str]) -> str:
    """A filter in words: an analyte with its bounds, a verdict with what it is about."""
    text = names.get((name, value)) or value_name(name, value)
    if name == "analyte" and (bounds := question.bounds):
        return f"{text}: {_range(bounds, question.one('unit'))}{_answer(question.one('answer'))}"
    return text


def _range(bounds: dict[str, Decimal], unit: str) -> str:
    low, high = bounds.get("gte"), bounds.get("lte")
    if low is not None and high is not None:
        return _("%(low)s to %(high)s %(unit)s") % {"low": localize(low), "high": localize(high), "unit": unit}
    if low is not None:
        return _("at least %(low)s %(unit)s") % {"low": localize(low), "unit": unit}
    return _("at most %(high)s %(unit)s") % {"high": localize(high), "unit": unit}


def _answer(answer: str) -> str:
    match answer:
        case "no":
            return _(", certainly not")
        case "cannot-tell":
            return _(", cannot tell")
    return ""
