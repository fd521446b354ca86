"""Names for results within their sample, the same whenever the same page is read again."""

import re
from collections import Counter

from labs.coa import Sample
from labs.quantities import unit_key
from registry.models import name_key


def result_keys(sample: Sample) -> list[str]:
    """One key a result, in reading order: page, analyte as printed, unit, and a count where those repeat."""
    seen: Counter[str] = Counter()
    keys = []
    for result in sample.results:
        name = re.sub(r"\W+", "-", name_key(result.name.text))[:120]
        unit = re.sub(r"\W+", "-", unit_key(result.unit).replace("%", "pct"))[:30].strip("-") or "none"
        stem = f"p{result.printed.page}-{name}-{unit}"
        seen[stem] += 1
        keys.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return keys
