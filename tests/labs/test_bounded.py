"""A hostile file costs its own reading and nothing else."""

import io
import os
import signal
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path

import pikepdf
import PIL.Image
import pytest
import zxingcpp
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.parsing.bounds import bounded
from labs.parsing.bounds.bounded import Bounds, Progress
from labs.parsing.failures import Damaged, ReaderCrashed, TooMuchMemory, TooSlow
from labs.parsing.files import admission
from labs.parsing.files.admission import inspection
from tests.labs import children, hostile
from tests.labs.certificates import certificate

ROOT = Path(__file__).parents[2]
PATIENT = Bounds(cpu_seconds=100, wall_seconds=100)


def a_file(folder: Path, content: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return path


def stop_at_page(*_: object) -> None:
    raise LookupError("the caller has had enough")


# Reading


def test_a_file_is_read_in_a_child(tmp_path):
    parsed = bounded.read(a_file(tmp_path, hostile.page_of_text(pages=3)))
    assert [(page.number, page.width, page.height) for page in parsed.pages] == [(n, 612, 792) for n in (1, 2, 3)]


def test_progress_goes_through_the_pages(tmp_path):
    seen: list[Progress] = []
    bounded.read(a_file(tmp_path, hostile.page_of_text(pages=3)), on_progress=seen.append)
    steps = [step for step, _ in groupby(seen)]  # a slow page is told more than once
    assert [step for step in steps if step.total] == [Progress(done=done, total=3) for done in (0, 1, 2, 3)]


@pytest.mark.parametrize(
    "content",
    [hostile.encrypted(user_password=""), hostile.tail_cut(), hostile.mail_header_before()],
    ids=["encrypted with an empty password", "tail cut off", "mail header before the mark"],
)
def test_an_unusual_file_is_read(tmp_path, content):
    assert len(bounded.read(a_file(tmp_path, content)).pages) == 1


def test_a_relative_path_is_read(tmp_path, monkeypatch):
    a_file(tmp_path, hostile.page_of_text())
    monkeypatch.chdir(tmp_path)
    assert len(bounded.read(Path("report.pdf")).pages) == 1


def test_the_same_file_is_read_the_same_way_twice(tmp_path):
    path = a_file(tmp_path, hostile.page_of_text(pages=2))
    assert bounded.read(path) == bounded.read(path)


def test_a_missing_file_is_the_callers_own_fault(tmp_path):
    with pytest.raises(FileNotFoundError):
        bounded.read(tmp_path / "none.pdf")


# Bounds


def test_processor_time_is_bounded(tmp_path):
    with pytest.raises(TooSlow, match="processor time"):
        bounded.read(a_file(tmp_path, hostile.forms_that_double()), bounds=Bounds(cpu_seconds=1, wall_seconds=100))


def test_wall_time_is_bounded(tmp_path):
    with pytest.raises(TooSlow, match="wall clock"):
        bounded.read(a_file(tmp_path, hostile.forms_that_double()), bounds=Bounds(cpu_seconds=100, wall_seconds=1))


def test_memory_is_bounded(tmp_path):
    path = a_file(tmp_path, hostile.bomb(size=600_000_000))
    assert children.failure_with_memory(path, 400_000_000) == TooMuchMemory.code


def test_a_bomb_within_the_bounds_goes_off_quietly(tmp_path):
    assert len(bounded.draw(a_file(tmp_path, hostile.bomb(size=10_000_000)), tmp_path)) == 1


def test_the_callers_heart_beats_while_the_child_is_silent(tmp_path):
    beats: list[Progress] = []

    def beat(progress: Progress) -> None:
        beats.append(progress)
        if beats.count(Progress(done=0, total=1)) == 3:
            stop_at_page()

    with pytest.raises(LookupError):
        bounded.read(a_file(tmp_path, hostile.forms_that_double()), bounds=PATIENT, on_progress=beat)


def test_a_report_of_as_many_results_as_allowed_is_read(tmp_path):
    parsed = bounded.read(a_file(tmp_path, certificate()), bounds=Bounds(results=3))
    assert len(parsed.coa.results) == 3


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (Bounds(), (10, 15)),
        (Bounds(cpu_seconds=60, wall_seconds=600), (10, 15)),
        (Bounds(cpu_seconds=2, wall_seconds=3), (2, 3)),
    ],
)
def test_a_count_of_pages_has_little_time(tmp_path, monkeypatch, asked, given):
    program = """
path = sys.argv[2] + ".seen"
open(path, "w").write(" ".join(sys.argv))
print('{"kind": "answer"}')
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    path = a_file(tmp_path, hostile.page_of_text())
    bounded.inspect(path, bounds=asked)
    assert f"--cpu-seconds={given[0]}" in Path(f"{path}.seen").read_text().split()
    assert f"--memory={asked.memory}" in Path(f"{path}.seen").read_text().split()
    assert inspection(asked).wall_seconds == given[1]


def test_a_count_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, "signal.pause()"))
    monkeypatch.setattr(admission, "INSPECTION_WALL_SECONDS", 0.5)
    with pytest.raises(TooSlow, match="wall clock"):
        bounded.inspect(a_file(tmp_path, hostile.page_of_text()))


# Deaths


@children.on_linux
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_killed_child_is_a_failure_by_name_and_the_parent_lives(tmp_path, name):
    def kill(progress: Progress) -> None:
        if progress.total:
            (child,) = children.pids() - before
            os.kill(child, signal.Signals[name])

    before = children.pids()
    path = a_file(tmp_path, hostile.forms_that_double())
    with pytest.raises(ReaderCrashed, match=name):
        bounded.read(path, bounds=PATIENT, on_progress=kill)
    assert children.pids() == before
    assert bounded.read(a_file(tmp_path, hostile.page_of_text())).pages


@children.on_linux
@pytest.mark.parametrize("ask", [bounded.read, lambda path, **how: bounded.draw(path, path.parent, **how)])
def test_a_caller_that_gives_up_leaves_no_child_and_no_file(tmp_path, monkeypatch, ask):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = children.pids()
    with pytest.raises(LookupError):
        ask(a_file(tmp_path, hostile.tail_cut()), on_progress=stop_at_page)
    assert children.pids() == before
    assert list(temporary.iterdir()) == []
    assert not list(tmp_path.glob(".*"))


@children.on_linux
def test_the_child_dies_with_a_killed_parent(tmp_path):
    path = a_file(tmp_path, hostile.forms_that_double())
    program = (
        "import sys; from pathlib import Path\n"
        "from labs.parsing.bounds import bounded; from tests.labs import children\n"
        "bounded.read(Path(sys.argv[1]), on_progress=lambda p: p.total and print(*children.pids(), flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        assert children.is_running(child)
        parent.kill()
    assert children.eventually(lambda: not children.is_running(child))


# What the child may have


@children.on_linux
def test_the_child_knows_no_secret_and_writes_no_core(tmp_path, monkeypatch):
    seen: dict[str, object] = {}

    def look(progress: Progress) -> None:
        (child,) = children.pids() - before
        process = Path(f"/proc/{child}")
        if progress.total and not seen:
            seen["environment"] = (process / "environ").read_text()
            seen["limits"] = " ".join((process / "limits").read_text().split())
            seen["stdin"] = (process / "fd" / "0").readlink()
            stop_at_page()

    before = children.pids()
    monkeypatch.setenv("SECRET_KEY", "of the parent")
    with pytest.raises(LookupError):
        bounded.read(
            a_file(tmp_path, hostile.forms_that_double()),
            bounds=Bounds(
                cpu_seconds=7,
                wall_seconds=100,
                memory=900_000_000,
                picture_pages=2,
                picture_cpu_seconds=20,
                picture_memory=2_000_000_000,
            ),
            on_progress=look,
        )
    assert "of the parent" not in seen["environment"]
    assert "PATH=" in seen["environment"]
    assert "Max core file size 0 0" in seen["limits"]
    assert "Max cpu time 7 52 seconds" in seen["limits"]  # with two pages of pictures and the grace
    assert "Max address space 900000000 2000000000 bytes" in seen["limits"]
    assert seen["stdin"] == Path(os.devnull)


# What the child says

# Linux begins to count a child at the most that its parent has ever held: it holds more than that.
HELD_MUCH = """
import resource
unit = 1 if sys.platform == "darwin" else 1024
held = b"x" * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit + 400_000_000)
os.abort()
"""


@pytest.mark.parametrize(
    ("program", "failure", "detail"),
    [
        ("print('nonsense')", ReaderCrashed, "make no sense"),
        (
            'print(\'{"kind": "read_out", "parsed": {"coa": {}, "pages": [{"number": "one"}]}}\')',
            ReaderCrashed,
            "make no",
        ),
        ('print(\'{"kind": "failed", "code": "never heard of", "detail": "x"}\')', ReaderCrashed, "x"),
        ('print(\'{"kind": "failed", "code": "damaged", "detail": "by hand"}\')', Damaged, "by hand"),
        ("pass", ReaderCrashed, "exit code 0"),
        ("sys.exit(3)", ReaderCrashed, "exit code 3"),
        ("os.close(1); os.close(2); os.kill(os.getpid(), signal.SIGILL)", ReaderCrashed, "SIGILL"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", TooSlow, "processor time"),
        ("os.write(2, b'what(): std::bad_alloc'); os.abort()", TooMuchMemory, "SIGABRT"),
        (HELD_MUCH, TooMuchMemory, "SIGABRT"),
        ("os.abort()", ReaderCrashed, "SIGABRT"),
        ("while True: os.write(1, b'x' * 65536)", TooMuchMemory, "too long"),
        ("os.write(2, b'noise' * 1_000_000); os.kill(os.getpid(), signal.SIGKILL)", ReaderCrashed, "SIGKILL"),
    ],
)
def test_whatever_becomes_of_the_child_is_a_failure_by_name(tmp_path, monkeypatch, program, failure, detail):
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    with pytest.raises(failure, match=detail):
        bounded.read(a_file(tmp_path, hostile.page_of_text()), bounds=Bounds(memory=400_000_000))


# Codes


def with_code(folder: Path) -> Path:
    """A certificate of one page, and a second with a QR code beside some text."""
    made = zxingcpp.create_barcode("KR-1042", zxingcpp.BarcodeFormat.QRCode).to_image(scale=4, add_quiet_zones=True)
    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.drawString(60, 780, "This report speaks only of the sample that was sent in.")
    canvas.drawImage(ImageReader(PIL.Image.fromarray(made).convert("L")), 60, 640, width=72, height=72)
    canvas.save()
    with pikepdf.open(io.BytesIO(certificate())) as pdf, pikepdf.open(page) as code:
        pdf.pages.extend(code.pages)
        pdf.save(folder / "report.pdf")
    return folder / "report.pdf"


def test_a_reading_tells_the_codes_on_the_pages(tmp_path):
    parsed = bounded.read(with_code(tmp_path))
    assert [(code.text, code.kind, code.page) for code in parsed.codes] == [("KR-1042", "QRCode", 2)]


@pytest.mark.parametrize(
    "search",
    [
        "lambda *_: os.abort()",
        "lambda *_: signal.pause()",
        "lambda *_: bytes(10**12)",
        "lambda *_: 1 / 0",
        "lambda *_: os._exit(0)",
    ],
    ids=["crashed", "too slow", "out of memory", "raised", "fell silent"],
)
def test_a_search_for_codes_that_fails_costs_the_codes_only(tmp_path, monkeypatch, search):
    path = with_code(tmp_path)
    program = f"""
import labs.parsing.bounds.child as child
import labs.parsing.codes.codes as codes
child.CODES_SECONDS = 1
codes.find_codes = {search}
child.main()
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    parsed = bounded.read(path)
    assert (len(parsed.coa.results), parsed.codes) == (3, ())


def test_a_child_that_falls_silent_and_stays_is_ended(tmp_path, monkeypatch):
    program = "os.close(1); os.close(2); signal.pause()"
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    with pytest.raises(TooSlow, match="wall clock"):
        bounded.read(a_file(tmp_path, hostile.page_of_text()), bounds=Bounds(wall_seconds=1))


def test_what_nobody_downstream_can_keep_stays_in_the_child(tmp_path, monkeypatch):
    program = r"""
import labs.parsing.bounds.child as child
from dataclasses import replace
honest = child.parse
def parse(*arguments, **options):
    parsed = honest(*arguments, **options)
    text = "a\0b\ud800c\x1b[31md\u202e5.1\u202ce\u2066f\u2069\tg\nh \u00b5\U0001f33f"
    lab = replace(parsed.coa.lab_name, text=text)
    return replace(parsed, text=text, coa=replace(parsed.coa, lab_name=lab), warnings=(text,))
child.parse = parse
child.main()
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    parsed = bounded.read(a_file(tmp_path, certificate()))
    kept = "abc[31md5.1ef\tg\nh \u00b5\U0001f33f"
    assert (parsed.text, parsed.coa.lab_name.text, parsed.warnings) == (kept, kept, (kept,))
    assert len(parsed.coa.results) == 3


def test_a_fault_of_the_reader_is_told_by_its_class_and_not_by_the_documents_words(tmp_path, monkeypatch, caplog):
    program = """
import labs.parsing.bounds.child as child
def parse(*_, **__):
    raise KeyError(" ".join(["words", "of", "the", "document"]))
child.parse = parse
child.main()
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    with pytest.raises(ReaderCrashed) as caught:
        bounded.read(a_file(tmp_path, hostile.page_of_text()))
    assert caught.value.detail == "KeyError"
    assert "in parse" in caplog.text
    assert "words of the document" not in caplog.text


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        ("PdfminerException(KeyError('words'))", Damaged),
        ("PDFSyntaxError('words')", Damaged),
        ("RecursionError('words')", ReaderCrashed),
        ("MemoryError()", TooMuchMemory),
    ],
)
def test_an_error_of_a_pdf_library_is_the_files_and_any_other_is_ours(tmp_path, monkeypatch, error, failure):
    program = f"""
import labs.parsing.bounds.child as child
from pdfplumber.utils.exceptions import PdfminerException
from pdfminer.pdfparser import PDFSyntaxError
def parse(*_, **__):
    raise {error}
child.parse = parse
child.main()
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    with pytest.raises(failure) as caught:
        bounded.read(a_file(tmp_path, hostile.page_of_text()))
    assert caught.value.detail == error.partition("(")[0]


def test_what_a_library_prints_is_no_message(tmp_path, monkeypatch):
    program = """
import labs.parsing.bounds.child as child
honest = child.parse
def parse(*arguments, **options):
    print("a library talks to itself")
    os.write(1, b"so does one in C")
    return honest(*arguments, **options)
child.parse = parse
child.main()
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    assert bounded.read(a_file(tmp_path, hostile.page_of_text())).pages


# Drawing


def test_every_page_is_drawn(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    seen: list[Progress] = []
    pictures = bounded.draw(a_file(tmp_path, hostile.page_of_text(pages=2)), folder, on_progress=seen.append)
    assert [picture.path.name for picture in pictures] == ["001.webp", "002.webp"]
    assert sorted(folder.iterdir()) == [picture.path for picture in pictures]
    assert seen[-1] == Progress(done=2, total=2)
    for picture in pictures:
        with PIL.Image.open(picture.path) as image:
            assert image.format == "WEBP"
            assert image.size == (picture.width, picture.height) == (1237, 1600)
            assert len(set(image.convert("L").getextrema())) == 2  # there is ink on the paper


@pytest.mark.parametrize("inches", [1, 200])
def test_a_page_of_any_size_becomes_a_picture_of_a_sane_one(tmp_path, inches):
    (picture,) = bounded.draw(a_file(tmp_path, hostile.giant_page(inches=inches)), tmp_path)
    assert 250 < picture.width == picture.height <= 1600


def test_a_page_that_aborts_the_process_is_left_out_and_the_rest_are_drawn(tmp_path):
    path = a_file(tmp_path, hostile.forms_that_double(before=2, after=1))
    pictures = bounded.draw(path, tmp_path, bounds=Bounds(memory=400_000_000))
    assert [picture.number for picture in pictures] == [1, 2, 4]
    assert not list(tmp_path.glob(".*"))


def test_a_form_that_draws_itself_is_drawn_or_left_out(tmp_path):
    assert len(bounded.draw(a_file(tmp_path, hostile.form_of_itself()), tmp_path)) <= 1


def test_a_page_that_takes_too_long_is_left_out(tmp_path):
    path = a_file(tmp_path, hostile.forms_that_double(before=1, after=1))
    pictures = bounded.draw(path, tmp_path, bounds=Bounds(cpu_seconds=3, memory=20_000_000_000))
    assert [picture.number for picture in pictures] == [1, 3]


def test_drawing_gives_up_after_a_few_crashes_and_keeps_what_it_has(tmp_path, monkeypatch):
    program = f"""
_, action, file, folder, first, *_ = sys.argv
open("{tmp_path}/starts", "a").write("x")
first = int(first.removeprefix("--first="))
print('{{"kind": "advanced", "done": 0, "total": 50}}')
print('{{"kind": "drawing", "number": %d}}' % first)
open(folder + "/%03d.webp" % first, "w").close()
print('{{"kind": "drawn", "number": %d, "width": 1, "height": 1, "look": 0}}' % first)
print('{{"kind": "drawing", "number": %d}}' % (first + 1), flush=True)
open(folder + "/.%03d.webp.part" % (first + 1), "w").close()
os.kill(os.getpid(), signal.SIGKILL)
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    pictures = bounded.draw(a_file(tmp_path, hostile.page_of_text()), tmp_path)
    assert (tmp_path / "starts").read_text() == "xxxx"
    assert [picture.number for picture in pictures] == [1, 3, 5, 7]
    assert not list(tmp_path.glob(".*"))


def test_a_picture_that_the_child_only_claims_is_not_believed(tmp_path, monkeypatch):
    program = """
print('{"kind": "advanced", "done": 0, "total": 2}')
print('{"kind": "drawing", "number": 1}')
print('{"kind": "drawn", "number": 1, "width": 1, "height": 1}')
print('{"kind": "answer"}')
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    assert bounded.draw(a_file(tmp_path, hostile.page_of_text()), tmp_path) == ()


def test_pictures_stop_at_the_wall_clock_and_those_drawn_are_kept(tmp_path, monkeypatch):
    late, clock = 0, time.monotonic

    def be_late(progress: Progress) -> None:
        nonlocal late
        late = 1000 * progress.done

    monkeypatch.setattr(time, "monotonic", lambda: clock() + late)
    path = a_file(tmp_path, hostile.forms_that_double(before=1, after=1))
    bounds = Bounds(cpu_seconds=100, wall_seconds=100, memory=20_000_000_000)
    pictures = bounded.draw(path, tmp_path, bounds=bounds, on_progress=be_late)
    assert [picture.number for picture in pictures] == [1]
