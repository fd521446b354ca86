"""Marks words that a website may show in another language. What is marked stays English here."""

from typing import Self


def gettext_noop(text: str) -> str:
    """`text` as it is: the name is the one that tools which gather words for translators look for."""
    return text


class Sentence(str):
    """An English sentence with its parts put in, which remembers how it was made: `template` % `parts`."""

    __slots__ = ("parts", "template")
    parts: dict[str, str]
    template: str

    def __new__(cls, template: str, **parts: str) -> Self:
        """Mark the template with `gettext_noop`, so that it can be translated with its parts still to come."""
        made = super().__new__(cls, template % parts if parts else template)
        made.template, made.parts = template, parts
        return made
