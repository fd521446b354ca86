"""Scanning with a camera: a false one that shows a page with a code, or that is refused."""

import base64
import io
import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from registry.models import Batch
from tests.e2e.test_accessible import faults_of, overflow_of
from tests.registry.factories import a_published_report

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# A camera that shows what is drawn on a canvas: a code, or a grey wall. Tracks that were stopped are counted.
CAMERA = """(picture) => {
  window.stopped = 0;
  delete window.BarcodeDetector;
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
    const context = canvas.getContext("2d");
    const image = new Image();
    if (picture) { image.src = picture; await image.decode(); }
    const draw = () => {
      context.fillStyle = "#999";
      context.fillRect(0, 0, 640, 480);
      if (picture) context.drawImage(image, 150, 70, 340, 340);
    };
    draw();
    setInterval(draw, 50);
    const stream = canvas.captureStream(20);
    for (const track of stream.getTracks()) {
      const stop = track.stop.bind(track);
      track.stop = () => { window.stopped += 1; stop(); };
    }
    return stream;
  };
}"""
REFUSING = """(name) => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", name); };
}"""


def a_code(text: str, folder: Path) -> Path:
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8, add_quiet_zones=True)
    path = folder / "code.png"
    PIL.Image.fromarray(np.asarray(drawn)).convert("RGB").save(path)
    return path


def as_data(path: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()


def says(page: Page):
    return page.locator("[data-says]")


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the camera").click()


def test_the_camera_reads_a_code_by_the_server_and_leads_to_the_batch(open_page, tmp_path):
    a_published_report()
    page = open_page("/scan/")
    page.evaluate(CAMERA, as_data(a_code("AM-2291", tmp_path)))
    start(page)
    page.wait_for_url(f"**{Batch.objects.get().get_absolute_url()}")


def test_the_camera_reads_a_code_by_the_browser_where_it_can(open_page):
    report = a_published_report()
    page = open_page("/scan/")
    page.evaluate(CAMERA, "")
    page.evaluate(
        """(text) => { window.BarcodeDetector = class {
          static async getSupportedFormats() { return ["qr_code"]; }
          async detect() { return [{ rawValue: text }]; }
        }; }""",
        f"{page.url.removesuffix('/scan/')}{report.get_absolute_url()}",
    )
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    start(page)
    page.wait_for_url(f"**{report.get_absolute_url()}")
    assert "POST" not in sent


def test_the_camera_looks_and_stops_when_told(open_page):
    page = open_page("/scan/")
    page.evaluate(CAMERA, "")
    start(page)
    expect(says(page)).to_have_text("Looking for a code. Hold it flat and let it fill the frame.")
    expect(page.locator("video")).to_be_visible()
    stop = page.get_by_role("button", name="Stop the camera")
    expect(stop).to_be_focused()
    assert faults_of(page) == []
    stop.click()
    expect(says(page)).to_have_text("The camera is off.")
    expect(page.get_by_role("button", name="Start the camera")).to_be_focused()
    assert page.evaluate("window.stopped") == 1


def test_the_camera_stops_when_the_page_is_hidden(open_page):
    page = open_page("/scan/")
    page.evaluate(CAMERA, "")
    start(page)
    expect(page.locator("video")).to_be_visible()
    page.evaluate(
        """() => { Object.defineProperty(document, "hidden", { value: true });
                   document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    expect(page.locator("video")).to_be_hidden()
    assert page.evaluate("window.stopped") == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("NotAllowedError", "The camera was refused."),
        ("NotFoundError", "This device has no camera"),
        ("NotReadableError", "The camera did not start"),
    ],
)
def test_each_way_to_have_no_camera_is_said(open_page, name: str, sentence: str):
    page = open_page("/scan/", width=360)
    page.evaluate(REFUSING, name)
    start(page)
    expect(says(page)).to_contain_text(sentence)
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
    assert faults_of(page) == []
    assert overflow_of(page) <= 0


NO_CODE = '{"code": "no_code", "sentence": ""}'
ENDS = [
    ({"status": 422, "body": NO_CODE}, "No code was found. Start again with more light"),
    ({"status": 429, "body": '{"code": "too_many_scans", "sentence": "Go on in 5 minutes."}'}, "Go on in 5 minutes."),
    (None, "You are offline"),
]


@pytest.mark.parametrize(("answer", "sentence"), ENDS, ids=["nothing found", "too many", "offline"])
def test_each_way_that_looking_ends_is_said_and_stops_the_camera(open_page, answer, sentence: str):
    page = open_page("/scan/")
    page.evaluate(CAMERA, "")
    page.evaluate("() => { const wait = setTimeout; window.setTimeout = (work) => wait(work, 1); }")
    sent: list[str] = []

    def answered(route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.headers["accept"])
        if answer is None:
            route.abort()
        else:
            route.fulfill(**answer, content_type="application/json")

    page.route("**/scan/", answered)
    start(page)
    expect(says(page)).to_contain_text(sentence)
    expect(page.locator("video")).to_be_hidden()
    assert page.evaluate("window.stopped") == 1
    assert set(sent) == {"application/json"}
    assert len(sent) == (40 if answer and answer["status"] == 422 else 1)


def test_a_photo_leads_to_the_batch_without_scripts(open_page, tmp_path):
    a_published_report()
    page = open_page("/", scripts=False)
    page.get_by_role("link", name="Scan a code").click()
    page.get_by_label("Photo of the code").set_input_files(a_code("AM-2291", tmp_path))
    page.get_by_role("button", name="Read the code").click()
    page.wait_for_url(f"**{Batch.objects.get().get_absolute_url()}")
    assert page.context.cookies() == []


def test_what_is_typed_leads_to_the_batch_by_keyboard(open_page):
    a_published_report()
    page = open_page("/scan/")
    page.get_by_label("What stands beneath the code").fill("Lot: am 229l")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{Batch.objects.get().get_absolute_url()}")


def test_a_real_camera_of_the_browser_may_start_on_this_page(browser, live_server, tmp_path):
    """Chromium's own false camera, fed with a film of a code: the page's policies let it in, on this page alone."""
    a_published_report()
    wall = PIL.Image.new("RGB", (640, 480), "white")
    wall.paste(PIL.Image.open(a_code("AM-2291", tmp_path)).resize((360, 360)), (140, 60))
    frame = io.BytesIO()
    wall.save(frame, "JPEG", quality=90)
    film = tmp_path / "code.mjpeg"  # one picture after another
    film.write_bytes(frame.getvalue() * 20)
    flags = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
             f"--use-file-for-fake-video-capture={film}"]  # fmt: skip
    running = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=flags)
    try:
        page = running.new_page()
        page.goto(f"{live_server.url}/scan/")
        start(page)
        page.wait_for_url(f"**{Batch.objects.get().get_absolute_url()}", timeout=30_000)
        page.goto(live_server.url)
        refused = "navigator.mediaDevices.getUserMedia({video: true}).then(() => '', (error) => error.name)"
        assert page.evaluate(refused) == "NotAllowedError"
    finally:
        running.close()
