// Many certificates at once: lines a scanner wrote, or our PDF files; a sheet of results to save. And the ways to scan one.
(() => {
  "use strict";
  const AT_ONCE = 25;
  const ADDRESS = /https?:\/\/[^#\s"',;()<>]{1,200}\/c#[1-9][0-9]{30,1199}/i;
  const STREAM = /stream\r?\n/g;
  const LARGEST_PDF = 20e6;
  const ORDER = ["genuine", "superseded", "revoked", "expired", "test", "forged", "unknown", "unsafe", "unreadable", "no-lists"];
  const here = (id) => document.getElementById(id);
  const main = here("main");
  let sheetAddress = null;

  // The address stands in our PDFs among the keywords, in a packed stream.
  const inflated = async (bytes) => {
    try {
      const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      return latin(await new Response(unpacked).arrayBuffer());
    } catch { return ""; }
  };
  const latin = (buffer) => new TextDecoder("latin1").decode(buffer);
  const addressInPdf = async (file) => {
    if (file.size > LARGEST_PDF) return "";
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = latin(bytes);
    const plain = ADDRESS.exec(text);
    if (plain) return plain[0];
    for (const match of text.matchAll(STREAM)) {
      const from = match.index + match[0].length;
      const found = ADDRESS.exec(await inflated(bytes.subarray(from, endOf(text, from))));
      if (found) return found[0];
    }
    return "";
  };
  const endOf = (text, from) => {
    let end = text.indexOf("endstream", from);
    while (end > from && "\r\n".includes(text[end - 1])) end -= 1;
    return end;
  };

  const isPdf = (file) => file.type === "application/pdf" || /\.pdf$/i.test(file.name);
  const linesOf = (text, source = "") => text.split(/\r\n|\r|\n/).map((content, index) => ({ source, line: index + 1, content })).filter((line) => line.content.trim());
  const linesIn = async (file) => (isPdf(file) ? [{ source: file.name, line: 1, content: await addressInPdf(file) }] : linesOf(await file.text(), file.name));
  const all = async () => {
    const lines = linesOf(here("lines").value);
    for (const file of here("files").files) lines.push(...(await linesIn(file)));
    return lines;
  };

  // A table program must not take a name for a formula.
  const cell = (value) => {
    const text = String(value ?? "");
    return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const sheetOf = (rows, named) => {
    const head = ["file", "line", "number", "result", "meaning", "replaced_by", ...(named ? ["name", "name_latin"] : [])];
    const cells = ({ source, line, found: { paper, result, replacement } }) =>
      [source, line, paper?.number, result, Page.word(result), replacement, ...(named ? [paper?.native, paper?.latin] : [])];
    return `\ufeff${[head, ...rows.map(cells)].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  const checked = async (lines) => {
    const rows = [];
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      const some = lines.slice(at, at + AT_ONCE);
      rows.push(...(await Promise.all(some.map(async (line) => ({ ...line, found: await Verify.check(line.content, Page.issuers()) })))));
      here("progress").value = rows.length / lines.length;
      await new Promise((go) => { setTimeout(go); });
    }
    return rows;
  };

  const tell = (rows, seconds) => {
    const sum = here("sum");
    const head = document.createElement("p");
    const list = document.createElement("ul");
    head.textContent = rows.length ? sum.dataset.line.replace("{count}", rows.length).replace("{seconds}", seconds.toFixed(1)) : sum.dataset.none;
    for (const result of ORDER) {
      const count = rows.filter((row) => row.found.result === result).length;
      const item = document.createElement("li");
      item.dataset.result = result;
      item.textContent = `${Page.word(result)}: ${count}`;
      if (count) list.append(item);
    }
    sum.replaceChildren(head, list);
    sum.hidden = false;
    sum.focus();
  };

  const offer = (rows) => {
    if (sheetAddress) URL.revokeObjectURL(sheetAddress);
    sheetAddress = URL.createObjectURL(new Blob([sheetOf(rows, here("named").checked)], { type: "text/csv" }));
    here("sheet").href = sheetAddress;
    here("sheet").hidden = !rows.length;
  };

  here("many").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    here("progress").hidden = false;
    const lines = await all();
    const begun = performance.now();
    const rows = await checked(lines);
    tell(rows, (performance.now() - begun) / 1000);
    offer(rows);
    here("progress").hidden = true;
    button.disabled = false;
  });

  // One paper: by the camera or from a photo.
  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) loaded.set(address, new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
      document.head.append(script);
    }).catch((error) => { loaded.delete(address); throw error; }));
    return loaded.get(address);
  };
  const scanner = async () => {
    if (main.dataset.packed) await load(main.dataset.packed);
    await load(main.dataset.engine);
    await load(main.dataset.scan);
  };

  const look = async (read, failure) => {
    here("busy").hidden = false;
    try {
      await scanner();
    } catch {
      here("busy").hidden = true;
      return Page.show({ result: "no-reader" });
    }
    try {
      const text = await read();
      if (text === null) return null;
      return text ? await Page.check(text) : Page.show({ result: "no-square" });
    } catch (error) {
      return Page.show({ result: error instanceof WebAssembly.RuntimeError || /wasm/i.test(error.message) ? "no-reader" : failure });
    } finally {
      here("busy").hidden = true;
    }
  };

  let isStopped = true;
  here("start").addEventListener("click", () => look(async () => {
    isStopped = false;
    here("camera").hidden = false;
    here("busy").hidden = true;
    try { return await Scan.camera(here("camera").querySelector("video"), () => isStopped); } finally { here("camera").hidden = true; }
  }, "no-camera"));
  here("stop").addEventListener("click", () => { isStopped = true; });
  addEventListener("pagehide", () => { isStopped = true; });
  here("photo").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) look(async () => (await Scan.photo(file)) ?? "", "no-square");
    event.target.value = "";
  });
})();
