"""Printed numbers: what a laboratory wrote, with the precision it wrote it in.

A printed number is never just a number. ``1.50`` claims two decimals and ``1.5`` claims one; ``<0.02`` claims
a bound; ``ND`` claims that the method saw nothing, which is not zero. A `Quantity` keeps that claim, and
`Quantity.interval` turns it into the set of true values that the claim allows:

* a number with d decimals is ``[x - h, x + h]`` with ``h = 0.5 * 10**-d`` (trailing zeros count; in scientific
  notation the digits of the mantissa count);
* ``<x`` is ``[0, x)``, ``<LOQ`` is ``[0, LOQ)``, ``ND`` and ``<LOD`` are ``[0, LOD]`` (``[0, LOQ]`` without a LOD);
* words that claim no amount (not tested, present) have no interval.

Two printed numbers contradict each other only when their intervals are disjoint.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What sort of claim a printed result makes."""

    NUMBER = "number"
    BELOW = "below"  # <x: under a printed bound
    ABOVE = "above"  # >x: over a printed bound
    RANGE = "range"  # a to b
    NOT_DETECTED = "not_detected"
    BELOW_LOD = "below_lod"
    BELOW_LOQ = "below_loq"
    NOT_TESTED = "not_tested"
    PRESENT = "present"  # detected, with no amount
    TOO_MANY = "too_many"  # TNTC: too numerous to count
    WORD = "word"  # anything else that a result column holds

    @property
    def is_amount(self) -> bool:
        """Whether the claim bounds an amount by itself, with no limit of the method needed."""
        return self in _AMOUNTS


# Nearly every result is one of these, and a member takes long to look up in its class.
_COUNTED, _UNDETECTED = Kind.NUMBER, frozenset((Kind.NOT_DETECTED, Kind.BELOW_LOD))
_AMOUNTS = frozenset((Kind.NUMBER, Kind.BELOW, Kind.ABOVE, Kind.RANGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The amounts that a claim allows, from `low` to `high`; `high` None means no upper bound.

    `high_open` says that `high` itself is excluded, as for ``<0.05``.
    """

    low: Decimal
    high: Decimal | None
    high_open: bool = False

    def disjoint_from(self, other: "Interval") -> bool:
        """Whether no amount fits both claims."""
        return self._all_below(other) or other._all_below(self)

    def _all_below(self, other: "Interval") -> bool:
        if self.high is None:
            return False
        return self.high < other.low or (self.high == other.low and self.high_open)

    def all_above(self, bound: Decimal) -> bool:
        """Whether every allowed amount is greater than `bound`."""
        return self.low > bound

    def none_above(self, bound: Decimal) -> bool:
        """Whether no allowed amount is greater than `bound`."""
        return self.high is not None and self.high <= bound

    def scaled(self, factor: Decimal) -> "Interval":
        """The same claim in another unit; `factor` is positive."""
        high = None if self.high is None else self.high * factor
        return Interval(low=self.low * factor, high=high, high_open=self.high_open)

    def __add__(self, other: "Interval") -> "Interval":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low=self.low + other.low, high=high, high_open=self.high_open or other.high_open)


ZERO = Interval(low=Decimal(0), high=Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One printed amount: its text, the claim it makes, and the precision it was printed in.

    `value` is the number or bound (the lower end of a range), `upper` the upper end of a range. `step` is one
    unit of the last printed place: 0.01 for ``1.50``. A claim without a number has neither.
    """

    text: str
    kind: Kind
    value: Decimal | None = None
    upper: Decimal | None = None
    step: Decimal | None = None
    approximate: bool = False

    def interval(self, *, lod: "Quantity | None" = None, loq: "Quantity | None" = None) -> Interval | None:
        """The amounts this claim allows, in its own unit; None when it bounds nothing.

        `lod` and `loq` are the method's limits in the same unit, which ND, <LOD and <LOQ lean on. A method's limit
        is taken as printed: it is a setting, not a measurement.
        """
        if self.kind is _COUNTED and self.value is not None and self.step is not None:
            half = self.step / 2
            low = self.value - half
            return Interval(low=max(low, Decimal(0)) if self.value >= 0 else low, high=self.value + half)
        if self.kind in _UNDETECTED:
            return _up_to(lod, open_end=False) or _up_to(loq, open_end=False)
        match self.kind:
            case Kind.BELOW if self.value is not None:
                return Interval(low=Decimal(0), high=self.value, high_open=True)
            case Kind.ABOVE if self.value is not None:
                return Interval(low=self.value, high=None)
            case Kind.RANGE if self.value is not None and self.upper is not None and self.step is not None:
                half = self.step / 2
                return Interval(low=max(self.value - half, Decimal(0)), high=self.upper + half)
            case Kind.BELOW_LOQ:
                return _up_to(loq, open_end=True)
        return None


def _up_to(limit: Quantity | None, *, open_end: bool) -> Interval | None:
    if limit is None or limit.value is None:
        return None
    return Interval(low=Decimal(0), high=limit.value, high_open=open_end)


_WORDS: dict[Kind, frozenset[str]] = {
    Kind.NOT_DETECTED: frozenset({
        "nd", "n.d.", "n.d", "n/d", "notdetected", "nonedetected", "absent", "absence", "negative", "neg", "notpresent",
        "nogrowth", "undetected", "notfound", "nondetect", "non-detect", "negativni", "nenalezeno", "neprokazano",
        "nedetekovano", "nepritomno", "nichtnachweisbar", "nichtnachgewiesen", "n.n.", "nn", "negativ", "nodetectado",
        "nonrilevato", "assente", "ausente", "ausencia", "naodetectado", "nondetecte", "nietwykryto",
        "nil", "none", "absente", "nonrilevabile", "nichtnachzuweisen", "nepritomen", "nepritomna",
        "nebylodetekovano", "neprokazana", "neprokazan", "nedetekovan", "nodetectada", "naodetetado", "naodetectada",
        "ausenciaen", "nonpresente", "<nd", "nachweisnegativ",
    }),
    Kind.BELOW_LOQ: frozenset({
        "<loq", "bloq", "blq", "bql", "belowloq", "<lloq", "<ql", "<rl", "<lq", "<pql", "belowquantitationlimit",
        "n.b.", "nb", "<lc", "<ldq", "<loc", "<ms", "<mez", "nichtbestimmbar", "<mql", "<mrl", "b/loq", "blloq",
        "trace", "traces", "detected<loq", "stopy", "<mezstanovitelnosti", "<bg",
    }),
    Kind.BELOW_LOD: frozenset({
        "<lod", "blod", "bdl", "belowlod", "<mdl", "<dl", "<nwg", "<ng", "<ld", "<md", "b/lod", "bmdl",
        "belowdetection", "belowdetectionlimit",
    }),
    Kind.NOT_TESTED: frozenset({
        "nt", "n.t.", "nottested", "na", "n/a", "n.a.", "notapplicable", "notanalyzed", "notanalysed", "notrequested",
        "nr", "n.r.", "notreported", "noanalizado", "noensayado", "nonanalizzato", "nondeterminato", "naoanalisado",
        "nonanalyse", "nestanovovano", "neanalyzovano", "nichtuntersucht", "nestanoveno", "nichtgepruft",
        "nichtbestimmt",
    }),
    Kind.PRESENT: frozenset({
        "detected", "positive", "present", "pos", "positivni", "pozitivni", "nachgewiesen", "positiv",
    }),
    Kind.TOO_MANY: frozenset({"tntc", "toonumeroustocount", ">ulol", ">upper"}),
}  # fmt: skip
_DASHES = frozenset("-‐‑‒–—―−")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PORTION = re.compile(r"(?:in|/|v|per)?\d+(?:[.,]\d+)?(?:g|grams?|ml)$")
_FOOTNOTES = "*†‡#§"
_FOOTNOTE = re.compile(
    r"(?<=[\w%)])\s*(?:[\(\[](?:[a-z0-9]|[^()\d]{1,5})[\)\]]|(?<=\s)[a-z]\)|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]?⁾|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]⁾|[ᵃᵇᶜᵈᵉᶠᵍʰ])$"
)
_QUALIFIER = re.compile(r"(?<=[\d%])\s*(?:[JBUHQD]|J,?\s?B|B,?\s?J)$")  # EPA's letters: estimated, in the blank, below
_LONGEST = 60  # characters of a printed amount: more is running text, or digits to wear a reader out
# No amount that a laboratory prints reaches the one or is finer than the other, and within both all can be kept.
_TOO_GREAT = Decimal("1e18")
_FINEST = Decimal("1e-15")
# Two numbers beside each other are not one, unless the second groups thousands: 1 200 but not 0.02 0.05 or 5 10.
_GROUPED = re.compile(r"(?<![\d.,])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?!\d)")
_SPLIT_DIGITS = re.compile(r"\d \.?\d")
_NUMBER = (
    r"[-+]?(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"
    r"|[1-9]\d{0,2}(?:[ ’']\d{3})+(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)?|[.,]\d+)"
)
_POWER = re.compile(rf"(?:(?P<mantissa>{_NUMBER})[x×·*.∙⋅])?10(?:\^|\*\*)(?P<power>[-+]?\d+)", re.IGNORECASE)
_EXPONENT = re.compile(rf"(?P<mantissa>{_NUMBER})e(?P<power>[-+]?\d+)", re.IGNORECASE)
_PLAIN = re.compile(_NUMBER)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})(?:-|–|—|to|až)(?P<high>{_NUMBER})", re.IGNORECASE)
_BOUNDS = {"<": Kind.BELOW, "<=": Kind.BELOW, "≤": Kind.BELOW, ">": Kind.ABOVE, ">=": Kind.ABOVE, "≥": Kind.ABOVE}
_BELOW_WORDS = (
    "max.", "max", "nmt", "notmorethan", "nomorethan", "lessthan", "upto", "maximum", "hochstens", "wenigerals",
    "mensonde",
    "menorque", "menosde", "inferiora", "inferiore", "menod", "moinsde", "nejvyse", "mene", "menenez",
)  # fmt: skip
_ABOVE_WORDS = (
    "min.",
    "min",
    "nlt",
    "notlessthan",
    "morethan",
    "greaterthan",
    "minimum",
    "mindestens",
    "minimo",
    "nejmene",
    "vicenez",
)
_WORDED_BOUNDS = dict.fromkeys(_BELOW_WORDS, Kind.BELOW) | dict.fromkeys(_ABOVE_WORDS, Kind.ABOVE)
_SIGNS = "|".join(re.escape(word) for word in sorted((*_BOUNDS, *_WORDED_BOUNDS), key=len, reverse=True))
_BOUND = re.compile(rf"^(?P<sign>{_SIGNS})")


def read_quantity(text: str, *, decimal_comma: bool | None = None) -> Quantity | None:
    """Read one printed amount, without its unit; None for an empty cell.

    `decimal_comma` says how the document writes decimals: True for ``1,5``, False for ``1,500`` being fifteen
    hundred, None when unknown (a comma before exactly three final digits, with one to three digits other than
    a bare zero before it, then groups thousands). Text that is no number and no known word comes back as `Kind.WORD`,
    and so does a number of 1e18 or more, or with a last place finer than 1e-15.
    """
    printed = " ".join(text.split())
    if not printed:
        return None
    if len(printed) > _LONGEST or _SPLIT_DIGITS.search(_GROUPED.sub("", _FOOTNOTE.sub("", printed))):
        return Quantity(text=printed, kind=Kind.WORD)
    squashed = _squash(_QUALIFIER.sub("", _FOOTNOTE.sub("", printed)))
    if not squashed:
        return Quantity(text=printed, kind=Kind.WORD)
    if all(character in _DASHES for character in squashed):
        return Quantity(text=printed, kind=Kind.NOT_TESTED)
    bare = _PORTION.sub("", squashed.strip("()[]."))
    for candidate in (squashed, bare, squashed.rstrip("%")):
        for kind, words in _WORDS.items():
            if candidate in words:
                return Quantity(text=printed, kind=kind)
    return _read_number(printed, squashed, decimal_comma) or Quantity(text=printed, kind=Kind.WORD)


def _squash(text: str) -> str:
    """Lower case, without spaces, accents or footnote marks; a superscript power becomes ``^n``."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: "^" + m.group().translate(_SUPERSCRIPTS), text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", "", text).casefold().strip(_FOOTNOTES)


def _read_number(printed: str, squashed: str, decimal_comma: bool | None) -> Quantity | None:
    approximate = squashed[0] in "~≈∼"
    squashed = squashed.lstrip("~≈∼")
    kind = Kind.NUMBER
    if bound := _BOUND.match(squashed):
        sign = bound["sign"]
        kind = _BOUNDS.get(sign) or _WORDED_BOUNDS[sign]
        squashed = squashed[bound.end() :]
    if kind is Kind.NUMBER and (span := _RANGE.fullmatch(squashed)):
        lower, higher = _decimal(span["low"], decimal_comma), _decimal(span["high"], decimal_comma)
        if lower is None or higher is None:
            return None
        (low, step), (high, high_step) = lower, higher
        if not (_is_sane(low, step) and _is_sane(high, high_step)):
            return None
        if low <= high:
            return Quantity(
                text=printed,
                kind=Kind.RANGE,
                value=low,
                upper=high,
                step=max(step, high_step),
                approximate=approximate,
            )
    number = _scientific(squashed, decimal_comma) or _plain(squashed, decimal_comma)
    if number is None or not _is_sane(*number):
        return None
    value, step = number
    return Quantity(text=printed, kind=kind, value=value, step=step, approximate=approximate)


def _is_sane(value: Decimal, step: Decimal) -> bool:
    """Whether a number and one unit of its last printed place are of a size that an amount may have."""
    return abs(value) < _TOO_GREAT and _FINEST <= step < _TOO_GREAT


def _scientific(squashed: str, decimal_comma: bool | None) -> tuple[Decimal, Decimal] | None:
    match = _POWER.fullmatch(squashed) or _EXPONENT.fullmatch(squashed)
    if match is None or len(match["power"]) > 3 or abs(int(match["power"])) > 30:
        return None
    mantissa = _decimal(match["mantissa"] or "1", decimal_comma)
    power = int(match["power"])
    return None if mantissa is None else (mantissa[0].scaleb(power), mantissa[1].scaleb(power))


def _plain(squashed: str, decimal_comma: bool | None) -> tuple[Decimal, Decimal] | None:
    return _decimal(squashed, decimal_comma) if _PLAIN.fullmatch(squashed) else None


def _decimal(digits: str, decimal_comma: bool | None) -> tuple[Decimal, Decimal] | None:
    """A run of digits as a number and one unit of its last printed place; None for what is no number after all."""
    digits = re.sub(r"[’' ]", "", digits)
    grouped = re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits)
    if grouped and (decimal_comma is not True or digits.count(",") > 1 or "." in digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", digits) and (
        decimal_comma or "," in digits or digits.count(".") > 1
    ):
        digits = digits.replace(".", "")
    try:
        value = Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None
    return value, Decimal(1).scaleb(int(value.as_tuple().exponent))


class Dimension(StrEnum):
    """What a unit measures: two amounts are comparable only within one dimension."""

    MASS_FRACTION = "mass fraction"
    MASS_PER_VOLUME = "mass per volume"
    MASS_PER_ARTICLE = "mass per article"
    COUNT_PER_MASS = "count per mass"
    COUNT_PER_VOLUME = "count per volume"
    WATER_ACTIVITY = "water activity"
    MASS = "mass"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, and how many of the dimension's base unit (g/g, g/mL, g, CFU/g, CFU/mL, 1, g) one is."""

    dimension: Dimension
    factor: Decimal
    article: str = ""  # for mass per article: which article (tablet, serving, container)


_FRACTIONS = {
    "%": "0.01", "mg/g": "1e-3", "g/kg": "1e-3", "ppm": "1e-6", "ug/g": "1e-6", "mg/kg": "1e-6",
    "ppb": "1e-9", "ug/kg": "1e-9", "ng/g": "1e-9", "g/100g": "0.01", "mg/100g": "1e-5", "g/g": "1", "‰": "1e-3",
    "ng/kg": "1e-12", "ppt": "1e-12", "parts/million": "1e-6", "parts/billion": "1e-9", "ug/100g": "1e-8",
}  # fmt: skip
_CONCENTRATIONS = {
    "mg/ml": "1e-3",
    "ug/ml": "1e-6",
    "g/l": "1e-3",
    "mg/l": "1e-6",
    "ug/l": "1e-9",
    "g/100ml": "0.01",
    "%w/v": "0.01",
    "g/ml": "1",
    "ng/ml": "1e-9",
}
_MASSES = {"g": "1", "mg": "1e-3", "ug": "1e-6", "ng": "1e-9", "kg": "1e3"}
_COUNTS = {"cfu", "ktj", "kbe", "mpn", "ufc", "nmp"}
_UNITS_KEPT = 2048  # texts of units; a report has a dozen, asked for thousands of times
# What an amount is of, where that is not the sample as received: no amount converts from one basis to another.
_BASIS = re.compile(
    r"(?P<unit>.+/[a-z0-9]*g)(?P<basis>drywt\.?|dryweight|drybasis|dry|d\.?w\.?|d\.?m\.?|ts|susiny|extract|ps|ss)"
)


_BY_VOLUME = frozenset(("%w/v", "w/v%", "%m/v", "m/v%", "%wt/vol", "%wt./vol."))
_INVERSE = re.compile(r"(mg|ug|ng|g|cfu|ktj|kbe)[·•.*]?(k?g|ml|l)[-−]1")  # mg kg⁻¹


@lru_cache(maxsize=_UNITS_KEPT)
def read_unit(text: str) -> Unit | None:
    """The unit that a printed text names, or None when it is none we can convert.

    ``% w/w``, ``% hm.``, ``wt %`` and ``%`` are one unit; ``mcg`` is ``ug``; ``mg/tablet`` keeps its article.
    """
    unit = unit_key(text)
    if unit in _FRACTIONS:
        return Unit(Dimension.MASS_FRACTION, Decimal(_FRACTIONS[unit]))
    if unit in _CONCENTRATIONS:
        return Unit(Dimension.MASS_PER_VOLUME, Decimal(_CONCENTRATIONS[unit]))
    if unit in _MASSES:
        return Unit(Dimension.MASS, Decimal(_MASSES[unit]))
    if unit == "aw":
        return Unit(Dimension.WATER_ACTIVITY, Decimal(1))
    numerator, slash, denominator = unit.partition("/")
    if not slash:
        return None
    if based := _BASIS.fullmatch(unit):
        whole = read_unit(based["unit"])
        return None if whole is None else replace(whole, article=based["basis"].strip("."))
    if numerator in _COUNTS and (portion := re.fullmatch(r"([1-9]\d{0,3})?(g|ml)", denominator)):
        dimension = Dimension.COUNT_PER_MASS if portion[2] == "g" else Dimension.COUNT_PER_VOLUME
        return Unit(dimension, 1 / Decimal(portion[1] or "1"))
    if numerator in _MASSES and re.fullmatch(r"\d{0,2}[a-z]+", denominator):
        return Unit(Dimension.MASS_PER_ARTICLE, Decimal(_MASSES[numerator]), denominator)
    return None


@lru_cache(maxsize=_UNITS_KEPT)
def unit_key(text: str) -> str:
    """A printed unit folded for comparison: ``(µg / g)`` and ``mcg/g`` are both ``ug/g``."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    folded = re.sub(r"[\s()\[\]]", "", folded.casefold()).replace("μ", "u").replace("µ", "u").replace("mcg", "ug")
    folded = folded.replace("percent", "%").replace("per", "/") if not folded.startswith("%") else folded
    if re.fullmatch(r"(wt\.?|w/w|weight|mass)?%(w/w|wt\.?|weight|m/m|hm\.?|byweight|bywt\.?|w\.w\.)?", folded):
        return "%"
    if folded in _BY_VOLUME:
        return "%w/v"
    if inverse := _INVERSE.fullmatch(folded):
        return f"{inverse[1]}/{inverse[2]}"
    return {
        "colonyformingunits/gram": "cfu/g",
        "cfu/gram": "cfu/g",
        "mg/gram": "mg/g",
        "ug/gram": "ug/g",
        "ktj/g": "cfu/g",
        "kbe/g": "cfu/g",
    }.get(folded, folded)


@lru_cache(maxsize=_UNITS_KEPT)
def conversion(source: str, target: str) -> Decimal | None:
    """The factor from one printed unit to another, or None when they measure different things.

    One per cent by mass is ten milligrams per gram: ``conversion("%", "mg/g") == 10``.
    """
    ours, theirs = read_unit(source), read_unit(target)
    if ours is None or theirs is None or (ours.dimension, ours.article) != (theirs.dimension, theirs.article):
        return None
    return ours.factor / theirs.factor
