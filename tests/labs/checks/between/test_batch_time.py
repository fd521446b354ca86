"""x.batch_time: a batch was tested out of turn with those that are nearest by number."""

import datetime as dt
from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_date, a_print, codes, findings

CHECK = "x.batch_time"
FIRST = dt.date(2026, 3, 9)  # KT-0411, and each later one two weeks after


def report(
    number: int, tested: str | None = None, *, pattern="KT-{:04}", product="Green leaf"
) -> CertificateOfAnalysis:
    day = tested or (FIRST + dt.timedelta(weeks=2 * (number - 411))).isoformat()
    coa = a_coa(client=a_print("Alder & Moss"), tested=a_date(day))
    named = Sample(batch=a_print(pattern.format(number)), product_name=a_print(product))
    return replace(coa, samples=(named,))


def others(**facts) -> tuple[CertificateOfAnalysis, ...]:
    return tuple(report(number, **facts) for number in (409, 410, 411, 412, 414, 415, 416))


CONTEXT = Context(today=TODAY, earlier=others())


def example() -> CertificateOfAnalysis:
    return report(413, "2026-11-02")


def asked(here: CertificateOfAnalysis, *earlier: CertificateOfAnalysis, **known) -> list[str]:
    return codes(here, CHECK, earlier=earlier or others(), **known)


def test_a_batch_that_was_tested_long_after_higher_numbers_is_a_note():
    (found,) = findings(example(), CHECK, earlier=others())
    assert (found.severity, found.other) == (Severity.NOTE, None)
    assert found.says == (
        "Batch KT-0413 was tested on 2026-11-02, out of turn with 3 of the 7 batches of this product that are nearest "
        "by number."
    )


def test_one_that_was_tested_long_before_lower_numbers_too():
    assert asked(report(413, "2025-06-01")) == [CHECK]


@pytest.mark.parametrize("tested", ["2026-04-06", "2026-05-20", "2026-06-16"])
def test_in_turn_or_within_thirty_days_of_it_is_fine(tested):
    assert asked(report(413, tested)) == []


def test_two_batches_out_of_turn_are_too_few():
    assert asked(report(414, "2026-11-02"), *(report(number) for number in (409, 410, 411, 412, 413, 415, 416))) == []


def test_numbers_that_do_not_follow_time_tell_nothing():
    mixed = (*others()[:-1], report(416, "2026-01-05"))
    assert asked(example(), *mixed) == []


def test_six_earlier_batches_are_too_few():
    assert asked(example(), *others()[:6]) == []


@pytest.mark.parametrize("facts", [{"pattern": "GX-{:04}"}, {"product": "Red leaf"}])
def test_another_pattern_or_product_is_not_compared(facts):
    assert asked(example(), *others(**facts)) == []


def test_a_date_whose_order_is_unclear_is_not_asked():
    assert asked(report(413, "2026-11-02|2026-02-11")) == []


def test_reports_that_not_everyone_may_see_do_not_count():
    assert asked(example(), unpublished=frozenset({0})) == []
