"""What a check is: a question to a certificate, asked with everything it may know handed in.

A check is a generator over a `Subject` and a `Context`. Whatever it can decide it answers: a `Doubt` for what does not
add up, `FINE` for what does. Where it cannot tell it yields nothing. The engine turns doubts into `Finding` values;
from the rest one sees how often a check could be asked. Checks are pure: same certificate, same context, same
findings, in the same order.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Final, Literal, NotRequired, TypedDict, Unpack

from labs.checks.amounts import Sum
from labs.checks.categories import Category, category_of
from labs.checks.document import Document, Label
from labs.checks.forms import Form
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, CertificateOfAnalysis, Printed
from labs.quantities import Quantity
from labs.reference.limits import LimitSet
from labs.translatable import Sentence

RULES_VERSION = "2026.11.6"


class Severity(StrEnum):
    """How much a finding weighs.

    An alert is a contradiction in print, or an amount over a limit that applies: it is never a false positive.
    """

    NOTE = "note"  # worth knowing, with a usual innocent explanation
    WARNING = "warning"  # needs a word from the laboratory or the seller
    ALERT = "alert"

    @property
    def weight(self) -> int:
        """0 for a note, 1 for a warning, 2 for an alert."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a label promises: so much of an analyte in each article (``serving``, ``capsule``), or in ``unit``."""

    analyte: str
    quantity: Quantity
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The world as the check may know it: nothing here is looked up by the check itself.

    None and an empty tuple mean that nobody said: a check that needs it stays silent. `limits` are the limit sets that
    the report is held against, because someone chose them or the report points to them; `elsewhere` are laws of places
    where nobody says that the product is sold, so what is over one of them is worth a note and no more. `form` is what
    the product is registered as, `claims` is what its label promises,
    `units_per_serving` how many units (capsules, gummies) its label calls a serving, `earlier` are other certificates,
    `peers` are the amounts (g/g, ascending) of each analyte in other reports of the same kind, one a batch.
    `grams_per_day` is the largest daily amount that the label gives, or that the reader wants to reckon with.
    `document` is the file itself, `label` what the jar says that the report is shown for. `earlier_documents` are the
    files of `earlier`, in its order, and `unpublished` the places in it of reports that not everyone may see.
    `laboratory_reports` is how many other published reports of this laboratory are known.
    """

    today: dt.date
    earlier: tuple[CertificateOfAnalysis, ...] = ()
    limits: tuple[LimitSet, ...] = ()
    elsewhere: tuple[LimitSet, ...] = ()
    form: Form | None = None
    claims: tuple[Claim, ...] | None = None
    units_per_serving: int | None = None
    grams_per_day: Decimal | None = None
    document: Document | None = None
    label: Label | None = None
    peers: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    earlier_documents: tuple[Document | None, ...] = ()
    unpublished: frozenset[int] = frozenset()
    laboratory_reports: int | None = None

    def document_beside(self, other: int) -> Document | None:
        """The file of one of `earlier`, by its place there; None where nobody handed it in."""
        return self.earlier_documents[other] if other < len(self.earlier_documents) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a check yields: one sentence, its arithmetic in words, and the prints that it rests on.

    `about` is the result in question, or None when the whole report is. `says` is one sentence naming the numbers
    that disagree; `arithmetic` sets them out like a sum on paper, one step a line. `severity` is there where it is
    less than the check's own. `other` is the certificate of `Context.earlier` that it is about too, by its place there.
    """

    says: Sentence
    arithmetic: Sum
    evidence: tuple[Printed, ...]
    about: AnalyteResult | None = None
    severity: Severity | None = None
    other: int | None = None


class _Fine(Enum):
    FINE = "fine"


FINE: Final = _Fine.FINE
Answer = Doubt | Literal[_Fine.FINE]
Ask = Callable[[Subject, Context], Iterator[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule comes from; `url` is empty for what follows from the definition of the words."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A registered check and what a reader should know of it.

    `severity` is the most that a finding of it weighs. `formula` is its rule in symbols, `example` the arithmetic that
    it sets out for the certificate of its test. `ours` says what we chose ourselves, such as a threshold that no
    standard sets; empty where nothing is. `remedy` is what the laboratory or the seller can do about a finding.
    """

    id: str
    title: str
    severity: Severity
    explanation: str  # what is asked and why it matters, in plain words
    formula: str
    example: str
    innocent: tuple[str, ...]  # explanations that would make the finding harmless
    remedy: tuple[str, ...]
    sources: tuple[Source, ...]
    ask: Ask
    ours: str = ""

    @property
    def category(self) -> Category:
        """What the check is about."""
        return category_of(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check's answer about one certificate. `key` tells findings of one check on one certificate apart, stably.

    Findings about different others (`other`, as in `Doubt`) may share a key: who knows their names tells them apart.
    """

    check: str
    severity: Severity
    says: Sentence
    arithmetic: Sum
    evidence: tuple[Printed, ...]
    key: str
    analyte: str | None = None
    analyte_text: str = ""
    sample: int | None = None
    other: int | None = None


_CHECKS: dict[str, Check] = {}


class Facts(TypedDict):
    """The fields of a `Check` that its decorator gives."""

    title: str
    severity: Severity
    explanation: str
    formula: str
    example: str
    innocent: tuple[str, ...]
    remedy: tuple[str, ...]
    sources: tuple[Source, ...]
    ours: NotRequired[str]


def check(check_id: str, **facts: Unpack[Facts]) -> Callable[[Ask], Check]:
    """Register a generator of answers as a check; `facts` are the other fields of `Check`.

    A second check of that id, or an id of no category, is a `ValueError`.
    """
    category_of(check_id)

    def register(ask: Ask) -> Check:
        if check_id in _CHECKS:
            raise ValueError(f"two checks are called {check_id}")
        _CHECKS[check_id] = Check(id=check_id, ask=ask, **facts)
        all_checks.cache_clear()
        return _CHECKS[check_id]

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Every registered check, in the order of their ids."""
    return tuple(_CHECKS[check_id] for check_id in sorted(_CHECKS))
