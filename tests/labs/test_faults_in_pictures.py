"""A fault that is printed is found in a picture of the page too, from letters that were read well."""

import datetime as dt

import pytest

from labs import checks
from labs.coa import READ_FROM_PICTURE, Source
from labs.parsing import Parsed
from labs.parsing.bounds import bounded
from tests.labs.certificates import certificate
from tests.labs.rasterised import rasterise

pytestmark = pytest.mark.xdist_group("faults in pictures")  # in one process, so that the scan is read once

FAULTY = (
    ("Mitragynine", "1.50", "%", "0.005", "0.003"),
    ("Paynantheine", "0.27", "%", "0.001", "0.003"),
    ("Speciogynine", "0.21", "%", "0.001", "0.003"),
)
TRUE_OF_SO_LITTLE = {"comp.7oh_missing", "comp.missing_panels"}  # a report of three alkaloids and nothing more


@pytest.fixture(scope="module")
def parsed(tmp_path_factory) -> Parsed:
    """A certificate whose first LOQ is below its LOD, as a scanner gives it."""
    folder = tmp_path_factory.mktemp("scanned")
    (folder / "drawn.pdf").write_bytes(certificate(rows=FAULTY))
    rasterise(folder / "drawn.pdf", folder / "scanned.pdf")
    return bounded.read(folder / "scanned.pdf")


def test_a_planted_fault_is_found(parsed: Parsed):
    found = checks.run(parsed.coa, checks.Context(today=dt.date(2026, 4, 1)))
    assert {finding.check for finding in found} == {"lod.loq_below_lod", *TRUE_OF_SO_LITTLE}


def test_every_value_says_that_it_was_read_from_a_picture(parsed: Parsed):
    assert [page.source for page in parsed.pages] == [Source.PICTURE]
    assert [READ_FROM_PICTURE in result.doubts for result in parsed.coa.results] == [True] * len(FAULTY)
