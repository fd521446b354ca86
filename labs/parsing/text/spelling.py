"""Glyphs that have no text in the file, guessed from the words they stand in.

A glyph that turns ``Certi?cate`` into a word when read as fi is fi; one that makes ``?-Myrcene`` and ``?-Eudesmol``
names of analytes when read as β is β. What cannot be guessed is left out of words, and shown as � beside digits, so
that an unread sign is never taken for none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from labs.parsing.text.glyphs import unknown_in
from labs.parsing.text.words import Word
from labs.reference.analytes import match
from labs.reference.words import fold, single_words

_LETTERS = ("fi", "fl", "ff", "ffi", "ti", "tt", "α", "β", "γ", "δ", "Δ", "µ")
_GREEK = frozenset("αβγδΔ")
_UNREAD = "�"


def spelled(pages: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words of every page with their unknown glyphs read, left out, or shown as unread."""
    words = [word for page in pages for word in page if unknown_in(word.text)]
    if not words:
        return [list(page) for page in pages]
    letters = _guess(words)
    return [[read for word in page if (read := _read(word, letters)).text] for page in pages]


def _guess(words: Iterable[Word]) -> dict[str, list[str]]:
    """The letters that each unknown glyph may be, the likeliest first: those that make the most words.

    Files that lost the text of their ligatures often give one code to several, so a glyph may keep many readings. A
    Greek letter goes to one glyph only.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for character in unknown_in(word.text):
            texts[character].add(word.text.strip(".,;:()"))
    scored = sorted(
        (
            (sum(_is_word(text.replace(unknown, letters)) for text in found), -order, unknown, letters)
            for unknown, found in texts.items()
            for order, letters in enumerate(_LETTERS)
        ),
        reverse=True,
    )
    guessed: dict[str, list[str]] = defaultdict(list)
    taken: set[str] = set()
    for score, _, unknown, letters in scored:
        greek = letters in _GREEK
        if not score or (greek and (letters in taken or guessed[unknown])):
            continue
        guessed[unknown].append(letters)
        if greek:
            taken.add(letters)
    return guessed


def _is_word(text: str) -> bool:
    if unknown_in(text):
        return False
    if any(piece in single_words("ligatures") for piece in fold(text).split()):
        return True
    return match(text, None) is not None


def _read(word: Word, letters: dict[str, list[str]]) -> Word:
    if not unknown_in(word.text):
        return word
    text = word.text
    for unknown in dict.fromkeys(unknown_in(text)):
        choices = [text.replace(unknown, choice) for choice in letters.get(unknown, ())]
        text = next((choice for choice in choices if _is_word(choice.strip(".,;:()"))), next(iter(choices), text))
    digits = any(character.isdigit() for character in text)
    for unknown in unknown_in(text):
        text = text.replace(unknown, _UNREAD if digits else "")
    return replace(word, text=text)
