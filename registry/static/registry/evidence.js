// Shows where a number stands: choosing a page mark moves the highlight on the paper, in place.
// Without this script a mark is a plain link to the same view.

const SVG = "http://www.w3.org/2000/svg";
const viewer = document.querySelector("[data-viewer]");
const marks = [...document.querySelectorAll("a.mark[data-page]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function boxOf(mark) {
  const [x, y, width, height] = mark.dataset.box.split(" ");
  return { class: "box", x, y, width, height };
}

function highlight(sheet, box) {
  for (const shade of viewer.querySelectorAll(".shade")) shade.replaceChildren();
  const { width, height } = sheet.dataset;
  const around = `M0 0h${width}v${height}H0zM${box.x} ${box.y}h${box.width}v${box.height}h-${box.width}z`;
  const dim = element("path", { class: "dim", "fill-rule": "evenodd", d: around });
  sheet.querySelector(".shade").append(dim, element("rect", box));
}

// A sentence of the page's language, with what the mark says put in.
function said(sentence, mark) {
  return sentence.replace(/%(of|text|page)/g, (_, part) => mark.dataset[part]);
}

function enlarge(sheet, mark, box) {
  const crop = viewer.querySelector("[data-crop]");
  const picture = crop.querySelector("svg");
  picture.setAttribute("viewBox", mark.dataset.frame);
  picture.setAttribute("aria-label", said(viewer.dataset.enlarged, mark));
  const { width, height } = sheet.dataset;
  const image = sheet.querySelector("img");
  const parts = [element("rect", box)];
  if (image) parts.unshift(element("image", { href: image.src, width, height, preserveAspectRatio: "none" }));
  picture.replaceChildren(...parts);
  crop.querySelector("[data-of]").textContent = mark.dataset.of;
  crop.querySelector("[data-text]").textContent = mark.dataset.text;
  crop.querySelector("[data-page]").textContent = mark.dataset.page;
  crop.querySelector("[data-link]").href = mark.href;
  crop.hidden = false;
  showPrint();
  viewer.querySelector("[data-hint]")?.remove();
}

// A wide row is wider than a small screen: the print stands at its end.
function showPrint() {
  const wide = viewer.querySelector("[data-crop-wide]");
  wide.scrollLeft = wide.scrollWidth;
}

function bringIntoView(sheet, box, { isFirst = false } = {}) {
  const behavior = calm.matches || isFirst ? "auto" : "smooth";
  const sheets = viewer.querySelector("[data-sheets]");
  if (getComputedStyle(sheets).overflowY === "auto") {
    const scale = sheet.clientWidth / Number(sheet.dataset.width);
    const top = sheet.offsetTop + Number(box.y) * scale - sheets.clientHeight / 2;
    sheets.scrollTo({ top, behavior });
  } else if (!isFirst) {
    viewer.scrollIntoView({ block: "start", behavior });
  }
}

export function choose(mark) {
  const sheet = viewer.querySelector(`[data-sheet="${mark.dataset.page}"]`);
  if (!sheet) return false;
  for (const other of document.querySelectorAll("a.mark[aria-current]")) other.removeAttribute("aria-current");
  for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  mark.setAttribute("aria-current", "true");
  mark.closest("tr.line")?.classList.add("chosen");
  const box = boxOf(mark);
  highlight(sheet, box);
  enlarge(sheet, mark, box);
  bringIntoView(sheet, box);
  viewer.querySelector("[data-live]").textContent = said(viewer.dataset.prints, mark);
  history.replaceState(null, "", mark.href);
  return true;
}

export function step(by) {
  const chosen = document.querySelector("tr.line .where a.mark[aria-current]");
  const inRows = marks.filter((mark) => mark.closest("tr.line .where") && mark.checkVisibility());
  const next = inRows[Math.max(0, inRows.indexOf(chosen) + by)];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  choose(next);
}

if (viewer) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a, button, summary, input, select, label");
    const mark = link ? link.closest("a.mark[data-page]") : event.target.closest("tr.line")?.querySelector(".where a.mark");
    if (!mark || (!link && String(getSelection()))) return;
    if (choose(mark)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by || !event.target.closest?.("tr.line .where a.mark")) return;
    event.preventDefault();
    document.querySelector("tr.line .where a.mark[aria-current]") === event.target || choose(event.target);
    step(by);
  });
  const first = marks.find((mark) => mark.hasAttribute("aria-current"));
  const sheet = first && viewer.querySelector(`[data-sheet="${first.dataset.page}"]`);
  if (sheet) {
    bringIntoView(sheet, boxOf(first), { isFirst: true });
    showPrint();
  }
  viewer.querySelector("[data-back]")?.addEventListener("click", (event) => {
    const chosen = document.querySelector("a.mark[aria-current]");
    if (!chosen) return;
    event.preventDefault();
    chosen.focus();
  });
}
