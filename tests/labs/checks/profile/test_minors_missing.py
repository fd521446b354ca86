import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, a_row, codes, findings

CHECK = "alk.minors_missing"
MAJORS = ("paynantheine", "speciogynine", "speciociliatine")


def panel(mitragynine, *majors, loq="0.15", unit="mg/g", matrix="Powdered extract", name=None):
    rows = [a_result("mitragynine", value=mitragynine, unit=unit, loq=loq)]
    rows += [a_result(slug, value=value, unit=unit, loq=loq) for slug, value in zip(MAJORS, majors, strict=False)]
    product = None if name is None else a_print(name)
    printed = None if matrix is None else a_print(matrix)
    return a_coa(samples=(Sample(matrix=printed, product_name=product, results=a_coa(*rows).results),))


def example() -> CertificateOfAnalysis:
    return panel("612.03", "ND", "ND", "ND")


@pytest.mark.parametrize(
    ("majors", "expected"),
    [
        (("ND", "ND", "ND"), [CHECK]),
        (("<LOQ", "ND", "<0.1"), [CHECK]),
        (("ND", "ND", "0.16"), []),  # one is there
        (("ND", "ND"), [CHECK]),
        (("ND",), []),  # one alone says little
        (("ND", "ND", "NT"), []),
    ],
)
def test_all_that_were_tested_must_be_missing(majors, expected):
    assert codes(panel("612.03", *majors), CHECK) == expected


@pytest.mark.parametrize(("mitragynine", "expected"), [("7.50", []), ("7.51", [CHECK])])
def test_the_method_must_have_been_able_to_see_a_fiftieth(mitragynine, expected):
    # 0.15 is a fiftieth of 7.5; the print 7.51 is at least 7.505.
    assert codes(panel(mitragynine, "ND", "ND", "ND"), CHECK) == expected


@pytest.mark.parametrize(
    ("seven_oh", "expected"), [(("0.012", "0.12"), [CHECK]), (("ND", "ND"), []), (("0.07", "0.7"), [])]
)
def test_the_unit_of_the_loq_is_sure_where_a_number_in_the_other_unit_lies_below_it(seven_oh, expected):
    def row(number, analyte, values):
        return a_row(analyte, *zip(values, ("%", "mg/g"), strict=True), row=number, loq="0.06", lod_unit="mg/g")

    rows = [row(0, "mitragynine", ("1.363", "13.63")), row(1, "7_hydroxymitragynine", seven_oh)]
    rows += [row(number, slug, ("ND", "ND")) for number, slug in enumerate(MAJORS, 2)]
    assert codes(a_coa(*rows), CHECK) == expected


def test_not_detected_without_any_limit_stays_quiet():
    assert codes(panel("612.03", "ND", "ND", "ND", loq=None), CHECK) == []


def test_by_volume_as_by_mass():
    assert codes(panel("612.03", "ND", "ND", "ND", unit="mg/mL"), CHECK) == [CHECK]


@pytest.mark.parametrize(
    ("matrix", "name", "mitragynine", "severity"),
    [
        ("Leaf powder", None, "15.0", Severity.ALERT),
        ("Powdered extract", None, "612.03", Severity.ALERT),
        ("Powder", None, "612.03", Severity.WARNING),
        ("Powdered extract", "Mitragynine isolate", "612.03", Severity.WARNING),
        ("Powdered extract", None, "950.00", Severity.WARNING),
    ],
)
def test_it_is_an_alert_where_the_report_says_leaf_or_extract_and_no_isolate(matrix, name, mitragynine, severity):
    (found,) = findings(panel(mitragynine, "ND", "ND", "ND", matrix=matrix, name=name), CHECK)
    assert found.severity is severity


def test_what_the_product_is_registered_as_counts():
    (found,) = findings(panel("612.03", "ND", "ND", "ND", matrix=None), CHECK, form=Form.EXTRACT)
    assert found.severity is Severity.ALERT


def test_the_finding_is_about_mitragynine_and_names_what_is_missing():
    (found,) = findings(example(), CHECK)
    assert found.analyte == "mitragynine"
    assert found.says == (
        "Beside mitragynine (612.03 mg/g) stands none of Paynantheine, Speciogynine, Speciociliatine, "
        "each under a fiftieth of it."
    )
