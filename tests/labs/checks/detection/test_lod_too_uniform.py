from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes

CHECK = "lod.lod_too_uniform"


NAMES = (
    "mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine", "speciociliatine", "mitraciliatine",
    "corynantheidine", "isopaynantheine",
)  # fmt: skip


def a_panel(names: tuple[str, ...], *, last: str = "0.05") -> CertificateOfAnalysis:
    """Alkaloids with one LOD and LOQ, but for the LOD of the last."""
    lods = ["0.05"] * (len(names) - 1) + [last]
    return a_coa(
        *(a_result(name, value="ND", unit="mg/g", lod=lod, loq="0.15") for name, lod in zip(names, lods, strict=True))
    )


def example() -> CertificateOfAnalysis:
    return a_panel(NAMES)


def test_eight_of_one_limit_are_told():
    assert codes(a_panel(NAMES), CHECK) == [CHECK]


def test_seven_are_few():
    assert codes(a_panel(NAMES[:7]), CHECK) == []


def test_one_other_limit_is_enough():
    assert codes(a_panel(NAMES, last="0.06"), CHECK) == []
