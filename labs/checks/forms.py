"""What a product is made of, as far as its printed name and matrix say so."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from labs.coa import Sample
from labs.reference.words import finder, fold
from labs.translatable import gettext_noop


class Form(StrEnum):
    """What limits and natural ranges tell apart. A capsule or a powder may hold either."""

    LEAF = gettext_noop("leaf")  # dried, perhaps ground, with nothing added
    EXTRACT = gettext_noop("extract")  # extract, isolate, or leaf with something of that kind added


def form_of(sample: Sample) -> Form | None:
    """What the sample's matrix and product name say; None where they say neither."""
    return _form(tuple(one.text for one in (sample.matrix, sample.product_name) if one is not None))


class SoldAs(StrEnum):
    """What a product is sold as, the one that outweighs the others first: a shot of extract is a shot."""

    SHOT = "shot"
    TABLET = "tablet"
    EXTRACT = "extract"
    CAPSULE = "capsule"
    LEAF = "leaf"


def sold_as(*texts: str) -> SoldAs | None:
    """What a product's name and matrix say it is sold as; None where they say nothing of it."""
    folded = _folded(texts)
    return next((form for form in SoldAs if finder("forms", form).search(folded)), None)


@lru_cache(maxsize=4096)
def _form(texts: tuple[str, ...]) -> Form | None:
    folded = _folded(texts)
    return next((form for form in (Form.EXTRACT, Form.LEAF) if finder("forms", form).search(folded)), None)


def _folded(texts: Iterable[str]) -> str:
    """Each text folded, with a space on either side, in a line of its own."""
    return "\n".join([f" {fold(text)} " for text in texts])
