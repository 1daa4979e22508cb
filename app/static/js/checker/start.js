// The first page of the kit: what a camera brought along goes on to the page of the language.
(() => {
  "use strict";
  const scanned = /^#\d{9,}$/.test(location.hash) ? location.hash : "";
  if (!scanned) return;
  history.replaceState(null, "", location.pathname);
  const links = [...document.querySelectorAll("#languages a")];
  for (const link of links) link.addEventListener("click", (event) => { event.preventDefault(); location.replace(`${link.href}${scanned}`); });
  const wishes = navigator.languages.map((wish) => wish.split("-")[0]);
  const wish = wishes.find((one) => links.some((link) => link.lang.split("-")[0] === one));
  links.find((link) => link.lang.split("-")[0] === wish)?.click();
})();
