// The service worker: styles and scripts at hand, pages from the network first, and what was seen when there is none.
//
// It keeps only what the server marks as public (see registry/web/offline.py). `self.leafproof` comes before this file.

const { version, shell, offline, pages, pictures, mark } = self.leafproof;
const SHELL = `shell-${version}`;
const PAGES = `pages-${version}`;
const PICTURES = `pictures-${version}`;
const PICTURE = /^\/reports\/[0-9a-z]+\/(?:pages|values)\/.+\.webp$/;
const SIGNING = /\/(?:accounts|admin)\/log(?:in|out)\/$/;
const ANY = { ignoreVary: true };
const seen = new Map(); // client -> when the page that it shows was seen, if it came from here

self.addEventListener("install", (event) => {
  const requests = shell.map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(requests)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const removed = caches.keys().then((names) =>
    Promise.all(names.filter((name) => ![SHELL, PAGES, PICTURES].includes(name)).map((name) => caches.delete(name))),
  );
  event.waitUntil(removed.then(() => self.clients.claim()));
});

const forget = () => Promise.all([caches.delete(PAGES), caches.delete(PICTURES)]);

// Keeps an answer with the moment of it, and lets go of the oldest beyond the bound.
async function keep(name, most, request, answer) {
  const cache = await caches.open(name);
  const headers = new Headers(answer.headers);
  headers.set("Leafproof-Seen", new Date().toISOString());
  await cache.delete(request, ANY);
  await cache.put(request, new Response(answer.body, { status: answer.status, headers }));
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(kept.length - most, 0)).map((one) => cache.delete(one, ANY)));
}

async function letGo(name, request) {
  const cache = await caches.open(name);
  await cache.delete(request, ANY);
}

async function page(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    const isKept = answer.status === 200 && answer.headers.get(mark) === "keep";
    if (isKept) event.waitUntil(keep(PAGES, pages, request, answer.clone()));
    else if (answer.status < 500 && answer.type !== "opaqueredirect") event.waitUntil(letGo(PAGES, request));
    return answer;
  } catch {
    return pageSeen(event);
  }
}

async function pageSeen(event) {
  const kept = await (await caches.open(PAGES)).match(event.request, ANY);
  if (kept) {
    seen.set(event.resultingClientId, kept.headers.get("Leafproof-Seen"));
    return kept;
  }
  const inShell = await caches.open(SHELL);
  const { pathname } = new URL(event.request.url);
  const home = Object.keys(offline).sort((one, other) => other.length - one.length).find((start) => pathname.startsWith(start));
  return (await inShell.match(pathname, ANY)) ?? (await inShell.match(offline[home], ANY)) ?? Response.error();
}

async function picture(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    const isPublic = (answer.headers.get("Cache-Control") ?? "").includes("public");
    if (answer.status === 200 && isPublic) event.waitUntil(keep(PICTURES, pictures, request, answer.clone()));
    else if (answer.status === 404 || answer.status === 410) event.waitUntil(letGo(PICTURES, request));
    return answer;
  } catch {
    return (await (await caches.open(PICTURES)).match(request, ANY)) ?? Response.error();
  }
}

// Styles and scripts: as they are now, and as they were kept where there is no network.
async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(SHELL)).match(request, ANY)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (SIGNING.test(url.pathname)) event.waitUntil(forget());
    return;
  }
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (shell.includes(url.pathname)) event.respondWith(file(request));
  else if (request.destination === "image" && PICTURE.test(url.pathname)) event.respondWith(picture(event));
});

self.addEventListener("message", (event) => {
  if (event.data === "seen?") event.ports[0]?.postMessage(seen.get(event.source?.id) ?? null);
});
