import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "alk.profile_ratio"


def leaf(mitragynine, *, matrix="Leaf powder", unit="%", lod=None, **others):
    rows = [a_result(slug, value=value, unit=unit, lod=lod) for slug, value in others.items()]
    results = a_coa(a_result("mitragynine", value=mitragynine, unit=unit), *rows).results
    return a_coa(samples=(Sample(matrix=a_print(matrix), results=results),))


def example() -> CertificateOfAnalysis:
    return leaf("1.420", paynantheine="0.021")


@pytest.mark.parametrize(
    ("paynantheine", "expected"),
    [("0.308", []), ("0.030", []), ("0.029", [CHECK]), ("0.600", []), ("0.602", [CHECK]), ("<0.9", []), ("ND", [])],
)
def test_paynantheine_has_a_band(paynantheine, expected):
    # 0.030 of 1.000 may be 0.0305 of 0.9995; 0.029 is at most 0.0295.
    assert codes(leaf("1.000", paynantheine=paynantheine), CHECK) == expected


@pytest.mark.parametrize(("speciogynine", "expected"), [("0.200", []), ("0.019", [CHECK]), ("0.902", [CHECK])])
def test_so_has_speciogynine(speciogynine, expected):
    assert codes(leaf("1.000", speciogynine=speciogynine), CHECK) == expected


def test_not_detected_is_at_most_its_limit():
    assert codes(leaf("1.000", paynantheine="ND", lod="0.01"), CHECK) == [CHECK]
    assert codes(leaf("1.000", paynantheine="ND", lod="0.10"), CHECK) == []


def test_what_is_neither_leaf_nor_extract_is_not_asked():
    assert codes(leaf("1.000", matrix="Gummy", paynantheine="0.001"), CHECK) == []
    assert codes(leaf("1.000", matrix="Gummy", paynantheine="0.001"), CHECK, form=Form.EXTRACT) == [CHECK]


@pytest.mark.parametrize(("matrix", "expected"), [("Kratom capsules", [CHECK]), ("Capsules", [])])
def test_what_is_called_kratom_is_leaf_or_extract(matrix, expected):
    assert codes(leaf("1.000", matrix=matrix, paynantheine="0.001"), CHECK) == expected


def test_without_mitragynine_there_is_no_proportion():
    assert codes(leaf("ND", paynantheine="0.3"), CHECK) == []


def test_the_finding_is_a_warning_about_the_other_alkaloid():
    (found,) = findings(example(), CHECK)
    assert (found.severity, found.analyte) == (Severity.WARNING, "paynantheine")
