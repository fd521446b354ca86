"""Marks words that a website may show in another language. What is marked stays English here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, Self


def gettext_noop(text: str) -> str:
    """`text` as it is: the name is the one that tools which gather words for translators look for."""
    return text


class Counted(str):
    """A template for one and for many, which remembers both and how many there are: languages count in other ways."""

    __slots__ = ("many", "number", "one")
    many: str
    number: int
    one: str

    def __new__(cls, one: str, many: str, number: int) -> Self:
        """The English template for so many."""
        made = super().__new__(cls, one if number == 1 else many)
        made.one, made.many, made.number = one, many, number
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, int]]:
        """What a copy is made of."""
        return type(self), (self.one, self.many, self.number)


def ngettext(one: str, many: str, number: int) -> Counted:
    """The template for so many: the name is the one that tools which gather words for translators look for."""
    return Counted(one, many, number)


class Number(str):
    """A number of a law or of ours, in English, which remembers its value: 1,250 is another number in other languages.

    What a report prints is never one: it stays as it is printed.
    """

    __slots__ = ("value",)
    value: Decimal

    def __new__(cls, value: Decimal) -> Self:
        """The number with its thousands apart."""
        made = super().__new__(cls, f"{value:,f}")
        made.value = value
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[Decimal]]:
        """What a copy is made of."""
        return type(self), (self.value,)


class Amount(Number):
    """A number that we worked out: in English without zeros at its end, and with its thousands together."""

    __slots__ = ()

    def __new__(cls, value: Decimal) -> Self:
        """The number without exponent: ``0.635``, ``1199.5``."""
        text = f"{value:f}"
        made = str.__new__(cls, text.rstrip("0").rstrip(".") if "." in text else text)
        made.value = Decimal(made)
        return made


class Sentence(str):
    """An English sentence with its parts put in, which remembers how it was made: `template` % `parts`.

    A part that is a `Sentence` itself is words of ours, and translated too, and a `Number` is written as the language
    writes it. Any other part is a name or what is printed, and stays as it is.
    """

    __slots__ = ("parts", "template")
    parts: dict[str, str]
    template: str

    def __new__(cls, template: str, **parts: str) -> Self:
        """Mark the template with `gettext_noop` or `ngettext`: it can be translated with its parts still to come."""
        made = super().__new__(cls, template % parts if parts else template)
        made.template, made.parts = template, parts
        return made

    def made_of(self) -> dict[str, Any]:
        """How it was made, in plain values that JSON can keep: what `made_again` takes."""
        parts = {name: kept(part) for name, part in self.parts.items()}
        if isinstance(self.template, Counted):
            of = self.template
            return {"one": of.one, "many": of.many, "number": of.number, "parts": parts}
        return {"template": str(self.template), "parts": parts}

    @classmethod
    def made_again(cls, made: Mapping[str, Any]) -> Self:
        """The sentence that was made of this."""
        template = made["template"] if "template" in made else ngettext(made["one"], made["many"], made["number"])
        return cls(template, **{name: told(part) for name, part in made["parts"].items()})


@cache
def gettext(text: str) -> Sentence:
    """`text` as words of ours: the name is one that tools which gather words for translators look for."""
    return Sentence(text)


def kept(part: str) -> Any:
    """A sentence, a number or a text in plain values that JSON can keep."""
    if isinstance(part, Sentence):
        return part.made_of()
    if isinstance(part, Number):
        return {"amount" if isinstance(part, Amount) else "number": str(part.value)}
    return str(part)


def told(made: Any) -> str:
    """The sentence, number or text that was kept so."""
    if isinstance(made, str):
        return made
    if "parts" in made:
        return Sentence.made_again(made)
    return Amount(Decimal(made["amount"])) if "amount" in made else Number(Decimal(made["number"]))


def joined(words: Sequence[str], template: str) -> str:
    """The words one after another: the template puts each of them, `last`, after those `before`. "" for none."""
    said = words[0] if words else ""
    for word in words[1:]:
        said = Sentence(template, before=said, last=word)
    return said


def either(words: Sequence[str]) -> str:
    """The words with “or” between them: ``a``, ``a or b``, ``a or b or c``."""
    return joined(words, gettext_noop("%(before)s or %(last)s"))


def both(words: Sequence[str]) -> str:
    """The words with “and” between them: ``a``, ``a and b``, ``a and b and c``."""
    return joined(words, gettext_noop("%(before)s and %(last)s"))


def commas(words: Sequence[str]) -> str:
    """The words with commas between them: ``a``, ``a, b``, ``a, b, c``."""
    return joined(words, "%(before)s, %(last)s")


def listed(words: Sequence[str]) -> str:
    """The words in a list: ``a``, ``a and b``, ``a, b and c``."""
    return both([commas(words[:-1]), words[-1]]) if len(words) > 1 else both(words)
