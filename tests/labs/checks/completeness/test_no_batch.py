import pytest

from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "comp.no_batch"


def of(*batches: str | None, name: str | None = "Green Hulu Capsules") -> CertificateOfAnalysis:
    return a_coa(
        samples=tuple(
            Sample(
                product_name=a_print(name) if name else None,
                batch=a_print(batch) if batch is not None else None,
                results=(a_result("lead", row=0),),
            )
            for batch in batches
        )
    )


def example() -> CertificateOfAnalysis:
    return of(None)


def test_a_sample_without_a_batch_number_says_so():
    (found,) = findings(example(), CHECK)
    assert found.says == "Green Hulu Capsules is reported without a batch or lot number."


@pytest.mark.parametrize("batch", ["N/A", "TBD", "--", "green hulu capsules", "neuvedeno"])
def test_a_word_in_its_place_is_none(batch):
    assert codes(of(batch), CHECK) == [CHECK]


@pytest.mark.parametrize("batch", ["KT-0652", "7", "Spring", "NA12"])
def test_any_other_print_is_one(batch):
    assert codes(of(batch), CHECK) == []


def test_samples_without_one_are_counted_in_one_finding():
    (found,) = findings(of("KT-1", None, "n/a"), CHECK)
    assert found.says == "2 of 3 samples are reported without a batch or lot number."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lot:\nMatrix: Capsule", [CHECK]),
        ("Batch number: KT-0652", []),  # the reader missed it
        ("Šarže\nL08202", []),
        ("Allotted 12 vials", [CHECK]),
        ("Batch#:  Sampled: 04/16/26\nSeed to Sale#: N/A  Received: 04/18/26", [CHECK]),
        ("Batch / Lot No.: KT-0652  Sampled: 04/16/26", []),
        ("Batch:  Sampled: 04/16/26\nKT-0652", []),
        ("Batch Identification:2122009", []),
        ("Analytical Batch : DA061234POT  Batch Date : 04/18/26", [CHECK]),
        ("3260 S Platte River Drive, CO 80110", [CHECK]),  # "š." is short for a batch in Czech
    ],
)
def test_a_number_behind_the_word_that_the_reader_missed_keeps_it_silent(text, expected):
    assert codes(of(None), CHECK, document=Document(text=text, pages=1)) == expected


def test_a_report_whose_head_was_not_read_is_not_asked():
    assert codes(of(None, name=None), CHECK) == []
