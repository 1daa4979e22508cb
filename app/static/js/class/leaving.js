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
  // The server's answer asks the browser to clear everything; a browser that does not know that is cleared here.
  const clear = async () => {
    await Outbox.wipe();
    for (const name of globalThis.caches ? await caches.keys() : []) if (name.startsWith("waymark-class-")) await caches.delete(name);
    for (const worker of navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : []) if (/\/staff\/classes\/$/.test(worker.scope)) await worker.unregister();
  };
  const leave = async () => {
    try { await clear(); } catch { /* The answer of the server clears it. */ }
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
