// Everything works without this file. It keeps a form on the page when the network is gone, and lets Esc leave.
(() => {
  "use strict";
  const leave = document.querySelector("[data-leave]");
  let escapes = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !leave) return;
    escapes = [...escapes, Date.now()].filter((at) => Date.now() - at < 1500);
    if (escapes.length >= 3) location.replace(leave.href);
  });
  if (leave) leave.addEventListener("click", (event) => { event.preventDefault(); location.replace(leave.href); });

  // A form is sent by fetch first: when that fails, the page with all its answers is still there to send again.
  const said = document.body.dataset.offline;
  for (const form of document.querySelectorAll("form[data-keep]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (button) button.disabled = true;
      form.querySelector("[data-offline-note]")?.remove();
      try {
        const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)), credentials: "same-origin" });
        if (answer.redirected) { location.assign(answer.url); return; }
        const page = await answer.text();
        document.open(); document.write(page); document.close();
      } catch {
        const note = document.createElement("p");
        note.className = "error"; note.dataset.offlineNote = ""; note.setAttribute("role", "alert"); note.textContent = said;
        form.append(note);
        note.scrollIntoView({ block: "center" });
      } finally {
        if (button) button.disabled = false;
      }
    });
  }
})();
