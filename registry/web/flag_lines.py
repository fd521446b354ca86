"""Flags as a page says them: what disagrees, the arithmetic with its numbers led back to the paper, how sure it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from registry.judging import Check, all_checks, sum_in
from registry.models import Decision, Flag, Reply, Report
from registry.web.answer_lines import AnswerLine, answer_line
from registry.web.places import Place, Places
from registry.web.translating import is_english, part_in_language

_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_RESULTS = ("sum", "difference", "share")
# These ask the same of a total and its parts in two ways: one number that is wrong answers to both.
_ASK_THE_SAME = frozenset({"arith.sum_gt_total", "arith.total_vs_parts"})
_GRAVITY = {severity: -weight for weight, severity in enumerate(Flag.Severity.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of arithmetic; with a place it is a number that stands on the paper."""

    text: str
    place: Place | None = None


_FOLDED_FROM = 12  # lines of a sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a sum: what, and how much. `value` keeps the blanks in front that bring its digits in line."""

    label: tuple[Piece, ...]
    value: tuple[Piece, ...]
    is_result: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLine:
    """One flag. `steps` is its arithmetic; `others` are the prints it rests on that no number of it leads to.

    `is_translated` says that the arithmetic is in the reader's language, which is not English.
    `also` are flags that say the same of the same result in another way. `replies` are those that everyone may read;
    `answers` is for moderators: what waits of replies and objections, and what was decided of them.
    """

    flag: Flag
    steps: tuple[Step, ...]
    others: tuple[Place, ...]
    check: Check | None
    decision: Decision | None
    replies: tuple[Reply, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    also: tuple["FlagLine", ...] = ()
    is_translated: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the sum takes more room than a reader on the way to the numbers has."""
        return len(self.steps) > _FOLDED_FROM

    @property
    def is_dismissed(self) -> bool:
        """Whether a moderator found it harmless or wrong."""
        return self.flag.state == Flag.State.DISMISSED


def flag_lines(report: Report, places: Places, *, everything: bool = False) -> list[FlagLine]:
    """The report's flags as they stand now, the gravest first; `everything` with what only moderators may see."""
    flags = (Flag.everything if everything else Flag.objects).filter(report=report, is_current=True)
    lines = lines_of(flags, report, places, everything=everything)
    return sorted(lines, key=lambda line: _GRAVITY[line.flag.severity])


def lines_of(flags: "QuerySet[Flag]", report: Report, places: Places, *, everything: bool = False) -> list[FlagLine]:
    """These flags of one report, with what was decided and said of them."""
    checks = {check.id: check for check in all_checks()}
    found = list(flags.prefetch_related("decisions", *_said(everything=everything)))
    for flag in found:
        flag.report = report  # spares reading it again for each
    return [_line(flag, places, checks.get(flag.check_id)) for flag in found]


def _said(*, everything: bool) -> list[Any]:
    """What to fetch of replies and objections."""
    if everything:
        return ["replies__decision__by", "objections__decision__by"]
    return [Prefetch("replies", Reply.objects.verified(), to_attr="told")]


def as_cards(lines: Iterable[FlagLine]) -> list[FlagLine]:
    """The lines with those that say the same of one result put together, under the gravest."""
    cards: dict[tuple[object, ...], list[FlagLine]] = {}
    for line in lines:
        flag = line.flag
        is_shared = flag.check_id in _ASK_THE_SAME
        key = (flag.sample_position, flag.analyte_text, flag.state) if is_shared else (flag.pk,)
        cards.setdefault(key, []).append(line)
    return [replace(first, also=tuple(more)) for first, *more in cards.values()]


def _line(flag: Flag, places: Places, check: Check | None) -> FlagLine:
    label = _("print that the flag rests on")
    found = [places.of_print(printed, label) for printed in flag.evidence]
    known = tuple(dict.fromkeys(place for place in found if place is not None))
    translated = _translated(flag)
    steps = steps_of(flag.arithmetic, known, shown=translated)
    linked = {piece.place for step in steps for piece in (*step.label, *step.value)}
    return FlagLine(
        flag=flag,
        steps=steps,
        others=tuple(place for place in known if place not in linked),
        check=check,
        decision=_decision_of(flag),
        replies=_told(flag),
        is_translated=bool(translated),
        answers=() if hasattr(flag, "told") else tuple(map(answer_line, (*flag.replies.all(), *flag.objections.all()))),
    )


def _translated(flag: Flag) -> str:
    """The arithmetic in the reader's language, line by line; "" in English, or where nobody kept its lines."""
    made = flag.arithmetic_made
    if is_english() or not made or not made["lines"] or sum_in(str, made) != flag.arithmetic:
        return ""
    return str(sum_in(part_in_language, made))


def _told(flag: Flag) -> tuple[Reply, ...]:
    told: list[Reply] | None = getattr(flag, "told", None)
    if told is None:
        told = [reply for reply in flag.replies.all() if reply.state == Reply.State.VERIFIED]
    return tuple(told)


def _decision_of(flag: Flag) -> Decision | None:
    """The decision that made the flag what it is now; what was decided of replies to it is no such decision."""
    decision: Decision
    for decision in flag.decisions.all():
        after = decision.after
        if (after.get("state"), after.get("dismissed_as", flag.dismissed_as)) == (flag.state, flag.dismissed_as):
            return decision
    return None


def steps_of(arithmetic: str, places: tuple[Place, ...] = (), *, shown: str = "") -> tuple[Step, ...]:
    """A check's sum, which stands in two columns, as steps with their numbers led back to the paper.

    `shown` is the sum in another language, with the same lines.
    """
    english = _lines(arithmetic)
    lines = _lines(shown) if shown else english
    gaps = [_GAP.search(line.lstrip()) for line in lines]
    start = min((gap.end() for gap in gaps if gap), default=0)
    return tuple(
        Step(
            label=_pieces(line[: gap.start()] if gap else line, places),
            value=_pieces(" " * (gap.end() - start) + line[gap.end() :], places) if gap else (),
            is_result=first.startswith(_RESULTS),
        )
        for first, line, gap in zip(english, lines, gaps, strict=True)
    )


def _lines(arithmetic: str) -> list[str]:
    return [line.rstrip() for line in arithmetic.splitlines() if line.strip()]


def _pieces(step: str, places: tuple[Place, ...]) -> tuple[Piece, ...]:
    """A step of arithmetic, cut so that each number which is printed on the paper leads there."""
    printed: dict[str, Place] = {}
    for place in places:
        for number in _NUMBER.findall(place.text):
            printed.setdefault(number, place)
    pieces: list[Piece] = []
    end = 0
    for match in _NUMBER.finditer(step):
        if found := printed.get(match.group()):
            pieces += [Piece(text=step[end : match.start()]), Piece(text=match.group(), place=found)]
            end = match.end()
    pieces.append(Piece(text=step[end:]))
    return tuple(piece for piece in pieces if piece.text)
