"""A batch was tested out of turn: batches with higher numbers long before it, or with lower ones long after it."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.statistics.history import earlier_batches
from labs.checks.subject import Part, Subject
from labs.coa import CertificateOfAnalysis, PrintedDate
from labs.translatable import Sentence, gettext, gettext_noop

_NEIGHBOURS = 7  # earlier batches that are nearest by number
_OUT_OF_TURN = 3  # of them
_LONG = dt.timedelta(days=30)
_STEPS = {
    "tested": gettext_noop(
        "Batch %(batch)s was tested on %(day)s, out of turn with %(apart)s of the %(near)s batches of this product "
        "that are nearest by number."
    ),
    "received": gettext_noop(
        "Batch %(batch)s was received on %(day)s, out of turn with %(apart)s of the %(near)s batches of this product "
        "that are nearest by number."
    ),
    "reported": gettext_noop(
        "Batch %(batch)s was reported on %(day)s, out of turn with %(apart)s of the %(near)s batches of this product "
        "that are nearest by number."
    ),
}
_TOLD = {
    "tested": gettext_noop("%(batch)s, tested %(day)s"),
    "received": gettext_noop("%(batch)s, received %(day)s"),
    "reported": gettext_noop("%(batch)s, reported %(day)s"),
}
_RUN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """A batch by its number's parts, in the order in which they are printed, and the day of one step of its test."""

    text: str
    order: tuple[int, ...]
    date: PrintedDate

    @property
    def day(self) -> dt.date:
        return self.date.day

    def is_out_of_turn_with(self, other: "_Batch", *, by: dt.timedelta = dt.timedelta(0)) -> bool:
        """Whether the one with the higher number is the earlier one, by more than `by`."""
        low, high = sorted((self, other), key=lambda one: one.order)
        return low.order < high.order and low.day - high.day > by


@check(
    "x.batch_time",
    severity=Severity.NOTE,
    title=gettext_noop("Batch tested out of turn"),
    explanation=gettext_noop(
        "Where a product's batch numbers rise with the days on which they were tested, a batch whose number does not "
        "fit its day stands out. It is asked only where every other of the nearest batches is in turn."
    ),
    formula=gettext_noop(
        "of the 7 earlier batches nearest by number, all in turn with each other (Kendall's τ without a discordant "
        "pair), ≥ 3 are out of turn with this one by more than 30 days"
    ),
    example=gettext_noop(
        """\
this batch               KT-0413, tested 2026-11-02
batches beside it        7
in turn with each other  all
out of turn with this    3
KT-0414                  2026-04-20
KT-0415                  2026-05-04
KT-0416                  2026-05-18"""
    ),
    innocent=(
        gettext_noop("The batch was tested again later."),
        gettext_noop("The maker began its numbers anew, or gives them at another step."),
    ),
    remedy=(gettext_noop("The seller can say how its batch numbers are given, and when this batch was made."),),
    sources=(),
    ours=gettext_noop("Seven neighbours, three of them and thirty days are our choice."),
)
def batch_time(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whether its batch was tested in turn with those that are nearest by number."""
    if len(context.earlier) < _NEIGHBOURS:
        return
    for part in subject.parts:
        for step in _STEPS:
            here = _batch(subject.coa, part, step)
            near = () if here is None else _nearest(here, _others(subject, part, context, step))
            if here is None or len(near) < _NEIGHBOURS:
                continue
            if any(one.is_out_of_turn_with(other) for one, other in combinations(near, 2)):
                break  # these numbers do not follow time
            yield FINE
            apart = [one for one in near if here.is_out_of_turn_with(one, by=_LONG)]
            if len(apart) >= _OUT_OF_TURN:
                yield _doubt(part, here, step, near, apart)
            break


def _others(subject: Subject, part: Part, context: Context, step: str) -> list[_Batch]:
    earlier = earlier_batches(subject, part, context, _NEIGHBOURS)
    found = (_batch(one.subject.coa, one.part, step) for one in earlier)
    return [one for one in found if one is not None]


def _batch(coa: CertificateOfAnalysis, part: Part, step: str) -> _Batch | None:
    """A sample's batch; None without a number that has digits, or without a day that is beyond doubt."""
    batch, date = part.sample.batch, getattr(coa, step)
    if batch is None or batch.is_doubtful or date is None or date.other is not None or date.printed.is_doubtful:
        return None
    order = tuple(map(int, _RUN.findall(batch.text[:60])))
    return _Batch(text=batch.text, order=order, date=date) if order else None


def _nearest(here: _Batch, others: list[_Batch]) -> tuple[_Batch, ...]:
    """The others of the same pattern that are nearest by number, in its order: half of them before it if there are."""
    alike = sorted((one for one in others if _pattern(one) == _pattern(here)), key=lambda one: one.order)
    place = sum(one.order < here.order for one in alike)
    first = max(min(place - _NEIGHBOURS // 2, len(alike) - _NEIGHBOURS), 0)
    return tuple(alike[first : first + _NEIGHBOURS])


def _pattern(batch: _Batch) -> str:
    return _RUN.sub("#", batch.text[:60].casefold())


def _doubt(part: Part, here: _Batch, step: str, near: tuple[_Batch, ...], apart: list[_Batch]) -> Doubt:
    lines: list[tuple[str, str]] = [
        (gettext("this batch"), Sentence(_TOLD[step], batch=here.text, day=str(here.day))),
        (gettext("batches beside it"), str(len(near))),
        (gettext("in turn with each other"), gettext("all")),
        (gettext("out of turn with this"), str(len(apart))),
        *((one.text, str(one.day)) for one in apart),
    ]
    assert part.sample.batch is not None
    return Doubt(
        says=Sentence(
            _STEPS[step],
            batch=here.text,
            day=str(here.day),
            apart=str(len(apart)),
            near=str(len(near)),
        ),
        arithmetic=on_paper(lines),
        evidence=(part.sample.batch, here.date.printed),
    )
