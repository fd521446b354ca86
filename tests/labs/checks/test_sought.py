import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.checks.document import Document, folded
from labs.checks.sought import meaning
from labs.reference.words import phrases

ACCREDITATION, METHOD = meaning("statements", "accreditation"), meaning("statements", "method")
WORDS = sorted({word for phrase in phrases("statements")["accreditation"] for word in phrase.split()})
MARKS = [" ", "  ", "\n", "/", ": ", "-", "—", "_", "x", "é", "中", ""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ISO/IEC 17025:2017", True),
        ("ISO -\nIEC — 17025", True),
        ("Accréditation", True),
        ("ISO17025x", False),
        ("reaccredited", False),
        ("", False),
    ],
)
def test_what_is_sought_is_found_in_whole_words_whatever_stands_between_them(text, said):
    assert Document(text=text, pages=1).says(ACCREDITATION) is said


def test_one_text_is_asked_for_several_meanings():
    document = Document(text="Method: HPLC. Accredited to ISO 17025.", pages=1)
    assert document.says(ACCREDITATION)
    assert document.says(METHOD)
    assert not Document(text="HPLC", pages=1).says(ACCREDITATION)


def test_what_is_sought_later_is_found_too():
    assert not Document(text="Lot 7", pages=1).says(METHOD)
    assert Document(text="Lot 7", pages=1).says(meaning("fields", "batch"))


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=12))
def test_sought_phrases_are_those_that_stand_in_the_folded_text(printed):
    text = "".join(word + mark for word, mark in printed)
    expected = any(f" {phrase} " in folded(text) for phrase in phrases("statements")["accreditation"])
    document = Document(text=text, pages=1)
    assert document.says(ACCREDITATION) is expected
    assert document.says(phrases("statements")["accreditation"]) is expected
