"""Every way to be unreadable has a file that ends in it, a stable code and a sentence."""

import pytest

from labs.parsing.bounds import bounded
from labs.parsing.failures import (
    FAILURES,
    Damaged,
    EmptyFile,
    NoPages,
    NotAPdf,
    NoText,
    PasswordNeeded,
    TooLarge,
    TooManyPages,
    TooManyResults,
    TooMuchMemory,
    TooSlow,
)
from labs.parsing.files.admission import Bounds, admit
from tests.labs import children, hostile
from tests.labs.certificates import certificate
from tests.labs.test_photos import REFUSED

UNREADABLE = [
    (EmptyFile, lambda: b"", {}),
    (TooLarge, hostile.page_of_text, {"size": 500}),
    (NotAPdf, lambda: b"PK\x03\x04 a spreadsheet, renamed", {}),
    (NotAPdf, lambda: b"x" * 1024 + hostile.page_of_text(), {}),
    (PasswordNeeded, lambda: hostile.encrypted(user_password="of the client"), {}),
    (Damaged, hostile.beheaded, {}),
    (Damaged, lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, {}),
    (NoPages, lambda: hostile.blank(pages=0), {}),
    (TooManyPages, lambda: hostile.blank(pages=101), {}),
    (TooManyPages, lambda: hostile.page_of_text(pages=3), {"pages": 2}),
    (TooManyResults, certificate, {"results": 2}),
    (NoText, lambda: hostile.blank(pages=1), {}),
    (TooSlow, hostile.forms_that_double, {"cpu_seconds": 1}),
]


@pytest.mark.parametrize(("failure", "content", "bounds"), UNREADABLE, ids=[entry[0].code for entry in UNREADABLE])
def test_an_unreadable_file_fails_by_its_name(tmp_path, failure, content, bounds):
    path = tmp_path / "report.pdf"
    path.write_bytes(content())
    with pytest.raises(failure) as caught:
        bounded.read(path, bounds=Bounds(**bounds))
    assert type(caught.value) is failure


def test_a_file_that_takes_too_much_memory_fails_by_that_name(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(hostile.bomb(size=600_000_000))
    assert children.failure_with_memory(path, 400_000_000) == TooMuchMemory.code


def test_every_failure_but_a_crash_has_its_file():
    """A crash is a bug by definition: test_bounded kills the child for it. The others befall only the registry.

    Those of photos and scans have theirs in test_photos.
    """
    without = set(FAILURES) - {failure.code for failure, *_ in (*UNREADABLE, *REFUSED.values(), (TooMuchMemory,))}
    assert without == {"reader_crashed", "reader_lost", "cannot_be_stored"}


@pytest.mark.parametrize("failure", [EmptyFile, TooLarge, NotAPdf, PasswordNeeded, Damaged, NoPages, TooManyPages])
def test_a_file_that_cannot_be_opened_cannot_be_drawn_or_counted_either(tmp_path, failure):
    _, content, bounds = next(entry for entry in UNREADABLE if entry[0] is failure)
    path = tmp_path / "report.pdf"
    path.write_bytes(content())
    with pytest.raises(failure):
        bounded.draw(path, tmp_path, bounds=Bounds(**bounds))
    with pytest.raises(failure):
        bounded.inspect(path, bounds=Bounds(**bounds))


@pytest.mark.parametrize(("pages", "limit"), [(1, 1), (3, 3), (2, 100)])
def test_a_file_of_as_many_pages_as_allowed_is_counted(tmp_path, pages, limit):
    path = tmp_path / "report.pdf"
    path.write_bytes(hostile.blank(pages=pages))
    assert bounded.inspect(path, bounds=Bounds(pages=limit)) == pages


@pytest.mark.parametrize(
    ("head", "size"),
    [(b"%PDF-1.7", 8), (b"%PDF-1.7", 25_000_000), (b"\r\n%PDF-1.3", 10), (b"x" * 1019 + b"%PDF-", 2000)],
)
def test_a_file_that_may_be_a_pdf_is_let_in(head, size):
    admit(head, size, Bounds())


@pytest.mark.parametrize(
    ("head", "size", "failure"),
    [
        (b"", 0, EmptyFile),
        (b"%PDF-1.7", 25_000_001, TooLarge),
        (b"not one", 25_000_001, TooLarge),  # the first of two faults is told
        (b"not one", 7, NotAPdf),
        (b"%PDF", 4, NotAPdf),
        (b"x" * 1020 + b"%PDF-", 2000, NotAPdf),
    ],
)
def test_a_file_that_is_refused_is_told_why(head, size, failure):
    with pytest.raises(failure):
        admit(head, size, Bounds())


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_a_failure_says_what_to_know_in_whole_sentences(failure):
    assert failure.sentence.endswith(".")
    assert str(failure()) == failure.sentence
    assert failure("cause").detail == "cause"
