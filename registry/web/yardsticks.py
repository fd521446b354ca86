"""The yardstick that a report is held against: which limit set, on which days, and how many grams a day are assumed.

Without a choice, or something in the report that suggests one, there is no verdict. A choice stands in the address, so
that it can be shared with the page.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from labs.reference.beside import Beside
from labs.reference.limits import Basis, LimitKind, LimitSet, Standing, all_limit_sets, limit_set
from labs.reference.measured import Measured, Outcome, measured
from labs.reference.texts import in_force, is_unread, text_on
from labs.reference.yardsticks import Judgement, judge_all, looser_limit
from registry.as_values import as_result, quantity_of
from registry.cataloguing import material_of
from registry.models import AnalyteResult, Product
from registry.web.translating import in_language, long_day

# Bounded before it becomes a number: a power of ten in an address would be written out digit by digit.
_GRAMS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?")
_LEAST_GRAMS, _MOST_GRAMS = Decimal("0.1"), Decimal(100)
_WORDS = {
    Outcome.ABOVE: gettext_noop("above"),
    Outcome.BELOW: gettext_noop("below"),
    Outcome.CANNOT_TELL: gettext_noop("cannot tell"),
    Outcome.WITHIN: gettext_noop("within"),
}  # the gravest first
_ASKS: dict[LimitKind, Promise] = {
    LimitKind.LAW: gettext_lazy("Limit"),
    LimitKind.STANDARD: gettext_lazy("Limit"),
    LimitKind.GUIDANCE: gettext_lazy("Recommended"),
}
_ASKS_OF_STANDING: dict[Standing, Promise] = {
    Standing.PROPOSED: gettext_lazy("Proposed limit"),
    Standing.UNKNOWN: gettext_lazy("Limit of a text that may no longer hold"),
    Standing.REPLACED: gettext_lazy("Limit of a text that was replaced"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """What is said of a day on which no text held, or another one, or on which it was not checked."""

    none: Promise
    other: Promise
    unknown: Promise


_ON_ITS_DAY = _Held(
    none=gettext_lazy("No text of this yardstick that we read was in force on the day of this report (%(day)s)."),
    other=gettext_lazy("The text on the day of this report (%(day)s) is another: %(title)s, %(citation)s."),
    unknown=gettext_lazy("Whether this text held on the day of this report was not checked."),
)
_TODAY = _Held(
    none=gettext_lazy("No text of this yardstick that we read was in force today (%(day)s)."),
    other=gettext_lazy("The text today (%(day)s) is another: %(title)s, %(citation)s."),
    unknown=gettext_lazy("Whether this text held today was not checked."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with its word, in English as in addresses.

    `is_looser` says that the laboratory's own limit allows more than this one.
    """

    judgement: Judgement
    word: str
    is_looser: bool = False

    @property
    def asks(self) -> str:
        """What the number is called: a limit, one that may not hold, a proposal, a recommendation, an observation."""
        limits = self.judgement.limit_set
        asks = _ASKS_OF_STANDING.get(limits.standing) or _ASKS.get(limits.kind)
        return str(asks or _("In papers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """How a result stands to a yardstick on the day of its report, and today; empty where it is not limited.

    Where the report is not dated, `then` is by the text that was chosen; `is_unread` says that the text of its day was
    not read.
    """

    then: tuple[Judged, ...] = ()
    now: tuple[Judged, ...] = ()
    is_dated: bool = True
    is_unread: bool = False

    def __bool__(self) -> bool:
        return bool(self.then or self.now)

    @property
    def differ(self) -> bool:
        """Whether the two days say different things of it."""
        return [_said(one) for one in self.then] != [_said(one) for one in self.now]


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A reader's choice, for a report of the day `on`, looked at on `today`.

    `is_asked` says that the address chooses, be it none; `why` is what in the report suggested it otherwise. `trouble`
    says what was wrong with the choice.
    """

    limits: LimitSet | None = None
    grams: Decimal | None = None
    is_asked: bool = False
    why: str = ""
    trouble: str = ""
    on: dt.date | None = None
    today: dt.date | None = None

    @property
    def groups(self) -> list[tuple[str, list[LimitSet]]]:
        """Every limit set with numbers to choose from, by what it is."""
        return [(name, kept) for name, sets in grouped() if (kept := [one for one in sets if one.rules])]

    @property
    def needs_grams(self) -> bool:
        """Whether the chosen set has limits per day."""
        return self.limits is not None and any(rule.basis is Basis.PER_DAY for rule in self.limits.rules)

    @property
    def misses_grams(self) -> bool:
        """Whether limits per day cannot be reckoned because nobody said how many grams a day."""
        return self.needs_grams and self.grams is None

    @property
    def query(self) -> str:
        """The choice as it stands in an address; empty without one."""
        chosen = self.limits.id if self.limits else ""
        parts = [f"yardstick={chosen}"] if self.is_asked else []
        return "&".join([*parts, *([f"grams={self.grams:f}"] if self.grams else [])])

    @property
    def then(self) -> LimitSet | None:
        """The text for the report's day; the chosen one where that day is not known."""
        return self._text(self.on)

    @property
    def is_unread(self) -> bool:
        """Whether the text for the report's day was not read, and an earlier one had ended."""
        return self.limits is not None and self.on is not None and is_unread(self.limits, self.on)

    @property
    def then_says(self) -> str:
        """What verdicts of `then` are by: the report's day, or the text chosen where no day is known."""
        if self.on is None:
            return _("By the text chosen, since the report is not dated")
        return _("On the report's day, %(day)s") % {"day": long_day(self.on)}

    @property
    def now(self) -> LimitSet | None:
        """The text for today."""
        return self._text(self.today)

    @property
    def changes(self) -> bool:
        """Whether another text holds today than on the report's day."""
        return self.limits is not None and self.then is not self.now

    def judge(
        self, row: AnalyteResult, ours: Measured, beside: Sequence[Measured], product: Product | None = None
    ) -> Verdicts:
        """How a stored result of a product stands to the yardstick; `ours` is the row as a yardstick needs it."""
        return self._on_both_days(row, ours, Beside(beside), (self.then, self.now), material_of(product))

    def judge_sample(self, rows: Sequence[AnalyteResult], product: Product | None) -> dict[int, Verdicts]:
        """How each stored result of one sample of a product stands, by its row's id; empty without a yardstick."""
        if self.limits is None:
            return {}
        texts = self.then, self.now  # asked once: each time, every text of the series is looked through
        form, ours = material_of(product), [measured(as_result(row)) for row in rows]
        return {
            row.pk: self._on_both_days(row, one, Beside(other for other in ours if other is not one), texts, form)
            for row, one in zip(rows, ours, strict=True)
        }

    @property
    def caveats(self) -> list[str]:
        """Sentences on whether the text held on the report's day, and holds today."""
        if self.limits is None:
            return []
        if self.limits.standing is Standing.PROPOSED:
            return [_("This is a proposal, not law in force.")]
        if self.limits.standing is Standing.NOT_BINDING and self.limits.effective_from is None:
            return []
        said = [_held(self.limits, self.on, _ON_ITS_DAY), _held(self.limits, self.today, _TODAY)]
        return [sentence for sentence in said if sentence]

    def _text(self, day: dt.date | None) -> LimitSet | None:
        return self.limits if self.limits is None or day is None else text_on(self.limits, day)

    def _on_both_days(
        self,
        row: AnalyteResult,
        ours: Measured,
        beside: Beside,
        texts: tuple[LimitSet | None, LimitSet | None],
        form: str | None,
    ) -> Verdicts:
        before, today = texts
        then = self._judge(row, ours, beside, before, form)
        now = then if today is before else self._judge(row, ours, beside, today, form)
        return Verdicts(then=then, now=now, is_dated=self.on is not None, is_unread=before is None and self.is_unread)

    def _judge(
        self, row: AnalyteResult, ours: Measured, beside: Beside, text: LimitSet | None, form: str | None
    ) -> tuple[Judged, ...]:
        if text is None:
            return ()
        limit = quantity_of(row.limit)
        return tuple(
            Judged(judgement=one, word=_WORDS[one.outcome], is_looser=looser_limit(limit, row.unit, one.rule))
            for one in judge_all(ours, text, grams_per_day=self.grams, beside=beside, form=form)
        )


def chosen(query: QueryDict) -> Yardstick:
    """The yardstick of an address: ``?yardstick=<limit set>&grams=<grams a day>``."""
    text = query.get("grams", "").strip()
    grams = _grams(text)
    trouble = "" if grams or not text else _("Grams a day must be a plain number from 0.1 to 100, such as 2.5.")
    set_id = query.get("yardstick", "")
    limits = limit_set(set_id)
    if set_id and limits is None:
        trouble = _("There is no such yardstick here. Choose one of the list.")
        return Yardstick(grams=grams, is_asked=True, trouble=trouble)
    return Yardstick(limits=limits, grams=grams, is_asked="yardstick" in query, trouble=trouble)


def dated(yardstick: Yardstick, *, on: dt.date | None, today: dt.date) -> Yardstick:
    """A yardstick for a report of one day, looked at on another."""
    return replace(yardstick, on=on, today=today)


def grouped() -> list[tuple[str, list[LimitSet]]]:
    """Every limit set by what it is: what binds first, then what does not."""
    groups: dict[str, list[LimitSet]] = {
        _("Law"): [], _("Law of the past, or of unknown status"): [], _("Proposed, not law in force"): [],
        _("Standards"): [], _("Guidance"): [], _("Observed in papers, no limits"): [],
    }  # fmt: skip
    law, past, proposed, *others = groups
    of_kind = dict(zip((LimitKind.STANDARD, LimitKind.GUIDANCE, LimitKind.LITERATURE), others, strict=True))
    of_standing = {Standing.PROPOSED: proposed, Standing.REPLACED: past, Standing.UNKNOWN: past}
    for one in sorted(all_limit_sets(), key=lambda one: one.title):
        groups[of_kind.get(one.kind) or of_standing.get(one.standing, law)].append(one)
    return list(groups.items())


def counted(verdicts: Sequence[tuple[Judged, ...]]) -> dict[str, int]:
    """How many results stand how, each counted once with its gravest word."""
    words = [min((one.word for one in judged), key=list(_WORDS.values()).index) for judged in verdicts if judged]
    return {word: words.count(word) for word in _WORDS.values() if word in words}


def with_words(judgements: Sequence[Judgement]) -> tuple[Judged, ...]:
    """Judgements with their words."""
    return tuple(Judged(judgement=one, word=_WORDS[one.outcome]) for one in judgements)


def _said(one: Judged) -> tuple[str, str, str]:
    return one.word, one.judgement.rule.words, one.judgement.reason


def _held(limits: LimitSet, day: dt.date | None, said: _Held) -> str:
    """Whether a text held on a day: a sentence where it did not, or where that is not known."""
    if day is None:
        return ""
    text, facts = text_on(limits, day), {"day": long_day(day)}
    if text is None:
        return str(said.none) % facts
    if text is not limits:
        return str(said.other) % {**facts, "title": in_language(text.title), "citation": text.citation}
    return "" if in_force(limits, day) else str(said.unknown)


def _grams(text: str) -> Decimal | None:
    if not _GRAMS.fullmatch(text):
        return None
    grams = Decimal(text.replace(",", "."))
    return grams if _LEAST_GRAMS <= grams <= _MOST_GRAMS else None
