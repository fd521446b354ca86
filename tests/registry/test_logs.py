"""Every line that is written while a report is processed names the report, whoever writes it."""

import io
import json
import logging
import logging.config

import pytest

from labs.parsing.bounds import bounded
from registry import intake, processing
from registry.logs import logging_config
from registry.models import Report
from tests.registry.pdfs import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch):
    """What a worker in production would write, a dictionary a line."""
    written = io.StringIO()
    formatters = logging_config(readable=False)["formatters"]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": formatters,
            "handlers": {"kept": {"class": "logging.StreamHandler", "stream": written, "formatter": "events"}},
            "root": {"handlers": ["kept"], "level": "INFO"},
        }
    )
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.config.dictConfig(logging_config(readable=True))


def a_report() -> Report:
    return intake.submit(a_pdf(), file_name="a.pdf", origin=Report.Origin.WEB, queue=False).report


def test_every_line_of_a_reading_names_the_report(lines, monkeypatch):
    read = bounded.read

    def talkative(*args, **options):
        logging.getLogger("some.library").warning("odd font")
        return read(*args, **options)

    monkeypatch.setattr(processing.bounded, "read", talkative)
    report = a_report()
    before = len(lines())
    processing.process(report.pk)
    written = lines()[before:]
    assert {"report.reading", "odd font", "report.read"} <= {line["event"] for line in written}
    assert {line.get("report") for line in written} == {report.reference}


def test_no_line_carries_the_tracking_token_or_the_files_name(lines):
    report = intake.submit(a_pdf(), file_name="my-secret.pdf", origin=Report.Origin.WEB, queue=False).report
    processing.process(report.pk)
    text = json.dumps(lines())
    assert report.tracking_token not in text
    assert "my-secret" not in text


def test_the_reports_name_is_gone_from_the_line_after(lines):
    report = a_report()
    processing.process(report.pk)
    logging.getLogger("some.library").warning("something else")
    assert "report" not in lines()[-1]
