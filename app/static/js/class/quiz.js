// The class quiz on one phone: show a question, tap who holds up which letter, close it, talk about it. Needs outbox.js, and no network:
// each tap waits in the outbox until the server has it. A page has <div data-class-quiz></div>, and the class in the data-value of
// #class-quiz-data. The draw was made by the server, so that what counts now or later is the same.
(() => {
  "use strict";

  const el = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") made.addEventListener("click", value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  };
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? values[name] : whole));
  const badge = (letter) => el("span", { class: `letter letter-${letter.toLowerCase()}` }, el("b", {}, letter));
  const same = (one, other) => one.length === other.length && one.every((option) => other.includes(option));

  // What is known of a quiz: what the server had when the page was made, and what was tapped on this phone since.
  const state = (quiz, session, outbox, failed) => {
    const answers = new Map(quiz.questions.map((asked) => [asked.id, new Map()]));
    const closed = new Set(quiz.closed);
    const here = new Set(session.present);
    let over = quiz.over;
    for (const [asked, own] of Object.entries(quiz.answers)) {
      for (const [learner, options] of Object.entries(own)) answers.get(asked)?.set(Number(learner), options);
    }
    const apply = (entry) => {
      if (entry.kind === "mark" && entry.session === session.id) {
        const there = ["present", "late", "left-early"].includes(entry.status);
        if (there) here.add(entry.learner); else here.delete(entry.learner);
      }
      if (entry.quiz !== quiz.token) return;
      if (entry.kind === "class-answer") answers.get(entry.question)?.set(entry.learner, entry.options);
      if (entry.kind === "class-question-end") closed.add(entry.question);
      if (entry.kind === "class-quiz-end") over = true;
    };
    // The screen does not wait for the phone's memory; where that fails, the trainer must know at once.
    const keep = (entry) => outbox.put({ ...entry, quiz: quiz.token }).catch(failed);
    const options = (asked, learner) => answers.get(asked).get(learner) || [];
    return {
      apply, options, closed, here,
      get isOver() { return over; },
      end: () => { over = true; keep({ kind: "class-quiz-end" }); },
      close: (asked) => { closed.add(asked); keep({ kind: "class-question-end", question: asked }); },
      put: (asked, learner, chosen) => {
        answers.get(asked).set(learner, chosen);
        keep({ kind: "class-answer", learner, question: asked, options: chosen });
      },
      hasAnswers: () => [...answers.values()].some((own) => [...own.values()].some((chosen) => chosen.length)),
      hasAny: (learner) => [...answers.values()].some((own) => (own.get(learner) || []).length),
    };
  };

  const run = (root, data, session, quiz, outbox, known) => {
    const { words } = data;
    const asked = quiz.questions;
    let people = [];
    let away = [];
    // Who is here is asked anew whenever the quiz is opened: on the same page people are marked meanwhile.
    const gather = () => {
      people = data.people.filter((one) => known.here.has(one.id) || known.hasAny(one.id));
      away = data.people.filter((one) => !people.includes(one));
    };
    let tongue = data.locales[0].tag;
    let place = 0;
    let picked = null;
    let done = [];
    const box = el("div", { class: "class-quiz", role: "dialog", "aria-modal": "true", "aria-label": quiz.title.text });
    const status = el("span", { class: "state", role: "status" });
    const texts = (one) => one.words[tongue] || Object.values(one.words)[0];
    const button = (kind, text, onclick, more = {}) => el("button", { type: "button", class: kind, onclick, ...more }, typeof text === "string" ? el("span", {}, text) : text);
    const show = (head, body, foot) => {
      box.replaceChildren(el("div", { class: "head" }, ...head, status), el("div", { class: "body", tabindex: "0" }, ...body), el("div", { class: "ends" }, ...foot));
      box.querySelector("h1, h2")?.focus();
    };
    const where = () => el("strong", {}, filled(words.question, { number: place + 1, count: asked.length }));
    const heading = (one) => el("h1", { lang: texts(one).lang, tabindex: "-1" }, one.must_know ? el("span", { class: "star", title: words.star }, "★ ") : null, texts(one).text);
    const tongues = (again) => (data.locales.length < 2 ? null : el("nav", { class: "tongues", "aria-label": words.language }, ...data.locales.map((locale) => (
      button("", locale.name, () => { tongue = locale.tag; again(); }, { lang: locale.tag, "aria-current": locale.tag === tongue ? "true" : null })))));
    const behind = (inert) => { for (const other of document.body.children) if (other !== box) other.inert = inert; };
    const leave = () => { box.remove(); behind(false); paintStart(); root.querySelector("button")?.focus(); };

    // 1. The question, large.
    const question = () => {
      const one = asked[place];
      if (known.closed.has(one.id)) { counts(); return; }
      show(
        [where()],
        [el("div", { class: "asked" },
          one.picture ? el("img", { class: "picture", src: one.picture.address, alt: one.picture.says, lang: one.picture.lang }) : null,
          heading(one),
          one.wanted === 2 ? el("p", { class: "hint" }, words.chooseTwo) : null,
          el("ul", { class: "letters" }, ...one.options.map((option) => el("li", {}, badge(option.letter), el("span", { class: "grow", lang: texts(one).lang }, texts(one).options[option.id]))))),
        tongues(question)],
        [button("quiet back", words.back, () => { if (place) { place -= 1; question(); } else leave(); }), button("go", words.take, taking)],
      );
    };

    // 2. Who holds up which letter.
    const taking = () => {
      const one = asked[place];
      picked = one.options[0];
      done = [];
      let warned = false;
      const tiles = new Map();
      const picks = new Map();
      const note = el("p", { class: "state", role: "status" }, words.pick);
      const others = button("quiet", "", () => change(people.filter((person) => !known.options(one.id, person.id).length).map((person) => [person.id, [picked.id]])));
      const undo = button("quiet", words.undo, () => {
        const last = done.pop();
        if (!last) return;
        for (const [learner, before] of last) known.put(one.id, learner, before);
        note.textContent = words.undone;
        paint();
      });
      const close = button("go", "", () => {
        const missing = people.length - answered();
        if (missing && !warned) { warned = true; paint(); return; }
        known.close(one.id);
        counts();
      });
      const answered = () => people.filter((person) => known.options(one.id, person.id).length).length;
      const change = (changes) => {
        if (!changes.length) return;
        warned = false;
        note.textContent = words.pick;
        done.push(changes.map(([learner]) => [learner, known.options(one.id, learner)]));
        for (const [learner, chosen] of changes) known.put(one.id, learner, chosen);
        paint();
      };
      const tap = (person) => {
        const before = known.options(one.id, person.id);
        if (before.includes(picked.id)) change([[person.id, before.filter((option) => option !== picked.id)]]);
        else if (one.wanted === 1) change([[person.id, [picked.id]]]);
        else change([[person.id, [...before.slice(-(one.wanted - 1)), picked.id]]]);
      };
      const paint = () => {
        for (const option of one.options) {
          const pick = picks.get(option.id);
          pick.setAttribute("aria-pressed", String(option === picked));
          pick.querySelector(".many").textContent = people.filter((person) => known.options(one.id, person.id).includes(option.id)).length;
        }
        for (const person of people) {
          const tile = tiles.get(person.id);
          const chosen = one.options.filter((option) => known.options(one.id, person.id).includes(option.id));
          tile.toggleAttribute("data-answered", chosen.length > 0);
          tile.querySelector(".chosen").replaceChildren(...chosen.map((option) => badge(option.letter)));
          tile.setAttribute("aria-label", `${person.seat} ${person.name}: ${chosen.map((option) => option.letter).join(" ") || words.none}`);
        }
        const missing = people.length - answered();
        others.firstChild.textContent = filled(words.others, { letter: picked.letter });
        others.disabled = !missing;
        undo.disabled = !done.length;
        close.firstChild.textContent = warned ? filled(words.closeAnyway, { missing }) : filled(words.close, { done: answered(), count: people.length });
      };
      for (const option of one.options) {
        picks.set(option.id, button("pick", el("span", { class: "letter-box" }, badge(option.letter)), () => { picked = option; paint(); }, { "aria-label": option.letter }));
        picks.get(option.id).append(el("span", { class: "many" }));
      }
      for (const person of people) {
        tiles.set(person.id, el("button", { type: "button", class: "tile", "data-learner": person.id, onclick: () => tap(person) },
          el("b", {}, String(person.seat)), el("span", { class: "chosen" }), el("span", { class: "name" }, person.name)));
      }
      const absent = away.length ? el("details", {}, el("summary", {}, filled(words.left, { count: away.length })),
        el("ul", { class: "people" }, ...away.map((person) => el("li", {}, el("button", { type: "button", class: "tile", "data-learner": person.id, "aria-disabled": "true", onclick: () => { note.textContent = `${person.seat}: ${words.absent}`; note.scrollIntoView({ block: "center" }); } },
          el("b", {}, String(person.seat)), el("span", { class: "chosen" }), el("span", { class: "name" }, person.name)))))) : null;
      show(
        [where(), button("quiet back small", words.show, question), el("div", { class: "picks", role: "group", "aria-label": words.pick }, ...picks.values())],
        [el("h2", { class: "hidden", tabindex: "-1" }, texts(one).text), note, el("ul", { class: "people" }, ...people.map((person) => el("li", {}, tiles.get(person.id)))), absent],
        [undo, others, close],
      );
      paint();
    };

    // 3. What the class believes, and why the right one is right.
    const counts = () => {
      const one = asked[place];
      const many = (option) => people.filter((person) => known.options(one.id, person.id).includes(option.id)).length;
      const last = place === asked.length - 1;
      show(
        [where()],
        [el("div", { class: "asked" }, heading(one),
          el("ul", { class: "letters" }, ...one.options.map((option) => el("li", { class: option.is_right ? "right" : null }, badge(option.letter),
            el("span", { class: "grow", lang: texts(one).lang }, texts(one).options[option.id], option.is_right ? el("strong", { lang: document.documentElement.lang }, ` ✓ ${words.right}`) : null),
            el("meter", { min: "0", max: String(people.length || 1), value: String(many(option)), "aria-label": option.letter }), el("span", { class: "many" }, String(many(option)))))),
          el("p", { class: "why", lang: texts(one).lang }, texts(one).explanation)), tongues(counts)],
        [button("quiet back", words.back, () => { if (place) { place -= 1; question(); } else leave(); }),
          button("go", last ? words.toEnd : words.next, () => { if (last) ending(); else { place += 1; question(); } })],
      );
    };

    // 4. The end.
    const ending = () => {
      const open = asked.filter((one) => !known.closed.has(one.id)).length;
      const note = el("p", { class: "error", role: "alert", hidden: true }, words.blank);
      show(
        [el("strong", { lang: quiz.title.lang }, quiz.title.text)],
        [el("h2", { tabindex: "-1" }, words.end), el("p", {}, words.endHint), open ? el("p", {}, filled(words.notClosed, { count: open })) : null, note],
        [button("quiet back", words.back, () => { place = asked.length - 1; question(); }),
          button("go", words.end, () => { if (!known.hasAnswers()) { note.hidden = false; return; } known.end(); over(); })],
      );
    };
    const over = () => {
      const score = (person) => asked.filter((one) => same(known.options(one.id, person.id), one.options.filter((option) => option.is_right).map((option) => option.id))).length;
      show(
        [el("strong", { lang: quiz.title.lang }, quiz.title.text)],
        [el("h2", { tabindex: "-1" }, words.ended), el("table", {}, el("tbody", {}, ...people.filter((person) => known.hasAny(person.id)).map((person) => (
          el("tr", {}, el("th", { scope: "row" }, String(person.seat)), el("td", {}, el("bdi", {}, person.name)), el("td", {}, filled(words.score, { right: score(person), count: asked.length })))))))],
        [button("quiet", words.again, leave), root.dataset.results ? el("a", { class: "go", href: root.dataset.results }, words.results) : null],
      );
    };

    const begin = () => {
      gather();
      place = Math.max(0, asked.findIndex((one) => !known.closed.has(one.id)));
      document.body.append(box);
      behind(true);
      if (known.isOver) over(); else question();
    };
    // The page's own button: begin, or go on.
    const start = button("go", "", begin, { "data-start": quiz.token });
    const nobody = el("p", { class: "small" }, words.nobody);
    const paintStart = () => {
      gather();
      nobody.hidden = people.length > 0;
      const label = known.isOver ? words.ended : known.hasAnswers() || known.closed.size ? words.goOn : words.start;
      start.firstChild.textContent = data.sessions.length === 1 && data.sessions[0].quizzes.length === 1 ? label : `${quiz.title.text}: ${label}`;
      start.disabled = !people.length && !known.isOver;
    };
    paintStart();
    root.append(start, nobody);

    const news = { sent: "sent", offline: "offline", "signed-out": "signedOut", "other-trainer": "otherTrainer" };
    outbox.listen(({ pending, refused, state: how }) => {
      pending.filter((entry) => entry.kind === "mark").forEach(known.apply);
      if (!box.isConnected) paintStart();
      const own = refused.filter((entry) => entry.quiz === quiz.token);
      const text = pending.length ? words[news[how]] && how !== "sent" ? words[news[how]] : words.waiting : words.sent;
      const seats = own.map((entry) => { const person = data.people.find((one) => one.id === entry.learner); return `${person ? `${person.seat}: ` : ""}${entry.why}`; });
      status.textContent = filled(text, { count: pending.length }) + (own.length ? ` ${filled(words.refused, { count: own.length })} ${[...new Set(seats)].join(" ")}` : "");
      status.classList.toggle("care", own.length > 0 || how === "signed-out");
    });
  };

  // How the class page tells of what the server did not take.
  const nameEntries = (data) => {
    const quizzes = data.sessions.flatMap((session) => session.quizzes);
    const title = (entry) => quizzes.find((quiz) => quiz.token === entry.quiz)?.title.text ?? data.words.name;
    const person = (entry) => { const found = data.people.find((one) => one.id === entry.learner); return found ? ` ${found.seat} ${found.name}` : ""; };
    for (const kind of ["class-answer", "class-question-end", "class-quiz-end"]) ClassPage.nameRefused(kind, (entry) => `${title(entry)}${person(entry)}`);
  };

  const mount = async (root) => {
    const data = JSON.parse(document.getElementById("class-quiz-data").dataset.value);
    let outbox;
    try { outbox = await Outbox.open(data.cohort); } catch {
      root.append(el("p", { class: "error" }, data.words.keepsNothing));
      return;
    }
    for (const other of document.querySelectorAll("[data-without-script]")) other.hidden = true;
    const pending = await outbox.pending();
    if (globalThis.ClassPage) nameEntries(data);
    for (const session of data.sessions) {
      if (data.sessions.length > 1) root.append(el("h3", {}, session.label));
      for (const quiz of session.quizzes) {
        const failed = () => { if (!root.querySelector(".error")) root.prepend(el("p", { class: "error", role: "alert" }, data.words.keepsNothing)); };
        const known = state(quiz, session, outbox, failed);
        pending.forEach(known.apply);
        run(root, data, session, quiz, outbox, known);
      }
    }
  };

  for (const root of document.querySelectorAll("[data-class-quiz]")) mount(root);
})();
