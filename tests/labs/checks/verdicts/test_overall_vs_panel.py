import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, LabVerdict, Panel, PanelReport, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "pf.overall_vs_panel"
WORDS = {"PASS": LabVerdict.PASS, "FAIL": LabVerdict.FAIL}


def report(*results, overall="PASS", panels=(), **fields):
    return a_coa(
        *results,
        overall_status=a_print(overall) if overall else None,
        overall_verdict=WORDS.get(overall),
        panels=tuple(
            PanelReport(panel=panel, title=a_print(panel.value), status=a_print(word), verdict=WORDS.get(word))
            for panel, word in panels
        ),
        **fields,
    )


METHANOL = a_result("methanol", value="3420", unit="ppm", limit="3000", status="Fail", panel=Panel.SOLVENTS)
OVER = a_result("methanol", value="3420", unit="ppm", limit="3000", panel=Panel.SOLVENTS)
FINE_ROW = a_result("methanol", value="34.2", unit="ppm", limit="3000", panel=Panel.SOLVENTS)
SOLVENTS_FAIL = ((Panel.METALS, "PASS"), (Panel.SOLVENTS, "FAIL"))


def example() -> CertificateOfAnalysis:
    return report(METHANOL, panels=SOLVENTS_FAIL)


@pytest.mark.parametrize("row", [METHANOL, OVER])
def test_a_panel_that_fails_by_a_row_is_an_alert_about_that_row(row):
    (found,) = findings(report(row, panels=SOLVENTS_FAIL), CHECK)
    assert (found.severity, found.analyte) == (Severity.ALERT, "methanol")


def test_a_panel_that_fails_by_no_row_is_a_warning():
    (found,) = findings(report(FINE_ROW, panels=SOLVENTS_FAIL), CHECK)
    assert (found.severity, found.analyte) == (Severity.WARNING, None)


def test_a_row_that_fails_in_a_panel_without_a_word_is_a_warning():
    (found,) = findings(report(METHANOL), CHECK)
    assert (found.severity, found.analyte) == (Severity.WARNING, "methanol")


def test_several_samples_make_no_alert():
    samples = (Sample(results=a_coa(METHANOL).results), Sample(results=a_coa(FINE_ROW).results))
    (found,) = findings(report(panels=SOLVENTS_FAIL, samples=samples), CHECK)
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("overall", ["FAIL", "Complete", None])
def test_a_report_that_does_not_pass_is_not_asked(overall):
    assert codes(report(METHANOL, panels=SOLVENTS_FAIL, overall=overall), CHECK) == []


def test_panels_that_pass_stay_quiet():
    assert codes(report(FINE_ROW, panels=((Panel.SOLVENTS, "PASS"), (Panel.ALKALOIDS, "Tested"))), CHECK) == []


@pytest.mark.parametrize(("panel", "expected"), [(Panel.METALS, [Severity.NOTE]), (Panel.TERPENES, [])])
def test_an_expected_panel_that_was_not_tested_is_a_note(panel, expected):
    coa = report(FINE_ROW, panels=((panel, "Not Tested"),))
    assert [one.severity for one in findings(coa, CHECK)] == expected


def test_a_panel_with_results_was_tested():
    assert codes(report(a_result("lead"), panels=((Panel.METALS, "Not Tested"),)), CHECK) == []


def test_a_row_read_in_doubt_does_not_make_an_alert():
    doubtful = a_result("methanol", value="3420", status="Fail", panel=Panel.SOLVENTS, doubts=("blurred",))
    (found,) = findings(report(doubtful, panels=SOLVENTS_FAIL), CHECK)
    assert found.severity is Severity.WARNING
