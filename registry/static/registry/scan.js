// The camera on the scan page. The browser reads the codes where it can; else small pictures are sent, one at a time.
// Without this script the page has a photo and a text field.

const KINDS = ["qr_code", "data_matrix", "aztec", "pdf417", "code_128", "code_93", "code_39", "ean_13", "ean_8", "upc_a", "upc_e"];
const EVERY = { here: 250, sent: 1500 }; // milliseconds between two looks
const MOST_SENT = 40; // pictures of one start
const SIDE = 960; // pixels: the longer side of a picture that is sent

const camera = document.querySelector("[data-camera]");
const video = camera.querySelector("video");
const view = camera.querySelector("[data-view]");
const says = camera.querySelector("[data-says]");
const start = camera.querySelector("[data-start]");
const stop = camera.querySelector("[data-stop]");
const address = document.querySelector(".scan-photo").action;
let stream = null;
let run = 0; // looks of an earlier start end by themselves

function say(name) {
  camera.dataset.state = name;
  says.textContent = camera.dataset[name] ?? name;
}

function end(name) {
  run += 1;
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.srcObject = null;
  view.hidden = stop.hidden = true;
  start.hidden = false;
  if (name) say(name);
}

async function detector() {
  if (!("BarcodeDetector" in window)) return null;
  try {
    const known = await window.BarcodeDetector.getSupportedFormats();
    const formats = KINDS.filter((kind) => known.includes(kind));
    return formats.length ? new window.BarcodeDetector({ formats }) : null;
  } catch {
    return null;
  }
}

function lead(codes) {
  end("found");
  const query = new URLSearchParams(codes.map((code) => ["code", code]));
  location.assign(`${address}?${query}`);
}

async function lookHere(reader) {
  const found = await reader.detect(video);
  return found.map((code) => code.rawValue).filter(Boolean);
}

function picture() {
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.7));
}

async function lookThere() {
  const body = new FormData();
  body.append("photo", await picture(), "frame.jpg");
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (answer.ok) return told.codes;
  if (told.code === "no_code") return [];
  throw new Error(told.sentence);
}

const pause = (wait) => new Promise((done) => setTimeout(done, wait));

async function look(mine) {
  let reader = await detector();
  for (let sent = 0; run === mine; ) {
    try {
      if (video.videoWidth) {
        const codes = reader ? await lookHere(reader) : await lookThere();
        if (run !== mine) return;
        if (codes.length) return lead(codes.slice(0, 5));
        if (!reader && (sent += 1) >= MOST_SENT) return end("nothing");
      }
    } catch (trouble) {
      if (run !== mine) return;
      if (reader) reader = null; // it is there and does not work: some systems have an empty one
      else if (trouble instanceof TypeError) return end("offline");
      else return end(trouble.message);
    }
    await pause(reader ? EVERY.here : EVERY.sent);
  }
}

const TROUBLES = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "none", OverconstrainedError: "none" };

async function begin() {
  end();
  const mine = run;
  say("asking");
  try {
    const got = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 } } });
    if (run !== mine) return got.getTracks().forEach((track) => track.stop());
    stream = got;
    video.srcObject = stream;
    view.hidden = stop.hidden = false;
    start.hidden = true;
    stop.focus();
    await video.play();
  } catch (trouble) {
    if (run === mine) end(TROUBLES[trouble.name] ?? "busy");
    return;
  }
  say("looking");
  look(mine);
}

camera.hidden = false;
if (!navigator.mediaDevices?.getUserMedia) {
  start.hidden = true;
  say("none");
}
start.addEventListener("click", begin);
stop.addEventListener("click", () => {
  end("stopped");
  start.focus();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && stream) end("stopped");
});
window.addEventListener("pagehide", () => end());
