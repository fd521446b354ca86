"""Names of analytes brought to one spelling, so that two prints of one name compare equal.

Folding undoes what laboratories vary without meaning anything by it: case, accents, hyphens and spaces, Greek letters
or their names, brackets, footnote marks, optical rotation. It keeps everything that tells two substances apart:
digits, prefixes such as iso, cis or alpha, and single letters at the end.
"""

import re
import unicodedata
from collections.abc import Iterator

_GREEK = {
    "α": "alpha", "β": "beta", "ß": "beta", "γ": "gamma", "δ": "delta", "∆": "delta", "Δ": "delta", "ε": "epsilon",
    "ω": "omega", "&": " and ", "Σ": "sum ", "∑": "sum ",
}  # fmt: skip
_GREEK_TABLE = str.maketrans(_GREEK)
_ROTATION = re.compile(r"[(\[](?:\+|-|±|\+/-|\+-)[)\]]|\([rs]\)-", re.IGNORECASE)
_SPELLINGS = (("mould", "mold"), ("sulph", "sulf"), ("faecal", "fecal"))
_PARENTHESES = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NEUTRAL = re.compile(
    r"(?:(?:in|per)\s*)?\d+(?:[.,]\d+)?\s*(?:g|mg|ml|grams?)"  # a test portion
    r"|%|w/w|mg/k?g|[uµμ]g/k?g|ng/g|ppm|ppb|cfu/g"  # a unit
    r"|total|sum|calculated|calc\.?|generic|dry|dry weight|as received|free base|hplc|gc|icp-?ms|qpcr|species|spp?\.?"
    r"|karl fischer|kf|(?:vacuum )?oven|\d+\s*°\s*c",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s[-–—]\s.*$"
    r"|\s+by\s+(?:u?hplc|uplc|[lg]c|icp|q?pcr|karl fischer|kf|oven|plating)\b.*$"  # how it was found
    r"|\s+(?:(?:at|@)\s*)?\d+\s*°\s*c$",  # in what warmth it was counted or dried
    re.IGNORECASE,
)
_AS = re.compile(r"\s+as\s+([A-Z][a-z]?)$")  # an element and its sign: Arsenic as As
_TELLING = re.compile(
    r"\d|methyl|ethyl|propyl|butyl|meth|eth|prop|but|iso|neo|cis|trans|alpha|beta|gamma|delta|ortho|meta|para"
    r"|hydroxy|hydro|acetoxy|chloro|fluoro|total"
)
_BETWEEN_LANGUAGES = re.compile(r"\s+[/|]\s+|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})")
_RAISED_LETTER = re.compile(r"(?<=[\w)\].])[ᵃᵇᶜᵈᵉᶠᵍʰ]$")  # the mark of a footnote
_LONGEST = 200  # characters; no analyte's name is longer

Marks = tuple[tuple[str, ...], str]


def fold(name: str) -> str:
    """One name as lower-case ASCII letters and digits: ``Δ9-THC`` and ``delta 9 THC`` are both ``delta9thc``."""
    text = _ROTATION.sub("", unicodedata.normalize("NFKC", _unmarked(name))).translate(_GREEK_TABLE)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = re.sub(r"[^a-z0-9]", "", text)
    for variant, spelling in _SPELLINGS:
        text = text.replace(variant, spelling)
    return text


def _unmarked(name: str) -> str:
    return _RAISED_LETTER.sub("", name[:_LONGEST])


def shorter_forms(name: str) -> Iterator[tuple[str, str]]:
    """Ways to leave out what a laboratory added to a name: pairs of what is left and the name that was in brackets.

    ``Salmonella (25 g)`` gives ``("Salmonella ", "")`` because a portion says nothing of which analyte it is;
    ``Cadmium (Cd)`` gives ``("Cadmium ", "Cd")``, to be taken only if both are names of one analyte.
    ``Arsenic - ICP-MS``, ``Arsenic by ICP-MS`` give ``("Arsenic", "")``, and ``Arsenic as As`` ``("Arsenic", "As")``.
    """
    text = unicodedata.normalize("NFKC", _unmarked(name))
    without_tail = _TAIL.sub("", text)
    for form in dict.fromkeys((text, without_tail)):
        bracketed = [(a or b).strip() for a, b in _PARENTHESES.findall(form)]
        if bracketed:
            told = [part for part in bracketed if part and not _is_neutral(part)]
            if len(told) <= 1:
                yield _PARENTHESES.sub(" ", form), "".join(told)
    if without_tail != text:
        yield without_tail, ""
    if sign := _AS.search(text):
        yield text[: sign.start()], sign[1]


def _is_neutral(told: str) -> bool:
    """Whether what stands in brackets says nothing of which analyte it is: a portion, a unit, a method, a warmth."""
    return all(_NEUTRAL.fullmatch(part.strip()) for part in re.split(r"[,;]", told))


def in_several_languages(name: str) -> list[str]:
    """The parts of a name that a slash or a bar parts, as a laboratory prints it for readers of several languages.

    ``Olovo / Lead`` gives both. A slash within a formula or a code parts nothing: ``stx1/stx2``, ``1,2/1,4``.
    """
    return [part for part in _BETWEEN_LANGUAGES.split(name[:_LONGEST]) if fold(part)]


def marks(folded: str) -> Marks:
    """What must be alike in two names that are taken for one: digits, chemical prefixes, the last three letters.

    Chemical names carry their differences there: 1,1- and 1,2-, methyl and ethyl, -ane and -ene, A and B.
    """
    return tuple(_TELLING.findall(folded)), folded[-3:]


def shape(folded: str) -> str:
    """A folded name with letters that pictures confuse made one: l and i, rn and m, vv and w, 1 and 0 within words."""
    text = re.sub(r"(?<=[a-z])1(?=[a-z])", "i", re.sub(r"(?<=[a-z])0(?=[a-z])", "o", folded))
    return text.replace("l", "i").replace("rn", "m").replace("vv", "w")
