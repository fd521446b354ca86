"""kill -9 of the whole worker in the middle of a read, for real: every report ends exactly once.

On SQLite with the queue in files, and on PostgreSQL with Redis: a killed worker loses its message on the first, and
on the second gets it handed out again only after minutes, so it is the row and the sweeper that save the report.
"""

from pathlib import Path

import pytest

from tests.registry.installation import Installation, embedded, production

pytestmark = [pytest.mark.installation, pytest.mark.xdist_group("installations")]

SUBMIT = """
import json
from registry import intake
from registry.models import Report
from tests.registry.pdfs import a_pdf
made = [intake.submit(a_pdf(pages=40, repeat=4, batch=f"K-{n}"), file_name="k.pdf", origin=Report.Origin.WEB).report
        for n in range(3)]
print(json.dumps([report.pk for report in made]))
"""
# Asked again and again inside one process, since starting one takes longer than reading some pages does.
WAIT = """
import json, time
from registry.models import Report
ends = time.monotonic() + {seconds}
while True:
    found = list(Report.objects.order_by("pk").values("status", "attempts", "pages_done"))
    is_so = {condition}
    if is_so or time.monotonic() > ends:
        break
    time.sleep(0.1)
print(json.dumps({{"is_so": bool(is_so), "reports": found}}))
"""
HALF_READ = 'any(report["status"] == "reading" and report["pages_done"] > 1 for report in found)'
ALL_READ = 'all(report["status"] == "in_review" for report in found)'
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


def wait_for(condition: str, installation: Installation, *, seconds: int) -> None:
    """Ask the installation until the condition holds; fail with its logs when it never does."""
    found = installation.python(WAIT.format(condition=condition, seconds=seconds))
    assert isinstance(found, dict)
    assert found["is_so"], f"{condition} did not come about: {found['reports']}\n{installation.logs()}"


@pytest.mark.parametrize("installed", [embedded, pytest.param(production, marks=pytest.mark.services)])
def test_every_report_ends_exactly_once_though_its_worker_is_killed(installed, tmp_path: Path):
    with installed(tmp_path) as installation:
        submitted = installation.python(SUBMIT)
        worker = installation.start_worker()
        wait_for(HALF_READ, installation, seconds=60)
        installation.kill(worker)
        installation.start_beat()
        installation.start_worker()
        wait_for(ALL_READ, installation, seconds=180)
        ends = installation.python(ENDS)
    assert isinstance(ends, list)
    assert isinstance(submitted, list)
    assert len(ends) == len(submitted)
    expected = {"status": "in_review", "lease": "", "readings": 1, "samples": 1, "pages": 40, "results": 40 * 4 * 8}
    for end in ends:
        assert {name: end[name] for name in expected} == expected
    assert max(end["attempts"] for end in ends) == 2  # the one that was killed was begun again, and only once
