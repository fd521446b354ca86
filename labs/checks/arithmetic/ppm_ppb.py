"""A factor of a thousand too much or too little: ppm was probably printed for ppb, or the reverse."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from labs.checks.amounts import amount, factor_between, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Row, Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, read_unit
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

_PANELS = (Panel.METALS, Panel.PESTICIDES, Panel.MYCOTOXINS)
_THOUSAND = Decimal(1000)
_ENOUGH = 30  # other reports
_DIGITS = 2  # significant ones, for two prints to be one number


@check(
    "arith.ppm_ppb",
    severity=Severity.WARNING,
    title=gettext_noop("Unit slip of a thousand"),
    explanation=gettext_noop(
        "Metals and pesticides are printed in ppm or ppb, a factor of 1000 apart. The same digits in both units cannot "
        "both hold, and a result far outside what such products show, but amid it in the other unit, deserves a look."
    ),
    formula=gettext_noop(
        "the same digits in ppm and ppb; or beyond the 1st to 99th percentile, × 1000^±1 in the 5th to 95th"
    ),
    example=gettext_noop(
        """\
Lead             0.145 ppm
that in µg/kg  145 µg/kg
printed          0.145 µg/kg"""
    ),
    innocent=(gettext_noop("The lot is truly extreme."), gettext_noop("The two prints are of two portions.")),
    remedy=(gettext_noop("The laboratory can say which unit holds."),),
    sources=(Source(text=gettext_noop("1 ppm = 1000 ppb; metals are limited in ppm and often reported in ppb")),),
    ours=gettext_noop("The percentiles, and that 30 other reports make a distribution, are our choice."),
)
def ppm_ppb(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each trace result whether the report prints it a thousand times apart, or other reports suggest it."""
    for part in subject.parts:
        for name, printed in part.analytes.items():
            peers = context.peers.get(name, ())
            if printed[0].panel not in _PANELS or (len(printed) == 1 and len(peers) < _ENOUGH):
                continue
            results = tuple(one for one in printed if _is_trace(subject, one))
            if len(results) > 1:
                yield _printed_twice(results)
            if len(peers) >= _ENOUGH and results:
                yield _among(subject, results[0], peers)


def _is_trace(subject: Subject, one: AnalyteResult) -> bool:
    unit = read_unit(one.unit)
    is_fraction = unit is not None and unit.dimension is Dimension.MASS_FRACTION and not unit.article
    return is_fraction and subject.is_number(one) and bool(one.quantity.value)


def _printed_twice(results: Row) -> Answer:
    for one, other in combinations(results[:4], 2):
        factor = factor_between(one.unit, other.unit)
        if one.quantity.value != other.quantity.value or factor not in (_THOUSAND, 1 / _THOUSAND):
            continue
        assert one.quantity.value is not None
        if len(one.quantity.value.normalize().as_tuple().digits) < _DIGITS:
            continue
        return Doubt(
            says=Sentence(
                gettext_noop("%(name)s is printed as %(amount)s and as %(other)s, a thousand times apart."),
                name=one.name.text,
                amount=amount(one),
                other=amount(other),
            ),
            arithmetic=on_paper(
                (
                    (one.name.text, amount(one)),
                    (
                        Sentence(gettext_noop("that in %(unit)s"), unit=other.unit),
                        f"{plain(one.quantity.value * factor)} {other.unit}",
                    ),
                    (gettext("printed"), amount(other)),
                )
            ),
            evidence=(one.printed, other.printed),
            about=one,
        )
    return FINE


def _among(subject: Subject, one: AnalyteResult, peers: Sequence[Decimal]) -> Answer:
    interval, unit = subject.allowed(one), read_unit(one.unit)
    assert interval is not None
    assert interval.high is not None
    assert unit is not None
    low, high = interval.low * unit.factor, interval.high * unit.factor
    outer, inner = _band(peers, "0.01"), _band(peers, "0.05")
    if high >= outer[0] and low <= outer[1]:
        return FINE
    for factor, unlike in (
        (_THOUSAND, gettext("1000 times as much")),
        (1 / _THOUSAND, gettext("a thousandth of that")),
    ):
        if low * factor >= inner[0] and high * factor <= inner[1]:
            return Doubt(
                says=Sentence(
                    gettext_noop(
                        "%(name)s is printed as %(amount)s, unlike %(count)s other reports; %(unlike)s would be like "
                        "them."
                    ),
                    name=one.name.text,
                    amount=amount(one),
                    count=str(len(peers)),
                    unlike=unlike,
                ),
                arithmetic=on_paper(
                    (
                        (one.name.text, amount(one)),
                        (gettext("other reports, 1st to 99th percentile"), _told(outer, one.unit, unit.factor)),
                        (gettext("other reports, 5th to 95th percentile"), _told(inner, one.unit, unit.factor)),
                        (unlike, f"{plain((one.quantity.value or Decimal(0)) * factor)} {one.unit}"),
                    )
                ),
                evidence=(one.printed,),
                about=one,
            )
    return FINE


def _band(peers: Sequence[Decimal], tail: str) -> tuple[Decimal, Decimal]:
    cut = int(len(peers) * Decimal(tail))
    return peers[cut], peers[len(peers) - 1 - cut]


def _told(band: tuple[Decimal, Decimal], unit: str, factor: Decimal) -> Sentence:
    low, high = plain(band[0] / factor), f"{plain(band[1] / factor)} {unit}"
    return Sentence(gettext_noop("%(low)s to %(high)s"), low=low, high=high)
