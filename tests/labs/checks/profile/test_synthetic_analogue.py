import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, a_row, codes, findings

CHECK = "alk.synthetic_analogue"
MGM_15 = "dihydro_7_hydroxymitragynine"


def example() -> CertificateOfAnalysis:
    return a_coa(a_row("mitragynine_pseudoindoxyl", ("0.213", "mg/mL"), ("3.20", "mg/serving"), row=0, loq="0.012"))


@pytest.mark.parametrize("slug", ["mitragynine_pseudoindoxyl", MGM_15, "mgm_16", "7_acetoxymitragynine"])
def test_an_amount_of_a_made_alkaloid_is_an_alert(slug):
    (found,) = findings(a_coa(a_result(slug, value="0.52", unit="%")), CHECK)
    assert (found.severity, found.analyte) == (Severity.ALERT, slug)


@pytest.mark.parametrize("value", ["ND", "<LOQ", "<0.5", "NT", "0.00", "0.005"])
def test_what_is_no_measured_amount_stays_quiet(value):
    assert codes(a_coa(a_result(MGM_15, value=value, unit="%", loq="0.01")), CHECK) == []


def test_a_number_at_its_loq_is_measured():
    assert codes(a_coa(a_result(MGM_15, value="0.01", unit="%", loq="0.01")), CHECK) == [CHECK]


def test_detected_without_an_amount_is_a_warning():
    (found,) = findings(a_coa(a_result(MGM_15, value="Detected", unit="%")), CHECK)
    assert found.severity is Severity.WARNING


def test_alkaloids_of_the_plant_stay_quiet():
    assert codes(a_coa(a_result("7_hydroxymitragynine", value="0.9", unit="%")), CHECK) == []


def test_a_reading_in_doubt_stays_quiet():
    assert codes(a_coa(a_result(MGM_15, value="0.9", unit="%", doubts=("blurred",))), CHECK) == []


def test_several_columns_make_one_finding():
    assert codes(example(), CHECK) == [CHECK]


def named(name, *results):
    return a_coa(samples=(Sample(product_name=a_print(name), results=a_coa(*results).results),))


def test_a_product_named_after_one_is_a_warning():
    (found,) = findings(named("Nimbus MGM-15 tablets", a_result("mitragynine", value="ND", unit="%")), CHECK)
    assert (found.severity, found.evidence[0].text) == (Severity.WARNING, "Nimbus MGM-15 tablets")


def test_an_amount_and_a_name_make_one_finding():
    assert codes(named("Nimbus MGM-15 tablets", a_result(MGM_15, value="0.5", unit="%")), CHECK) == [CHECK]


def test_part_of_a_word_names_nothing():
    assert codes(named("MGM-150 blend", a_result("mitragynine", value="1.0", unit="%")), CHECK) == []
