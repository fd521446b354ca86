"""The analytes that laboratories measure in kratom: their names in print, their panel and their identifiers.

The facts are `analytes/*.toml`, one file per group of analytes. A file that breaks a rule is a `ReferenceFileError`
that names it. What is background knowledge and was not looked up is marked so in the files, and a CAS number is
handed out only where its source was read.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import msgspec
from rapidfuzz.distance import DamerauLevenshtein

from labs.coa import Panel
from labs.reference.errors import ReferenceFileError
from labs.reference.folding import Marks, fold, in_several_languages, marks, shape, shorter_forms

_SHORTEST_MISREAD = 6  # letters
Source = Literal["primary", "secondary", "background"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyte:
    """One thing that a laboratory reports.

    `synonyms` are names in print, in several languages. `ambiguous` are names that mean something else outside this
    analyte's panel: MG is mitragynine among alkaloids and milligrams anywhere else. `cas` is there only where its
    source was read (`cas_citation`). `formula`, `molecular_weight` (g/mol), `structure_class` and `natural` (how it
    occurs in the leaf) are background knowledge: to reckon with, not to show as sourced. `derived` marks a row that
    is worked out from others, `regulatory_watch` a substance that authorities have named.
    """

    slug: str
    name: str
    group: str
    panel: Panel
    synonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    cas: str | None = None
    cas_source: Source | None = None
    cas_citation: str = ""
    formula: str = ""
    molecular_weight: Decimal | None = None
    structure_class: str = ""
    natural: str = ""
    unii: str = ""
    pubchem_cid: int | None = None
    usp_467_class: int | None = None
    regulatory_watch: bool = False
    derived: bool = False
    source: str = ""
    note: str = ""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    slug: str
    name: str
    panel: Panel | None = None
    synonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    cas: str | None = None
    cas_source: Source | None = None
    cas_citation: str = ""
    formula: str = ""
    molecular_weight: Decimal | None = None
    structure_class: str = ""
    natural: str = ""
    unii: str = ""
    pubchem_cid: int | None = None
    usp_467_class: int | None = None
    regulatory_watch: bool = False
    derived: bool = False
    source: str = ""
    note: str = ""


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    group: str
    panel: Panel
    analyte: tuple[_Entry, ...]


def all_analytes() -> tuple[Analyte, ...]:
    """Every analyte of every file, in the order of files and entries."""
    return tuple(_catalogue().values())


def by_slug(slug: str) -> Analyte | None:
    """The analyte of that slug, or None."""
    return _catalogue().get(slug)


def panel_of(slug: str) -> Panel:
    """The panel that an analyte belongs to; `Panel.OTHER` for a slug that is not in the catalogue."""
    analyte = by_slug(slug)
    return Panel.OTHER if analyte is None else analyte.panel


@lru_cache(maxsize=8192)
def match(printed: str, panel: Panel | None = None) -> str | None:
    """The slug of the analyte that a printed name means, or None.

    `panel` is the panel that the name stands in, None while that is unknown. In turn: the name as it is, the name
    without what the laboratory added in brackets or after a dash, the name printed in several languages that all mean
    one analyte, and then the one name of the same panel that looks alike in a picture or differs by a slip of the pen.
    Never raises.
    """
    exact = _exact(fold(printed), panel)
    if exact is not None:
        return exact
    for stem, bracketed in shorter_forms(printed):
        slug = _exact(fold(stem), panel)
        if slug is not None and (not bracketed or _exact(fold(bracketed), panel_of(slug)) == slug):
            return slug
    if len(parts := in_several_languages(printed)) > 1:
        slugs = {match(part, panel) for part in parts}
        return slugs.pop() if len(slugs) == 1 else None
    return _alike_in_pictures(fold(printed), panel) or _slip_of_the_pen(fold(printed), panel)


def _exact(folded: str, panel: Panel | None) -> str | None:
    if not folded:
        return None
    if panel is not None and (slug := _names_in(panel).get(folded)):
        return slug
    # In a table of foreign matter "mold" is what one sees, not what one counts.
    if panel in (Panel.FOREIGN, Panel.IDENTITY):
        return None
    return _names_anywhere().get(folded)


def _alike_in_pictures(folded: str, panel: Panel | None) -> str | None:
    """The analyte of the panel whose name differs only in letters that look alike: ``Mitragynlne``."""
    if panel in (None, Panel.OTHER) or len(folded) < _SHORTEST_MISREAD:
        return None
    return _names_by_shape(panel).get(shape(folded))


def _slip_of_the_pen(folded: str, panel: Panel | None) -> str | None:
    """The one analyte of the panel with a name within one edit (two from 14 letters on); None if two are as near."""
    # One letter tells solvents apart (neopentane, n-pentane), and "other" is no group at all.
    if panel in (None, Panel.OTHER, Panel.SOLVENTS) or len(folded) < 6:
        return None
    allowed = 1 if len(folded) < 14 else 2
    nearest: dict[str, int] = {}
    for name, slug in _names_by_marks(panel).get(marks(folded), ()):
        distance = DamerauLevenshtein.distance(name, folded, score_cutoff=allowed)
        if distance <= allowed:
            nearest[slug] = min(distance, nearest.get(slug, distance))
    best = [slug for slug, distance in nearest.items() if distance == min(nearest.values())]
    return best[0] if len(best) == 1 else None


@cache
def _catalogue() -> MappingProxyType[str, Analyte]:
    catalogue: dict[str, Analyte] = {}
    for path in sorted(files("labs.reference").joinpath("analytes").iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".toml"):
            continue
        for analyte in read_analytes(path.read_text(encoding="utf-8"), name=path.name):
            if analyte.slug in catalogue:
                raise ReferenceFileError(path.name, f"{analyte.slug} is there twice")
            catalogue[analyte.slug] = analyte
    return MappingProxyType(catalogue)


def read_analytes(text: str, *, name: str) -> tuple[Analyte, ...]:
    """The analytes of one TOML file; a broken rule raises a `ReferenceFileError` that names the file."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ReferenceFileError(name, str(error)) from error
    return tuple(_analyte(entry, file, name) for entry in file.analyte)


def _analyte(entry: _Entry, file: _File, name: str) -> Analyte:
    _validate(entry, name)
    facts = msgspec.structs.asdict(entry)
    facts["panel"] = entry.panel or file.panel
    if entry.cas_source == "background":
        facts["cas"] = None
    return Analyte(group=file.group, **facts)


def _validate(entry: _Entry, name: str) -> None:
    if (entry.cas is None) != (entry.cas_source is None):
        raise ReferenceFileError(name, f"{entry.slug}: a CAS number and its source go together")
    if entry.cas is not None and not is_cas(entry.cas):
        raise ReferenceFileError(name, f"{entry.slug}: {entry.cas} is not a CAS number")
    if entry.cas_source in ("primary", "secondary") and not entry.cas_citation:
        raise ReferenceFileError(name, f"{entry.slug}: say where the CAS number was read")
    if not all(fold(printed) for printed in (entry.name, *entry.synonyms, *entry.ambiguous)):
        raise ReferenceFileError(name, f"{entry.slug}: a name is empty")


def is_cas(number: str) -> bool:
    """Whether a CAS registry number is well formed and its check digit fits.

    The check digit is the sum of the other digits, each times its place from the right, modulo 10.
    """
    parts = number.split("-")
    if [len(part) for part in parts[1:]] != [2, 1] or not 2 <= len(parts[0]) <= 7 or not number.isascii():
        return False
    if not all(part.isdigit() for part in parts):
        return False
    digits = parts[0] + parts[1]
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10 == int(parts[2])


@cache
def _names_in(panel: Panel) -> MappingProxyType[str, str]:
    """Folded name -> slug within one panel, ambiguous names included."""
    return _index(
        (printed, analyte.slug)
        for analyte in all_analytes()
        if analyte.panel is panel
        for printed in (analyte.name, *analyte.synonyms, *analyte.ambiguous)
    )


@cache
def _names_by_marks(panel: Panel) -> MappingProxyType[Marks, tuple[tuple[str, str], ...]]:
    """Names long enough to be misspelt and their slugs within one panel, by what must be alike in both."""
    names: dict[Marks, list[tuple[str, str]]] = {}
    for name, slug in _names_in(panel).items():
        if len(name) >= 6:
            names.setdefault(marks(name), []).append((name, slug))
    return MappingProxyType({key: tuple(pairs) for key, pairs in names.items()})


@cache
def _names_by_shape(panel: Panel) -> MappingProxyType[str, str]:
    """Shape -> slug within one panel, of names long enough to be misread and of one analyte only."""
    slugs: dict[str, set[str]] = {}
    for name, slug in _names_in(panel).items():
        if len(name) >= _SHORTEST_MISREAD:
            slugs.setdefault(shape(name), set()).add(slug)
    return MappingProxyType({key: one.pop() for key, one in slugs.items() if len(one) == 1})


@cache
def _names_anywhere() -> MappingProxyType[str, str]:
    """Folded name -> slug over all panels, without the ambiguous ones."""
    return _index(
        (printed, analyte.slug) for analyte in all_analytes() for printed in (analyte.name, *analyte.synonyms)
    )


def _index(pairs: Iterable[tuple[str, str]]) -> MappingProxyType[str, str]:
    """A name that would mean two analytes means neither."""
    slugs: dict[str, set[str]] = {}
    for printed, slug in pairs:
        slugs.setdefault(fold(printed), set()).add(slug)
    return MappingProxyType({name: one.pop() for name, one in slugs.items() if len(one) == 1})
