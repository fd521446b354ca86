from dataclasses import replace

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Panel, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "comp.missing_panels"
ALKALOIDS = a_result("mitragynine", value="1.42", unit="%", row=0)
LEAD = a_result("lead", row=1)
MICROBES = a_result("tamc", value="<10", unit="CFU/g", row=2)
SALMONELLA = a_result("salmonella", value="Absent", unit="in 25 g", row=3)
SOLVENTS = a_result("ethanol", row=4, panel=Panel.SOLVENTS)


def of(*results, name="Red Bali Kratom Powder", batch=None):
    sample = Sample(product_name=a_print(name), batch=a_print(batch) if batch else None, results=results)
    return a_coa(samples=(sample,))


def example() -> CertificateOfAnalysis:
    return of(ALKALOIDS, LEAD)


def test_a_report_of_kratom_without_microbes_says_so():
    (found,) = findings(example(), CHECK)
    assert found.says == "This report of kratom shows no test of microbes."
    assert [one.text for one in found.evidence] == ["Red Bali Kratom Powder"]


def test_a_full_report_is_left_in_peace():
    assert codes(of(ALKALOIDS, LEAD, MICROBES, SALMONELLA), CHECK) == []


def test_microbes_without_salmonella_lack_salmonella():
    (found,) = findings(of(ALKALOIDS, LEAD, MICROBES), CHECK)
    assert found.says == "This report of kratom shows no test of Salmonella."


def test_salmonella_outside_a_panel_of_microbes_leaves_the_panel_missing():
    (found,) = findings(of(ALKALOIDS, LEAD, replace(SALMONELLA, panel=Panel.OTHER)), CHECK)
    assert found.says == "This report of kratom shows no test of microbes."


def test_an_extract_calls_for_solvents_and_lacking_only_them_is_a_note():
    full = of(ALKALOIDS, LEAD, MICROBES, SALMONELLA, name="Kratom extract")
    (found,) = findings(full, CHECK)
    assert (found.says, found.severity) == (
        "This report of kratom shows no test of residual solvents.",
        Severity.NOTE,
    )
    assert codes(of(ALKALOIDS, LEAD, MICROBES, SALMONELLA, SOLVENTS, name="Kratom extract"), CHECK) == []


def test_what_the_product_is_registered_as_outweighs_its_printed_name():
    assert codes(of(ALKALOIDS, LEAD, MICROBES, SALMONELLA), CHECK, form=Form.EXTRACT) == [CHECK]


def test_another_report_of_the_same_batch_may_hold_the_other_panels():
    chemistry, microbes = of(ALKALOIDS, LEAD, batch="KT-0412"), of(MICROBES, SALMONELLA, batch="kt 412")
    assert codes(chemistry, CHECK, earlier=(microbes,)) == []
    assert codes(microbes, CHECK, earlier=(chemistry,)) == []
    assert codes(chemistry, CHECK, earlier=(of(MICROBES, SALMONELLA, batch="KT-0413"),)) == [CHECK]


def test_a_report_of_another_plant_is_not_asked():
    assert codes(of(LEAD, name="Hemp flower"), CHECK) == []


def test_salmonella_outside_a_panel_of_microbes_leaves_microbes_missing():
    alone = replace(SALMONELLA, panel=Panel.OTHER)
    (found,) = findings(of(ALKALOIDS, LEAD, alone), CHECK)
    assert found.says == "This report of kratom shows no test of microbes."
