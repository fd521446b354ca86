"""A page as the reader sees it: its phrases, and the labelled values among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.parsing.head.labelled import labelled_values
from labs.parsing.head.labels import Labelled
from labs.parsing.text.pages import Page, Rule
from labs.parsing.text.phrases import Phrase, phrases_of
from labs.parsing.text.spelling import spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """One page: its number from 1, its size in PDF points, and what stands on it."""

    number: int
    width: float
    height: float
    phrases: tuple[Phrase, ...]
    labelled: tuple[Labelled, ...]
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        """The phrases of the page, one a line, from top to bottom."""
        return "\n".join(phrase.text for phrase in self.phrases)


def see(pages: Sequence[Page]) -> list[SeenPage]:
    """Every page with its words spelt out and put together to phrases."""
    return [
        _see(page, phrases_of(words))
        for page, words in zip(pages, spelled([page.words for page in pages]), strict=True)
    ]


def _see(page: Page, phrases: list[Phrase]) -> SeenPage:
    return SeenPage(
        number=page.number,
        width=page.width,
        height=page.height,
        phrases=tuple(phrases),
        labelled=tuple(labelled_values(phrases, page.number, page.rules)),
        rules=page.rules,
    )
