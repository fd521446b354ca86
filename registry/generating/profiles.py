"""A pool of certificates' results, drawn from the compositions of the fictional market, that reports are given."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from labs.coa import AnalyteResult, Box, LabVerdict, Panel, Printed, PrintedQuantity, Sample
from labs.drawing.composition import Form, Recipe, compose
from labs.quantities import read_quantity
from labs.reference.measured import measured
from registry.cataloguing import MATERIALS
from registry.indexing.documents import texts_on, verdicts_of
from registry.result_keys import result_keys

_MOST = 8  # results of a report
_VARIANTS = 12  # of each form, order and length
_MITRAGYNINE = {Form.LEAF: 1.4, Form.CAPSULE: 1.35, Form.EXTRACT: 42.0, Form.SHOT: 1.5, Form.TABLET: 0.35}  # per cent
_SPREAD = (-2, -1, 0, 1, 2)  # how many results more than the mean a report has
_METAL, _ALKALOID = ("0.010", "0.020"), ("0.002", "0.006")
# What is tested, the commonest first, in three orders: who tests few things does not always test the same.
_NAMES = {
    "mitragynine": "Mitragynine", "7_hydroxymitragynine": "7-Hydroxymitragynine", "paynantheine": "Paynantheine",
    "speciociliatine": "Speciociliatine", "lead": "Lead (Pb)", "cadmium": "Cadmium (Cd)", "arsenic": "Arsenic (As)",
    "mercury": "Mercury (Hg)", "salmonella": "Salmonella", "e_coli": "E. coli",
}  # fmt: skip
_ORDERS = (
    ("mitragynine", "7_hydroxymitragynine", "lead", "cadmium", "salmonella", "arsenic", "mercury", "paynantheine"),
    ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciociliatine", "lead", "arsenic", "cadmium", "mercury"),
    ("mitragynine", "lead", "arsenic", "cadmium", "mercury", "7_hydroxymitragynine", "salmonella", "e_coli"),
)
_METALS = frozenset({"lead", "cadmium", "arsenic", "mercury"})
_MICROBES = frozenset({"salmonella", "e_coli"})


@dataclass(frozen=True)
class Profile:
    """The results of one sample of a product that is sold in a form."""

    sample: Sample
    form: Form

    @cached_property
    def keys(self) -> Sequence[str]:
        """The key of each result."""
        return result_keys(self.sample)

    @cached_property
    def _verdicts(self) -> dict[tuple[tuple[str, bool], ...], tuple[tuple[str, str], ...]]:
        return {}

    def verdicts(self, day: dt.date) -> tuple[tuple[str, str], ...]:
        """How it stands to each yardstick on a day; reckoned once for all days with the same texts."""
        texts = tuple((text.id, is_read) for _, text, is_read in texts_on(day))
        if texts not in self._verdicts:
            rows = [measured(result) for result in self.sample.results]
            self._verdicts[texts] = verdicts_of([(rows, MATERIALS.get(self.form))], day)
        return self._verdicts[texts]


class Profiles:
    """The pool; `per_report` is how many results a report has on average."""

    def __init__(self, chance: random.Random, *, per_report: float) -> None:
        self._per_report = per_report
        self._given = 0
        self._owed = 0.0  # results that the average still asks for
        self._pool = {
            (form, order, length): [_profile(form, _ORDERS[order][:length], chance) for _ in range(_VARIANTS)]
            for form in Form
            for order in range(len(_ORDERS))
            for length in range(1, _MOST + 1)
        }

    def of(self, form: str, chance: random.Random) -> Profile:
        """Results for a product of a form; their number evens out to the average, every five reports."""
        self._owed += self._per_report
        turn = self._given % len(_SPREAD)
        self._given += 1
        wanted = round(self._owed) if turn == len(_SPREAD) - 1 else round(self._per_report) + _SPREAD[turn]
        length = max(1, min(_MOST, wanted))
        self._owed -= length
        return chance.choice(self._pool[Form(form), chance.randrange(len(_ORDERS)), length])


def _profile(form: Form, analytes: Sequence[str], chance: random.Random) -> Profile:
    hydroxy = 4.45 if form is Form.TABLET else 0.006
    recipe = Recipe(form=form, mitragynine=_MITRAGYNINE[form] / 100, hydroxy=hydroxy / 100 if hydroxy > 1 else hydroxy,
                    isolate=form is Form.TABLET)  # fmt: skip
    amounts = compose(recipe, chance)
    if chance.random() < 0.04:
        amounts["lead"] *= 6  # what limits are there for
    results = tuple(_result(slug, amounts.get(slug, 0.0), row, chance) for row, slug in enumerate(analytes))
    return Profile(Sample(results=results), form)


def _result(slug: str, amount: float, row: int, chance: random.Random) -> AnalyteResult:
    panel = Panel.METALS if slug in _METALS else Panel.MICROBIALS if slug in _MICROBES else Panel.ALKALOIDS
    unit, factor, places = {
        Panel.METALS: ("ppm", 1e6, 3), Panel.ALKALOIDS: ("%", 100.0, 3), Panel.MICROBIALS: ("per 25 g", 0.0, 0),
    }[panel]  # fmt: skip
    lod, loq = (None, None) if panel is Panel.MICROBIALS else _METAL if panel is Panel.METALS else _ALKALOID
    text = _text(amount * factor * chance.lognormvariate(0, 0.2), places, lod, loq)
    quantity = read_quantity(text)
    assert quantity is not None
    top = 220 + 20.0 * row
    return AnalyteResult(
        name=_print(_NAMES[slug], 60, top), analyte=slug, panel=panel, printed=_print(text, 250, top),
        quantity=quantity, unit=unit, row=row, lod=_beside(lod, unit, 330, top), loq=_beside(loq, unit, 390, top),
        verdict=LabVerdict.PASS if panel is not Panel.ALKALOIDS else None,
    )  # fmt: skip


def _text(amount: float, places: int, lod: str | None, loq: str | None) -> str:
    if lod is None or loq is None or amount < float(lod):
        return "Not Detected"
    return "<LOQ" if amount < float(loq) else str(Decimal(amount).quantize(Decimal(1).scaleb(-places)))


def _beside(text: str | None, unit: str, x: float, top: float) -> PrintedQuantity | None:
    quantity = read_quantity(text) if text else None
    if quantity is None:
        return None
    return PrintedQuantity(quantity=quantity, printed=_print(quantity.text, x, top), unit=unit)


def _print(text: str, x: float, top: float) -> Printed:
    return Printed(text=text, page=1, box=Box(x0=x, top=top, x1=x + 6.0 * len(text), bottom=top + 11))
