"""Limits and spans of amounts in the reader's language. English is as the core says it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from labs.quantities import Interval
from labs.reference.amounts import plain, span
from labs.reference.limits import Basis, Operator, Rule
from registry.web.translating import in_language, is_english, number

_OF_WHAT = {
    Basis.PER_DAY: gettext_noop("%(limit)s a day"),
    Basis.PER_CONTAINER: gettext_noop("%(limit)s in a package"),
    Basis.PER_SERVING: gettext_noop("%(limit)s in a serving"),
    Basis.PER_ARTICLE: gettext_noop("%(limit)s in an article"),
    Basis.SHARE: gettext_noop("%(limit)s of all alkaloids"),
    Basis.RATIO: gettext_noop("%(limit)s to 1"),
}
_ASKED = {
    Operator.AT_MOST: gettext_noop("at most %(amount)s"),
    Operator.UNDER: gettext_noop("under %(amount)s"),
    Operator.AT_LEAST: gettext_noop("at least %(amount)s"),
    Operator.ABSENT_IN: gettext_noop("absent in %(amount)s"),
}
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
    if is_english():
        return rule.words
    return _asked(rule) + (f" ({in_language(rule.about)})" if rule.about else "")


def _asked(rule: Rule) -> str:
    if rule.op is Operator.NOT_DETECTED:
        return _("not detected")
    if rule.op is Operator.BETWEEN and rule.upper is not None:
        ends = {"low": number(rule.value), "high": f"{number(rule.upper)} {rule.unit}"}
        return _("observed from %(low)s to %(high)s") % ends
    unit = "" if rule.basis is Basis.RATIO else rule.unit
    said = _(_ASKED[rule.op]) % {"amount": f"{number(rule.value)} {unit}".rstrip()}
    if rule.basis is Basis.PER_PACKAGE and rule.package_grams is not None:
        return _("%(limit)s in a package of %(grams)s g") % {"limit": said, "grams": number(rule.package_grams)}
    return _(_OF_WHAT[rule.basis]) % {"limit": said} if rule.basis in _OF_WHAT else said


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
