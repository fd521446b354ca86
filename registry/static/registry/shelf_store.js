// The shelf as the browser keeps it: at most 500 things, each by the path of its page. Nothing here asks the network.
// Whatever comes from storage or a file is taken apart field by field: either may have been written by anyone.

const KEY = "leafproof-shelf";
const MOST = 500;
const LONGEST = 400; // characters of a name
const PATH = /^\/(?:products\/[-\w]{1,200}\/[-\w]{1,300}\/(?:batches\/[0-9a-z]{1,120}\/)?|reports\/[0-9a-z]{10}\/)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const LEVELS = ["alert", "warning", "note"];

export class Refused extends Error {} // its message is "blocked", "full" or "many"

const text = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
const count = (value) => (Number.isSafeInteger(value) && value >= 0 ? value : 0);
const day = (value) => (typeof value === "string" && DAY.test(value) ? value : null);
const moment = (value) => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : null);
const path = (value) => (typeof value === "string" && PATH.test(value) ? value : null);
const isThing = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export const kindOf = (page) => (page.startsWith("/reports/") ? "report" : page.includes("/batches/") ? "batch" : "product");

// How a thing stands, as its address tells it; null for what is none.
export function cleanState(told) {
  if (!isThing(told)) return null;
  if (told.gone === true) return { gone: true, withdrawn_on: day(told.withdrawn_on), reason: text(told.reason) };
  const flags = isThing(told.flags) ? told.flags : {};
  const newest = isThing(told.newest) ? told.newest : {};
  return {
    reports: count(told.reports),
    newest: { page: path(newest.page), laboratory: text(newest.laboratory), day: day(newest.day) },
    newest_test: day(told.newest_test),
    flags: Object.fromEntries(LEVELS.map((level) => [level, count(flags[level])])),
    replaced_by: path(told.replaced_by),
  };
}

export function cleanItem(one) {
  if (!isThing(one) || !path(one.path)) return null;
  const changed = isThing(one.changed) ? one.changed : null;
  const before = changed && cleanState(changed.before);
  return {
    path: one.path,
    kind: kindOf(one.path),
    name: text(one.name) || one.path,
    of: text(one.of),
    kept: moment(one.kept),
    state: cleanState(one.state),
    asked: moment(one.asked),
    changed: before ? { found: moment(changed.found), since: moment(changed.since), before } : null,
  };
}

export function cleanItems(found) {
  const items = new Map();
  for (const one of Array.isArray(found) ? found : []) {
    const item = cleanItem(one);
    if (item && items.size < MOST && !items.has(item.path)) items.set(item.path, item);
  }
  return [...items.values()];
}

export function load() {
  let kept;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    throw new Refused("blocked");
  }
  try {
    return cleanItems(JSON.parse(kept ?? "{}")?.items);
  } catch {
    return [];
  }
}

export function save(items) {
  if (items.length > MOST) throw new Refused("many");
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: 1, items }));
  } catch (trouble) {
    throw new Refused(trouble.name === "QuotaExceededError" ? "full" : "blocked");
  }
}

// Calls back when the shelf may have changed elsewhere: in another tab, or while this page lay in the browser's history.
export function onChange(work) {
  addEventListener("storage", ({ key }) => (key === KEY || key === null) && work());
  addEventListener("pageshow", ({ persisted }) => persisted && work());
}

// Asks for one thing at its own address: what it says, or that it is gone; throws where the network does not answer.
export async function ask(item) {
  const answer = await fetch(`${item.path}standing.json`, { headers: { Accept: "application/json" }, credentials: "omit" });
  if (answer.status === 404) return { state: cleanState({ gone: true }) };
  if (answer.status === 410) return { state: cleanState({ ...(await answer.json()), gone: true }) };
  if (!answer.ok) throw new TypeError(`answered ${answer.status}`);
  const told = await answer.json();
  if (told.kind !== kindOf(item.path)) throw new TypeError("another answer"); // such as that of a hotel's network
  return { state: cleanState(told), path: path(told.page), name: text(told.name), of: text(told.of) };
}
