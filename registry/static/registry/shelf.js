// The shelf's page: what the browser keeps, asked about anew on each opening, one thing at a time.

import { LEVELS, ask, cleanItems, load, onChange, save } from "./shelf_store.js";

const AT_ONCE = 3;
const root = document.querySelector("[data-shelf]");
const words = root.dataset;
const list = root.querySelector("[data-list]");
const empty = root.querySelector("[data-empty]");
const tools = root.querySelector("[data-tools]");
const says = root.querySelector("[data-says]");
const trouble = root.querySelector("[data-trouble]");
const undo = root.querySelector("[data-undo]");
const language = document.documentElement.lang;
const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
const moments = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const ages = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

let items = [];
let removed = null;
const unasked = new Set(); // paths of what could not be asked now

function made(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// The words of a sentence in the page's language, with what belongs in place of %name.
const fill = (sentence, values) => sentence.replace(/%(\w+)/g, (_, name) => values[name] ?? "");
const dayOf = (day) => dates.format(new Date(`${day}T00:00:00Z`));
const momentOf = (moment) => moments.format(new Date(moment));
const linkTo = (path) => words.home + path.slice(1);

function ageOf(day) {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.now()) / 86_400_000);
  if (days > -60) return ages.format(Math.min(days, 0), "day");
  return days > -700 ? ages.format(Math.round(days / 30.44), "month") : ages.format(Math.round(days / 365.25), "year");
}

const flagsOf = (flags) => LEVELS.filter((level) => flags[level]).map((level) => fill(words[level], { n: flags[level] }));

function standing(state) {
  if (!state) return [words.unknown];
  if (state.gone) {
    if (!state.withdrawn_on) return [words.gone];
    return [fill(words.withdrawn, { day: dayOf(state.withdrawn_on), reason: state.reason })];
  }
  const tested = state.newest_test ? fill(words.tested, { day: dayOf(state.newest_test), age: ageOf(state.newest_test) }) : words.undated;
  const flags = flagsOf(state.flags);
  return [tested, fill(words.reports, { n: state.reports }), flags.length ? `${words.open} ${flags.join(", ")}.` : words.noflags];
}

// What is otherwise than before, each in one sentence.
function changes(before, now) {
  if (now.gone) return before.gone ? [] : [words.wasgone];
  if (before.gone) return [words.back];
  const found = [];
  if (now.newest.page !== before.newest.page && now.newest.page) {
    const { laboratory, day } = now.newest;
    found.push(fill(words.newreport, { lab: laboratory || words.nolab, day: day ? dayOf(day) : words.noday }));
  }
  if (now.reports !== before.reports) found.push(fill(words.counted, { n: now.reports, m: before.reports }));
  for (const level of LEVELS) {
    if (now.flags[level] !== before.flags[level]) {
      found.push(fill(words[`${level}was`], { n: now.flags[level], m: before.flags[level] }));
    }
  }
  if (now.newest_test !== before.newest_test && now.newest_test && now.newest.page === before.newest.page) {
    found.push(fill(words.redated, { day: dayOf(now.newest_test) }));
  }
  if (now.replaced_by && now.replaced_by !== before.replaced_by) found.push(words.replaced);
  return found;
}

function changed(item, opened) {
  if (!item.changed || !item.state) return null;
  const told = changes(item.changed.before, item.state);
  if (!told.length) return null;
  const isNew = item.changed.found >= opened;
  const { since, found } = item.changed;
  const head = isNew ? fill(words.since, { when: since ? momentOf(since) : "" }) : fill(words.earlier, { when: momentOf(found) });
  const lines = told.map((line) => made("li", { textContent: line }));
  return made("div", { className: isNew ? "shelf-changed new" : "shelf-changed" }, made("p", { textContent: head }), made("ul", {}, ...lines));
}

const opened = new Date().toISOString();

function row(item) {
  const link = made("a", { href: linkTo(item.path), dir: "auto", textContent: item.name });
  const take = made("button", { type: "button", className: "quiet" }, words.remove);
  take.append(made("span", { className: "unseen", textContent: ` ${item.name}` }));
  take.addEventListener("click", () => remove(item.path));
  const lines = standing(item.state).map((line) => made("li", { textContent: line }));
  const element = made("li", { className: "shelf-item" },
    made("p", { className: "kind", textContent: words[item.kind] }),
    made("h2", {}, link),
    ...(item.of ? [made("p", { className: "of", dir: "auto", textContent: item.of })] : []),
    made("ul", { className: "shelf-standing" }, ...lines),
  ); // prettier-ignore
  const told = changed(item, opened);
  if (told) element.append(told);
  if (item.state?.replaced_by) element.append(made("p", {}, made("a", { href: linkTo(item.state.replaced_by), textContent: words.newer })));
  const when = item.asked ? fill(unasked.has(item.path) ? words.lastknown : words.asked, { when: momentOf(item.asked) }) : words.neverasked;
  element.append(made("p", { className: "muted shelf-when", textContent: when }), take);
  element.dataset.path = item.path;
  return element;
}

function show() {
  list.replaceChildren(...items.map(row));
  empty.hidden = items.length > 0;
  tools.querySelector("[data-export]").hidden = !items.length;
  undo.hidden = !removed;
}

// One thing changed: only its row is drawn anew, so that the focus stays where it is.
function showOne(item) {
  const old = [...list.children].find((element) => element.dataset.path === item.path);
  if (!old) return;
  const hadFocus = old.contains(document.activeElement) ? document.activeElement.tagName : null;
  const fresh = row(item);
  old.replaceWith(fresh);
  if (hadFocus) fresh.querySelector(hadFocus)?.focus();
}

function refuse(error) {
  trouble.hidden = false;
  trouble.querySelector("p").textContent = words[error.message] ?? words.blocked;
}

function keep() {
  try {
    save(items);
    trouble.hidden = true;
  } catch (error) {
    refuse(error);
  }
}

function remove(path) {
  const place = items.findIndex((item) => item.path === path);
  if (place < 0) return;
  removed = { item: items[place], place };
  items = items.filter((item) => item.path !== path);
  keep();
  show();
  undo.querySelector("[data-removed]").textContent = fill(words.removed, { name: removed.item.name });
  undo.querySelector("button").focus();
}

undo.querySelector("button").addEventListener("click", () => {
  const { item, place } = removed;
  items = [...items.slice(0, place), item, ...items.slice(place).filter((one) => one.path !== item.path)];
  removed = null;
  keep();
  show();
  list.children[place]?.querySelector("a").focus();
});

async function check(item) {
  const { state, path, name, of } = await ask(item);
  const now = new Date().toISOString();
  const fresh = { ...item, state, asked: now };
  if (path && path !== item.path && !items.some((one) => one.path === path)) fresh.path = path; // it was renamed
  if (name) Object.assign(fresh, { name, of });
  if (item.state && changes(item.state, state).length) fresh.changed = { found: now, since: item.asked, before: item.state };
  const place = items.findIndex((one) => one.path === item.path);
  if (place < 0) return false; // it was taken off meanwhile
  items[place] = fresh;
  const old = [...list.children].find((element) => element.dataset.path === item.path);
  if (old) old.dataset.path = fresh.path;
  showOne(fresh);
  return fresh.changed?.found === now;
}

async function checkAll() {
  const waiting = [...items];
  let failed = 0;
  let news = 0;
  if (!waiting.length) return;
  says.textContent = words.checking;
  const work = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      try {
        unasked.delete(item.path);
        if (await check(item)) news += 1;
      } catch {
        failed += 1;
        unasked.add(item.path);
        showOne(item);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (failed < items.length) keep();
  says.textContent = failed ? words.offline : news ? fill(words.news, { n: news }) : words.nonews;
}

root.querySelector("[data-export]").addEventListener("click", () => {
  const file = new Blob([JSON.stringify({ version: 1, items }, null, 2)], { type: "application/json" });
  const link = made("a", { href: URL.createObjectURL(file), download: "leafproof-shelf.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
});

root.querySelector("[data-import]").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  target.value = "";
  if (!file) return;
  let found = [];
  try {
    found = file.size > 5_000_000 ? [] : cleanItems(JSON.parse(await file.text())?.items);
  } catch {
    found = [];
  }
  const fresh = found.filter((one) => !items.some((item) => item.path === one.path));
  if (!found.length) {
    says.textContent = words.nofile;
    return;
  }
  items = [...items, ...fresh];
  keep();
  show();
  await checkAll();
  says.textContent = `${fill(words.taken, { n: fresh.length })} ${says.textContent}`;
});

root.hidden = false;
document.querySelector("[data-no-script]").hidden = true;
try {
  items = load();
  show();
  checkAll();
} catch (error) {
  refuse(error);
  tools.hidden = true;
}
window.addEventListener("online", checkAll);
onChange(() => {
  items = load();
  show();
});
