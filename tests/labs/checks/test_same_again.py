"""Same certificate, same context: the same findings in the same order, in this process and in any other."""

import copy
import itertools
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.checks import Context, all_checks, run
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from labs.reference.analytes import all_analytes
from labs.reference.limits import all_limit_sets
from labs.reference.markets import laws_elsewhere, market_limits
from tests.labs.builders import TODAY, a_coa, a_print, a_result
from tests.labs.checks.examples import context_of, example_of

SLUGS = [one.slug for one in all_analytes()]
VALUES = ["ND", "<LOQ", "<0.05", "0", "0.12", "1.50", "17.4", "1,200", "98.6", "Absent", "NT", "TNTC"]
many = settings(max_examples=int(os.environ.get("LEAFPROOF_FUZZ", "60")))
few = settings(max_examples=int(os.environ.get("LEAFPROOF_FUZZ", "60")) // 4)
results = st.builds(
    a_result,
    st.sampled_from(SLUGS),
    value=st.sampled_from(VALUES),
    unit=st.sampled_from(["%", "mg/g", "ppm", "ppb", "CFU/g", "mg/serving", ""]),
    lod=st.sampled_from([None, "0.01", "0.1"]),
    loq=st.sampled_from([None, "0.03", "0.05"]),
    limit=st.sampled_from([None, "0.5", "10", "ND"]),
    status=st.sampled_from([None, "Pass", "Fail"]),
    row=st.integers(0, 9),
    confidence=st.sampled_from([1.0, 0.5]),
)
days = st.sampled_from([None, "2025-03-01", "2026-05-02", "2027-01-01"])


def asked_of(coa: CertificateOfAnalysis, earlier: CertificateOfAnalysis) -> Context:
    market = market_limits(coa, TODAY)
    document = Document(text="Certificate of Analysis, page 1 of 3 " * 20, pages=2)
    return Context(today=TODAY, earlier=(earlier,), limits=market, elsewhere=laws_elsewhere(market), document=document)


@many
@given(st.lists(results, max_size=12), st.lists(results, max_size=12), days, days)
def test_a_certificate_is_told_the_same_twice(ours, theirs, received, reported):
    dates = {name: day for name, day in (("received", received), ("reported", reported)) if day}
    coa = a_coa(*ours, client=a_print("Amber Mill LLC, Provo, UT 84601"), **dates)
    context = asked_of(coa, a_coa(*theirs))
    first = run(coa, context)
    assert run(copy.deepcopy(coa), copy.deepcopy(context)) == first  # nothing hangs on which object it is
    assert [one.check for one in first] == sorted(one.check for one in first)
    names = [(one.check, one.key, one.other) for one in first]
    assert len(set(names)) == len(names)


@few
@given(st.lists(results, max_size=12), days)
def test_a_check_finds_the_same_alone_as_among_the_others(ours, reported):
    coa = a_coa(*ours, **({"reported": reported} if reported else {}))
    context = Context(today=TODAY, limits=all_limit_sets())
    alone = itertools.chain.from_iterable(run(coa, context, only=[one]) for one in all_checks())
    assert list(alone) == run(coa, context)


def told() -> str:
    """What every check finds in the certificate of its example."""
    return "\n".join(repr(found) for one in all_checks() for found in run(example_of(one), context_of(one), only=[one]))


def test_another_process_with_other_hashes_finds_the_same():
    def run_with(seed: str) -> str:
        code = "from tests.labs.checks.test_same_again import told; print(told())"
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[3],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    first = run_with("1")
    assert first.count("Finding(") >= len(all_checks())
    assert run_with("2") == first
