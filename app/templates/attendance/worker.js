// Keeps the page of a class on its trainer's phone: from the network where there is one, else as it was kept.
// It keeps nothing that the page did not ask it to keep, and throws away what it is told to.
"use strict";
const FILES = {{ files|tojson }};
const EXTRAS = {{ extras|tojson }};
const NAME = "waymark-class-";
const STATIC = `${NAME}files-{{ version }}`;
const PAGES = `${NAME}pages`;
const HOME = {{ home|tojson }};
const SLOWEST_MS = 6000;
// Names of people do not lie on a phone longer than they are of use.
const LETTERS_OF_DATE = 29;
const LONGEST_MS = 14 * 24 * 3600 * 1000;
const isPage = (path) => path.startsWith(`${HOME}/`) && /^\/\d+\/offline$/.test(path.slice(HOME.length));

async function fill() {
  const cache = await caches.open(STATIC);
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(FILES.filter((path) => !there.has(path)));
  await self.skipWaiting();
}

// A page that was kept names the files of its day: they go only when every page has been renewed.
async function tidy() {
  const pages = await caches.open(PAGES);
  const renewed = await Promise.all((await pages.keys()).map((request) => renew(new URL(request.url).pathname)));
  const older = (await caches.keys()).filter((name) => name.startsWith(`${NAME}files-`) && name !== STATIC);
  if (renewed.every(Boolean)) await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Whether the office has put this class away from afar: the phone may be lost. Asked only where the sign-in has ended.
async function isTakenAway(kept) {
  const found = /data-may-stay="([^"]+)"/.exec(kept ? await kept.clone().text() : "");
  if (!found) return false;
  try { return (await fetch(found[1], { cache: "no-store", credentials: "omit" })).status === 410; } catch { return false; }
}

async function renew(path) {
  try {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "manual" });
    const pages = await caches.open(PAGES);
    // The class is somebody else's now, or gone.
    if (answer.status === 404) return pages.delete(path);
    if (answer.type === "opaqueredirect" && (await isTakenAway(await pages.match(path)))) return pages.delete(path);
    if (!answer.ok) return false;
    await pages.put(path, answer);
    return true;
  } catch { return false; }
}

async function keep(path, files) {
  if (!isPage(path)) return false;
  const cache = await caches.open(STATIC);
  const missing = [];
  for (const file of files) if (!(await caches.match(file))) missing.push(file);
  await cache.addAll(missing);
  return renew(path);
}

async function drop(path) {
  await (await caches.open(PAGES)).delete(path);
  return true;
}

async function wipe() {
  for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
  return true;
}

async function keptPage(pages, path) {
  const found = await pages.match(path);
  const at = found && Date.parse((found.headers.get("Date") || "").slice(0, LETTERS_OF_DATE));
  if (!found || !(Date.now() - at > LONGEST_MS)) return found;
  await pages.delete(path);
  return undefined;
}

async function page(request, path) {
  const pages = await caches.open(PAGES);
  const kept = await keptPage(pages, path);
  const asked = fetch(request).then(async (answer) => {
    if (kept && answer.ok) await pages.put(path, answer.clone());
    if (kept && (answer.status === 404 || (answer.type === "opaqueredirect" && (await isTakenAway(kept))))) await pages.delete(path);
    return answer.status >= 500 && kept ? kept.clone() : answer;
  });
  if (!kept) return asked;
  const late = new Promise((done) => { setTimeout(() => done(kept.clone()), SLOWEST_MS); });
  return Promise.race([asked.catch(() => kept.clone()), late]);
}

async function file(request, path) {
  const found = await caches.match(path);
  if (found) return found;
  const answer = await fetch(request);
  if (EXTRAS.includes(path) && answer.ok) await (await caches.open(STATIC)).put(path, answer.clone());
  return answer;
}

const TASKS = { keep: ({ path, files }) => keep(path, files), drop: ({ path }) => drop(path), wipe };

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  const task = TASKS[event.data.task];
  if (task) event.waitUntil(task(event.data).catch(() => false).then((done) => event.ports[0]?.postMessage(done)));
});
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && isPage(pathname)) event.respondWith(page(event.request, pathname));
  else if (pathname.startsWith("/static/")) event.respondWith(file(event.request, pathname));
});
