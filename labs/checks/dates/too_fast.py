"""Microbes were counted in less time than they take to grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.dates.stages import in_days, read_as
from labs.checks.document import Document
from labs.checks.sought import meaning
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel
from labs.quantities import Kind
from labs.reference.words import finder, fold
from labs.translatable import Sentence, gettext, gettext_noop, ngettext

_CULTURE = {"tymc": 5, "yeast": 5, "mold": 5, "tamc": 2, "salmonella": 2}  # days from portion to result
_FILM = {"tymc": 2, "yeast": 2, "mold": 2, "tamc": 1}  # on the fastest films
_UNNAMED = {"tymc": 3, "yeast": 3, "mold": 3, "tamc": 2}  # where the method is not in print: films are faster
_RAPID = meaning("statements", "rapid_microbiology")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Early:
    result: AnalyteResult
    days: int
    is_culture: bool
    how: str = ""  # what is said of its days


@check(
    "date.too_fast",
    severity=Severity.WARNING,
    title=gettext_noop("Microbes counted in less time than they grow"),
    explanation=gettext_noop(
        "On plates, moulds and yeasts are counted after about five days, other microbes after two. Methods that look "
        "for genes need no such time, so a report that names one is not asked, and one that names none gets a note, as "
        "does one that names films, on which they grow faster."
    ),
    formula=gettext_noop(
        "days from receipt to issue < 5 (yeast and mould) or 2 (aerobic count, Salmonella) by culture; "
        "< 3 (yeast and mould) or 2 (aerobic count) where no method is named; < 2 or 1 on films"
    ),
    example=gettext_noop(
        """\
received                             2026-06-01
reported                             2026-06-03
most time between                    2 days
Total combined yeast and mold count  5 days"""
    ),
    innocent=(
        gettext_noop("A rapid method was used and not named."),
        gettext_noop("The sample came earlier, and the date of receipt is that of a later test."),
    ),
    remedy=(gettext_noop("The laboratory can print its method, and when each test began and ended."),),
    sources=(),
    ours=gettext_noop(
        "All the days: they are how such methods are commonly run, and we have not checked them against a standard."
    ),
)
def too_fast(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask counts of microbes whether the whole time from receipt to issue was long enough for them to grow."""
    elapsed = _most_days(subject.coa)
    if elapsed is None:
        return
    counts = [one for part in subject.parts for one in part.panel(Panel.MICROBIALS)]
    asked = [early for one in counts if (early := _needs(subject, one, context.document)) is not None]
    if asked:
        yield FINE
    short = [one for one in asked if elapsed < one.days]
    if not short:
        return
    first = max(short, key=lambda one: (one.is_culture, one.days))
    received, reported = subject.coa.received, subject.coa.reported
    assert received is not None
    assert reported is not None
    days = in_days(elapsed)
    yield Doubt(
        says=Sentence(
            ngettext(
                "%(name)s is reported %(days)s day after receipt, and takes about %(needed)s to grow.",
                "%(name)s is reported %(days)s days after receipt, and takes about %(needed)s to grow.",
                elapsed,
            ),
            name=first.result.name.text,
            days=str(elapsed),
            needed=str(first.days),
        ),
        arithmetic=on_paper(
            (
                (gettext("received"), read_as(received)),
                (gettext("reported"), read_as(reported)),
                (gettext("most time between"), days),
                *(
                    (
                        one.result.name.text,
                        Sentence(one.how, days=in_days(one.days)) if one.how else in_days(one.days),
                    )
                    for one in short
                ),
            )
        ),
        evidence=(first.result.name, received.printed, reported.printed),
        about=first.result,
        severity=None if first.is_culture else Severity.NOTE,
    )


def _most_days(coa: CertificateOfAnalysis) -> int | None:
    """The most days that the dates leave between receipt and issue; None where they say too little."""
    if coa.received is None or coa.reported is None:
        return None
    if coa.received.printed.is_doubtful or coa.reported.printed.is_doubtful:
        return None
    days = (max(coa.reported.days) - min(coa.received.days)).days
    return days if days >= 0 else None


def _needs(subject: Subject, one: AnalyteResult, document: Document | None) -> _Early | None:
    """How many days a microbial result takes to grow; None for what is no such count, or was found without growth."""
    if one.analyte not in _CULTURE or one.quantity.kind is Kind.NOT_TESTED:
        return None
    method = one.method or next((panel.method for panel in subject.coa.panels if panel.panel is one.panel), "")
    words = f"{method} {one.name.text}"
    if one.analyte in _FILM and _names(words, "film"):
        return _Early(result=one, days=_FILM[one.analyte], is_culture=False, how=gettext_noop("%(days)s, on films"))
    if _names(words, "rapid_microbiology"):
        return None
    if _names(words, "culture"):
        return _Early(result=one, days=_CULTURE[one.analyte], is_culture=True)
    days = _UNNAMED.get(one.analyte)
    if document is not None and document.says(_RAPID):
        return None  # it may well be this count's
    return (
        None
        if days is None
        else _Early(result=one, days=days, is_culture=False, how=gettext_noop("%(days)s, no method named"))
    )


@lru_cache(maxsize=4096)
def _names(text: str, kind: str) -> bool:
    return finder("statements", kind).search(f" {fold(text)} ") is not None
