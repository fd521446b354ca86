import pytest

from labs.checks.document import Document, document_of, folded, unaccented
from labs.coa import Box, CertificateOfAnalysis
from labs.parsing import Code, PageSize, Parsed
from labs.reference.words import fold


def test_a_document_has_the_text_the_pages_and_the_codes_in_their_places_of_what_was_read():
    code = Code(text="KT-1", kind="QRCode", page=2, box=Box(x0=1, top=2, x1=3, bottom=4))
    parsed = Parsed(
        coa=CertificateOfAnalysis(),
        pages=(PageSize(number=1, width=1, height=1), PageSize(number=2, width=1, height=1)),
        text="Lead",
        codes=(code,),
    )
    document = document_of(parsed)
    assert (document.text, document.pages) == ("Lead", 2)
    assert [(one.text, one.page, one.box) for one in document.codes] == [("KT-1", 2, code.box)]


@pytest.mark.parametrize(
    "text",
    [
        "Schválil: Ing. Nováková",
        "ISO/IEC 17025:2017—accredited",
        "“relate only” to\nthe item",
        "lab_director",
        "sprawozdanie wyłącznie",
        "Über 5 µg",
        "batch\u2028number\x85of  the\u1680lot",
    ],
)
def test_a_long_text_is_folded_as_a_short_one(text):
    assert folded(text).strip() == fold(text)


def test_lines_stay_where_accents_go():
    assert unaccented("Šarže\nČÍSLO") == "sarze\ncislo"


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("approved by", True),
        ("approved", True),
        ("prove", False),
        ("by approved", False),
        ("by j", True),
        ("approved to", False),
    ],
)
def test_a_phrase_is_said_in_whole_words_in_their_order(phrase, said):
    assert Document(text="APPROVED\nby: J. Doe", pages=1).says([phrase]) is said
