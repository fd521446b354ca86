// Keys for the review desk. Each presses a button that is on the page; they can be turned off.
//
// A decision leads to the next report. So that one key pressed twice, or held, never decides a report that nobody has
// seen, the keys which decide work only once their page has been shown for a second, and only once a page.

import { step } from "./evidence.js";

const KEPT = "leafproof-keys";
const dialog = document.querySelector("[data-keys]");
const box = dialog.querySelector("[data-keys-on]");
const help = document.querySelector("[data-help]");

box.checked = localStorage.getItem(KEPT) !== "off";
box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
help.hidden = false;
help.addEventListener("click", () => dialog.showModal());

const DECIDE = "pruwo";
const SEEN_AFTER = 1000;
let arming;

function arm() {
  clearTimeout(arming);
  delete document.body.dataset.armed;
  if (document.visibilityState === "visible") arming = setTimeout(() => (document.body.dataset.armed = ""), SEEN_AFTER);
}
arm();
document.addEventListener("visibilitychange", arm);
addEventListener("pageshow", (event) => event.persisted && arm());

function decide(key) {
  if (!("armed" in document.body.dataset)) return;
  const target = press(key);
  if (target?.matches("button")) delete document.body.dataset.armed;
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return null;
  target.click();
  target.closest("details[open]")?.querySelector("input:not([type=hidden])")?.focus();
  return target;
}

// The form to correct a value comes with the page of that value.
function correct() {
  const field = document.querySelector("#correct-text");
  const chosen = document.querySelector(".where a.mark[aria-current]");
  if (field && field.form.dataset.name === chosen?.dataset.name) field.focus();
  else if (chosen) {
    location.assign(chosen.href);
    location.reload();
  }
}

// The flag, or the reply or objection, that has the focus: say yes to it, or open the reasons against it.
function judge(key, around = ".desk-flag", name = "data-flag-key") {
  const target = document.activeElement.closest(around)?.querySelector(`[${name}="${key}"]`);
  if (!target) return;
  target.click();
  target.closest("details[open]")?.querySelector("input:not([type=hidden])")?.focus();
}

function move(by) {
  const stops = [...document.querySelectorAll(".queue th a, .answers .answer")];
  if (!stops.length) return step(by);
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  stops[Math.max(0, at + by)]?.focus();
}

const answer = (key) => judge(key, ".answer", "data-answer-key");
const KEYS = { j: () => move(1), k: () => move(-1), e: correct, c: () => judge("c"), d: () => judge("d") };
KEYS.f = () => document.querySelector("[data-form]")?.focus();
KEYS.y = () => answer("y");
KEYS.n = () => answer("n");

document.querySelector("[data-link]")?.addEventListener("click", (event) => {
  event.preventDefault();
  correct();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key !== "?" && !box.checked) return;
  const moves = event.key === "j" || event.key === "k";
  if (event.repeat && !moves) {
    if (DECIDE.includes(event.key)) event.preventDefault();
    return;
  }
  if (KEYS[event.key]) KEYS[event.key]();
  else if (DECIDE.includes(event.key)) decide(event.key);
  else if (event.key === "?") press("?");
  else return;
  event.preventDefault();
});

if (location.hash.startsWith("#flag-")) document.querySelector(location.hash)?.focus();
if (location.hash === "#correct-text") document.querySelector("#correct-text")?.focus();
