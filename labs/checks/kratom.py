"""Whether a report is of kratom: what a kratom report should hold means nothing for another plant's."""

from labs.checks.subject import Subject
from labs.coa import Panel, Printed
from labs.reference.words import fold

_NAMES = ("kratom", "mitragyna", "mitragynine", "7 oh", "7oh", "7 hydroxymitragynine")
_ALKALOIDS = ("mitragynine", "7_hydroxymitragynine")


def grounds(subject: Subject) -> Printed | None:
    """The print that says so: a name or a kind of material, or a row of a kratom alkaloid; None where nothing does."""
    for part in subject.parts:
        for printed in (part.sample.product_name, part.sample.matrix):
            if printed is not None and any(f" {name} " in f" {fold(printed.text)} " for name in _NAMES):
                return printed
    for part in subject.parts:
        for slug in _ALKALOIDS:
            for one in part.of(slug):
                if one.panel is Panel.ALKALOIDS:
                    return one.name
    return None
