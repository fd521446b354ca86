"""A correction follows the print that it corrects, is never read in two ways, and is refused where it cannot stand."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from labs.coa import CertificateOfAnalysis, Sample
from labs.parsing.parsed import Parsed
from registry import corrections, judging, readings, review
from registry.models import AnalyteResult, Correction, Decision, Report, Status
from registry.review import NotAllowed
from tests.registry.factories import a_coa, a_moderator, a_print, a_report, a_result

pytestmark = pytest.mark.django_db
TWIN = {"name": "Lead", "analyte": "lead", "unit": "ppm"}


@pytest.fixture
def moderator() -> User:
    return a_moderator()


def read_anew(report: Report, coa: CertificateOfAnalysis) -> None:
    """Store another reading of the same pages, as a newer reader would make it."""
    report.refresh_from_db()
    readings.keep_reading(report, Parsed(coa=coa, pages=(), reader_version="newer"))
    judging.restate(report, judging.judge(report, coa))
    report.save()


def amounts(report: Report) -> dict[str, str]:
    """What each result says now, by what is printed for it."""
    results = AnalyteResult.objects.filter(sample__report=report).order_by("position")
    return {result.printed_text: result.text for result in results}


def twins() -> tuple:
    return a_result(amount="0.10", row=1, **TWIN), a_result(amount="0.20", row=2, **TWIN)


def correct_the_second(report: Report, by: User, **changes: str) -> Decision:
    second = AnalyteResult.objects.get(sample__report=report, printed_text="0.20")
    return review.correct_result(second, by=by, **(changes or {"text": "0.25"}))


def test_a_correction_stays_with_its_print_when_a_row_before_it_is_read_too(moderator):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    read_anew(report, a_coa(a_result(amount="0.05", row=0, **TWIN), first, second))
    assert amounts(report) == {"0.05": "0.05", "0.10": "0.10", "0.20": "0.25"}
    row = AnalyteResult.objects.get(sample__report=report, printed_text="0.20")
    assert Correction.objects.get().target == corrections.result_target(0, row.key)
    assert review.blockers(report) == []


def test_a_correction_stays_with_its_print_when_the_unit_is_read_otherwise(moderator):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    read_anew(report, a_coa(first, replace(second, unit="mg/kg")))
    assert amounts(report) == {"0.10": "0.10", "0.20": "0.25"}


def test_a_correction_whose_print_is_gone_is_laid_over_nothing_and_blocks_publication(moderator):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    moved = replace(second, printed=a_print("0.20", x=250, top=600))
    read_anew(report, a_coa(first, moved))
    assert amounts(report) == {"0.10": "0.10", "0.20": "0.20"}
    assert [lost.after for lost in corrections.unplaced(report)] == ["0.25"]
    assert any("could not be placed after the last reading" in sentence for sentence in review.blockers(report))
    with pytest.raises(NotAllowed, match="could not be placed"):
        review.publish(report, by=moderator)
    read_anew(report, a_coa(first, second))
    assert amounts(report) == {"0.10": "0.10", "0.20": "0.25"}
    assert corrections.unplaced(report) == []


@pytest.mark.parametrize("way", ["made again", "dropped"])
def test_a_correction_without_a_place_is_settled_by_a_moderator(moderator, way):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    read_anew(report, a_coa(first, replace(second, printed=a_print("0.20", x=250, top=600))))
    if way == "made again":
        correct_the_second(report, moderator)
    else:
        review.drop_correction(corrections.unplaced(report)[0], by=moderator)
    assert review.blockers(report) == []
    assert amounts(report)["0.20"] == ("0.25" if way == "made again" else "0.20")


def test_a_correction_in_its_place_is_not_dropped(moderator):
    report = a_report(coa=a_coa(*twins()))
    correct_the_second(report, moderator)
    with pytest.raises(NotAllowed, match="could not be placed"):
        review.drop_correction(Correction.objects.get(), by=moderator)


def test_a_reader_that_reads_the_corrected_text_itself_has_found_the_place(moderator):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    read_anew(report, a_coa(first, a_result(amount="0.25", row=2, **TWIN)))
    assert corrections.unplaced(report) == []


def test_a_correction_from_before_anchors_holds_by_its_key(moderator):
    first, second = twins()
    report = a_report(coa=a_coa(first, second))
    correct_the_second(report, moderator)
    Correction.objects.update(anchor=None)
    read_anew(report, a_coa(first, replace(second, printed=a_print("0.21", top=600))))
    assert amounts(report) == {"0.10": "0.10", "0.21": "0.25"}


def test_a_sample_that_is_no_longer_read_leaves_its_correction_without_a_place(moderator):
    samples = tuple(
        Sample(product_name=a_print(name, top=top), batch=a_print(name[0], top=top, x=200), results=(result,))
        for name, top, result in zip(("Red leaf", "Green leaf"), (100, 120), twins(), strict=True)
    )
    report = a_report(coa=a_coa(samples=samples))
    review.correct_sample(report, 1, by=moderator, batch="G-7")
    read_anew(report, a_coa(samples=tuple(reversed(samples))))
    assert [sample.batch.number for sample in report.samples.order_by("position")] == ["G-7", "R"]
    assert review.blockers(report) == []


@pytest.mark.parametrize(
    ("printed", "text", "value"),
    [("0,52", "1,250", "1.250"), ("1.52", "1,250", "1250"), ("0,52", "1.250,5", "1250.5"), ("2,5", "<0,020", "0.020")],
)
def test_a_correction_is_read_as_the_certificate_writes_its_numbers(moderator, printed, text, value):
    report = a_report(coa=a_coa(a_result(amount=printed)))
    review.correct_result(AnalyteResult.objects.get(sample__report=report), by=moderator, text=text)
    assert str(AnalyteResult.objects.get(sample__report=report).value).startswith(value)


@pytest.mark.parametrize("printed", ["ND", "1,250", "12"])
def test_an_amount_that_can_be_read_in_two_ways_is_asked_for_again(moderator, printed):
    report = a_report(coa=a_coa(a_result(amount=printed)))
    with pytest.raises(NotAllowed, match="with a point"):
        review.correct_result(AnalyteResult.objects.get(sample__report=report), by=moderator, text="2,250")
    assert AnalyteResult.objects.get(sample__report=report).text == printed


def the_result(coa: CertificateOfAnalysis | None = None) -> AnalyteResult:
    report = a_report(coa=coa or a_coa(a_result(amount="1.52")))
    return AnalyteResult.objects.get(sample__report=report)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": "about one and a half"}, "not an amount we can read"),
        ({"text": "0.5 0.6"}, "not an amount we can read"),
        ({"analyte": "unobtainium"}, "no analyte that we know"),
        ({"unit": "m" * 61}, "too long"),
        ({"text": "1" * 501}, "too long"),
    ],
)
def test_a_correction_that_says_nothing_we_can_use_is_refused(moderator, changes, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        review.correct_result(the_result(), by=moderator, **changes)
    assert not Decision.objects.exists()


def test_a_word_may_be_corrected_to_another_word(moderator):
    result = the_result(a_coa(a_result(amount="see note")))
    review.correct_result(result, by=moderator, text="conforms to")
    assert AnalyteResult.objects.get(sample__report=result.sample.report).text == "conforms to"


@pytest.mark.parametrize("changes", [{"product_name": ""}, {"product_name": "***"}, {"batch": "B" * 121}])
def test_a_sample_correction_that_cannot_stand_is_refused(moderator, changes):
    with pytest.raises(NotAllowed):
        review.correct_sample(a_report(), 0, by=moderator, **changes)


def test_null_characters_and_letters_that_fold_to_more_fit_the_database(moderator):
    report = a_report()
    review.correct_report(report, by=moderator, lab_name="ΐ" * 200, client="Alder\x00Moss")
    report.refresh_from_db()
    assert len(report.laboratory.key) <= 200
    assert report.client == "Alder Moss"


def test_a_public_report_is_not_corrected_into_one_that_could_not_be_published(moderator):
    report = a_report(Status.PUBLISHED)
    with pytest.raises(NotAllowed, match="laboratory is not known"):
        review.correct_report(report, by=moderator, lab_name="")
    report.refresh_from_db()
    assert report.laboratory.name == "Fernhill Analytics"
    assert not Decision.objects.exists()
    review.correct_report(report, by=moderator, lab_name="Fernhill Laboratory")


def test_what_it_was_before_is_what_it_is_when_the_correction_is_written(moderator):
    result = the_result()
    review.correct_result(result, by=moderator, text="1.60")
    decision = review.correct_result(result, by=moderator, text="1.70")
    assert (decision.before["text"], decision.after["text"]) == ("1.60", "1.70")


def test_a_correction_made_while_another_was_judged_is_judged_again(moderator, monkeypatch):
    result = the_result()
    judge, others = judging.judge, iter([{"unit": "mg/g"}])

    def slowly(*args, **options):
        judged = judge(*args, **options)
        if change := next(others, None):
            review.correct_result(result, by=moderator, **change)
        return judged

    monkeypatch.setattr(judging, "judge", slowly)
    review.correct_result(result, by=moderator, text="1.70")
    now = AnalyteResult.objects.get(sample__report=result.sample.report)
    assert (now.text, now.unit) == ("1.70", "mg/g")


def test_checks_run_before_anything_is_locked(moderator, monkeypatch):
    ran, locked = [], []
    run, lock = judging.checks.run, review.locked
    monkeypatch.setattr(judging.checks, "run", lambda *a, **k: ran.append(len(locked)) or run(*a, **k))
    monkeypatch.setattr(review, "locked", lambda *a: locked.append(1) or lock(*a))
    review.correct_result(the_result(), by=moderator, text="1.70")
    assert ran == [0]
    assert len(locked) == 1
