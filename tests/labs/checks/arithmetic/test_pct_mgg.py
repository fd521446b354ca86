import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_row, codes, findings

CHECK = "arith.pct_mgg"
SOUND = a_row("mitragynine", ("1.4209", "%"), ("14.209", "mg/g"), row=0)  # shows that the % is by mass


def example() -> CertificateOfAnalysis:
    return a_coa(SOUND, a_row("paynantheine", ("0.3075", "%"), ("1.898", "mg/g"), row=1))


@pytest.mark.parametrize(
    ("per_cent", "per_gram", "expected"),
    [
        ("0.3082", "3.082", []),
        ("0.31", "3.08", []),
        ("0.28", "2.8991", []),  # digits cut off, not rounded
        ("0.2470", "2.4690", []),  # a last place that is one off
        ("0.3075", "1.898", [CHECK]),
        ("0.0", "0.4", []),
        ("ND", "ND", []),
        ("ND", "3.082", []),  # without a LOD, ND may be anything
        ("~0.3", "5.0", []),
        ("0.3", "NT", []),
    ],
)
def test_one_amount_is_printed_in_both_columns(per_cent, per_gram, expected):
    row = a_row("paynantheine", (per_cent, "%"), (per_gram, "mg/g"), row=1)
    assert codes(a_coa(SOUND, row), CHECK) == expected


def test_not_detected_beside_a_number_far_over_every_reading_of_the_lod_is_found():
    row = a_row("paynantheine", ("ND", "%"), ("3.082", "mg/g"), row=1, lod="0.005", lod_unit="mg/g")
    assert codes(a_coa(SOUND, row), CHECK) == [CHECK]


def test_not_detected_in_one_column_and_a_trace_in_the_other_may_be_one_amount():
    row = a_row("paynantheine", ("ND", "%"), ("0.04", "mg/g"), row=1, lod="0.005", lod_unit="mg/g")
    assert codes(a_coa(SOUND, row), CHECK) == []


def test_a_per_cent_of_something_else_stays_quiet():
    # No row of the table shows that the % is by mass: it may be of the label claim.
    rows = [a_row("mitragynine", ("98.2", "%"), ("14.209", "mg/g"), row=0)]
    rows.append(a_row("paynantheine", ("101.0", "%"), ("3.082", "mg/g"), row=1))
    assert codes(a_coa(*rows), CHECK) == []


def test_units_that_say_by_mass_need_no_other_row():
    row = a_row("mitragynine", ("1.42", "% w/w"), ("19.8", "mg/g"), row=0)
    assert codes(a_coa(row), CHECK) == [CHECK]


def test_a_liquid_by_volume_stays_quiet():
    assert codes(a_coa(SOUND, a_row("paynantheine", ("0.3", "% w/v"), ("9.9", "mg/g"), row=1)), CHECK) == []


@pytest.mark.parametrize(("per_millilitre", "expected"), [("28.32", []), ("18.32", [CHECK])])
def test_a_per_cent_by_volume_is_ten_milligrams_in_a_millilitre(per_millilitre, expected):
    row = a_row("mitragynine", ("2.832", "% (w/v)"), (per_millilitre, "mg/mL"), ("26.67", "mg/g"), row=0)
    assert codes(a_coa(row), CHECK) == expected


def test_two_columns_of_one_unit_are_two_bases_and_stay_quiet():
    row = a_row("paynantheine", ("0.30", "%"), ("0.33", "%"), ("3.0", "mg/g"), row=1)
    assert codes(a_coa(SOUND, row), CHECK) == []


def test_the_finding_sets_out_the_conversion():
    (finding,) = findings(a_coa(SOUND, a_row("paynantheine", ("0.3075", "%"), ("1.898", "mg/g"), row=1)), CHECK)
    assert finding.says == "Paynantheine is printed as 0.3075 % and as 1.898 mg/g, which are different amounts."
    assert finding.arithmetic.splitlines() == [
        "1 %                                10 mg/g",
        "0.3075 % give or take one place     0.3074 to 0.3076 %",
        "that in mg/g                        3.074 to 3.076 mg/g",
        "1.898 mg/g give or take one place   1.897 to 1.899 mg/g",
    ]
    assert [one.text for one in finding.evidence] == ["0.3075", "1.898"]
    assert finding.analyte == "paynantheine"
