"""Each planted contradiction is found by its check; honest certificates are left in peace."""

import datetime as dt
from collections import Counter

import pytest

from labs import checks
from labs.drawing import LAST_DAY
from labs.drawing.faults import PLANTINGS
from labs.reference.analytes import by_slug

CONTEXT = checks.Context(today=LAST_DAY + dt.timedelta(days=1))
FIRST_CHECKS = {planting.fault.check for planting in PLANTINGS} | {"alk.share_over_2"}


# What an honest certificate may be told below an alert: it is old, incomplete, quick, or near a figure of a law.
HONEST = {
    "alk.dea_threshold",
    "alk.fl_ratio",
    "alk.mg_per_gram",
    "alk.share_over_1",
    "comp.missing_panels",
    "comp.nickel_missing",
    "comp.no_batch",
    "date.old",
    "date.too_fast",
    "lod.missing",
    "pf.overall_vs_panel",  # a note: the whole passes, and the report itself names panels that were not tested
}


def found(drawing):
    """All that is said of a drawing but what an honest one may be told."""
    return {
        (finding.check, finding.analyte)
        for finding in checks.run(drawing.certificate, CONTEXT)
        if finding.severity is checks.Severity.ALERT or finding.check not in HONEST
    }


def test_each_of_the_first_checks_has_something_to_find(drawings):
    planted = Counter(fault.check for drawing in drawings for fault in drawing.faults)
    assert len(FIRST_CHECKS) == 8
    assert all(planted[check] >= 2 for check in FIRST_CHECKS)


def test_most_certificates_are_clean(drawings):
    assert sum(drawing.is_clean for drawing in drawings) > 0.75 * len(drawings)


def test_no_contradiction_is_found_in_clean_certificates(drawings):
    spoken = {drawing.file_name: found(drawing) for drawing in drawings if drawing.is_clean}
    assert {name: findings for name, findings in spoken.items() if findings} == {}


@pytest.mark.parametrize("check", sorted(FIRST_CHECKS))
def test_what_was_planted_is_found_with_its_consequences_and_nothing_else(check, drawings):
    for drawing in drawings:
        faults = [fault for fault in drawing.faults if fault.check == check]
        if not faults:
            continue
        findings = found(drawing)
        assert {(fault.check, fault.analyte) for fault in drawing.faults} <= findings, drawing.file_name
        allowed = {fault.check for fault in drawing.faults}.union(*(fault.consequences for fault in drawing.faults))
        assert {check for check, _ in findings} <= allowed, drawing.file_name


def test_batches_that_fail_honestly_say_so(drawings):
    failed = [drawing for drawing in drawings if drawing.certificate.overall_verdict == "fail"]
    honest = [drawing for drawing in failed if drawing.is_clean]
    assert len(honest) >= 4
    assert all(any(r.verdict == "fail" for r in drawing.certificate.results) for drawing in failed)


def test_every_analyte_is_in_the_catalogue(drawings):
    drawn = {result.analyte for drawing in drawings for result in drawing.certificate.results}
    assert {slug for slug in drawn if by_slug(slug) is None} == set()
