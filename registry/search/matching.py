"""From a question to the places of the reports that answer it, the newest first."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from registry.indexing import engines
from registry.indexing.engines import LAST
from registry.indexing.queries import Every, No, Query, Some, Token
from registry.indexing.tokens import ANY, PUBLIC, UNKNOWN, place_of, token
from registry.models import REVIEW_PERMISSION, Reader, Report, SearchAmount, Status
from registry.search import question as asked
from registry.search.amounts import may_meet, meets
from registry.search.question import Question

CAP = 1_000  # reports that are counted; more are "1,000+"
NOT_LIMITED = "not-limited"  # no token says it: it is what reports have that have no other verdict
_OWN = 200
_NOTHING = Token(":nothing")
_FEW = 5_000
_FIRST_LOT, _GROWTH, _LARGEST_LOT = 2_000, 4, 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A query of the index, the days it is bound to, and the amounts that it asks for beside.

    `seen` is the part of the query that says which reports the reader may see.
    """

    query: Query
    seen: Query
    since: int = 0
    before: int = LAST
    analyte: str = ""
    certain: Q | None = None
    possible: Q | None = None
    sides: tuple[tuple[str, Q], ...] = ()  # what `certain` asks of each bound, and the column that it is about
    answer: str = "yes"

    def newest(self, limit: int, *, before: int = LAST) -> list[int]:
        """The places found, the last first, at most `limit`, below `before`."""
        before = min(before, self.before)
        if self.certain is None or self.possible is None:
            return engines.newest(self.query, limit=limit, before=before, since=self.since)
        if (few := self._few()) is not None:
            return engines.newest(self.query, limit=limit, before=before, since=self.since, among=few)
        found: list[int] = []
        for lot in self._lots(before):
            found += self._sifted(lot, self.certain, self.possible)
            if len(found) >= limit:
                break
        return found[:limit]

    def verdicts(self, places: Sequence[int], yardstick: str) -> dict[str, int]:
        """How many of some places, all found by this, end how under a yardstick."""
        told = [verdict for verdict in asked.VERDICTS if verdict != NOT_LIMITED]
        counts = engines.count(self.query, places, [token(yardstick, verdict) for verdict in told])
        found = dict(zip(told, counts, strict=True))
        return found | {NOT_LIMITED: len(places) - sum(counts)}

    def _few(self) -> list[int] | None:
        """The places whose amounts meet the bounds for certain, where these are few among all; else None.

        In the order of a bound the database walks its index, and stops where they are too many. Left to choose, the
        planner of PostgreSQL thinks that there are many of what is rare, and reads all amounts from the start.
        """
        if self.answer != "yes":
            return None
        of_analyte = SearchAmount.objects.filter(analyte=self.analyte)
        for column, side in self.sides:
            places = list(of_analyte.filter(side).order_by(column).values_list("place", flat=True)[: _FEW + 1])
            if len(places) > _FEW:
                continue
            if len(self.sides) > 1:
                both = of_analyte.filter(self.certain, place__in=places) if places else of_analyte.none()
                places = list(both.values_list("place", flat=True))
            return places
        return None

    def _lots(self, before: int) -> Iterator[list[int]]:
        """What the index finds, lot by lot: small lots first, since most questions are soon answered."""
        size = _FIRST_LOT
        while lot := engines.newest(self.query, limit=size, before=before, since=self.since):
            yield lot
            if len(lot) < size:
                return
            before, size = lot[-1], min(size * _GROWTH, _LARGEST_LOT)

    def _sifted(self, lot: Sequence[int], certain: Q, possible: Q) -> list[int]:
        """Those of a lot whose amounts meet the bounds, cannot, or leave it open, as `answer` asks."""
        near = SearchAmount.objects.filter(analyte=self.analyte, place__lte=lot[0], place__gte=lot[-1])
        sure = set(near.filter(certain).values_list("place", flat=True))
        if self.answer == "yes":
            return [place for place in lot if place in sure]
        perhaps = set(near.filter(possible).values_list("place", flat=True))
        if self.answer == "no":
            return [place for place in lot if place not in perhaps]
        return [place for place in lot if place in perhaps and place not in sure]


def match_of(question: Question, words: Query | None, *, reader: Reader, claims: Sequence[str] = ()) -> Match:
    """What to ask the index. `words` is the question's text as a query, None where it has none."""
    today = timezone.localdate()
    seen = seen_by(reader, claims)
    parts = [seen, *([words] if words is not None else []), *_filters(question)]
    since, before = _days(question, today)
    bounds, scale = question.bounds, question.scale
    certain = possible = None
    sides = []
    if bounds and scale is not None:
        certain, possible = Q(dimension=scale.dimension), Q(dimension__in=(scale.dimension, ""))
        for side, bound in bounds.items():
            met = meets(side, bound * scale.factor)
            sides.append(("low" if side == "gte" else "high", Q(dimension=scale.dimension) & met))
            certain &= met
            possible &= Q(dimension="") | may_meet(side, bound * scale.factor)
    return Match(
        query=Every(tuple(parts)),
        seen=seen,
        since=since,
        before=before,
        analyte=question.one("analyte"),
        certain=certain,
        possible=possible,
        sides=tuple(sides),
        answer=question.one("answer") or "yes",
    )


def seen_by(reader: Reader, claims: Sequence[str] = ()) -> Query:
    """The reports that a reader may see, as `visible_to` tells them."""
    if reader.is_active and reader.has_perm(REVIEW_PERMISSION):
        return Token(ANY)
    if not claims and not reader.is_authenticated:
        return Token(PUBLIC)
    own = Report.objects.visible_to(reader, claims).exclude(status=Status.PUBLISHED).order_by("-pk")[:_OWN]
    return Some((Token(PUBLIC), *(Token(token("id", pk)) for pk in own.values_list("pk", flat=True))))


def _days(question: Question, today: dt.date) -> tuple[int, int]:
    if question.one("tested_within") == asked.UNKNOWN:
        return 0, place_of(dt.date.min, 0)
    since = question.since(today)
    return (place_of(since, 0), LAST) if since else (0, LAST)


def _filters(question: Question) -> Iterator[Query]:
    for name in ("form", "brand", "lab", "flag", "pdf"):
        if values := question.all(name):
            yield Some(tuple(_token(name, value) for value in values))
    for panel in question.all("panel"):  # a report may test many: it must have tested all that are asked for
        yield _token("panel", panel)
    if analyte := question.one("analyte"):
        yield Token(token("analyte", analyte))
    if (yardstick := question.one("yardstick")) and (verdicts := question.all("verdict")):
        yield _verdicts(yardstick, verdicts)


def _token(name: str, value: str) -> Token:
    return Token(token(name, UNKNOWN if value == asked.UNKNOWN and name != "form" else value))


def _verdicts(yardstick: str, wanted: Sequence[str]) -> Query:
    """Reports that end so under a yardstick; those that it limits nothing of have no token for it."""
    told = [verdict for verdict in asked.VERDICTS if verdict != NOT_LIMITED]
    if NOT_LIMITED not in wanted:
        return Some(tuple(Token(token(yardstick, verdict)) for verdict in wanted))
    others = tuple(Token(token(yardstick, verdict)) for verdict in told if verdict not in wanted)
    return No(Some(others)) if others else Token(ANY)


def nothing() -> Query:
    """Finds no report."""
    return _NOTHING
