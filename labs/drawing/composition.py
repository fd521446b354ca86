"""What is truly in a fictional batch, before any laboratory measures it.

The ranges follow published surveys: mitragynine 0.9-1.9 % of leaf, paynantheine, speciogynine and speciociliatine at
8-25 % of mitragynine, 7-hydroxymitragynine near 0.6 % of all alkaloids; lead mostly 0.1-0.9 mg/kg; some thousands of
aerobic microbes a gram. Amounts are g/g (g/mL in liquids), CFU/g for counts, and a bare number for water activity.
"""

import random
from dataclasses import dataclass
from enum import StrEnum

_PER_MITRAGYNINE = {
    "paynantheine": (0.13, 0.22),
    "speciogynine": (0.09, 0.17),
    "speciociliatine": (0.10, 0.24),
    "mitraciliatine": (0.012, 0.025),
    "corynantheidine": (0.008, 0.03),
    "isopaynantheine": (0.006, 0.02),
    "isocorynantheidine": (0.002, 0.006),
    "corynoxine_a": (0.002, 0.008),
    "corynoxine_b": (0.001, 0.006),
    "rhynchophylline": (0.0005, 0.003),
    "mitraphylline": (0.002, 0.009),
}
_METALS_PPM = {  # median in leaf, spread of its natural logarithm, the most that an ordinary batch has
    "lead": (0.34, 0.50, 0.95),
    "arsenic": (0.11, 0.45, 0.40),
    "cadmium": (0.035, 0.55, 0.30),
    "mercury": (0.006, 0.55, 0.04),
    "nickel": (1.5, 0.50, 6.0),
    "chromium": (0.8, 0.60, 4.0),
}
_MICROBES_LOG10 = {  # mean and spread of log10 CFU/g, and the most
    "tamc": (3.6, 0.7, 4.9),
    "tymc": (2.2, 0.7, 3.8),
    "btgn": (1.2, 0.8, 3.0),
    "coliforms": (0.9, 0.7, 2.6),
}


class Form(StrEnum):
    """What a product is made as."""

    LEAF = "leaf"
    CAPSULE = "capsule"
    EXTRACT = "extract"
    SHOT = "shot"
    TABLET = "tablet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a product is meant to hold: mitragynine, in g/g or g/mL, and 7-hydroxymitragynine as a share of all.

    `isolate` marks a product made from purified 7-hydroxymitragynine: `hydroxy` is then its amount, as for mitragynine.
    """

    form: Form
    mitragynine: float
    hydroxy: float = 0.006
    isolate: bool = False


def compose(recipe: Recipe, chance: random.Random) -> dict[str, float]:
    """The true amounts in one batch of a product, by analyte."""
    return _alkaloids(recipe, chance) | _metals(recipe, chance) | _microbes(recipe, chance) | _others(recipe, chance)


def _alkaloids(recipe: Recipe, chance: random.Random) -> dict[str, float]:
    mitragynine = recipe.mitragynine * chance.lognormvariate(0, 0.07)
    if recipe.isolate:
        hydroxy = recipe.hydroxy * chance.lognormvariate(0, 0.05)
        return {
            "7_hydroxymitragynine": hydroxy,
            "mitragynine": mitragynine,
            "mitragynine_pseudoindoxyl": hydroxy * 0.004,
        }
    amounts = {"mitragynine": mitragynine}
    for analyte, (low, high) in _PER_MITRAGYNINE.items():
        amounts[analyte] = mitragynine * chance.uniform(low, high)
    amounts["7_hydroxymitragynine"] = sum(amounts.values()) * recipe.hydroxy * chance.uniform(0.75, 1.2)
    return amounts


def _metals(recipe: Recipe, chance: random.Random) -> dict[str, float]:
    share = {Form.EXTRACT: 0.3, Form.SHOT: 0.05, Form.TABLET: 0.15}.get(recipe.form, 1.0)
    return {
        metal: min(median * 2.718281828 ** chance.gauss(0, spread), most) * share * 1e-6
        for metal, (median, spread, most) in _METALS_PPM.items()
    }


def _microbes(recipe: Recipe, chance: random.Random) -> dict[str, float]:
    fewer = 0.0 if recipe.form in (Form.LEAF, Form.CAPSULE) else 1.6
    counts = {
        microbe: 10 ** min(chance.gauss(mean - fewer, spread), most)
        for microbe, (mean, spread, most) in _MICROBES_LOG10.items()
    }
    return counts | {"e_coli": 0.0, "salmonella": 0.0, "s_aureus": 0.0}


def _others(recipe: Recipe, chance: random.Random) -> dict[str, float]:
    solvents = recipe.form in (Form.EXTRACT, Form.SHOT, Form.TABLET)
    return {
        "loss_on_drying": chance.uniform(0.052, 0.088),
        "aflatoxin_b1": chance.choice((0.0, 0.0, 0.2e-9, 0.6e-9, 1.4e-9)),
        "ochratoxin_a": chance.choice((0.0, 0.0, 0.4e-9, 1.1e-9, 2.3e-9)),
        "piperonyl_butoxide": chance.choice((0.0, 0.0, 0.0, 0.02e-6, 0.05e-6)),
        "imidacloprid": chance.choice((0.0, 0.0, 0.0, 0.0, 0.012e-6)),
        "ethanol": chance.uniform(120e-6, 1900e-6) if solvents else 0.0,
        "methanol": chance.choice((0.0, 35e-6, 80e-6)) if solvents else 0.0,
        "ethyl_acetate": chance.choice((0.0, 0.0, 60e-6, 210e-6)) if solvents else 0.0,
    }
