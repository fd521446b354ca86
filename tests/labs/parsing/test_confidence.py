"""What speaks against a reading is said in sentences, and weighs."""

from dataclasses import replace

import pytest

from labs.coa import READ_FROM_PICTURE, SURE_ENOUGH, AnalyteResult
from labs.parsing.tables.confidence import UNIT_OF_LIMIT, Reason, no_unit_of, weighed
from tests.labs.builders import a_result


def from_picture(result: AnalyteResult, certainty: float, *, name: float | None = None) -> AnalyteResult:
    """A result whose number was read from a picture with that certainty, and its name with the same or another."""
    letters = certainty if name is None else name
    return replace(
        result,
        printed=replace(result.printed, certainty=certainty),
        name=replace(result.name, certainty=letters),
    )


def test_nothing_speaks_against_a_known_analyte_with_an_amount_and_a_unit():
    found = weighed(a_result("lead", value="0.12", unit="ppm"))
    assert (found.doubts, found.confidence) == ((), 1.0)


@pytest.mark.parametrize(
    ("result", "doubt"),
    [
        (a_result("lead", value="0.12", unit=""), "No unit is printed for this number."),
        (a_result("Zorblatine", value="0.12"), "This name is not in our catalogue of analytes."),
        (a_result("lead", value="see annex"), "The result is a text that we do not know as an amount."),
        (a_result("lead", value="0.12 \ufffd"), "A sign beside this number could not be read."),
        (from_picture(a_result("lead"), 0.97), READ_FROM_PICTURE),
    ],
)
def test_a_reason_to_doubt_is_said_and_lowers_the_confidence(result: AnalyteResult, doubt: str):
    found = weighed(result)
    assert found.doubts == (doubt,)
    assert type(found.doubts[0]) is str  # what leaves the reader is kept as it is
    assert 0 < found.confidence < 1


@pytest.mark.parametrize("value", ["ND", "<LOQ", "Pass", "absent"])
def test_a_word_that_we_know_needs_no_unit_and_is_no_doubt(value: str):
    assert weighed(a_result("lead", value=value, unit="")).doubts == ()


def test_the_confidence_is_the_product_of_the_weights():
    found = weighed(a_result("lead"), [Reason("One.", 0.9), Reason("Another.", 0.8)])
    assert found.doubts == ("One.", "Another.")
    assert found.confidence == pytest.approx(0.72)


def test_a_reason_counts_once():
    assert weighed(a_result("lead"), [UNIT_OF_LIMIT, UNIT_OF_LIMIT]).doubts == (UNIT_OF_LIMIT.says,)


def test_weighing_again_gives_the_same():
    once = weighed(a_result("Zorblatine", unit=""))
    assert weighed(once) == once


def test_a_picture_is_as_sure_as_its_least_sure_print():
    assert weighed(from_picture(a_result("lead"), 0.99, name=0.85)).confidence == pytest.approx(0.85)


def test_the_name_of_a_basis_is_told():
    assert no_unit_of("serving").says == "The name says per serving, but no such unit is printed for this result."


@pytest.mark.parametrize(
    ("result", "is_doubtful"),
    [
        (a_result("lead"), False),
        (a_result("Zorblatine"), False),
        (a_result("lead", unit=""), True),
        (a_result("lead", value="see annex"), True),
        (from_picture(a_result("lead"), 0.97), False),
        (from_picture(a_result("lead"), SURE_ENOUGH - 0.01), True),
        (from_picture(a_result("Zorblatine"), 0.82), True),
    ],
)
def test_checks_rest_on_what_is_sure_enough(result: AnalyteResult, is_doubtful: bool):
    assert weighed(result).is_doubtful is is_doubtful
