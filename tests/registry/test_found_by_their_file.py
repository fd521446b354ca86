"""Reports are found by the text and the pages of their files too; a template alone leads to nothing."""

import pytest

from labs.checks import all_checks
from labs.checks.document import Document
from registry import candidates, judging, readings, rechecking
from registry.fingerprints import MARKS_VERSION, marks_of
from registry.models import Flag, PageImage, Report, Status
from tests.registry.factories import a_coa, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
NEAR = "x.near_duplicate"
NAMES = (  # in the order of the marks of numbers
    "ajmalicine", "corynantheidine", "isorhynchophylline", "mitragynine", "mitraphylline", "paynantheine",
    "speciociliatine", "speciogynine",
)  # fmt: skip
NUMBERS = ("0.1426", "3.0823", "2.3291", "2.2274", "1.0152", "0.4417", "0.3384", "0.1126")
EDITED = ("0.1426", "3.0824", "2.3291", "2.2275", "1.0152", "0.4418", "0.3384", "0.1127")  # no two neighbours alike
TEMPLATE = (
    "Fernhill Analytics certificate of analysis {number} of {product} lot {batch} tested as received by liquid "
    "chromatography in duplicate LOQ 0.0150 {rows} results relate to the sample as it was received and may not be "
    "reproduced other than in full without the written approval of the laboratory 99 Fern Hill Road"
)
FACTS = {"batch": "AM-2291", "number": "FA-1001", "product": "Green leaf powder"}
COPY = {"batch": "AM-9977", "number": "FA-2002", "product": "Red leaf powder"}


@pytest.fixture(autouse=True)
def one_check(monkeypatch):
    """Rules that are added later change nothing here."""
    monkeypatch.setattr("labs.checks.all_checks", lambda: tuple(one for one in all_checks() if one.id == NEAR))


def a_certificate(numbers=NUMBERS, **facts):
    said = FACTS | facts
    results = (
        a_result(name.title(), text, "mg/g", analyte=name, row=row, loq="0.0150")
        for row, (name, text) in enumerate(zip(NAMES, numbers, strict=True))
    )
    return a_coa(*results, batch=said["batch"], report_number=said["number"], product=said["product"])


def a_file(numbers=NUMBERS, *, looks: tuple[int | None, ...] = (), **facts) -> Document:
    rows = " ".join(f"{name} mg/g {text} pass" for name, text in zip(NAMES, numbers, strict=True))
    return Document(text=TEMPLATE.format(rows=rows, **(FACTS | facts)), pages=1, looks=looks)


def kept(report: Report, document: Document) -> Report:
    """The report as if it had just been read from this file."""
    report.readings.update(text=document.text)
    if document.looks:
        report.pages.update(look=document.looks[0])
    judging.restate(report, judging.judge(report, readings.certificate_of(report)))
    report.save()
    return report


def original(status: Status = Status.PUBLISHED, **file) -> Report:
    return kept(a_report(status, coa=a_certificate()), a_file(**file))


def found(document: Document, coa=None) -> list[int]:
    """The reports that share a mark of the file, whatever the certificate's numbers lead to."""
    coa = coa or a_certificate(EDITED, **COPY)
    return candidates.sharing(marks_of(coa, document) - marks_of(coa))


def test_a_copy_of_which_no_two_neighbouring_numbers_are_left_is_found_by_its_text():
    twin = original()
    assert candidates.sharing(marks_of(a_certificate(EDITED, **COPY))) == []
    assert found(a_file(EDITED, **COPY)) == [twin.pk]


def test_it_is_flagged_with_the_words_that_differ():
    twin = original()
    report = kept(a_published_report(coa=a_certificate(EDITED, **COPY)), a_file(EDITED, **COPY))
    flag = report.flags.get(check_id=NEAR)
    assert (flag.severity, flag.other) == ("warning", twin)
    assert "AM-2291" in flag.arithmetic
    assert "AM-9977" in flag.arithmetic


def test_a_report_of_the_same_template_with_numbers_of_its_own_shares_no_mark():
    original()
    own = ("11.872", "2.9147", "2.0441", "1.9863", "0.9917", "0.5512", "0.2846", "0.1533")
    assert found(a_file(own, **COPY), a_certificate(own, **COPY)) == []


def test_the_same_text_is_a_mark_however_it_is_spaced():
    few = ("1.1", "2", "3", "4", "5", "6", "7", "8")  # no telling number, so no window
    twin = kept(a_report(coa=a_certificate(few)), a_file(few))
    spaced = Document(text=a_file(few).text.replace(" ", "\n"), pages=1)
    assert found(spaced, a_certificate(few)) == [twin.pk]


def test_a_page_that_looks_the_same_is_a_mark_and_a_blank_one_is_not():
    twin = original(looks=(0x0123456789ABCDEF,))
    own = Document(text="", pages=1, looks=(0x0123456789ABCDEF,))
    assert found(own) == [twin.pk]
    PageImage.objects.update(look=0)
    assert found(Document(text="", pages=1, looks=(0, None))) == []


def test_a_mark_that_very_many_bear_is_a_templates(monkeypatch):
    monkeypatch.setattr(candidates, "COMMON", 2)
    own = Document(text="", pages=1, looks=(77,))
    twins = [original(looks=(77,)).pk for _ in range(2)]
    assert found(own) == sorted(twins, reverse=True)
    original(looks=(77,))
    assert found(own) == []


def test_the_mark_that_fewest_bear_leads_first(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 1)
    twin = original(looks=(77,))
    kept(
        a_report(coa=a_certificate(number="FA-8", batch="AM-8", numbers=EDITED)),
        Document(text="", pages=1, looks=(78,)),
    )
    kept(
        a_report(coa=a_certificate(number="FA-9", batch="AM-9", numbers=EDITED)),
        Document(text="", pages=1, looks=(78,)),
    )
    assert found(Document(text="", pages=2, looks=(77, 78))) == [twin.pk]


def test_files_are_handed_to_the_checks_for_those_that_share_a_mark():
    original(looks=(77,))
    (known,) = candidates.candidates(a_certificate(EDITED, **COPY), a_file(EDITED, **COPY))
    assert known.document == Document(text=a_file().text, pages=1, looks=(77,))
    assert known.is_public


def test_asking_again_gives_reports_of_before_their_marks_and_pages_their_looks():
    reports = [a_published_report(coa=a_certificate()), a_published_report(coa=a_certificate(EDITED, **COPY))]
    for report, document in zip(reports, (a_file(), a_file(EDITED, **COPY)), strict=True):
        report.readings.update(text=document.text)
    assert set(PageImage.objects.values_list("look", flat=True)) == {None}
    list(rechecking.recheck(rechecking.to_recheck()))
    assert Flag.everything.filter(check_id=NEAR).count() == 2
    assert None not in PageImage.objects.values_list("look", flat=True)
    assert set(Report.objects.values_list("marks_version", flat=True)) == {MARKS_VERSION}


def test_a_picture_that_cannot_be_opened_has_no_look():
    report = a_published_report(coa=a_certificate())
    page = report.pages.get()
    page.image.storage.delete(page.image.name)
    list(rechecking.recheck(rechecking.to_recheck()))
    assert report.pages.get().look is None
