// Pages shown to a class are plain links. This lets the arrow keys, a presenter's remote and a tap beside the text follow them.
(() => {
  "use strict";
  const ways = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" };
  const go = (rel) => { const way = document.querySelector(`a[rel="${rel}"]`); if (way) way.click(); };
  addEventListener("keydown", (event) => {
    const rel = ways[event.key];
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("button, input, audio, select, summary")) return;
    if (event.key === " " && event.target.closest("a")) return;
    event.preventDefault();
    go(rel);
  });
  const main = document.querySelector("main");
  main.addEventListener("click", (event) => {
    if (event.target.closest("a, button, audio, details, form") || String(getSelection())) return;
    go(event.clientX < innerWidth / 3 ? "prev" : "next");
  });
})();
