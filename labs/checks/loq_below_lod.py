"""The limit of quantification lies below the limit of detection.

For any one method LOQ is no less than LOD, since a laboratory can measure only what it can detect.
"""

from collections.abc import Iterator

from labs.checks.amounts import factor_between, limit_words
from labs.checks.base import Context, Doubt, Severity, check
from labs.coa import AnalyteResult, CertificateOfAnalysis
from labs.quantities import Kind


@check(
    "lod.loq_below_lod",
    severity=Severity.NOTE,
    title="LOQ smaller than LOD",
    explanation="A method that can measure an amount can also detect it, so its LOQ is no less than its LOD.",
    innocent=("The two columns were swapped, by the laboratory or by our reader.",),
    source="definition of LOD and LOQ",
)
def loq_below_lod(coa: CertificateOfAnalysis, _context: Context) -> Iterator[Doubt]:
    """Ask each row whether its LOQ is below its LOD."""
    for row in coa.rows():
        wrong = next((result for result in row if _is_below(result)), None)
        if wrong is None or wrong.lod is None or wrong.loq is None:
            continue
        lod, loq = limit_words(wrong.lod, wrong.unit), limit_words(wrong.loq, wrong.unit)
        yield Doubt(
            says=f"For {wrong.name.text}, the LOQ of {loq} is below the LOD of {lod}.",
            arithmetic=f"LOQ {loq}\nLOD {lod}\nLOQ is less than LOD",
            evidence=(wrong.loq.printed, wrong.lod.printed),
            about=wrong,
        )


def _is_below(result: AnalyteResult) -> bool:
    if result.lod is None or result.loq is None or result.is_doubtful:
        return False
    lod, loq = result.lod.quantity, result.loq.quantity
    if lod.kind is not Kind.NUMBER or loq.kind is not Kind.NUMBER or not lod.value or not loq.value:
        return False
    factor = factor_between(result.loq.unit or result.unit, result.lod.unit or result.unit)
    return factor is not None and loq.value * factor < lod.value
