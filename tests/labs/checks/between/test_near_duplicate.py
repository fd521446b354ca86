"""x.near_duplicate: two files are one document but for a few words, the measured numbers among what they share."""

from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_date, a_print, a_result, findings

CHECK = "x.near_duplicate"
NAMES = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine")
NUMBERS = ("14.209", "3.082", "2.329", "2.227")
FACTS = {
    "batch": "KT-0413", "number": "R-1001", "sample": "S-1", "product": "Green leaf", "reported": "2026-03-26",
    "lab": "Fernhill Analytics",
}  # fmt: skip
TEMPLATE = (
    "{lab} certificate of analysis report {number} sample {sample} of product {product} lot {batch} issued {reported} "
    "tested as received by liquid chromatography with diode array detection in duplicate and reported as the mean of "
    "both {rows} results relate to the sample as it was received and may not be reproduced other than in full without "
    "the written approval of the laboratory which keeps what is left of a sample for ninety days"
)


def report(numbers=NUMBERS, **facts) -> CertificateOfAnalysis:
    said = FACTS | facts
    results = [a_result(name, value=text, unit="mg/g") for name, text in zip(NAMES, numbers, strict=False)]
    coa = a_coa(
        *results, lab_name=a_print(said["lab"]), report_id=a_print(said["number"]), reported=a_date(said["reported"])
    )
    named = Sample(
        results=coa.samples[0].results, batch=a_print(said["batch"]), sample_id=a_print(said["sample"]),
        product_name=a_print(said["product"]),
    )  # fmt: skip
    return replace(coa, samples=(named,))


def file(numbers=NUMBERS, *, looks=(), template=TEMPLATE, **facts) -> Document:
    rows = " ".join(f"{name} {text} mg/g" for name, text in zip(NAMES, numbers, strict=False))
    return Document(text=template.format(rows=rows, **(FACTS | facts)), pages=1, looks=looks)


OTHER = {"batch": "KT-0907", "number": "R-2002", "sample": "S-2", "product": "Red leaf", "reported": "2026-09-20"}
EDITED = ("14.209", "3.082", "1.904", "2.227")
CONTEXT = Context(
    today=TODAY, document=file(), earlier=(report(EDITED, **OTHER),), earlier_documents=(file(EDITED, **OTHER),)
)


def example() -> CertificateOfAnalysis:
    return report()


def severities(ours: CertificateOfAnalysis, theirs: CertificateOfAnalysis, **files: Document | None) -> list[Severity]:
    known = {"here": file(), "there": file()} | files
    found = findings(ours, CHECK, document=known["here"], earlier=(theirs,), earlier_documents=(known["there"],))
    return [one.severity for one in found]


def test_a_copy_with_another_batch_and_one_other_number_is_a_warning_that_lists_what_differs():
    (found,) = findings(example(), CHECK, document=CONTEXT.document, earlier=CONTEXT.earlier,
                        earlier_documents=CONTEXT.earlier_documents)  # fmt: skip
    assert (found.severity, found.other) == (Severity.WARNING, 0)
    assert found.says == (
        "This is nearly the same document as report R-2002 of Fernhill Analytics (batch KT-0907): 3 of 4 measured "
        "numbers are the same, and so are 100 % of the words."
    )
    assert "only here                               R-1001 S-1 Green KT-0413 2026-03-26 2.329" in found.arithmetic
    assert "only there                              R-2002 S-2 Red KT-0907 2026-09-20 1.904" in found.arithmetic


def test_two_reports_of_one_template_with_numbers_of_their_own_are_fine():
    own = ("11.872", "2.914", "2.044", "1.986")
    assert severities(report(), report(own, **OTHER), there=file(own, **OTHER)) == []


def test_of_rows_that_both_measured_half_must_be_equal():
    half, fewer = ("14.209", "3.082", "2.329", "9.999"), ("14.209", "3.082", "8.888", "9.999")
    assert severities(report(), report(half, **OTHER), there=file(half, **OTHER)) == [Severity.WARNING]
    assert severities(report(), report(fewer, **OTHER), there=file(fewer, **OTHER)) == []


def test_numbers_of_two_digits_may_be_equal_by_chance():
    coarse = ("14", "3.0", "2.3", "2.2")
    assert severities(report(coarse), report(coarse, **OTHER), here=file(coarse), there=file(coarse, **OTHER)) == []


def test_what_was_not_detected_is_the_same_on_many_honest_reports():
    absent = ("ND",) * 4
    assert severities(report(absent), report(absent, **OTHER), here=file(absent), there=file(absent, **OTHER)) == []


def test_another_text_with_the_same_numbers_is_a_question_for_another_check():
    other = file(EDITED, template=" ".join(f"entirely unlike words {letter}{letter}" for letter in "abcdefghijklmnop"))
    assert severities(report(), report(EDITED, **OTHER), there=other) == []


@pytest.mark.parametrize(("apart", "expected"), [(0b111111, [Severity.WARNING]), (0b1111111, [])])
def test_pages_that_look_alike_stand_for_words_that_do_not(apart, expected):
    look = -0x0123456789ABCDEF
    other = file(EDITED, template=" ".join(f"misread words {letter}{letter}" for letter in "abcdefghijklmnopqrstu"),
                 looks=(look ^ apart,))  # fmt: skip
    assert severities(report(), report(EDITED, **OTHER), here=file(looks=(look,)), there=other) == expected


def test_blank_pages_look_like_nothing():
    other = file(EDITED, template=" ".join(f"misread words {letter}{letter}" for letter in "abcdefghijklmnopqrstu"),
                 looks=(0,))  # fmt: skip
    assert severities(report(), report(EDITED, **OTHER), here=file(looks=(0,)), there=other) == []


def test_the_same_batch_and_day_is_the_same_report():
    assert severities(report(), report(EDITED), there=file(EDITED)) == []


def test_the_same_batch_on_another_day_is_a_warning_and_an_amended_report_a_note():
    later = {"reported": "2026-09-20"}
    unlike = later | {"number": "R-2002", "sample": "S-2"}
    assert severities(report(), report(EDITED, **unlike), there=file(EDITED, **unlike)) == [Severity.WARNING]
    assert severities(report(), report(EDITED, **later), there=file(EDITED, **later)) == [Severity.NOTE]


def test_a_day_that_may_be_the_same_is_no_other():
    unclear = report(EDITED, reported="2026-04-03|2026-03-04", number="R-2002", sample="S-2")
    assert severities(report(reported="2026-03-04"), unclear) == []


def test_without_the_files_it_is_not_asked():
    assert severities(report(), report(EDITED, **OTHER), there=None) == []
    assert findings(report(), CHECK, document=file(), earlier=(report(EDITED, **OTHER),)) == []
