"""Limits and spans of amounts in the reader's language. English is as the core says it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from labs.quantities import Interval
from labs.reference.amounts import plain, span
from labs.reference.limits import Rule
from registry.web.translating import in_language, is_english, number

ABOUT = (
    gettext_noop("children"),
    gettext_noop("females of childbearing age"),
    gettext_noop("adults (2020 paper)"),
    gettext_noop("liquid products"),
    gettext_noop("solid products"),
    gettext_noop("of the dry weight"),
    gettext_noop("extracts, concentrates, edibles, pills"),
    gettext_noop("USP <467>, class 1"),
    gettext_noop("extracts; USP <467>, class 1"),
    gettext_noop("Above it, California law asks for a warning. It does not make the product unlawful."),
)


def rule_words(rule: Rule) -> str:
    """A rule as people say it: ``under 1.2 ppm``, in Czech ``méně než 1,2 ppm``."""
    return in_language(rule.words)


def span_words(interval: Interval, unit: str) -> str:
    """An interval in words: ``0.635 to 0.645 ppm``, ``under 0.05 ppm``, ``5 ppm or more``."""
    if is_english():
        return span(interval, unit)
    if interval.high is None:
        return _("%(amount)s or more") % {"amount": _amount(interval.low, unit)}
    if interval.low == 0:
        said = _("under %(amount)s") if interval.high_open else _("at most %(amount)s")
        return said % {"amount": _amount(interval.high, unit)}
    return _("%(low)s to %(high)s") % {"low": number(_bare(interval.low)), "high": _amount(interval.high, unit)}


def _amount(amount: Decimal, unit: str) -> str:
    return f"{number(_bare(amount))} {unit}".rstrip()


def _bare(amount: Decimal) -> Decimal:
    """The amount without zeros at its end."""
    return Decimal(plain(amount))
