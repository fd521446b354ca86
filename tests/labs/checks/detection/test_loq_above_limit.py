import pytest

from labs.coa import CertificateOfAnalysis
from labs.reference.limits import limit_set
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "lod.loq_above_limit"


SEEN = a_result("cadmium", value="ND", lod="0.001", loq="0.003", limit="0.20")


def metals(
    value: str, *, lod: str | None = "0.4", loq: str | None = "1.2", limit: str = "0.25"
) -> CertificateOfAnalysis:
    return a_coa(SEEN, a_result("lead", value=value, lod=lod, loq=loq, limit=limit))


def example() -> CertificateOfAnalysis:
    return metals("<LOD")


@pytest.mark.parametrize(
    ("value", "lod", "loq", "expected"),
    [
        ("<LOD", "0.4", "1.2", [CHECK]),
        ("ND", "0.4", "1.2", [CHECK]),
        ("ND", "0.1", "1.2", []),  # less than 0.1 is within 0.25
        ("<LOQ", "0.1", "1.2", [CHECK]),
        ("<LOQ", "0.08", "0.25", []),
        ("<LOQ", "0.08", "0.26", [CHECK]),
        ("<0.3", None, None, [CHECK]),
        ("<0.25", None, None, []),
        ("ND", None, None, []),
        ("0.30", "0.4", "1.2", []),
    ],
)
def test_a_method_that_sees_less_than_the_limit(value: str, lod: str | None, loq: str | None, expected: list[str]):
    assert codes(metals(value, lod=lod, loq=loq), CHECK) == expected


def test_a_table_of_which_every_limit_is_missed_is_in_two_units():
    rows = (a_result(name, value="ND", lod="2", limit="0.5") for name in ("lead", "cadmium", "arsenic"))
    assert codes(a_coa(*rows), CHECK) == []


def test_a_chosen_limit_is_asked_where_none_is_printed():
    coa = a_coa(a_result("lead", value="ND", lod="2.5", unit="ppm"))
    utah = limit_set("ut_r70_580_5")
    assert utah is not None
    assert codes(coa, CHECK) == []
    assert codes(coa, CHECK, limits=(utah,)) == [CHECK]


def test_the_finding_names_the_method_and_the_limit():
    (finding,) = findings(example(), CHECK)
    assert [one.text for one in finding.evidence] == ["<LOD", "0.4", "1.2", "0.25"]
