"""What the child says to its parent: one JSON object a line, decoded into one of these types and nothing else.

The child has handled a hostile file, so its words are checked like any other input: by type and by size.
"""

import re
from pathlib import Path
from typing import Annotated, Any

import msgspec

from labs.parsing.parsed import Code, Parsed

LONGEST_LINE = 64_000_000  # bytes: some hundred times the largest certificate that we have seen


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Anything the child says."""


class Advanced(Message, frozen=True, kw_only=True, tag="advanced"):
    """So many pages of so many are done. The first of these says that the file could be opened."""

    done: int
    total: int


class Looking(Message, frozen=True, kw_only=True, tag="looking"):
    """A page is about to be read from its picture, which takes longer than reading text."""

    number: int


class Drawing(Message, frozen=True, kw_only=True, tag="drawing"):
    """A page is about to be drawn: if the child falls silent now, it was this page."""

    number: int


class Drawn(Message, frozen=True, kw_only=True, tag="drawn"):
    """A page lies in the folder, so many pixels wide and high, and looks like that (see `labs.parsing.looks`)."""

    number: int
    width: int
    height: int
    look: Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]


class Failed(Message, frozen=True, kw_only=True, tag="failed"):
    """The file is unreadable, by the code of its failure. `detail` names the cause, never words of the document."""

    code: str
    detail: str = ""


class ReadOut(Message, frozen=True, kw_only=True, tag="read_out"):
    """What was read. It is told before codes are looked for, so that they never cost the reading."""

    parsed: Parsed


class Answer(Message, frozen=True, kw_only=True, tag="answer"):
    """The last word of a child that did its work, with the codes that it found where it was to read."""

    codes: tuple[Code, ...] = ()


Told = Advanced | Looking | Drawing | Drawn | Failed | ReadOut | Answer
_DECODER: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)


# C0 and C1 controls but tab and line feed; lone surrogates; bidirectional embeddings, overrides and isolates.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def encode(message: Message) -> bytes:
    """One message as a line, without the characters that nobody downstream can keep or show.

    PostgreSQL takes no NUL, UTF-8 no lone surrogate, a log no control character; and where a document overrides the
    direction of its text, people would be shown other digits than we read.
    """
    return msgspec.json.encode(_wholesome(msgspec.to_builtins(message))) + b"\n"


def _wholesome(value: Any) -> Any:
    if isinstance(value, str):
        return _REFUSED.sub("", value)
    if isinstance(value, dict):
        return {key: _wholesome(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_wholesome(one) for one in value]
    return value


def decode(line: bytes) -> Told:
    """One line as a message; `msgspec.MsgspecError` for anything that is none."""
    return _DECODER.decode(line)


def picture_path(folder: Path, number: int) -> Path:
    """Where the child leaves the picture of page `number`. It names pages only: a path is never taken from it."""
    return folder / f"{number:03}.webp"


def made_path(folder: Path) -> Path:
    """Where the child leaves the PDF that it made of a picture."""
    return folder / "made.pdf"


def unfinished_path(folder: Path, number: int) -> Path:
    """Where the picture of page `number` lies while it is being written."""
    return folder / f".{number:03}.webp.part"
