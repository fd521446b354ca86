"""Whether a printed text names something that laboratories measure."""

from functools import lru_cache

from labs.coa import Panel
from labs.reference.analytes import match, panel_of
from labs.reference.words import TOTALS, fold

# Short names such as CBD or E. coli mean something only within their panel.
_PANELS = (None, Panel.ALKALOIDS, Panel.POTENCY, Panel.TERPENES, Panel.MICROBIALS)


@lru_cache(maxsize=8192)
def names_substance(text: str) -> bool:
    """Whether a text is the name of one substance or organism, and not of a total."""
    if TOTALS & set(fold(text).split()):
        return False
    return any(match(text, panel) is not None for panel in _PANELS)


@lru_cache(maxsize=8192)
def names_substance_or_count(text: str) -> bool:
    """Whether a text is the name of one substance or organism, or of a count of germs, whose total sums no others."""
    slug = match(text, Panel.MICROBIALS)
    return names_substance(text) or (slug is not None and panel_of(slug) is Panel.MICROBIALS)
