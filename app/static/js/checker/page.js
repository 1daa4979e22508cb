// The page of the checker: takes what was scanned, shows how it stands, keeps the lists fresh. It sends nothing and keeps no name.
const Page = (() => {
  "use strict";
  const STORE = "waymark-lists";
  const KEPT = "/lists/kept";
  const NAMES = ["trust", "peers", "status"];
  const SCRIPTS = [["km", /[\u1780-\u17ff]/], ["my", /[\u1000-\u109f]/], ["lo", /[\u0e80-\u0eff]/], ["th", /[\u0e00-\u0e7f]/], ["zh-Hans", /[\u3400-\u9fff]/]];
  const here = (id) => document.getElementById(id);
  const { lang } = document.documentElement;
  const main = here("main");
  const result = here("result");
  const roots = JSON.parse(main.dataset.roots);
  let issuers = new Map();
  let content = null;

  const iso = (day) => (typeof day === "number" ? new Date(day * 86400000).toISOString() : day).slice(0, 10);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  // A day as the papers of this language write it, and as every paper has it.
  const months = JSON.parse(main.dataset.days);
  const zero = main.dataset.zero.charCodeAt(0);
  const written = (day) => {
    const [year, month, dd] = iso(day).split("-");
    const text = filled(months[month - 1], { year, era: Number(year) + 543, day: Number(dd), dd });
    return `${text.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)))} (${iso(day)})`;
  };
  const say = (name) => here(`say-${name}`).content.cloneNode(true);
  const word = (name) => here(`say-${name}`).dataset.word;

  // Letters of another script get its language, and with it a font that writes them right.
  const put = (place, text) => {
    place.textContent = text;
    const script = SCRIPTS.find(([, letters]) => letters.test(text));
    if (script) place.lang = script[0];
  };

  const officeOf = ({ trust: { names } }) => names[lang] ?? names.en;

  const factsOf = ({ paper, issuer }) => {
    const facts = say("facts");
    const [kind] = facts.querySelectorAll("dd[data-row=kind]");
    const [until] = facts.querySelectorAll("dd[data-row=until]");
    const values = {
      ...paper, kind: kind.dataset[paper.kind], office: officeOf(issuer),
      issued: written(paper.issued), until: paper.until === null ? until.dataset.none : written(paper.until),
    };
    for (const part of facts.querySelectorAll("[data-row]")) {
      const value = values[part.dataset.row];
      if (value === null) part.remove();
      else if (part.tagName === "DD") put(part, value);
    }
    return facts;
  };

  const verdictOf = (found) => {
    const verdict = say(found.result);
    const values = { replacement: found.replacement, day: found.day && written(found.day) };
    for (const part of verdict.querySelectorAll("[data-needs]")) if (!values[part.dataset.needs]) part.remove();
    for (const part of verdict.querySelectorAll("p")) part.textContent = filled(part.textContent, values);
    return verdict;
  };

  const show = (found) => {
    const again = say("again");
    again.firstChild.addEventListener("click", clear);
    result.replaceChildren(verdictOf(found), ...(found.paper ? [factsOf(found)] : []), again);
    result.dataset.result = found.result;
    result.hidden = false;
    tellAge(found.issuer);
    scrollTo(0, 0);
    result.focus({ preventScroll: true });
  };

  const clear = () => {
    content = null;
    result.hidden = true;
    result.replaceChildren();
    tellAge();
    main.focus();
  };

  const tellAge = (issuer = issuers.get(roots[0]?.issuer)) => {
    const age = here("age");
    const status = issuer?.status;
    const isOld = status && Date.parse(status.next_by) < Date.now();
    const line = issuer ? filled(status ? age.dataset[isOld ? "old" : "fresh"] : age.dataset.none, { day: status && written(status.signed_at) }) : "";
    age.textContent = issuer && !issuer.isHome ? filled(age.dataset.other, { office: officeOf(issuer), line }) : line;
    age.classList.toggle("error", Boolean(isOld));
  };

  const check = async (text) => {
    content = text;
    show(await Verify.check(text, issuers));
  };

  // The lists: kept ones first, so that an answer never waits for a network; new ones only where they are good and newer.
  const carried = globalThis.Kit?.lists ?? [];
  const kept = async () => {
    try { return [...carried, ...(await (await (await caches.open(STORE)).match(KEPT)).json())]; } catch { return carried; }
  };
  const fetched = async (name) => {
    try {
      const answer = await fetch(`${main.dataset.lists}${name}.json`, { cache: "no-cache", credentials: "omit" });
      const text = answer.ok ? await answer.text() : "";
      return name === "peers" && text ? JSON.parse(text) : [text];
    } catch { return []; }
  };
  // There is a list of what was known before only where our office lost a key.
  const hasLostKey = () => [...issuers.values()].some(({ isHome, trust }) => isHome && trust.keys.some((key) => key.use === "qr" && key.state === "revoked"));
  const refresh = async () => {
    if (!navigator.onLine || !main.dataset.lists) return;
    const before = Verify.textsOf(issuers);
    const texts = (await Promise.all(NAMES.map(fetched))).flat().filter(Boolean);
    issuers = await Verify.gather([...before, ...texts], roots);
    if (hasLostKey()) issuers = await Verify.gather([...Verify.textsOf(issuers), ...(await fetched("known")).filter(Boolean)], roots);
    const after = Verify.textsOf(issuers);
    if (after.join() === before.join()) return;
    try { await (await caches.open(STORE)).put(KEPT, new Response(JSON.stringify(after))); } catch { /* They count until the page is left. */ }
    if (content !== null) show(await Verify.check(content, issuers));
    else tellAge();
  };

  // What stands behind the number sign is read and taken out of the address, so that no list of visited pages keeps it.
  const takeAddress = () => {
    const digits = /^#(\d{9,})$/.exec(location.hash)?.[1];
    if (!digits) return null;
    history.replaceState(null, "", location.pathname);
    return `https://${location.host || "kit"}/c#${digits}`;
  };

  const keepPage = async () => {
    if (!navigator.serviceWorker || !main.dataset.worker) return;
    try {
      const [scope, other] = location.pathname.startsWith("/C") ? ["/C", "/c"] : ["/c", "/C"];
      await navigator.serviceWorker.register(main.dataset.worker, { scope });
      await navigator.serviceWorker.ready;
      await navigator.serviceWorker.register(main.dataset.worker, { scope: other });
      here("ready").hidden = false;
    } catch { /* It works as long as there is a network. */ }
  };

  const start = async () => {
    const scanned = takeAddress();
    if (!globalThis.crypto?.subtle || typeof BigInt === "undefined") return show({ result: "too-old" });
    here("ways").hidden = false;
    issuers = await Verify.gather(await kept(), roots);
    const isFirst = !issuers.size;
    if (isFirst) await refresh();
    if (scanned) await check(scanned);
    else tellAge();
    document.documentElement.dataset.ready = "";
    if (!isFirst) refresh();
    return keepPage();
  };

  here("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    check(here("pasted").value);
    here("pasted").value = "";
  });
  for (const link of document.querySelectorAll("#languages a")) link.addEventListener("click", (event) => {
    const digits = content && /#(\d+)/.exec(content)?.[1];
    if (digits) { event.preventDefault(); location.replace(`${link.href}#${digits}`); }
  });
  addEventListener("hashchange", () => { const scanned = takeAddress(); if (scanned) check(scanned); });
  addEventListener("online", refresh);
  addEventListener("pageshow", (event) => { if (event.persisted) clear(); });
  start();

  return { check, show, word, written, issuers: () => issuers };
})();
