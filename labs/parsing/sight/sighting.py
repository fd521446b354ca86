"""One picture of a page, read: straightened, stood upright, its lines of text and its rules found."""

from dataclasses import dataclass, replace

from labs.parsing.sight.ocr import Picture, read_lines
from labs.parsing.sight.picture_rules import rules_in, walls_in
from labs.parsing.sight.picture_words import words_of_lines
from labs.parsing.sight.upright import lean_of, rotated, turned, upright_lines
from labs.parsing.text.contents import Rule
from labs.parsing.text.words import Word

_OUT_OF_MEMORY = ("alloc", "nsufficient memory")  # what the C libraries say in errors of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a picture says: the words and rules of the straight and upright page, in points from its top left.

    `turn` and `lean` are those of `labs.parsing.text.pages.Page`; `width` and `height` the size of the upright page.
    """

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    width: float
    height: float
    turn: int
    lean: float


def sight(picture: Picture, points: float) -> Sighting:
    """Read a picture of a page, `points` to a pixel. Raises `MemoryError` where there is too little of it."""
    try:
        return _sight(picture, points)
    except Exception as error:
        if any(words in str(error) for words in _OUT_OF_MEMORY):
            raise MemoryError from error
        raise


def _sight(picture: Picture, points: float) -> Sighting:
    lean = lean_of(picture)
    straight = rotated(picture, lean)
    turn, lines = upright_lines(straight)
    straight = turned(straight, turn)
    high, wide = picture.shape[:2] if turn % 180 == 0 else picture.shape[1::-1]
    right, down = (wide - straight.shape[1]) / 2 * points, (high - straight.shape[0]) / 2 * points
    words = words_of_lines(read_lines(straight, lines), points, walls_in(straight, points))
    return Sighting(
        words=tuple(_moved(word, right, down) for word in words),
        rules=tuple(
            replace(rule, x0=rule.x0 + right, x1=rule.x1 + right, y=rule.y + down)
            for rule in rules_in(straight, points)
        ),
        width=wide * points,
        height=high * points,
        turn=turn,
        lean=lean,
    )


def _moved(word: Word, right: float, down: float) -> Word:
    """A word moved from the larger sheet that a straightened picture stands on to the page itself."""
    return replace(
        word,
        x0=word.x0 + right,
        x1=word.x1 + right,
        top=word.top + down,
        bottom=word.bottom + down,
        baseline=word.baseline + down,
    )
