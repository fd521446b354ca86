"""Two files are one document but for a few words: the same page, the same words, and many of the same numbers.

Reports of one laboratory share its template: their words without numbers, and their pages from afar, are alike by
nature. These only say that two files are of one kind. What speaks is what a template does not give, the numbers that
were measured: of two samples hardly any is printed alike, of a copy that was changed in places most are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from labs.checks.amounts import on_paper, part_of
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.numbers import Match, matched, numbers_of
from labs.checks.between.others import Pair, pairs
from labs.checks.document import Document
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.checks.wording import Shingle, differing, likeness, shingles
from labs.coa import Printed, PrintedDate
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST_ROWS, _LEAST_POINTS = 3, 6
_SHARE = 1, 2  # of the rows that both quantify, at least this many identical
_LEAST_LIKENESS = 0.9
_MOST_APART = 6  # bits of 64 between the pictures of two pages that look alike
_BITS = (1 << 64) - 1
_SHOWN = 8  # words that stand in one of them only


class _File:
    """A certificate's file, whose words are brought to shingles once, and only if anyone asks."""

    def __init__(self, document: Document, subject: Subject) -> None:
        self.document = document
        self._subject = subject

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        return shingles(self.document.text, self._subject.coa)


@dataclass(frozen=True, kw_only=True)
class _Files:
    """Two files beside each other: the share of their words that both have, and the pages that look alike."""

    here: _File
    there: _File

    @cached_property
    def words(self) -> float:
        return likeness(self.here.shingles, self.there.shingles)

    @cached_property
    def pages(self) -> tuple[int, int] | None:
        """How many pages look alike, of how many; None where not every page of both was drawn, or one is blank."""
        here, there = self.here.document.looks, self.there.document.looks
        if not here or len(here) != len(there) or not (all(here) and all(there)):
            return None
        apart = [((one or 0) ^ (other or 0)) & _BITS for one, other in zip(here, there, strict=True)]
        return sum(bits.bit_count() <= _MOST_APART for bits in apart), len(apart)

    @property
    def are_alike(self) -> bool:
        """Whether the two are of one kind: by their words, or else by each of their pages."""
        return self.words >= _LEAST_LIKENESS or (self.pages is not None and self.pages[0] == self.pages[1])

    @property
    def told(self) -> Sentence:
        """How the two are alike, as the end of a sentence."""
        if self.words >= _LEAST_LIKENESS:
            return Sentence(gettext_noop("so are %(share)s %% of the words"), share=f"{self.words * 100:.0f}")
        return gettext("each page looks the same from afar")


@check(
    "x.near_duplicate",
    severity=Severity.WARNING,
    title=gettext_noop("Nearly the same document"),
    explanation=gettext_noop(
        "Reports of one laboratory look alike, and yet nearly every number that was measured differs. Two files with "
        "the same words and many of the same measured numbers, but another batch or another day, may be one document "
        "that was changed in places. The words that differ are listed, so that anyone can see which."
    ),
    formula=gettext_noop(
        "batch or day differ; words without numbers and names ≥ 90 % alike (five in a row, Jaccard), or each page "
        "≤ 6 of 64 bits apart; and ≥ 3 measured rows equal, half of those shared, Σ min(digits − 1, 3) ≥ 6"
    ),
    example=gettext_noop(
        """\
words alike, without numbers and names  100 %
rows that both quantify                   4
of these equal                            3
only here                               R-1001 S-1 Green KT-0413 2026-03-26 2.329
only there                              R-2002 S-2 Red KT-0907 2026-09-20 1.904"""
    ),
    innocent=(
        gettext_noop("The laboratory issued the report again, amended or for another client."),
        gettext_noop("One sample was printed for several packs of one lot."),
    ),
    remedy=(gettext_noop("The laboratory can say which of the documents it issued, and for which batches."),),
    sources=(iso_17025("7.8.8"),),
    ours=gettext_noop("How much alike is nearly the same: 90 % of words, 6 of 64 bits, half of the measured rows."),
)
def near_duplicate(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each other file of another batch or day whether it is this one but for a few words."""
    if context.document is None:
        return
    here = _File(context.document, subject)
    told: set[int] = set()
    for pair in pairs(subject, context):
        there = context.document_beside(pair.other)
        if there is None or pair.other in told or (severity := _severity(pair)) is None:
            continue
        match = matched(numbers_of(pair.subject, pair.part), numbers_of(pair.others, pair.beside))
        if match.shared < _LEAST_ROWS:
            continue
        yield FINE
        files = _Files(here=here, there=_File(there, pair.others))
        if _is_one_measurement(match) and files.are_alike:
            told.add(pair.other)
            yield _doubt(pair, files, match, severity)


def _severity(pair: Pair) -> Severity | None:
    """How much a copy weighs; None where batch and day are the same, or nobody can tell."""
    if pair.has_same_batch is not False and not _are_other_days(pair.subject.coa.reported, pair.others.coa.reported):
        return None
    numbers = pair.has_same_sample_number, pair.has_same_report_number
    return Severity.NOTE if pair.is_same_laboratory and any(numbers) else Severity.WARNING


def _are_other_days(here: PrintedDate | None, there: PrintedDate | None) -> bool:
    return here is not None and there is not None and not set(here.days) & set(there.days)


def _is_one_measurement(match: Match) -> bool:
    part, whole = _SHARE
    enough = len(match.alike) * whole >= match.shared * part
    return enough and len(match.alike) >= _LEAST_ROWS and match.points >= _LEAST_POINTS


def _doubt(pair: Pair, files: _Files, match: Match, severity: Severity) -> Doubt:
    words = differing(files.here.document.text, files.there.document.text)
    lines = [(gettext("words alike, without numbers and names"), f"{files.words * 100:.0f} %")]
    if files.pages is not None:
        lines.append((gettext("pages that look alike"), part_of(*files.pages)))
    lines += [
        (gettext("rows that both quantify"), str(match.shared)),
        (gettext("of these equal"), str(len(match.alike))),
    ]
    lines += [(gettext("only here"), _listed(words.here)), (gettext("only there"), _listed(words.there))]
    return Doubt(
        says=Sentence(
            gettext_noop(
                "This is nearly the same document as %(report)s: %(count)s of %(all)s measured numbers are the same, "
                "and %(told)s."
            ),
            report=pair.name,
            count=str(len(match.alike)),
            all=str(match.shared),
            told=files.told,
        ),
        arithmetic=on_paper(lines),
        evidence=(*_marks(pair), *(here.printed for here, _ in match.alike)),
        severity=severity,
        other=pair.other,
    )


def _listed(words: tuple[str, ...]) -> str:
    unlike = tuple(dict.fromkeys(words))
    shown, more = " ".join(unlike[:_SHOWN]), len(unlike) - _SHOWN
    if not unlike:
        return gettext("nothing")
    return Sentence(gettext_noop("%(shown)s and %(more)s more"), shown=shown, more=str(more)) if more > 0 else shown


def _marks(pair: Pair) -> tuple[Printed, ...]:
    reported = pair.subject.coa.reported
    found = pair.part.sample.batch, None if reported is None else reported.printed
    return tuple(one for one in found if one is not None)
