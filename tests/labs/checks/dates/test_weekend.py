import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "date.weekend"
PANELS = [a_result("lead", row=0), a_result("mitragynine", row=1), a_result("tamc", row=2)]
DAY = {"received": "2026-06-09", "tested": "2026-06-09", "reported": "2026-06-09"}


def example() -> CertificateOfAnalysis:
    return a_coa(PANELS, **DAY)


def test_three_panels_within_a_day_are_a_note():
    (found,) = findings(example(), CHECK)
    assert found.says == "A report of 3 panels was received and issued on one day, 2026-06-09."


@pytest.mark.parametrize("field", ["received", "tested", "reported"])
def test_any_other_day_is_enough(field):
    assert codes(a_coa(PANELS, **{**DAY, field: "2026-06-10"}), CHECK) == []


def test_two_panels_are_no_full_set():
    assert codes(a_coa(PANELS[:2], **DAY), CHECK) == []


def test_unclear_dates_are_one_day_if_both_readings_are():
    unclear = "2026-03-04|2026-04-03"
    assert codes(a_coa(PANELS, received=unclear, reported=unclear), CHECK) == [CHECK]
    assert codes(a_coa(PANELS, received=unclear, reported="2026-03-04"), CHECK) == []
