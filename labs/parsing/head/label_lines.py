"""A page's phrases with their labels, and how a value goes on over several lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.parsing.head.labels import Label, is_flush, is_told_apart
from labs.parsing.text.phrases import Phrase, between


@dataclass(frozen=True, slots=True)
class Sheet:
    """The phrases of a page from top to bottom, each with its labels."""

    phrases: Sequence[Phrase]
    labels: dict[Phrase, list[Label]]
    standing: frozenset[Phrase]  # those that are labels alone, or part of one

    def stands(self, phrase: Phrase) -> bool:
        """Whether a phrase is a label alone, known or not."""
        return phrase in self.standing or phrase.text.endswith(":")

    def starts_label(self, phrase: Phrase) -> bool:
        """Whether a phrase begins with a label, or is one."""
        own = self.labels[phrase]
        return self.stands(phrase) or (bool(own) and own[0].start == 0 and is_told_apart(phrase, own[0]))

    def near(self, low: float, high: float) -> Sequence[Phrase]:
        """The phrases whose baselines lie between two heights."""
        return between(self.phrases, low, high)


def goes_on(value: Phrase, sheet: Sheet, label: Phrase | None) -> list[Phrase]:
    """The next lines of a value: close below, flush with it, set like it, with nothing where a label would stand."""
    lines: list[Phrase] = []
    last = value
    while (following := _next_line(last, value, sheet, label)) is not None:
        lines.append(following)
        last = following
    return lines


def _next_line(last: Phrase, value: Phrase, sheet: Sheet, label: Phrase | None) -> Phrase | None:
    reach = 1.7 if last.text.endswith((",", "-", "–")) else 1.32
    for other in sheet.near(last.baseline + 0.6 * last.size, last.baseline + reach * last.size):
        if (
            is_flush(value, other, within=3)
            and not other_type(value, other)
            and other.bold == value.bold
            and not sheet.labels[other]
            and not sheet.stands(other)
            and not any(word.text.endswith(":") for word in other.words[:3])
            and not _has_label_beside(other, sheet, label)
        ):
            return other
    return None


def _has_label_beside(phrase: Phrase, sheet: Sheet, label: Phrase | None) -> bool:
    """Whether something stands on a phrase's line under or over the label of the lines before."""
    if label is None:
        return False
    line = sheet.near(phrase.baseline - 0.45 * phrase.size, phrase.baseline + 0.45 * phrase.size)
    return any(one.x1 <= phrase.x0 and one.x0 < label.x1 and one.x1 > label.x0 - 20 for one in line)


def other_type(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are set in different size."""
    return abs(one.size - other.size) > 0.3
