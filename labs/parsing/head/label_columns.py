"""Labels with one value for each of several samples side by side: the head of samples' columns."""

from collections.abc import Sequence

from labs.parsing.head.fits import fits
from labs.parsing.head.labels import Labelled, Tag, is_flush
from labs.parsing.text.phrases import Phrase, between, printed

_OF_COLUMNS = frozenset(("sample_id", "product_name", "batch", "matrix", "sampled", "manufactured", "expires"))


def across_columns(
    tags: Sequence[Tag], phrases: Sequence[Phrase], standing: frozenset[Phrase], page: int
) -> tuple[list[Labelled], frozenset[Tag]]:
    """The values of labels that have one for each of several samples side by side, and those labels.

    One line of values may be anything; two with their values under each other are the head of samples' columns.
    """
    lines = [(tag, values) for tag in tags if len(values := _values_across(tag, phrases, standing)) > 1]
    kept = [
        (tag, values)
        for tag, values in lines
        if any(other is not tag and _are_aligned(values, others) for other, others in lines)
    ]
    taken = {id(value) for _, values in kept for value in values}
    found = [
        Labelled(name, rank, tag.phrase, printed([value, *_wrapped(value, phrases, taken)], page), column=number)
        for tag, values in kept
        for number, value in enumerate(values, start=1)
        for name, rank in tag.fields
    ]
    return found, frozenset(tag for tag, _ in kept)


def _values_across(tag: Tag, phrases: Sequence[Phrase], standing: frozenset[Phrase]) -> list[Phrase]:
    """What stands on a label's line to its right, if all of it may be the value of a fact about samples."""
    fields = [name for name, _ in tag.fields if name in _OF_COLUMNS]
    if not fields:
        return []
    size = tag.phrase.size
    line = between(phrases, tag.first - 0.45 * size, tag.last + 0.45 * size)
    right = sorted((one for one in line if one.x0 > tag.phrase.x1), key=lambda one: one.x0)
    if any(one in standing or not any(fits(name, one.text) for name in fields) for one in right):
        return []
    return right


def _wrapped(value: Phrase, phrases: Sequence[Phrase], taken: set[int]) -> list[Phrase]:
    """The second line of a value in a column, if it has one that is not the next label's value."""
    below = between(phrases, value.baseline + 0.6 * value.size, value.baseline + 1.4 * value.size)
    return [
        other
        for other in below
        if id(other) not in taken
        and is_flush(value, other, within=2)
        and other.bold == value.bold
        and abs(other.size - value.size) < 0.3
    ][:1]


def _are_aligned(values: Sequence[Phrase], others: Sequence[Phrase]) -> bool:
    return len(values) == len(others) and all(
        is_flush(one, other, within=4) for one, other in zip(values, others, strict=True)
    )
