"""Whether a report is of kratom: what a kratom report should hold means nothing for another plant's."""

from labs.checks.subject import Subject
from labs.coa import Panel, Printed, Sample
from labs.reference.words import fold

_NAMES = (" kratom ", " mitragyna ", " mitragynine ", " 7 oh ", " 7oh ", " 7 hydroxymitragynine ")
_PLANT = frozenset(("kratom", "mitragyna"))
_ALKALOIDS = ("mitragynine", "7_hydroxymitragynine")


def is_named(sample: Sample) -> bool:
    """Whether the sample's name or matrix names the plant, and so leaf or what was drawn from it."""
    texts = [one.text for one in (sample.product_name, sample.matrix) if one is not None]
    return any(word in _PLANT for text in texts for word in fold(text).split())


def grounds(subject: Subject) -> Printed | None:
    """The print that says so: a name or a kind of material, or a row of a kratom alkaloid; None where nothing does."""
    for part in subject.parts:
        for printed in (part.sample.product_name, part.sample.matrix):
            if printed is not None and _names_it(f" {fold(printed.text)} "):
                return printed
    for part in subject.parts:
        for slug in _ALKALOIDS:
            for one in part.of(slug):
                if one.panel is Panel.ALKALOIDS:
                    return one.name
    return None


def _names_it(folded: str) -> bool:
    return any(name in folded for name in _NAMES)
