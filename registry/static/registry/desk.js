// Keys for the review desk. Each presses a button that is on the page; they can be turned off.

import { step } from "./evidence.js";

const KEPT = "leafproof-keys";
const dialog = document.querySelector("[data-keys]");
const box = dialog.querySelector("[data-keys-on]");
const help = document.querySelector("[data-help]");

box.checked = localStorage.getItem(KEPT) !== "off";
box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
help.hidden = false;
help.addEventListener("click", () => dialog.showModal());

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  target.click();
  target.closest("details[open]")?.querySelector("input:not([type=hidden])")?.focus();
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

function move(by) {
  const links = [...document.querySelectorAll(".queue th a")];
  if (!links.length) return step(by);
  links[Math.max(0, links.indexOf(document.activeElement) + by)]?.focus();
}

const KEYS = { j: () => move(1), k: () => move(-1), e: correct };

document.querySelector("[data-link]")?.addEventListener("click", (event) => {
  event.preventDefault();
  correct();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key !== "?" && !box.checked) return;
  if (KEYS[event.key]) KEYS[event.key]();
  else if ("pruwo?".includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

if (location.hash === "#correct-text") document.querySelector("#correct-text")?.focus();
