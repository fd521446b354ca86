import pytest

from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "arith.mg_unit"


def a_table(*rows: tuple[str, str, str], unit: str = "mg/capsule") -> CertificateOfAnalysis:
    """Rows of an analyte, its mg/g and its amount in one article."""
    return a_coa(*(a_row(name, (each, "mg/g"), (much, unit), row=row) for row, (name, each, much) in enumerate(rows)))


SOUND = (("paynantheine", "2.19", "1.32"), ("speciogynine", "1.34", "0.81"), ("speciociliatine", "1.45", "0.87"))


def example() -> CertificateOfAnalysis:
    return a_table(("mitragynine", "12.70", "11.50"), *SOUND)


def test_a_capsule_that_weighs_otherwise_in_one_row_is_found():
    (finding,) = findings(example(), CHECK)
    assert finding.analyte == "mitragynine"
    assert [one.text for one in finding.evidence] == ["11.50", "12.70"]


def test_one_mass_in_every_row_is_fine():
    assert codes(a_table(("mitragynine", "12.70", "7.66"), *SOUND), CHECK) == []


@pytest.mark.parametrize(("much", "expected"), [("7.76", []), ("7.77", [CHECK])])
def test_one_more_in_the_last_place_of_each_number_may_be_rounding(much: str, expected: list[str]):
    # 12.70 mg/g give or take 0.01, in at most 0.6101 g (1.33 / 2.18): at most 7.754, give or take 0.01.
    assert codes(a_table(("mitragynine", "12.70", much), *SOUND), CHECK) == expected


def test_two_rows_that_disagree_tell_nothing():
    assert codes(a_table(("mitragynine", "12.70", "11.50"), SOUND[0]), CHECK) == []


def test_a_printed_mass_decides_without_other_rows():
    row = a_row("mitragynine", ("12.70", "mg/g"), ("11.50", "mg/capsule"), row=0)
    assert codes(a_coa(row, a_result("unit_mass", value="0.6034", unit="g")), CHECK) == [CHECK]
    assert codes(a_coa(row, a_result("unit_mass", value="0.9055", unit="g")), CHECK) == []


def test_servings_of_a_liquid_are_asked_by_volume():
    rows = [("mitragynine", "0.941", "14.11"), ("paynantheine", "0.112", "1.68"), ("speciogynine", "0.5", "7.5")]
    table = [a_row(name, (each, "mg/mL"), (much, "mg/serving"), row=n) for n, (name, each, much) in enumerate(rows)]
    assert codes(a_coa(*table), CHECK) == []
    wrong = a_row("speciociliatine", ("0.500", "mg/mL"), ("9.50", "mg/serving"), row=9)
    assert codes(a_coa(*table, wrong), CHECK) == [CHECK]


def test_a_row_that_agrees_by_one_of_its_concentrations_is_left_to_the_check_of_these():
    rows = [a_row(name, (each, "mg/g"), (much, "mg/capsule"), row=n) for n, (name, each, much) in enumerate(SOUND)]
    two = a_row("mitragynine", ("2.540", "%"), ("12.70", "mg/g"), ("7.66", "mg/capsule"), row=9)
    assert codes(a_coa(*rows, two), CHECK) == []


TWO = (("7-hydroxymitragynine", "49.03", "20.20"), ("mitragynine", "2.30", "1.30"))  # by these 0.412 g, and 0.565 g


def with_head(
    head: str, *rows: tuple[str, str, str], unit: str = "mg/tablet"
) -> tuple[CertificateOfAnalysis, Document]:
    return a_table(*rows, unit=unit), Document(text=f"Certificate of Analysis\n{head}\nTested", pages=1)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Unit Weight\n0.412 g", "mg/tablet"),
        ("Average tablet weight: 412 mg", "mg/tablet"),
        ("Net Weight per Unit: 412.0 mg", "mg/tablet"),
        ("Tablet weight: 0,412 g", "mg/unit"),
        ("Serving size 0.412 g", "mg/serving"),
    ],
)
def test_of_two_rows_the_one_that_misses_the_mass_in_the_head_is_found(head: str, unit: str):
    coa, document = with_head(head, *TWO, unit=unit)
    (finding,) = findings(coa, CHECK, document=document)
    assert finding.analyte == "mitragynine"


@pytest.mark.parametrize(
    "head",
    [
        "Net Weight: 0.412 g",  # of what was received
        "Serving size 0.412 g",  # of tablets there may be several
        "Unit Weight 0.412 g\nUnit Weight 0.565 g",
        "Unit Weight 0.5 kg",
        "Unit Weight 0.300 g",  # which neither row agrees with
    ],
)
def test_a_mass_of_something_else_or_of_no_row_tells_nothing(head: str):
    coa, document = with_head(head, *TWO)
    assert codes(coa, CHECK, document=document) == []


def test_rows_that_agree_win_over_a_nominal_mass_in_the_head():
    coa, document = with_head("Average capsule weight: 0.5 g", *SOUND, unit="mg/capsule")
    assert codes(coa, CHECK, document=document) == []


def test_a_mass_in_the_head_alone_never_speaks_against_a_row():
    coa, document = with_head("Unit Weight 0.500 g", TWO[0])
    assert codes(coa, CHECK, document=document) == []
