"""Numbers from a picture are checked like any other, but nothing rests on letters that were hard to read."""

from dataclasses import replace

import pytest

from labs.coa import AnalyteResult, Panel, Printed
from labs.parsing.tables.confidence import weighed
from tests.labs.builders import a_coa, a_result, codes

CHECK = "pf.contradiction"
CLEAR, BLURRED = 0.98, 0.55


def pictured(printed: Printed, certainty: float) -> Printed:
    return replace(printed, certainty=certainty)


def over_its_limit(*, number: float = CLEAR, limit: float = CLEAR, status: float = CLEAR) -> AnalyteResult:
    """A result over the limit beside it that passes all the same; each print read with a certainty of its own."""
    result = a_result("lead", value="1.20", limit="0.50", status="PASS")
    assert result.limit is not None
    assert result.status is not None
    return weighed(
        replace(
            result,
            name=pictured(result.name, CLEAR),
            printed=pictured(result.printed, number),
            limit=replace(result.limit, printed=pictured(result.limit.printed, limit)),
            status=pictured(result.status, status),
        )
    )


def test_a_contradiction_in_a_clear_picture_is_found():
    assert codes(a_coa(over_its_limit()), CHECK) == [CHECK]


@pytest.mark.parametrize("part", ["number", "limit", "status"])
def test_nothing_rests_on_a_blurred_print(part: str):
    assert codes(a_coa(over_its_limit(**{part: BLURRED})), CHECK) == []


def test_a_name_that_the_catalogue_does_not_know_is_checked_all_the_same():
    unknown = weighed(a_result("Zorblatine", value="1.20", limit="0.50", status="PASS", panel=Panel.METALS))
    assert codes(a_coa(unknown), CHECK) == [CHECK]
