from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis, Panel, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "comp.7oh_missing"
MITRAGYNINE = a_result("mitragynine", value="1.42", unit="%", row=0)


def example() -> CertificateOfAnalysis:
    return a_coa(MITRAGYNINE, a_result("paynantheine", value="0.21", unit="%", row=1))


def test_mitragynine_alone_leaves_the_question():
    (found,) = findings(example(), CHECK)
    assert found.says == "Mitragynine is reported as 1.42 %, and 7-hydroxymitragynine is not reported."


def test_a_row_that_found_none_is_a_row():
    assert codes(a_coa(MITRAGYNINE, a_result("7_hydroxymitragynine", value="ND", unit="%")), CHECK) == []


def test_a_name_that_is_not_in_the_catalogue_may_be_ours():
    assert codes(a_coa(MITRAGYNINE, a_result("7-OHM (mod.)", panel=Panel.ALKALOIDS)), CHECK) == []


def test_words_that_were_not_read_as_a_row_keep_it_silent():
    document = Document(text="7-Hydroxymitragynine see page 4", pages=1)
    assert codes(a_coa(MITRAGYNINE), CHECK, document=document) == []
    assert codes(a_coa(MITRAGYNINE), CHECK, document=Document(text="Mitragynine 1.42 %", pages=1)) == [CHECK]


def test_another_report_of_the_batch_may_have_it():
    def of(result, batch):
        return a_coa(samples=(Sample(batch=a_print(batch), results=(result,)),))

    other = of(a_result("7_hydroxymitragynine", value="ND", unit="%", row=0), "KT-1")
    assert codes(of(MITRAGYNINE, "KT-1"), CHECK, earlier=(other,)) == []
    assert codes(of(MITRAGYNINE, "KT-2"), CHECK, earlier=(other,)) == [CHECK]


def test_a_report_without_mitragynine_is_not_asked():
    assert codes(a_coa(a_result("lead")), CHECK) == []
