// Keeps the checker at hand: once a browser has opened it, it opens without a network.
// Written by hand and without a library such as Workbox: a fixed list of files under names that carry their digests, kept as
// a whole and thrown away as a whole, is less than a library's settings would be.
"use strict";
const CACHE = "waymark-checker-{{ version }}";
const HOME = "/c";
const PAGES = {{ pages|tojson }};
const FILES = {{ files|tojson }};
const EXTRAS = {{ extras|tojson }};

const olderCaches = async () => (await caches.keys()).filter((name) => name.startsWith("waymark-checker-") && name !== CACHE);
const languageOf = (page) => /<html lang="([A-Za-z-]+)"/.exec(page)?.[1];

// The language somebody chose stays theirs when the page changes; a scanner that was fetched once is kept.
async function carryOver(cache) {
  for (const name of await olderCaches()) {
    const older = await caches.open(name);
    const chosen = await (await older.match(HOME))?.text();
    const page = chosen && (await cache.match(`${HOME}/${languageOf(chosen)}`));
    if (page) await cache.put(HOME, page);
    for (const extra of EXTRAS) {
      const file = await older.match(extra);
      if (file) await cache.put(extra, file);
    }
  }
}

async function fill() {
  const cache = await caches.open(CACHE);
  if ((await cache.keys()).length <= PAGES.length + FILES.length) {
    await cache.addAll([HOME, ...PAGES].map((path) => new Request(path, { cache: "reload" })));
    await cache.addAll(FILES);
    await carryOver(cache);
  }
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await olderCaches()) await caches.delete(name);
  await self.clients.claim();
}

async function page(path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(PAGES.includes(path) ? path : HOME);
  if (!found) return fetch(path);
  if (PAGES.includes(path)) await cache.put(HOME, found.clone());
  return found;
}

async function file(request, path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  if (found) return found;
  const answer = await fetch(request);
  if (EXTRAS.includes(path) && answer.ok) await cache.put(path, answer.clone());
  return answer;
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && [HOME, "/C", ...PAGES].includes(pathname)) event.respondWith(page(pathname));
  else if (FILES.includes(pathname) || EXTRAS.includes(pathname)) event.respondWith(file(event.request, pathname));
});
