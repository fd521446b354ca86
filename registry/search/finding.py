"""Answers to questions: the reports, the names and batches that fit, and why there are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from registry.indexing import engines
from registry.indexing.documents import PANELS
from registry.indexing.engines import LAST
from registry.indexing.queries import Every, Query, Some, Token
from registry.indexing.tokens import asked_grams, key_of, number_token, reference_token, token, unmask, words_of
from registry.models import Batch, Reader, Report, batch_key, may_be_reference
from registry.models.reports import ReportQuerySet
from registry.search.batches import SHORTEST_PART, batches_like, nearest_batches
from registry.search.code_texts import without_announcement
from registry.search.facets import Facet, facets, verdict_facet
from registry.search.matching import CAP, Match, match_of, nothing
from registry.search.names import Name, Vocabulary, vocabulary
from registry.search.question import Question
from registry.search.rows import Rows, newest_rows, rows_of

PAGE = 10
_MOST_NAMES, _MOST_BATCHES, _MOST_WORDS = 8, 25, 10
_MOST_LEFT_OUT = 8  # filters without which is looked again: each is a search of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the index keeps of a report that lists show, so that they need not ask its results and flags for it."""

    panels: tuple[str, ...]
    is_flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What answers a question. `reports` are the keys of this page's, in order; `after` leads to the next page.

    `count` is how many there are, at most `CAP`; `is_more` says that there are more. `spelt` are the words that were
    taken for others: as typed, and as taken.
    """

    question: Question
    names: list[Name]
    batches: list[Batch]
    reports: list[int]
    count: int
    is_more: bool
    after: int | None
    facets: list[Facet]
    kept: dict[int, Kept]  # by the keys of this page's reports
    asker: "_Asker" = field(repr=False, compare=False)
    spelt: tuple[tuple[str, str], ...] = ()

    @property
    def is_like_a_batch(self) -> bool:
        """Whether what was asked looks like a batch number: something with a digit in it."""
        return any(letter.isdigit() for letter in self.question.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all answers."""
        return not (self.count or self.names or self.batches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why nothing was found: the filters without each of which something would be, and what is nearest."""

    filters: list[tuple[str, str, int, bool]]  # name, value, how many reports without it, whether there are more
    batches: list[Batch]


class _Asker:
    """One question with what its words mean, for one reader."""

    def __init__(self, question: Question, reader: Reader, claims: Sequence[str]) -> None:
        self.question, self.reader, self.claims = question, reader, claims
        self._found: dict[Question, tuple[Rows, bool]] = {}
        self.words = words_of(question.asked_for)[:_MOST_WORDS]
        self.known: Vocabulary | None = vocabulary() if self.words else None
        self.meant = {word: self.known.spellings(word) if self.known else [word] for word in self.words}
        self.batches = (
            batches_like(question.asked_for, reader=reader, claims=claims, most=_MOST_BATCHES) if question.words else []
        )

    @property
    def of_batches(self) -> Query | None:
        """The reports of the batches found."""
        tokens = tuple(Token(token("batch", batch.pk)) for batch in self.batches[:_MOST_BATCHES])
        return Some(tokens) if tokens else None

    @property
    def of_number(self) -> Query | None:
        """The reports of which it is the laboratory's number, however that is written; None for what is no number."""
        key = batch_key(self.question.asked_for)
        return Token(number_token(key)) if any(letter.isdigit() for letter in key) else None

    def text(self) -> Query | None:
        """The words as a query: all of them, the last perhaps as a beginning; or the number of a batch or report."""
        if not self.question.words:
            return None
        parts = [self._run(run, called) for run, called in (self.known.runs(self.meant) if self.known else ())]
        ways = (Every(tuple(parts)) if parts else nothing(), self.of_batches, self.of_number)
        return Some(tuple(way for way in ways if way is not None))

    def _run(self, run: Sequence[str], called: Sequence[Name]) -> Query:
        """Words that stand together, or one of the analytes that they are a name of.

        The words of its own name stand in the index, and need no other way to the same reports.
        """
        words = tuple(self._word(word) for word in run)
        others = tuple(Token(token("analyte", one.parts[0])) for one in called if not one.own >= set(run))
        return Some((Every(words), *others))

    def _word(self, word: str) -> Query:
        is_whole = self.known is not None and word in self.known.uses  # and then the index is asked for it alone
        begins = word == self.words[-1] and len(word) > 1 and not is_whole
        meant = [Token(one, begins=begins and one == word) for one in self.meant[word]]
        if may_be_reference(word):
            meant.append(Token(reference_token(word)))
        return Some((*meant, *self._part_of_a_batch(word)))

    def _part_of_a_batch(self, word: str) -> Iterator[Query]:
        """The reports with a batch whose number holds a word that stands beside others: "Fernhill 0257"."""
        key = batch_key(word)
        if len(self.words) > 1 and len(key) >= SHORTEST_PART and any(letter.isdigit() for letter in word):
            yield Every(tuple(map(Token, asked_grams(key))))

    def match(self, question: Question) -> Match:
        """What to ask the index for a question with the same words."""
        text = self.text() if question.words else None
        return match_of(question, text, reader=self.reader, claims=self.claims)

    def places(self, question: Question) -> tuple[list[int], bool]:
        """The newest places that a question finds, and whether there are more."""
        found = self.match(question).newest(CAP + 1)
        return found[:CAP], len(found) > CAP

    def rows(self, question: Question) -> tuple[Rows, bool]:
        """The rows of the newest places that a question finds, and whether there are more; asked for once."""
        if question not in self._found:
            self._found[question] = self._rows(question)
        return self._found[question]

    def _rows(self, question: Question) -> tuple[Rows, bool]:
        match = self.match(question)
        if found := newest_rows(question, match.seen, since=match.since, before=match.before, limit=CAP + 1):
            return found.first(CAP), True
        places = match.newest(CAP + 1)
        return rows_of(places[:CAP]), len(places) > CAP


def find(question: Question, *, reader: Reader, claims: Sequence[str] = (), after: int | None = None) -> Found:
    """Answer a question: one page of reports, those of a batch that was typed first, then the newest."""
    asker = _Asker(question, reader, claims)
    rows, is_more = asker.rows(question)
    places = sorted(rows.place, reverse=True)
    page, following = _page(asker, _ordered(asker, places, is_more), is_more, after)
    counted = facets(question, rows, is_more, asker.rows)
    if question.one("yardstick"):
        counted.append(_verdicts(asker, places, is_more))
    spelt = tuple((word, " / ".join(meant)) for word, meant in asker.meant.items() if meant != [word])
    return Found(
        question=question,
        names=asker.known.find(asker.words, _MOST_NAMES) if asker.known else [],
        batches=asker.batches[:_MOST_BATCHES],
        reports=[key_of(place) for place in page],
        count=len(places),
        is_more=is_more,
        after=following,
        facets=counted,
        kept=_kept(page, rows if set(page) <= set(places) else rows_of(page)),
        asker=asker,
        spelt=spelt,
    )


def _verdicts(asker: _Asker, places: list[int], is_more: bool) -> Facet:
    """How the reports end under the yardstick, those too that are not among the verdicts asked for."""
    question = asker.question.without("verdict")
    if asker.question.all("verdict"):
        rows, is_more = asker.rows(question)
        places = sorted(rows.place, reverse=True)
    counts = asker.match(question).verdicts(places, question.one("yardstick"))
    return verdict_facet(asker.question, counts, is_more)


def _kept(page: Sequence[int], rows: Rows) -> dict[int, Kept]:
    wanted = set(page)
    return {
        key_of(place): Kept(panels=tuple(unmask(panels, PANELS)), is_flagged=worst > 0)
        for place, panels, worst in zip(rows.place, rows.panels, rows.worst, strict=True)
        if place in wanted
    }


def _ordered(asker: _Asker, places: list[int], is_more: bool) -> list[int]:
    """The places in the order asked for; what is too many to be looked through is newest first."""
    if is_more or asker.of_batches is None or asker.question.one("sort") == "newest":
        return places
    whole = tuple(
        Token(token("batch", batch.pk)) for batch in asker.batches if batch.key == batch_key(asker.question.asked_for)
    )
    for best in (Some(whole) if whole else None, asker.of_batches):
        if best is not None:
            first = set(engines.newest(Every((asker.match(asker.question).query, best)), limit=CAP))
            places = sorted(places, key=lambda place: place not in first)
            break
    return places


def _page(asker: _Asker, places: list[int], is_more: bool, after: int | None) -> tuple[list[int], int | None]:
    """The places of one page, and the place after which the next goes on."""
    if after is None:
        found = places
    elif after in places:
        found = places[places.index(after) + 1 :]
    else:
        found = []
    if is_more and len(found) <= PAGE:
        before = min(places[-1] + 1 if after is None else after, LAST)
        found = asker.match(asker.question).newest(PAGE + 1, before=before)
    return found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None


def place_in(text: str) -> int | None:
    """The place that an address says a page goes on after, as `Found.after` gave it; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def missing(found: Found) -> Missing:
    """Why a question finds no report; of very many filters only the first are tried."""
    question, asker = found.question, found.asker
    without = []
    for name, value in question.filters[:_MOST_LEFT_OUT]:
        rows, is_more = asker.rows(question.without(name, value))
        if rows.place:
            without.append((name, value, len(rows.place), is_more))
    near = (
        nearest_batches(question.asked_for, reader=asker.reader, claims=asker.claims) if found.is_like_a_batch else []
    )
    return Missing(filters=without, batches=near)


def reports(question: Question, *, reader: Reader, claims: Sequence[str] = ()) -> ReportQuerySet:
    """The reports that answer a question, the newest tested first: the newest thousand where there are more."""
    places, _ = _Asker(question, reader, claims).places(question)
    visible = Report.objects.visible_to(reader, claims).filter(pk__in=[key_of(place) for place in places])
    found: ReportQuerySet = visible.order_by("-search_row__place")
    return found


def suggest(words: str, *, reader: Reader, claims: Sequence[str] = ()) -> tuple[list[Name], list[Batch]]:
    """A few names and batches that what is being typed may mean."""
    asked_for = without_announcement(words)
    names = vocabulary().find(words_of(asked_for)[:_MOST_WORDS], 6)
    return names, batches_like(asked_for, reader=reader, claims=claims, most=4)[:4]
