from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes

CHECK = "lod.missing"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("lead", value="ND"), a_result("cadmium", value="0.05"))


def test_nothing_detected_without_any_limit_is_told_once_a_panel():
    panel = (a_result(name, value="ND") for name in ("lead", "cadmium", "arsenic"))
    assert codes(a_coa(*panel, a_result("boscalid", value="ND")), CHECK) == [CHECK, CHECK]


def test_one_limit_in_the_panel_is_enough():
    assert codes(a_coa(a_result("lead", value="ND"), a_result("cadmium", value="0.05", loq="0.01")), CHECK) == []


def test_numbers_need_no_limit():
    assert codes(a_coa(a_result("lead", value="0.1"), a_result("cadmium", value="0.05")), CHECK) == []


def test_a_bound_of_its_own_needs_none():
    assert codes(a_coa(a_result("lead", value="<0.1")), CHECK) == []


def test_microbes_are_absent_in_a_portion():
    assert codes(a_coa(a_result("salmonella", value="Absent in 25 g", unit="")), CHECK) == []
