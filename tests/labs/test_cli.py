"""``python -m labs``: what it prints, and how it behaves among other programs."""

import datetime as dt
import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
import time_machine

from labs import __main__ as program
from labs import checks
from labs.parsing.failures import FAILURES
from tests.labs import children, hostile, photographs
from tests.labs.certificates import certificate

ROOT = Path(__file__).parents[2]
LOQ_BELOW_LOD = (("Mitragynine", "1.50", "%", "0.005", "0.003"), ("Speciogynine", "0.21", "%", "0.001", "0.003"))
WITHOUT_THE_WEBSITE = (
    "import sys\nfor name in ('django', 'rest_framework', 'celery', 'registry'):\n    sys.modules[name] = None\n"
)


@pytest.fixture
def run(tmp_path):
    """Runs the program in a folder of its own, where the website and what it stands on cannot be imported."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WITHOUT_THE_WEBSITE)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}

    def start(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-m", "labs", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output="stdout" not in options,
            text=True,
            check=False,
            **options,
        )

    return start


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.pdf"
    path.write_bytes(certificate())
    return path


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "faulty.pdf"
    path.write_bytes(certificate(batch="KR-1043", rows=LOQ_BELOW_LOD))
    return path


def objects(finished) -> list[dict]:
    return [json.loads(line) for line in finished.stdout.splitlines()]


# JSON lines


def test_a_file_becomes_one_object_of_the_reading_format(run, good):
    finished = run("good.pdf", "--jsonl")
    assert finished.returncode == 0
    (reading,) = objects(finished)
    parts = ["file", "sha256", "pages", "fields", "results", "unread", "codes", "from_pictures", "warnings"]
    assert list(reading) == parts
    assert (reading["file"], reading["pages"]) == ("good.pdf", 1)
    assert reading["sha256"] == subprocess.check_output(["sha256sum", good], text=True).split()[0]
    batch = reading["fields"]["batch"]
    assert (batch["value"], batch["page"], len(batch["bbox"])) == ("KR-1042", 1, 4)
    assert reading["fields"]["date_reported"]["value"] == "2026-03-09"
    first, second, _ = reading["results"]
    assert first | {"bbox": None} == {
        "page": 1,
        "panel": "alkaloids",
        "analyte": "mitragynine",
        "analyte_text": "Mitragynine",
        "result_text": "1.50",
        "unit": "%",
        "lod": "0.001",
        "loq": "0.003",
        "limit": None,
        "status": None,
        "bbox": None,
        "confidence": 1.0,
        "doubts": [],
    }
    assert second["result_text"] == "ND"


def test_findings_come_only_when_asked_for(run, faulty):
    (plain,) = objects(run(faulty, "--jsonl"))
    (checked,) = objects(run(faulty, "--jsonl", "--checks", "--today", "2026-04-01"))
    assert "findings" not in plain
    (finding,) = [one for one in checked["findings"] if one["check"] == "lod.loq_below_lod"]
    assert list(finding) == ["check", "severity", "message", "analyte", "page", "bbox", "arithmetic"]
    assert (finding["analyte"], finding["page"]) == ("mitragynine", 1)
    assert len(finding["bbox"]) == 4
    assert "0.005" in finding["message"]


def test_a_file_without_faults_has_no_alert(run, good):
    (checked,) = objects(run(good, "--jsonl", "--checks", "--today", "2026-04-01"))
    assert "alert" not in {one["severity"] for one in checked["findings"]}


def test_the_jar_is_handed_to_the_checks(run, good):
    said = objects(run(good, "--jsonl", "--checks", "--label-batch", "ZZ-9999", "--label-product", "Gummies"))
    assert {"id.batch_mismatch", "id.product_mismatch"} <= {one["check"] for one in said[0]["findings"]}
    assert "id.batch_mismatch" not in {one["check"] for one in objects(run(good, "--jsonl", "--checks"))[0]["findings"]}


def test_the_file_is_handed_to_the_checks(monkeypatch, good):
    asked = []
    monkeypatch.setattr(checks, "run", lambda _coa, context: asked.append(context.document) or [])
    program.main([str(good), "--checks"])
    assert asked[0].pages == 1
    assert "KR-1042" in asked[0].text


def test_each_file_is_asked_with_the_others_and_the_day_that_is_handed_in(monkeypatch, good, faulty, capsys):
    asked = {}
    monkeypatch.setattr(checks, "run", lambda coa, context: asked.update({coa.samples[0].batch.text: context}) or [])
    assert program.main([str(good), str(faulty), str(good), "--checks", "--today", "2026-03-01"]) == 0
    assert {context.today for context in asked.values()} == {dt.date(2026, 3, 1)}
    earlier = {batch: [other.samples[0].batch.text for other in asked[batch].earlier] for batch in asked}
    assert earlier == {"KR-1042": ["KR-1043"], "KR-1043": ["KR-1042", "KR-1042"]}  # the same bytes are no other file


@time_machine.travel("2026-05-04 12:00", tick=True)
def test_the_day_is_today_unless_it_is_handed_in(monkeypatch, good, capsys):
    asked = []
    monkeypatch.setattr(checks, "run", lambda coa, context: asked.append(context.today) or [])
    program.main([str(good), "--checks"])
    assert asked == [dt.date(2026, 5, 4)]


def test_each_files_line_stands_in_the_order_given(run, good, faulty):
    assert [line["file"] for line in objects(run("faulty.pdf", "good.pdf", "--jsonl"))] == ["faulty.pdf", "good.pdf"]


def test_a_photo_is_read_like_its_pdf(run, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(photographs.photo_of(certificate()))
    (line,) = objects(run("photo.jpg", "--jsonl"))
    read = {(row["analyte_text"], row["result_text"], row["unit"]) for row in line["results"]}
    assert {("Mitragynine", "1.50", "%"), ("7-Hydroxymitragynine", "ND", "%")} <= read


# Files that cannot be read


def test_a_file_that_cannot_be_read_is_named_and_the_rest_go_on(run, tmp_path, good):
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "table.pdf").write_bytes(b"PK\x03\x04")
    (tmp_path / "folder").mkdir()
    finished = run("empty.pdf", "none.pdf", "table.pdf", "folder", "-", "good.pdf", "--jsonl", "--checks")
    assert finished.returncode == 1
    *errors, reading = objects(finished)
    assert [error["error"] for error in errors] == ["empty_file", "not_found", "not_a_pdf", "not_a_file", "not_found"]
    assert all(error["results"] == [] and error["fields"] == {} for error in errors)
    assert not any("findings" in error for error in errors)
    assert errors[0]["message"] == FAILURES["empty_file"].sentence
    assert reading["results"]


def test_a_file_that_cannot_be_read_is_named_for_people_too(run, tmp_path):
    (tmp_path / "locked.pdf").write_bytes(hostile.encrypted(user_password="of the client"))
    finished = run("locked.pdf")
    assert finished.returncode == 1
    assert finished.stdout == f"locked.pdf: {FAILURES['password_needed'].sentence} [password_needed]\n\n"


@pytest.mark.parametrize("arguments", [(), ("good.pdf", "--today", "yesterday"), ("good.pdf", "--yaml")])
def test_a_wrong_command_line_is_told_apart(run, good, arguments):
    finished = run(*arguments)
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert "usage:" in finished.stderr


# Limits

STRONG = (("Mitragynine", "12.1", "mg/g", "0.01", "0.03"), ("7-Hydroxymitragynine", "1.74", "mg/g", "0.01", "0.03"))


@pytest.fixture
def strong(tmp_path):
    path = tmp_path / "strong.pdf"
    path.write_bytes(certificate(reported="2026-05-09", rows=STRONG))
    return path


def over_law(finished) -> list[tuple[str, str]]:
    (line,) = objects(finished)
    return [(one["severity"], one["message"]) for one in line["findings"] if one["check"] == "pf.over_law"]


def test_a_report_that_names_no_market_is_told_the_laws_of_other_places_as_a_note(run, strong):
    ((severity, says),) = over_law(run("strong.pdf", "--checks", "--jsonl", "--today", "2026-05-20"))
    assert severity == "note"
    assert "in places that the report does not point to (Rhode Island" in says


def test_chosen_limits_are_the_only_ones(run, strong):
    chosen = ("--limits", "ri_21_28_12_3,ut_r70_580_5")
    ((severity, says),) = over_law(run("strong.pdf", "--checks", "--jsonl", "--today", "2026-05-20", *chosen))
    assert severity == "warning"
    assert says.endswith("(Rhode Island limits for kratom products).")
    assert over_law(run("strong.pdf", "--checks", "--jsonl", "--limits", "none")) == []


def test_a_limit_set_that_is_not_there_is_a_wrong_command_line(run, strong):
    finished = run("strong.pdf", "--checks", "--limits", "ri_21_28_12_3,atlantis")
    assert finished.returncode == 2
    assert "no limit set is called atlantis; there are ahpa_micro_extract, " in finished.stderr


# For people


def test_the_table_is_aligned_and_keeps_what_is_printed(run, good):
    finished = run("good.pdf")
    lines = finished.stdout.splitlines()
    assert lines[0] == "good.pdf: 1 page"
    head = next(line for line in lines if "analyte" in line)
    rows = [line for line in lines if re.search(r"gynine", line)]
    assert len(rows) == 3
    for column in ("result", "LOD", "LOQ"):  # numbers end under the end of their column's head
        end = head.index(column) + len(column)
        assert all(row[end - 1] != " " and row[end : end + 1] in ("", " ") for row in rows)
    assert re.search(r"7-Hydroxymitragynine +ND +%", finished.stdout)
    assert "limit" not in head  # a column that this laboratory does not print


def test_what_looks_wrong_follows_with_its_arithmetic(run, faulty):
    text = run("faulty.pdf", "--checks", "--today", "2026-04-01").stdout
    assert text.index("What looks wrong") > text.index("Speciogynine")
    assert "[lod.loq_below_lod]" in text
    assert re.search(r"LOQ +0\.003 %", text)


def test_no_finding_is_said_in_words(monkeypatch, good, capsys):
    monkeypatch.setattr(checks, "run", lambda _coa, _context: [])
    program.main([str(good), "--checks"])
    assert "No check found numbers that disagree." in capsys.readouterr().out


def test_a_file_name_cannot_steer_the_terminal(run, tmp_path):
    name = "red\x1b[31m\rreport.pdf"
    (tmp_path / name).write_bytes(b"")
    finished = run(name)
    assert "\x1b" not in finished.stdout + finished.stderr
    assert "\r" not in finished.stdout


def test_a_file_name_that_is_no_text_does_not_stop_the_rest(run, tmp_path, good):
    odd = os.fsdecode(b"odd-\xff.pdf")
    (tmp_path / odd).write_bytes(b"")
    assert [line.get("error") for line in objects(run(odd, "good.pdf", "--jsonl"))] == ["empty_file", None]


# Among other programs


def test_progress_goes_to_stderr_in_plain_lines(run, good, faulty):
    finished = run("good.pdf", "faulty.pdf", "--jsonl")
    assert finished.stderr.splitlines() == ["read 1/2 good.pdf", "read 2/2 faulty.pdf"]
    assert len(objects(finished)) == 2


def test_a_terminal_gets_a_bar(run, good):
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    os.set_blocking(ours, False)
    try:
        finished = run("good.pdf", "--jsonl", stdout=subprocess.PIPE, stderr=theirs)
        shown = os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert "0/1" in shown
    assert "read 1/1" not in shown
    assert len(objects(finished)) == 1


def test_a_reader_that_has_had_enough_is_no_fault(run, good):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        finished = run(*["good.pdf"] * 3, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert finished.returncode == 128 + signal.SIGPIPE
    assert "Traceback" not in finished.stderr
    assert "BrokenPipe" not in finished.stderr


# A shell starts what it puts in the background with Ctrl-C ignored, and a test run may be there: heed it again.
STOPPABLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("labs", run_name="__main__", alter_sys=True)
"""


@children.on_linux
def test_ctrl_c_ends_the_program_and_its_child_without_a_traceback(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(hostile.page_of_text(pages=100, lines=50))  # long enough to be stopped in the middle
    with subprocess.Popen(
        [sys.executable, "-c", STOPPABLE, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert children.eventually(lambda: any(children.has_open(pid, path) for pid in children.pids_of(running.pid)))
        (child,) = children.pids_of(running.pid)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert (running.returncode, errors) == (128 + signal.SIGINT, "stopped\n")
    assert not children.is_running(child)
