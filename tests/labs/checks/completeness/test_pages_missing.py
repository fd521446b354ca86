import pytest

from labs.checks import Context
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, codes, findings

CHECK = "comp.pages_missing"


def pages(text: str, count: int) -> Document:
    return Document(text=text, pages=count)


CONTEXT = Context(today=TODAY, document=pages("Page 1 of 4\nLead 0.1 ppm\nPage 3 of 4", 2))


def example() -> CertificateOfAnalysis:
    return a_coa()


def test_a_file_shorter_than_its_own_count_says_which_pages_are_nowhere():
    (found,) = findings(example(), CHECK, document=CONTEXT.document)
    assert found.says == "The report counts 4 pages, and the file has 2."
    assert found.arithmetic.splitlines()[-1].split() == ["nowhere", "in", "print", "2,", "4"]


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("Page 1 of 2 Page 2 of 2", 2, []),
        ("Page 1 of 2", 1, [CHECK]),
        ("Page 1 of 2", 2, []),  # the last page bears no count
        ("Page 1 of 2 Page 2 of 2", 1, []),  # two pages on one sheet
        ("Page 1 of 1 Page 1 of 1", 2, []),  # two reports in one file
        ("Page 1 of 1 Page 1 of 3", 2, [CHECK]),
        ("Page 1 of 0", 1, []),
        ("strana 1 z 3", 1, [CHECK]),
        ("Seite 1/3", 1, [CHECK]),
        ("Pagina\n1 di 2", 1, [CHECK]),
        ("Stránka 1 z 2", 1, [CHECK]),
        ("Homepage 1 of 9", 1, []),
        ("page 3/12/2026", 1, []),
        ("Lead 1 of 9 samples", 1, []),
    ],
)
def test_only_a_count_beyond_the_file_with_a_gap_speaks(text, count, expected):
    assert codes(example(), CHECK, document=pages(text, count)) == expected


def test_without_the_file_it_is_not_asked():
    assert codes(example(), CHECK) == []
