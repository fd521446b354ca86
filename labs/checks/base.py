"""What a check is: a question to a certificate, asked with everything it may know handed in.

A check is a generator over a `CertificateOfAnalysis` and a `Context` that yields a `Doubt` for each thing that does
not add up. The engine turns doubts into `Finding` values. Checks are pure: same certificate, same context, same
findings, in the same order.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from labs.coa import AnalyteResult, CertificateOfAnalysis, Printed

RULES_VERSION = "2026.11.1"


class Severity(StrEnum):
    """How much a finding weighs. An alert is a contradiction in print, or an amount over a limit that applies."""

    NOTE = "note"  # worth knowing, with a usual innocent explanation
    WARNING = "warning"  # needs a word from the laboratory or the seller
    ALERT = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The world as the check may know it: nothing here is looked up by the check itself."""

    today: dt.date
    earlier: tuple[CertificateOfAnalysis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a check yields: one sentence, its arithmetic in words, and the prints that it rests on.

    `about` is the result in question, or None when the whole report is. `says` is one sentence naming the numbers
    that disagree; `arithmetic` sets them out like a sum on paper, one step a line.
    """

    says: str
    arithmetic: str
    evidence: tuple[Printed, ...]
    about: AnalyteResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A registered check and what a reader should know of it."""

    id: str
    title: str
    severity: Severity
    explanation: str  # why this matters, in plain words
    innocent: tuple[str, ...]  # explanations that would make the finding harmless
    source: str
    ask: Callable[[CertificateOfAnalysis, Context], Iterable[Doubt]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check's answer about one certificate. `key` tells findings of one check on one certificate apart, stably."""

    check: str
    severity: Severity
    says: str
    arithmetic: str
    evidence: tuple[Printed, ...]
    key: str
    analyte: str | None = None
    analyte_text: str = ""
    sample: int | None = None


_CHECKS: dict[str, Check] = {}


def check(
    check_id: str, *, severity: Severity, title: str, explanation: str, innocent: tuple[str, ...], source: str
) -> Callable[[Callable[[CertificateOfAnalysis, Context], Iterator[Doubt]]], Check]:
    """Register a generator of doubts as the check `check_id`; a second check of that id is a `ValueError`."""

    def register(ask: Callable[[CertificateOfAnalysis, Context], Iterator[Doubt]]) -> Check:
        if check_id in _CHECKS:
            raise ValueError(f"two checks are called {check_id}")
        _CHECKS[check_id] = Check(
            id=check_id,
            title=title,
            severity=severity,
            explanation=explanation,
            innocent=innocent,
            source=source,
            ask=ask,
        )
        return _CHECKS[check_id]

    return register


def all_checks() -> tuple[Check, ...]:
    """Every registered check, in the order of their ids."""
    return tuple(_CHECKS[check_id] for check_id in sorted(_CHECKS))
