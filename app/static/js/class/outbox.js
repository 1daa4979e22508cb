// What a trainer does without a network waits here, in the phone, until the server says that it was taken. Sending again is harmless:
// each entry has an id, and the server takes an id once. Plain script; every page about a class that works offline shares it.
//   const outbox = await Outbox.open(cohortId);       the same one for every script of the page
//   await outbox.put({ kind: "mark", ... });           keeps it with id, at and device, and tries to send soon
//   await outbox.putAll([{ kind, ... }, ...]);         the same for many at once
//   await outbox.pending();  await outbox.refused();   what waits; what the server did not take, with why
//   await outbox.device();                             the number this phone made up for itself
//   await outbox.taken();                              what the server took and the page on this phone may not know yet
//   outbox.listen(({ pending, refused, taken, state, clockOff }) => …); after every change; state: "sent", "waiting", "sending", "offline",
//                                                      "signed-out", "other-trainer", "not-yours" or "later";
//                                                      clockOff: milliseconds by which the phone's clock was ahead when it last sent
const Outbox = (() => {
  "use strict";
  const BASE = "waymark-class";
  const AT_ONCE = 50;
  const MOST_LETTERS = 100000;
  const SLOWEST_MS = 30000;
  const AGAIN_MS = 15000;
  const boxes = new Map();
  let base = null;

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const kept = (change) => new Promise((done, failed) => {
    change.oncomplete = () => done();
    change.onerror = change.onabort = () => failed(change.error);
  });

  const open = () => {
    base = base || new Promise((done, failed) => {
      const opening = indexedDB.open(BASE, 1);
      opening.onupgradeneeded = () => {
        for (const name of ["entries", "refused", "taken"]) opening.result.createObjectStore(name, { keyPath: "id" }).createIndex("cohort", "cohort");
        opening.result.createObjectStore("phone");
      };
      opening.onsuccess = () => {
        opening.result.onversionchange = () => { opening.result.close(); base = null; };
        done(opening.result);
      };
      opening.onerror = () => { base = null; failed(opening.error); };
    });
    return base;
  };
  const change = async (stores) => (await open()).transaction(stores, "readwrite");
  const all = async (store, cohort) => {
    const source = (await open()).transaction(store).objectStore(store);
    return asked(cohort === undefined ? source.getAll() : source.index("cohort").getAll(cohort));
  };
  const inOrder = (entries) => entries.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)) || one.turn - other.turn);

  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  // The number that this phone made up for itself, so that two phones of one trainer can be told apart.
  const device = async () => {
    const phone = (await change("phone")).objectStore("phone");
    const known = await asked(phone.get("device"));
    if (known) return known;
    const made = newId();
    await asked(phone.put(made, "device"));
    return made;
  };

  const ask = async (address, options) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), SLOWEST_MS);
    try {
      return await fetch(address, { ...options, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop.signal });
    } finally { clearTimeout(timer); }
  };
  const stateOf = (answer) => {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signed-out";
    if (answer.status === 404) return "not-yours";
    return answer.ok ? null : "later";
  };

  const batches = (entries) => {
    const found = [[]];
    let letters = 0;
    for (const entry of entries) {
      const length = JSON.stringify(entry).length;
      const begun = found[found.length - 1].length;
      if (begun >= AT_ONCE || (begun && letters + length > MOST_LETTERS)) { found.push([]); letters = 0; }
      found[found.length - 1].push(entry);
      letters += length;
    }
    return found;
  };

  const settle = async (entries, { taken, refused }) => {
    const stores = await change(["entries", "refused", "taken"]);
    const done = kept(stores);
    for (const id of taken) {
      const entry = entries.find((one) => one.id === id);
      if (!entry) continue;
      stores.objectStore("entries").delete(id);
      stores.objectStore("taken").put(entry);
    }
    for (const { id, why } of refused) {
      const entry = entries.find((one) => one.id === id);
      if (!entry) continue;
      stores.objectStore("entries").delete(id);
      stores.objectStore("refused").put({ ...entry, why });
    }
    await done;
  };

  const make = (cohort) => {
    const { lang } = document.documentElement;
    const address = `/${lang}/staff/classes/${cohort}/sync`;
    const staff = Number(document.querySelector("[data-staff]")?.dataset.staff) || null;
    const listeners = [];
    let state = "waiting";
    let clockOff = 0;
    let turn = 0;
    let under = null;
    let isMore = false;

    const pending = async () => inOrder(await all("entries", cohort));
    const refused = async () => inOrder(await all("refused", cohort));
    const taken = async () => inOrder(await all("taken", cohort));
    const tell = async (news) => {
      state = news;
      const told = { pending: await pending(), refused: await refused(), taken: await taken(), state, clockOff };
      for (const listener of listeners) listener(told);
    };

    const putAll = async (entries) => {
      const at = new Date().toISOString();
      const own = await device();
      const whole = entries.map((entry) => {
        turn += 1;
        return { ...entry, id: newId(), at, device: own, cohort, staff, turn };
      });
      const stores = await change("entries");
      const done = kept(stores);
      for (const entry of whole) stores.objectStore("entries").put(entry);
      await done;
      await tell("waiting");
      send();
      return whole;
    };
    const put = async (entry) => (await putAll([entry]))[0];

    const post = async (entries, token) => {
      const sent = entries.map(({ cohort: _cohort, staff: _staff, turn: _turn, device: _device, ...entry }) => entry);
      const body = JSON.stringify({ device: await device(), now: new Date().toISOString(), entries: sent });
      const answer = await ask(address, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body });
      const problem = stateOf(answer);
      if (!problem) await settle(entries, await answer.json());
      return problem;
    };

    const deliver = async () => {
      const waiting = await pending();
      if (!waiting.length) return "sent";
      await tell("sending");
      const door = await ask(address, {});
      const problem = stateOf(door);
      if (problem) return problem;
      const { token, staff: here, now } = await door.json();
      clockOff = Date.now() - Date.parse(now);
      const own = waiting.filter((entry) => !entry.staff || entry.staff === here);
      for (const some of own.length ? batches(own) : []) {
        const trouble = await post(some, token);
        if (trouble) return trouble;
      }
      const left = await pending();
      if (!left.length) return "sent";
      return left.every((entry) => entry.staff && entry.staff !== here) ? "other-trainer" : "later";
    };
    const alone = (work) => (navigator.locks ? navigator.locks.request(`${BASE}-${cohort}`, work) : work());

    // One at a time; what was put meanwhile goes with the next.
    const send = async () => {
      if (under) { isMore = true; return under; }
      under = alone(deliver).catch(() => "offline");
      const news = await under;
      under = null;
      await tell(news);
      if (!isMore) return news;
      isMore = false;
      return send();
    };
    const sendWhatWaits = async () => { if ((await pending()).length) await send(); };

    const dropped = async (store, ids) => {
      const stores = await change(store);
      const done = kept(stores);
      for (const id of ids) stores.objectStore(store).delete(id);
      await done;
      await tell(state);
    };
    const forget = (id) => dropped("refused", [id]);
    const forgetTaken = (ids) => dropped("taken", ids);
    // Takes the class from this phone; what waits would be lost, so it is for the caller to ask first.
    const clear = async () => {
      const names = ["entries", "refused", "taken"];
      const stores = await change(names);
      const done = kept(stores);
      for (const name of names) {
        const ids = await asked(stores.objectStore(name).index("cohort").getAllKeys(cohort));
        for (const id of ids) stores.objectStore(name).delete(id);
      }
      await done;
      await tell("sent");
    };
    const listen = (listener) => { listeners.push(listener); tell(state); };

    addEventListener("online", sendWhatWaits);
    addEventListener("pageshow", sendWhatWaits);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) sendWhatWaits(); });
    setInterval(() => { if (!document.hidden) sendWhatWaits(); }, AGAIN_MS);
    return { put, putAll, send, pending, refused, taken, forget, forgetTaken, clear, listen, device };
  };

  return {
    // Fails where the browser keeps nothing, as in some private windows; then the page must say so.
    open: async (cohort) => {
      const number = Number(cohort);
      await open();
      if (!boxes.has(number)) boxes.set(number, make(number));
      return boxes.get(number);
    },
    // How much of any class waits on this phone.
    waiting: async () => all("entries"),
    // Takes everything from this phone, the waiting too.
    wipe: async () => {
      const opened = await open();
      opened.close();
      base = null;
      await asked(indexedDB.deleteDatabase(BASE));
    },
    // Takes everything about classes from this phone, and nothing else: the checker of certificates stays. Marks the form with that,
    // so that the server need not have the browser throw away all it keeps of this site.
    clearPhone: async (form) => {
      await Outbox.wipe();
      for (const name of globalThis.caches ? await caches.keys() : []) if (name.startsWith(BASE)) await caches.delete(name);
      for (const worker of navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []) if (/\/staff\/classes\/$/.test(worker.scope)) await worker.unregister();
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "cleared", value: "yes" }));
    },
  };
})();
