// The kill switch: a worker that takes away all that was kept, and itself.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const emptied = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(emptied.then(() => self.registration.unregister()));
});
