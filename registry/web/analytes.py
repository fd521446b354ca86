"""Pages of the analytes: what each is, how published products are spread, and every dated limit for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from labs.reference.analytes import Analyte, all_analytes, by_slug
from labs.reference.limits import LimitSet, Rule, Standing, all_limit_sets
from registry.web.analyte_names import name_by_slug, name_of_analyte
from registry.web.distribution import Distribution, OfForm, distribution_of
from registry.web.plots.strip import Strip
from registry.web.spread import Bounds
from registry.web.wording import PANEL_NAMES, panel_name

_BINDING_FIRST = {
    Standing.IN_FORCE: 0,
    Standing.PROPOSED: 1,
    Standing.UNKNOWN: 2,
    Standing.REPLACED: 3,
    Standing.NOT_BINDING: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitOfAnalyte:
    """One rule of one text for an analyte. `of_part` names the analyte that the rule is for, where that is a part."""

    limits: LimitSet
    rule: Rule
    of_part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigure:
    """One form's strip with its words, and its row of the table."""

    of: OfForm
    title: str
    description: str
    lowest: str
    highest: str
    quarter: str = ""
    median: str = ""
    three_quarters: str = ""

    @property
    def key(self) -> str:
        """What tells its figure apart on the page."""
        return self.of.key

    @property
    def strip(self) -> Strip | None:
        """The drawing; None where nothing has a height."""
        return self.of.strip


@require_safe
def analytes(request: HttpRequest) -> HttpResponse:
    """Every analyte that is told apart here, by its panel, with how many texts limit it."""
    limited = {rule.analyte for limits in all_limit_sets() for rule in limits.rules}
    of_panel: dict[str, list[tuple[Analyte, bool]]] = {}
    for one in all_analytes():
        of_panel.setdefault(one.panel, []).append((one, one.slug in limited))
    groups = [
        (panel_name(panel), sorted(of_panel[panel], key=lambda pair: name_of_analyte(pair[0]).casefold()))
        for panel in PANEL_NAMES
        if panel in of_panel
    ]
    return render(request, "registry/analytes.html", {"groups": groups})


@require_safe
def analyte(request: HttpRequest, analyte: str) -> HttpResponse:
    """One analyte: its names and number, its distribution over published products, limits everywhere."""
    found = by_slug(analyte)
    if found is None:
        raise Http404
    spread = distribution_of(found.slug)
    facts = {
        "analyte": found,
        "panel": panel_name(found.panel),
        "distribution": spread,
        "figures": [_figure(found, spread, one) for one in spread.forms],
        "limits": limits_of(found.slug),
    }
    return render(request, "registry/analyte.html", facts)


def limits_of(analyte: str) -> list[LimitOfAnalyte]:
    """Every rule of every text for an analyte: what is in force first, then by place and title."""
    found = [
        LimitOfAnalyte(limits=limits, rule=rule, of_part="" if rule.analyte == analyte else _name(rule.analyte))
        for limits in all_limit_sets()
        for rule in limits.rules_for(analyte)
    ]
    return sorted(
        found,
        key=lambda one: (_BINDING_FIRST[one.limits.standing], one.limits.jurisdiction, one.limits.title),
    )


def _name(slug: str) -> str:
    return name_by_slug(slug, slug)


def _figure(analyte: Analyte, all_forms: Distribution, one: OfForm) -> FormFigure:
    unit = all_forms.unit
    title = _("%(analyte)s in %(form)s: %(count)s") % {
        "analyte": name_of_analyte(analyte),
        "form": one.name,
        "count": ngettext("%(number)d product", "%(number)d products", one.products) % {"number": one.products},
    }
    figure = FormFigure(
        of=one,
        title=title,
        description=_described(one, unit),
        lowest=_amount(one.lowest),
        highest=_amount(one.highest),
    )
    if one.spread is None:
        return figure
    return FormFigure(
        of=one,
        title=title,
        description=figure.description,
        lowest=figure.lowest,
        highest=figure.highest,
        quarter=_said(one.spread.quarter),
        median=_said(one.spread.median),
        three_quarters=_said(one.spread.three_quarters),
    )


def _described(one: OfForm, unit: str) -> str:
    """What the strip shows, for those who do not see it."""
    parts: Iterable[str] = (
        ngettext("%(number)d printed number", "%(number)d printed numbers", one.numbers) % {"number": one.numbers},
        _("from %(low)s to %(high)s %(unit)s")
        % {"low": _amount(one.lowest), "high": _amount(one.highest), "unit": unit}
        if one.lowest is not None
        else "",
        ngettext(
            "%(number)d not detected or below a bound, an open mark at the bound",
            "%(number)d not detected or below a bound, open marks at their bounds",
            one.open,
        )
        % {"number": one.open}
        if one.open
        else "",
        _("the middle value is %(amount)s %(unit)s") % {"amount": _said(one.spread.median), "unit": unit}
        if one.spread
        else "",
    )
    return f"{'; '.join(part for part in parts if part)}."


def _said(bounds: Bounds) -> str:
    if bounds.exact is not None:
        return _amount(bounds.exact)
    if bounds.low is None and bounds.high is None:
        return _("cannot tell")
    if bounds.low is None:
        return _("at most %(amount)s") % {"amount": _amount(bounds.high)}
    if bounds.high is None:
        return _("at least %(amount)s") % {"amount": _amount(bounds.low)}
    return _("between %(low)s and %(high)s") % {"low": _amount(bounds.low), "high": _amount(bounds.high)}


def _amount(amount: Decimal | None) -> str:
    """An amount to three significant digits, in the reader's notation; empty for none."""
    if amount is None:
        return ""
    with localcontext(prec=3):
        rounded = +amount
    exponent = rounded.as_tuple().exponent
    plain = rounded.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else rounded
    return str(localize(plain))
