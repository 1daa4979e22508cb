// Marks on the trainer's phone: who is here, one tap a person. A mark counts at once on this screen and waits in the outbox.
const Attendance = (() => {
  "use strict";
  const here = (id) => document.getElementById(id);
  const { data, filled } = ClassPage;
  const words = here("words").dataset;
  const PARTLY = ["late", "left-early"];
  const MOST_MINUTES = 600;
  const SLIP_MS = 15 * 60 * 1000;
  const OPENS_BEFORE_MS = 30 * 60 * 1000;
  const rows = new Map();
  let waiting = new Map();

  const word = (status) => words[status.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())];
  const said = ({ status, minutes }) => (minutes ? filled(words.minutes, { status: word(status), minutes }) : word(status));
  const place = (session, learner) => `${session}/${learner}`;
  const session = () => data.sessions.find((one) => one.id === Number(here("session")?.value));
  const markOf = (learner) => {
    const now = session();
    return now ? waiting.get(place(now.id, learner)) ?? data.marks[now.id]?.[learner] : undefined;
  };

  // What this phone sent, and what waits, lie over what the page knows of the server; the last of several counts.
  const asMark = ({ id, status, minutes, at, staff, device }, waits) => ({ tokens: [id], status, minutes, at, staff, device, waits });
  const overlaid = ({ taken, pending }) => new Map([
    ...taken.map((entry) => [entry, false]), ...pending.map((entry) => [entry, true]),
  ].filter(([{ kind }]) => kind === "mark").map(([entry, waits]) => [place(entry.session, entry.learner), asMark(entry, waits)]));

  const isSlip = (mark, device) => mark.tokens.length === 1 && mark.staff === data.staff && mark.device === device && Date.now() - Date.parse(mark.at) < SLIP_MS;
  const minutesFor = (status) => {
    const { starts, ends } = session();
    const gone = status === "late" ? Date.now() - Date.parse(starts) : Date.parse(ends) - Date.now();
    return Math.min(MOST_MINUTES, Math.max(1, Math.round(gone / 60000)));
  };

  const entryOf = (learner, status, { minutes = null, how = "list", why = "" } = {}) => {
    const old = markOf(learner);
    const entry = { kind: "mark", session: session().id, learner, status, how };
    if (minutes) entry.minutes = minutes;
    if (old) entry.corrects = old.tokens.join(" ");
    if (why) entry.why = why;
    return entry;
  };

  // Gives false where the mark needs a reason first.
  const mark = async (learner, status, { minutes = null, how = "list", why = "" } = {}) => {
    const outbox = await ClassPage.outbox;
    const old = markOf(learner);
    if (old && !old.differs && old.status === status && (old.minutes ?? null) === minutes) return true;
    if (old && !why && !isSlip(old, await outbox.device())) return false;
    await outbox.put(entryOf(learner, status, { minutes, how, why }));
    return true;
  };
  const markOthersPresent = async () => {
    const open = data.members.filter(({ id }) => !markOf(id));
    await (await ClassPage.outbox).putAll(open.map(({ id }) => entryOf(id, "present")));
  };

  const drawRow = (learner) => {
    const row = rows.get(learner);
    const now = markOf(learner);
    const badge = row.querySelector(".badge");
    row.querySelector(".stands").hidden = !now;
    badge.textContent = now ? said(now) : "";
    badge.className = `badge ${now && ["absent", "excused"].includes(now.status) ? "care" : "safe"}`;
    row.querySelector(".waits").hidden = !now?.waits;
    row.querySelector(".differs").hidden = !now?.differs;
    for (const tap of row.querySelectorAll(".tap")) tap.setAttribute("aria-pressed", String(tap.dataset.status === now?.status));
    row.dataset.status = now?.status ?? "";
  };

  const draw = () => {
    const now = session();
    if (!now || !here("sums")) return;
    const hasBegun = Date.now() >= Date.parse(now.starts) - OPENS_BEFORE_MS;
    here("not-begun").hidden = hasBegun;
    here("marking").hidden = !hasBegun;
    for (const { id } of data.members) drawRow(id);
    const statuses = data.members.map(({ id }) => markOf(id)?.status);
    const open = statuses.filter((status) => !status).length;
    const away = statuses.filter((status) => ["absent", "excused"].includes(status)).length;
    here("sums").textContent = filled(here("sums").dataset.line, { attended: statuses.length - open - away, away, open });
    here("all-present").hidden = !open;
  };

  const askWhy = (row, learner, status, minutes) => {
    const form = row.querySelector(".reason");
    form.hidden = false;
    form.querySelector("input").value = "";
    form.querySelector("input").focus();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const why = form.querySelector("input").value.trim();
      if (why && (await mark(learner, status, { minutes, why }))) form.hidden = true;
    };
  };

  const tapped = async (row, learner, status) => {
    const field = row.querySelector(".minutes");
    if (PARTLY.includes(status) && !field.value) field.value = minutesFor(status);
    if (PARTLY.includes(status) && !field.reportValidity()) return;
    const minutes = PARTLY.includes(status) ? Number(field.value) : null;
    row.querySelector(".reason").hidden = true;
    if (!(await mark(learner, status, { minutes }))) askWhy(row, learner, status, minutes);
    else { row.querySelector("details").open = false; field.value = ""; }
  };

  const rowOf = (member) => {
    const row = here("say-person").content.cloneNode(true).firstElementChild;
    const name = row.querySelector(".name");
    name.textContent = member.name;
    name.lang = member.lang;
    name.id = `name-${member.id}`;
    row.querySelector(".seat").textContent = member.seat;
    row.querySelector(".latin").textContent = member.latin ?? "";
    row.querySelector(".taps").setAttribute("aria-labelledby", name.id);
    row.querySelector("summary .hidden").textContent = ` ${member.name}`;
    for (const part of ["minutes", "why"]) {
      const field = row.querySelector(part === "why" ? ".why-text" : ".minutes");
      field.id = `${part}-${member.id}`;
      row.querySelector(`.${part}-label`).htmlFor = field.id;
    }
    for (const tap of row.querySelectorAll(".tap")) tap.addEventListener("click", () => tapped(row, member.id, tap.dataset.status));
    row.querySelector(".never").addEventListener("click", () => { row.querySelector(".reason").hidden = true; });
    row.dataset.learner = member.id;
    return row;
  };

  let laid = "";
  const isSame = () => laid === JSON.stringify(data.members);
  const lay = () => {
    laid = JSON.stringify(data.members);
    rows.clear();
    for (const member of data.members) rows.set(member.id, rowOf(member));
    here("attendees").replaceChildren(...rows.values());
    draw();
  };

  const start = async () => {
    const outbox = await ClassPage.outbox;
    ClassPage.nameRefused("mark", ({ learner, status, minutes }) => `${data.members.find(({ id }) => id === learner)?.name ?? learner}: ${said({ status, minutes })}`);
    here("session").addEventListener("change", draw);
    here("all-present").addEventListener("click", markOthersPresent);
    waiting = overlaid({ taken: await outbox.taken(), pending: await outbox.pending() });
    lay();
    outbox.listen((news) => { waiting = overlaid(news); draw(); });
    // The same people keep their rows, so that what somebody is typing there stays.
    ClassPage.onFresh(() => { if (here("attendees")) (isSame() ? draw : lay)(); });
  };
  if (here("attendees")) start();

  return { mark, markOf, minutesFor, session };
})();
