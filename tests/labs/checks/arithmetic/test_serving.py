import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_row, codes, findings

CHECK = "arith.serving"


def a_table(*rows: tuple[str, str, str]) -> CertificateOfAnalysis:
    """Rows of an analyte, its amount in a capsule and in a serving."""
    return a_coa(
        *(
            a_row(name, (each, "mg/capsule"), (much, "mg/serving"), row=row)
            for row, (name, each, much) in enumerate(rows)
        )
    )


SOUND = (("paynantheine", "1.32", "3.96"), ("speciogynine", "0.81", "2.43"), ("speciociliatine", "0.87", "2.61"))


def example() -> CertificateOfAnalysis:
    return a_table(("mitragynine", "7.66", "15.32"), *SOUND)


def test_a_serving_of_other_units_in_one_row_is_found():
    (finding,) = findings(example(), CHECK)
    assert finding.analyte == "mitragynine"


def test_three_capsules_in_every_row_are_fine():
    assert codes(a_table(("mitragynine", "7.66", "22.98"), *SOUND), CHECK) == []


def test_half_a_tablet_may_be_a_serving():
    rows = (("mitragynine", "7.66", "3.83"), ("paynantheine", "1.32", "0.66"), ("speciogynine", "0.82", "0.41"))
    assert codes(a_table(*rows), CHECK) == []


def test_a_serving_of_no_number_of_quarters_is_found():
    rows = (("mitragynine", "10.00", "13.70"), ("paynantheine", "20.00", "27.40"), ("speciogynine", "30.00", "41.10"))
    assert codes(a_table(*rows), CHECK) == [CHECK]


@pytest.mark.parametrize(("units", "expected"), [(3, []), (2, [CHECK])])
def test_the_units_that_the_label_calls_a_serving_decide(units: int, expected: list[str]):
    assert codes(a_table(SOUND[0]), CHECK, units_per_serving=units) == expected


def test_without_the_label_one_row_tells_nothing():
    assert codes(a_table(("mitragynine", "7.66", "10.00")), CHECK) == []


def a_liquid(serving: str) -> CertificateOfAnalysis:
    rows = (("mitragynine", "10.061", serving), ("paynantheine", "1.907", "19.07"), ("speciogynine", "1.054", "10.54"))
    return a_coa(
        *(a_row(name, (each, "mg/mL"), (much, "mg/serving"), row=row) for row, (name, each, much) in enumerate(rows))
    )


def test_a_serving_of_other_millilitres_in_one_row_is_found():
    (finding,) = findings(a_liquid("50.31"), CHECK, units_per_serving=2)
    assert finding.analyte == "mitragynine"


def test_ten_millilitres_in_every_row_are_fine():
    assert codes(a_liquid("100.61"), CHECK, units_per_serving=2) == []
