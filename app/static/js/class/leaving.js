// Before staff sign out: what waits on this phone is sent; what cannot be sent is spoken of before it would be lost.
(() => {
  "use strict";
  const form = document.querySelector("form[data-leaving]");
  const note = document.getElementById("leaving");
  if (!form || !note || !globalThis.indexedDB) return;
  const counted = (count) => (count === 1 ? note.dataset.one : note.dataset.many.replace("{count}", count));

  const left = async () => {
    const cohorts = new Set((await Outbox.waiting()).map(({ cohort }) => cohort));
    for (const cohort of cohorts) await (await Outbox.open(cohort)).send();
    return (await Outbox.waiting()).length;
  };
  const leave = async () => {
    try { await Outbox.clearPhone(form); } catch { /* The answer of the server has the browser clear everything. */ }
    form.submit();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let count = 0;
    try { count = await left(); } catch { /* This browser keeps nothing. */ }
    if (!count) return leave();
    document.getElementById("leaving-count").textContent = counted(count);
    note.hidden = false;
    return note.focus();
  });
  document.getElementById("leave-anyway").addEventListener("click", leave);
})();
