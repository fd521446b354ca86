"""kill -9 of the whole worker in the middle of a read, for real: every report ends exactly once.

On SQLite with the queue in files, and on PostgreSQL with Redis: a killed worker loses its message on the first, and
on the second gets it handed out again only after minutes, so it is the row and the sweeper that save the report.
"""

from pathlib import Path

import pytest

from tests.registry.installation import Installation, embedded, production

SUBMIT = """
import json
from registry import intake
from registry.models import Report
from tests.registry.pdfs import a_pdf
made = [intake.submit(a_pdf(pages=60, repeat=5, batch=f"K-{n}"), file_name="k.pdf", origin=Report.Origin.WEB).report
        for n in range(4)]
print(json.dumps([report.pk for report in made]))
"""
STATES = """
import json
from registry.models import Report
print(json.dumps(list(Report.objects.order_by("pk").values("status", "attempts", "pages_done"))))
"""
ENDS = """
import json
from django.db.models import Count
from registry.models import AnalyteResult, PageImage, Reading, Report
print(json.dumps([{
    "status": report.status, "attempts": report.attempts, "lease": report.lease_key,
    "readings": report.readings.count(), "samples": report.samples.count(), "pages": report.pages.count(),
    "results": AnalyteResult.objects.filter(sample__report=report).count(),
} for report in Report.objects.order_by("pk")]))
"""


def states(installation: Installation) -> list[dict]:
    found = installation.python(STATES)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("installed", [embedded, pytest.param(production, marks=pytest.mark.services)])
@pytest.mark.xdist_group("killed workers")
def test_every_report_ends_exactly_once_though_its_worker_is_killed(installed, tmp_path: Path):
    with installed(tmp_path) as installation:
        submitted = installation.python(SUBMIT)
        worker = installation.start_worker()
        installation.wait_for(
            "a report half read",
            lambda: any(report["status"] == "reading" and report["pages_done"] > 3 for report in states(installation)),
            seconds=60,
        )
        installation.kill(worker)
        after_the_kill = states(installation)
        assert "reading" in [report["status"] for report in after_the_kill]

        installation.start_beat()
        installation.start_worker()
        installation.wait_for(
            "the end of every report",
            lambda: all(report["status"] == "in_review" for report in states(installation)),
            seconds=180,
        )
        ends = installation.python(ENDS)
    assert isinstance(ends, list) and isinstance(submitted, list)
    assert len(ends) == len(submitted)
    expected = {"status": "in_review", "lease": "", "readings": 1, "samples": 1, "pages": 60, "results": 60 * 5 * 8}
    for end in ends:
        assert {name: end[name] for name in expected} == expected
    assert max(end["attempts"] for end in ends) == 2  # the one that was killed was begun again, and only once
