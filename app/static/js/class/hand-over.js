// A device that still holds unsent marks or answers is not handed over: what is handed over is wiped.
(() => {
  "use strict";
  const form = document.querySelector("[data-hand-over]");
  const note = document.querySelector("[data-waiting]");
  const look = async () => {
    let waiting = [];
    try { waiting = await Outbox.waiting(); } catch { return; }
    note.hidden = !waiting.length;
    form.querySelector("button").disabled = waiting.length > 0;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try { await Outbox.clearPhone(form); } catch { /* The answer of the server has the browser clear everything. */ }
    form.submit();
  });
  look();
  addEventListener("pageshow", look);
})();
