// The class on a trainer's phone: keeps the page for later, shows what waits to be sent, and takes the class away again.
// Other scripts use: ClassPage.data, ClassPage.outbox (a promise), ClassPage.onFresh(data => …) after a newer page came,
// the event "class-put-away" on the document when the class leaves the phone,
// ClassPage.nameRefused(kind, entry => words) for what the server did not take.
const ClassPage = (() => {
  "use strict";
  const PAGES = "waymark-class-pages";
  const CLOCK_MAY_ERR_MS = 5 * 60 * 1000;
  const OLD_MS = 24 * 3600 * 1000;
  const here = (id) => document.getElementById(id);
  const main = here("main");
  const path = location.pathname;
  const valueIn = (root, id) => JSON.parse(root.getElementById(id).dataset.value);
  const fresh = [];
  const names = new Map();
  const data = valueIn(document, "class-data");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // After everything was sent: what the server has now, for the screen and for the next time without a network.
  const refresh = async () => {
    try {
      const box = await outbox;
      const known = (await box.taken()).map(({ id }) => id);
      const answer = await fetch(path, { cache: "no-store", redirect: "manual" });
      if (!answer.ok) return;
      const copy = answer.clone();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      Object.assign(data, valueIn(page, "class-data"));
      here("age").textContent = page.getElementById("age").textContent;
      if (globalThis.caches && (await (await caches.open(PAGES)).match(path))) await (await caches.open(PAGES)).put(path, copy);
      await box.forgetTaken(known);
      for (const listener of fresh) listener(data);
      tellAge();
    } catch { /* The network went again; what is on the screen stays. */ }
  };

  let isRefreshing = false;
  const refreshOnce = async () => {
    if (isRefreshing) return;
    isRefreshing = true;
    await refresh();
    isRefreshing = false;
  };

  const tellAge = () => {
    const age = here("age");
    const isOld = Date.now() - Date.parse(data.drawn) > OLD_MS;
    age.classList.toggle("error", isOld);
    if (isOld && !age.textContent.includes(age.dataset.old)) age.textContent += ` ${age.dataset.old}`;
  };

  const told = (worker, message) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => done(event.data);
    worker.postMessage(message, [port2]);
  });
  const keep = async () => {
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(main.dataset.worker);
      const { active } = await navigator.serviceWorker.ready;
      const isKept = await told(active, { task: "keep", path, files: JSON.parse(main.dataset.files) });
      here("kept").hidden = !isKept;
      if (navigator.storage?.persist) await navigator.storage.persist();
    } catch { here("kept").hidden = !(await caches.match(path)); }
  };

  const show = ({ pending, refused, state, clockOff }) => {
    const post = here("post");
    post.hidden = false;
    here("clock").hidden = Math.abs(clockOff) < CLOCK_MAY_ERR_MS;
    here("clock-word").textContent = filled(here("clock").dataset.line, { minutes: Math.abs(Math.round(clockOff / 60000)) });
    here("post-count").textContent = pending.length ? (pending.length === 1 ? post.dataset.one : filled(post.dataset.many, { count: pending.length })) : post.dataset.sent;
    const word = state.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    here("post-state").textContent = pending.length ? post.dataset[word] : "";
    here("send").hidden = !pending.length || state === "sending";
    here("sign-in").hidden = !(pending.length && ["signed-out", "other-trainer"].includes(state));
    post.classList.toggle("care", refused.length > 0 || (pending.length > 0 && ["signed-out", "other-trainer", "not-yours", "later"].includes(state)));
    post.dataset.state = state;
    post.dataset.pending = pending.length;
    here("refused").hidden = !refused.length;
    here("refused").replaceChildren(...refused.map(refusal));
  };
  const refusal = (entry) => {
    const item = here("say-refused").content.cloneNode(true);
    const what = names.get(entry.kind)?.(entry) ?? entry.kind;
    item.querySelector(".what").textContent = filled(here("post").dataset.refused, { what, why: entry.why });
    item.querySelector("button").addEventListener("click", async () => (await outbox).forget(entry.id));
    return item;
  };

  // The page goes from the phone; what waits to be sent is the caller's to think of.
  const vanish = async () => {
    if (globalThis.caches) await (await caches.open(PAGES)).delete(path);
    document.dispatchEvent(new Event("class-put-away"));
    for (const part of [...document.body.children]) if (!["HEADER", "MAIN"].includes(part.tagName)) part.remove();
    for (const part of [...main.children]) if (part.id !== "gone") part.remove();
    here("gone").hidden = false;
    here("gone").focus();
  };
  // Has the office put the class away from afar, because the phone may be lost? What is not sent stays: it names nobody.
  const askWhetherToStay = async () => {
    try { if ((await fetch(main.dataset.mayStay, { cache: "no-store", credentials: "omit" })).status === 410) await vanish(); } catch { /* No network: later. */ }
  };

  const putAway = async (outbox) => {
    const said = here("put-away-said");
    await outbox.send();
    if ((await outbox.pending()).length) { said.textContent = said.dataset.waits; said.className = "error"; return; }
    await outbox.clear();
    await vanish();
  };

  const outbox = Outbox.open(data.cohort);
  outbox.then((box) => {
    box.listen((news) => {
      if (here("post")) show(news);
      if (news.taken.length && news.state === "sent") refreshOnce();
    });
    for (const id of ["attendance", "away"]) here(id).hidden = false;
    here("send").addEventListener("click", () => box.send());
    here("put-away").addEventListener("click", () => putAway(box));
    box.send();
    document.documentElement.dataset.ready = "";
  }, () => { here("no-store").hidden = false; });
  tellAge();
  keep();
  askWhetherToStay();
  addEventListener("online", askWhetherToStay);

  return { data, outbox, filled, onFresh: (listener) => fresh.push(listener), nameRefused: (kind, words) => names.set(kind, words) };
})();
