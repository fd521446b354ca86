"""comp.photo: no picture on the pages could be a photograph of the product."""

import pytest

from labs.checks import Context
from labs.checks.document import Document, Place
from labs.coa import Box, CertificateOfAnalysis, Printed
from tests.labs.builders import TODAY, a_coa, a_result, codes, findings

CHECK = "comp.photo"


def at(left: float, top: float, width: float, height: float, page: int = 1) -> Place:
    return Place(page=page, box=Box(x0=left, top=top, x1=left + width, bottom=top + height))


LOGO, QR, PHOTO = at(40, 30, 150, 70), at(480, 150, 80, 80), at(36, 184, 94, 94)
CODE = Printed(text="https://fernhill.example/R-1", page=1, box=Box(x0=482, top=152, x1=558, bottom=228))


def a_file(*pictures: Place, looked=True) -> Document:
    return Document(text="", pages=2, codes=(CODE,), pictures=pictures if looked else None)


CONTEXT = Context(today=TODAY, document=a_file(LOGO, QR))


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("mitragynine", value="1.52", unit="%"))


def test_a_logo_and_a_code_are_no_photograph_which_is_a_note():
    (found,) = findings(example(), CHECK, document=CONTEXT.document)
    assert found.says == "No picture on the pages of this report could be a photograph of the product."
    assert found.severity == "note"


def test_any_other_picture_of_some_size_could_be_one():
    assert codes(example(), CHECK, document=a_file(LOGO, QR, PHOTO)) == []


@pytest.mark.parametrize(
    "pictures",
    [(), (at(36, 184, 94, 40),), (at(36, 79, 94, 94),), (PHOTO, at(36, 184.4, 94, 94, page=2))],
    ids=["none", "too low", "in the letterhead", "on both pages"],
)
def test_size_and_place_tell_what_could_not(pictures):
    assert codes(example(), CHECK, document=a_file(*pictures)) == [CHECK]


def test_pages_that_are_pictures_whole_are_not_asked():
    assert codes(example(), CHECK, document=a_file(at(0, 0, 595, 842))) == []


def test_where_nobody_looked_it_is_not_asked():
    assert codes(example(), CHECK, document=a_file(looked=False)) == []
    assert codes(example(), CHECK) == []


def test_another_plant_is_not_asked():
    assert codes(a_coa(a_result("lead")), CHECK, document=a_file()) == []
