from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "comp.nickel_missing"
FOUR = [a_result(name, row=row) for row, name in enumerate(("arsenic", "cadmium", "lead", "mercury"))]


def example() -> CertificateOfAnalysis:
    return a_coa(FOUR)


def test_the_usual_four_metals_leave_nickel_out_which_is_a_note():
    (found,) = findings(example(), CHECK)
    assert found.says == "Metals were tested, and nickel is not one of them."
    assert found.severity is Severity.NOTE


def test_nickel_is_looked_for_under_names_that_the_catalogue_does_not_know():
    assert codes(a_coa(FOUR, a_result("nickel", value="ND")), CHECK) == []
    assert codes(a_coa(FOUR, a_result("Ni, total digest", panel=Panel.METALS)), CHECK) == []


def test_a_report_without_metals_is_not_asked():
    assert codes(a_coa(a_result("mitragynine")), CHECK) == []
