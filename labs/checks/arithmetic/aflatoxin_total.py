"""The printed total of aflatoxins cannot be what B1, B2, G1 and G2 add up to."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import amount, factor_between, on_paper, or_cut_off
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.sources import ROUNDING
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import ZERO, Interval, Kind, unit_key
from labs.reference.amounts import span
from labs.translatable import Sentence, gettext, gettext_noop

_TOTAL = "aflatoxins_total"
_PARTS = ("aflatoxin_b1", "aflatoxin_b2", "aflatoxin_g1", "aflatoxin_g2")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """A printed total, its parts, and what they add up to in its unit; `together` is None without an upper end."""

    total: AnalyteResult
    whole: Interval
    parts: tuple[AnalyteResult, ...]
    least: Decimal
    together: Interval | None


@check(
    "arith.aflatoxin_total",
    severity=Severity.WARNING,
    title=gettext_noop("Total aflatoxins differ from B1 + B2 + G1 + G2"),
    explanation=gettext_noop("Total aflatoxins are by definition the sum of the four that laws name."),
    formula=gettext_noop("Σ lowest ≤ total ≤ Σ highest, with ND from 0 to the LOD or the LOQ, whichever is more"),
    example=gettext_noop(
        """\
Aflatoxin B1                        1.71 µg/kg
Aflatoxin B2                        0.85 µg/kg
Aflatoxin G1                        0.76 µg/kg
Aflatoxin G2                        ND µg/kg
together, with rounding or cutting  3.305 to 3.85 µg/kg
printed total                       9.72 µg/kg
with rounding or cutting            9.715 to 9.73 µg/kg"""
    ),
    innocent=(gettext_noop("The total was measured by another method than its parts, such as a test strip."),),
    remedy=(gettext_noop("The laboratory can say how its total is worked out, or correct it."),),
    sources=(
        Source(
            text=gettext_noop("“Sum of aflatoxins B1, B2, G1 and G2”: HKCMMS limits as tabulated"),
            url="https://cmjournal.biomedcentral.com/articles/10.1186/1749-8546-4-18/tables/2",
        ),
        ROUNDING,
    ),
)
def aflatoxin_total(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed total whether its parts can add up to it."""
    for part in subject.parts:
        for total in part.of(_TOTAL):
            one = _sum(subject, part, total)
            if one is None:
                continue
            too_little = one.whole.high is not None and one.least > one.whole.high
            if too_little or (one.together is not None and one.whole.disjoint_from(one.together)):
                yield _doubt(one)
            elif one.together is not None:
                yield FINE


def _sum(subject: Subject, part: Part, total: AnalyteResult) -> _Sum | None:
    if total.quantity.approximate or not subject.is_sure(total):
        return None
    whole = or_cut_off(total) if total.quantity.kind is Kind.NUMBER else subject.most(total)
    parts = [_in_unit_of(total, part.of(name)) for name in _PARTS]
    present = tuple(one for one in parts if one is not None)
    if whole is None or not present or not all(subject.is_sure(one) for one in present):
        return None
    together: Interval | None = ZERO if len(present) == len(_PARTS) else None
    least = Decimal(0)
    for one in present:
        interval, factor = _room(subject, one), factor_between(one.unit, total.unit)
        assert factor is not None
        if interval is not None:
            least += interval.low * factor
        together = None if interval is None or together is None else together + interval.scaled(factor)
    return _Sum(total=total, whole=whole, parts=present, least=least, together=together)


def _in_unit_of(total: AnalyteResult, results: tuple[AnalyteResult, ...]) -> AnalyteResult | None:
    """The one result of a toxin to add up: in the total's unit if it is printed in several, else convertible."""
    same = [one for one in results if unit_key(one.unit) == unit_key(total.unit)]
    found = same or [one for one in results if factor_between(one.unit, total.unit) is not None]
    return found[0] if len(found) == 1 and found[0].quantity.kind is not Kind.NOT_TESTED else None


def _room(subject: Subject, one: AnalyteResult) -> Interval | None:
    return or_cut_off(one) if one.quantity.kind is Kind.NUMBER else subject.most(one)


def _doubt(one: _Sum) -> Doubt:
    unit = one.total.unit
    together = one.together or Interval(low=one.least, high=None)
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, but its parts add up to %(sum)s."),
            name=one.total.name.text,
            amount=amount(one.total),
            sum=span(together, unit),
        ),
        arithmetic=on_paper(
            (
                *((part.name.text, amount(part)) for part in one.parts),
                (gettext("together, with rounding or cutting"), span(together, unit)),
                (gettext("printed total"), amount(one.total)),
                (gettext("with rounding or cutting"), span(one.whole, unit)),
            )
        ),
        evidence=(one.total.printed, *(part.printed for part in one.parts)),
        about=one.total,
    )
