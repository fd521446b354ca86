"""Words of a request that we do not know, answered with the nearest that we do: parameters, units, analytes.

A filter by a misspelt unit or analyte would find nothing, which reads like an answer: it is refused instead, unless
some result that the reader may see carries that very word.
"""

from collections.abc import Collection
from functools import cache
from types import MappingProxyType

from rapidfuzz import fuzz, process, utils
from rest_framework.exceptions import ErrorDetail, ValidationError

from labs.quantities import Dimension, read_unit
from labs.reference.analytes import all_analytes, by_slug, match

UNITS = (
    "%", "mg/g", "g/kg", "mg/kg", "µg/g", "ppm", "µg/kg", "ng/g", "ppb", "g/100g", "mg/100g", "mg/mL", "µg/mL", "g/L",
    "mg/L", "µg/L", "g/100mL", "kg", "g", "mg", "µg", "ng", "CFU/g", "CFU/mL", "aw",
)  # fmt: skip
ARTICLES = frozenset({
    "article", "bag", "bar", "bottle", "can", "cap", "capsule", "container", "dose", "drop", "gummy", "package",
    "packet", "piece", "pill", "pouch", "sachet", "scoop", "serving", "shot", "softgel", "stick", "tab", "tablet",
    "teabag", "unit", "vial",
})  # fmt: skip
_SHORT = 60
_ALIKE = 60  # of 100, by rapidfuzz

# What programs ask other services for -> what it is here; the first that the address takes.
_MEANT = MappingProxyType({
    "min": ("value__gte", "reported_on__gte"),
    "max": ("value__lte", "reported_on__lte"),
    "from": ("reported_on__gte",),
    "start": ("reported_on__gte",),
    "after": ("reported_on__gte",),
    "to": ("reported_on__lte",),
    "end": ("reported_on__lte",),
    "until": ("reported_on__lte",),
    "before": ("reported_on__lte",),
    "date": ("reported_on__gte",),
    "since": ("changed_at__gte", "reported_on__gte"),
    "updated": ("changed_at__gte",),
    "modified": ("changed_at__gte",),
    "limit": ("page_size",),
    "size": ("page_size",),
    "count": ("page_size",),
    "per": ("page_size",),
    "page": ("cursor",),
    "offset": ("cursor",),
    "lab": ("laboratory", "name"),
    "lot": ("batch", "number"),
    "batch": ("batch", "number"),
    "search": ("q", "name", "product", "analyte"),
    "query": ("q", "name", "product", "analyte"),
    "name": ("q", "analyte"),
    "substance": ("analyte",),
    "compound": ("analyte",),
    "alkaloid": ("analyte",),
    "manufacturer": ("brand",),
    "vendor": ("brand",),
    "result": ("value__gte",),
    "amount": ("value__gte",),
    "flagged": ("has_flags",),
    "flags": ("has_flags",),
})  # fmt: skip


def unknown_parameter(name: str, known: Collection[str]) -> str:
    """The sentence on a parameter that the address does not take, with the one that was probably meant."""
    shown = name[:_SHORT]
    if not known:
        return f"There is no parameter {shown!r}: this address takes none."
    meant = nearest_parameter(shown, known)
    hint = f" Did you mean {meant!r}?" if meant else ""
    return f"There is no parameter {shown!r}.{hint} This address takes: {', '.join(sorted(known))}."


def nearest_parameter(name: str, known: Collection[str]) -> str | None:
    """The known parameter that this name most probably means: by its meaning elsewhere, then by its letters."""
    plain = utils.default_process(name).replace("_", " ")
    words = plain.split()
    spelt = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=85)
    if spelt is not None:
        return str(spelt[0])
    for word in words:
        for meant in _MEANT.get(word, ()):
            if meant in known:
                return meant
    alike = process.extractOne(
        name, sorted(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_ALIKE
    )
    return str(alike[0]) if alike else None


def is_unit(text: str) -> bool:
    """Whether the text is a unit that we can convert; a mass in some article counts if the article is a usual one."""
    unit = read_unit(text)
    if unit is None:
        return False
    return unit.dimension is not Dimension.MASS_PER_ARTICLE or unit.article.removesuffix("s") in ARTICLES


def unknown_unit(text: str) -> str:
    """The sentence on a unit that we do not know, with those that we do."""
    known = f"Units are {', '.join(UNITS)}, a mass in an article such as mg/tablet, or one that a result is printed in."
    return f"We do not know the unit {text[:_SHORT]!r}. {known}"


def unknown_analyte(text: str) -> ValidationError:
    """The error for an analyte that is neither in the catalogue nor in any result, with the nearest slugs."""
    nearest = nearest_analytes(text[:_SHORT])
    hint = f" The nearest: {', '.join(nearest)}." if nearest else ""
    says = f"There is no analyte {text[:_SHORT]!r}.{hint} All of them are at /api/v1/analytes/."
    return ValidationError({"analyte": [ErrorDetail(says, code="unknown_analyte")]})


def nearest_analytes(text: str) -> list[str]:
    """The slugs of at most three analytes whose name in print or slug is like the text, the likeliest first."""
    exact = match(text)
    found = process.extract(
        text, _names(), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_ALIKE, limit=12
    )
    slugs = ([exact] if exact else []) + [slug for _, _, (slug, _) in found]
    return list(dict.fromkeys(slugs))[:3]


def is_analyte(slug: str) -> bool:
    """Whether the catalogue has an analyte of this slug."""
    return by_slug(slug) is not None


@cache
def _names() -> dict[tuple[str, str], str]:
    """Every name in print and slug, by its analyte's slug and itself."""
    return {
        (analyte.slug, name): name
        for analyte in all_analytes()
        for name in (analyte.slug, analyte.name, *analyte.synonyms)
    }
