"""What a column holds, from the words of its head: analyte, result, unit, LOD, LOQ, limit, status and so on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from labs.parsing.text.phrases import Phrase
from labs.parsing.text.values import is_unit, is_value, is_verdict, unit_within
from labs.parsing.text.words import Word
from labs.reference.words import fold, meanings, single_words


class Role(StrEnum):
    """What a column holds.

    LIMITS_OF_METHOD is LOD and LOQ in one cell: ``0.01 / 0.03``. QUALITY is about the measurement itself, such as a
    recovery: tables with such a column hold no results of the sample.
    """

    QUALITY = "quality"
    LIMITS_OF_METHOD = "limits of method"
    LOD = "lod"
    LOQ = "loq"
    UNCERTAINTY = "uncertainty"
    LIMIT = "limit"
    STATUS = "status"
    UNIT = "unit"
    METHOD = "method"
    DATE = "date"
    RESULT = "result"
    ANALYTE = "analyte"
    OTHER = "other"


# A head that says two things holds the more special one: "test method" is a method, "limit of detection" a LOD.
_BY_PRECEDENCE = tuple(Role)
_PLAIN = {Role.OTHER, Role.RESULT, Role.ANALYTE, Role.METHOD, Role.DATE}  # roles that other words may go with
_LONGEST_PHRASE = 5
_BRACKETED = re.compile(r"\([^()]{1,12}\)")  # a unit that we need not know: (CFU), (1:n)

# A technique, which is no head however its letters read: LC and MS are limits in other languages.
_TECHNIQUE = re.compile(r"(?:[LG]C|ICP|U?HPLC|UPLC)(?:[-–/](?:MS|UV|DAD|PDA|FID|ECD|OES|TOF))+")
# A limit told with its number is a note about the column, not what the column holds: Compound (LOQ 0.03 mg/g).
_TOLD = re.compile(r"\b(?:LO[DQ]|RL|MDL)\s*[:=]?\s*\d", re.IGNORECASE)
_LIMITS_OF_METHOD = frozenset((Role.LIMITS_OF_METHOD, Role.LOD, Role.LOQ))
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈ*†‡]+$")
_SHORT = 4  # letters: of a shorter word, the last letter is no footnote's


@dataclass(frozen=True, slots=True)
class HeadCell:
    """The head of one column: its phrases from top to bottom, what it holds, and the unit it names.

    The edges follow from the phrases, in PDF points from the page's top left.
    """

    phrases: tuple[Phrase, ...]
    role: Role
    unit: str = ""
    second_first: bool = False  # for LIMITS_OF_METHOD: LOQ stands before LOD
    x0: float = field(init=False)
    x1: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        phrases = self.phrases
        object.__setattr__(self, "x0", min(phrase.x0 for phrase in phrases))
        object.__setattr__(self, "x1", max(phrase.x1 for phrase in phrases))
        object.__setattr__(self, "top", min(phrase.top for phrase in phrases))
        object.__setattr__(self, "bottom", max(phrase.bottom for phrase in phrases))
        object.__setattr__(self, "size", max(phrase.size for phrase in phrases))

    @property
    def middle(self) -> float:
        """Half way between the left and right edges."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """The phrases, with single spaces between them."""
        return " ".join(phrase.text for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words that say one thing in a head; `role` None where they name only a unit or go with what is above."""

    words: tuple[Word, ...]
    role: Role | None
    unit: bool = False


def may_be_head(phrase: Phrase) -> bool:
    """Whether every word of a phrase is one that column heads are made of, or of its half in another language."""
    if any(word.text == "/" for word in phrase.words[1:-1]):
        return any(_is_made_of_head_words(half) for half in _halves(phrase))
    return _is_made_of_head_words(phrase)


def _halves(phrase: Phrase) -> Iterator[Phrase]:
    """What stands before and after the strokes of a phrase."""
    start = 0
    for number, word in enumerate((*phrase.words, None)):
        if word is None or word.text == "/":
            if number > start:
                yield Phrase(phrase.words[start:number])
            start = number + 1


def _is_made_of_head_words(phrase: Phrase) -> bool:
    text = phrase.text
    is_word = is_verdict(text) and not text.endswith("/")  # as the upper half of a head does: Pass / over Fail
    if len(phrase.words) > 8 or is_value(text) or is_word or not (text[0].isalpha() or text[0] in "%(["):
        return False
    if _TECHNIQUE.fullmatch(text):
        return False
    roles = {segment.role for segment in _segments(phrase.words)}
    if Role.ANALYTE in roles and Role.RESULT in roles:  # a title: "Terpenes Lab Results"
        return False
    known = single_words("columns") | single_words("bases")
    rest = fold(_BRACKETED.sub(" ", _without_unit(_unmarked(phrase.text)))).split()
    return all(word in known for word in rest) and bool(rest or unit_within(phrase.text))


def head_parts(phrase: Phrase) -> list[Phrase]:
    """A phrase that may be a head, cut where one column's head ends and the next one's begins."""
    parts: list[list[Word]] = []
    seen: set[Role] = set()
    unit_seen = False
    for segment in _segments(phrase.words):
        again = bool(parts) and bool(segment.words) and parts[-1][-1].text == segment.words[-1].text
        new_unit = segment.unit and unit_seen and (again or not _is_bracketed(segment.words))
        new_role = segment.role is not None and bool(seen) and not _go_together(seen, segment.role)
        if segment.words and (not parts or new_unit or new_role):
            parts.append([])
            seen, unit_seen = set(), False
        parts[-1].extend(segment.words)
        if segment.role is not None:
            seen.add(segment.role)
        unit_seen = unit_seen or segment.unit
    return [Phrase(tuple(part)) for part in parts]


def _go_together(seen: set[Role], role: Role) -> bool:
    both = seen | {role}
    return role in seen or both <= {Role.LOD, Role.LOQ} or (Role.OTHER in both and both <= _PLAIN)


def head_cell(phrases: Sequence[Phrase]) -> HeadCell:
    """The head of a column from the phrases that stand one over the other."""
    text = " ".join(phrase.text for phrase in phrases)
    words = _unhyphened([word for phrase in phrases for word in phrase.words])
    roles = [segment.role for segment in _segments(words) if segment.role is not None]
    if _TOLD.search(text):
        roles = [role for role in roles if role not in _LIMITS_OF_METHOD]
    unit = unit_within(text)
    if Role.LOD in roles and Role.LOQ in roles:
        backwards = roles.index(Role.LOQ) < roles.index(Role.LOD)
        return HeadCell(tuple(phrases), Role.LIMITS_OF_METHOD, unit, backwards)
    if not roles:
        return HeadCell(tuple(phrases), Role.RESULT if unit else Role.OTHER, unit)
    return HeadCell(tuple(phrases), min(roles, key=_BY_PRECEDENCE.index), unit)


def _unhyphened(words: Sequence[Word]) -> list[Word]:
    """Words of several lines, with those put together that a hyphen at a line's end parts: ``Höchst-`` ``gehalt``."""
    whole: list[Word] = []
    for word in words:
        if whole and len(whole[-1].text) > 2 and whole[-1].text.endswith("-") and word.text[0].islower():
            whole[-1] = replace(whole[-1], text=whole[-1].text[:-1] + word.text)
        else:
            whole.append(word)
    return whole


def _unmarked(text: str) -> str:
    """A head without the footnote mark at its end: ``Limit²``, ``criterionb`` for a raised b."""
    text = _MARK.sub("", text)
    known = single_words("columns")
    last = fold(text.rpartition(" ")[2])
    return text[:-1] if len(last) > _SHORT and last not in known and last[:-1] in known else text


def _without_unit(text: str) -> str:
    unit = unit_within(text)
    return text.replace(unit, " ") if unit else text


def _segments(words: Sequence[Word]) -> Iterator[_Segment]:
    known = meanings("columns")
    start = 0
    while start < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
            window = tuple(words[start : start + length])
            text = _unmarked(" ".join(word.text for word in window))
            meaning = known.get(fold(text))
            if meaning is not None:
                yield _Segment(window, Role(meaning))
                break
            if length <= 2 and is_unit(text.strip("()[]")):
                yield _Segment(window, None, unit=True)
                break
            if length == 1:
                yield from _glued(window[0], known)
        start += length


def _glued(word: Word, known: dict[str, str]) -> Iterator[_Segment]:
    """One word of several: ``LOD/LOQ``, ``LOD(%)``, ``Pass/Fail``; a word that nobody knows has no role."""
    pieces = fold(_without_unit(_unmarked(word.text))).split()
    roles = [Role(known[piece]) for piece in pieces if piece in known]
    if not roles:
        yield _Segment((word,), None, unit=bool(unit_within(word.text)))
    for place, role in enumerate(roles):
        yield _Segment((word,) if place == 0 else (), role, unit=bool(unit_within(word.text)))


def _is_bracketed(words: Sequence[Word]) -> bool:
    return bool(words) and words[0].text.startswith(("(", "["))
