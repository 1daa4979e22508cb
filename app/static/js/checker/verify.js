// Decides how a certificate stands, from lists that their issuers signed and that this browser kept. Nothing here asks a network.
const Verify = (() => {
  "use strict";
  const TRUST = "waymark-trust-list-1";
  const STATUS = "waymark-status-list-1";
  const KNOWN = "waymark-known-list-1";
  const KNOWN_BYTES = 8;
  const ROOT = { curve: "P-384", hash: "SHA-384" };
  const SQUARE = { curve: "P-256", hash: "SHA-256" };
  const DAY = 86400000;
  const imported = new Map();

  const unpacked = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const said = (part) => JSON.parse(new TextDecoder().decode(unpacked(part)));
  const dayOf = (date) => Math.floor(Date.parse(date) / DAY);

  const keyOf = (spki, curve) => {
    if (!imported.has(spki)) imported.set(spki, crypto.subtle.importKey("spki", unpacked(spki), { name: "ECDSA", namedCurve: curve }, false, ["verify"]));
    return imported.get(spki);
  };

  const isSigned = async (spki, use, signature, message) => {
    try {
      return await crypto.subtle.verify({ name: "ECDSA", hash: use.hash }, await keyOf(spki, use.curve), signature, message);
    } catch {
      return false;
    }
  };

  // What a signed document says (JWS, flattened), if one of these keys signed it; null otherwise.
  const documentOf = async (text, keys, use) => {
    try {
      const parts = JSON.parse(text);
      const { kid } = said(parts.protected);
      const message = new TextEncoder().encode(`${parts.protected}.${parts.payload}`);
      for (const key of keys) if (key.kid === kid && (await isSigned(key.spki, use, unpacked(parts.signature), message))) return said(parts.payload);
    } catch { /* It is no such document. */ }
    return null;
  };

  const keysFor = (trust) => trust.keys.filter((key) => key.use === "qr" && key.alg === "ES256");

  // The one place that knows how entries are written, see app/verification/status_list.py: by issuer and year, those taken
  // back, then those replaced; each by how far its serial is from the one before. The check character is left out here.
  const entriesOf = (list) => {
    const entries = new Map();
    for (const [group, takenBack, replaced] of list.entries) for (const rows of [takenBack, replaced]) {
      let serial = 0;
      for (const [difference, day, tail] of rows) {
        serial += difference;
        entries.set(`${group}-${String(serial).padStart(7, "0")}`, { day, replacement: tail ? `${group.slice(0, -3)}-${tail}` : null });
      }
    }
    return entries;
  };
  // A list that is signed and cannot be read must not take the page down with it.
  const entriesIn = (list) => { try { return entriesOf(list); } catch { return null; } };
  const entryOf = (issuer, number) => issuer.entries?.get(number.slice(0, -2));

  // Likewise for app/verification/known_list.py: the beginnings of the digests of a certificate's squares, one for each serial,
  // and rows of those that have more. What it says counts only up to the day from which the trust list believes nothing.
  const squaresOf = (groups, number) => {
    const squares = [];
    const serial = Number(number.slice(-9, -2));
    for (const [group, first, further] of groups) if (group === number.slice(0, -10)) {
      const begin = (serial - 1) * KNOWN_BYTES;
      const signs = Math.floor(begin / 3) * 4; // Four signs hold three bytes; to unpack all for each paper would take long.
      squares.push(atob(first.slice(signs, signs + 16)).substr(begin % 3, KNOWN_BYTES));
      let at = 0;
      for (const [difference, more] of further) if ((at += difference) === serial) squares.push(...(atob(more).match(/[^]{8}/g) ?? []));
    }
    return squares;
  };
  const isKnown = async (issuer, key, number, digits) => {
    const lists = issuer.known?.known.filter(([kid, day]) => kid === key.kid && day <= key.revoked_on) ?? [];
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(digits)));
    const beginning = String.fromCharCode(...digest.subarray(0, KNOWN_BYTES));
    return lists.some(([, , groups]) => squaresOf(groups, number).includes(beginning));
  };

  const newer = (list, before) => !before || list.number > before.number || (list.number === before.number && list.signed_at >= before.signed_at);

  // Takes from many texts the newest good list of each kind of each issuer; a root counts only where the page names it.
  const gather = async (texts, roots) => {
    const issuers = new Map();
    for (const text of texts) {
      const trust = await documentOf(text, roots, ROOT);
      const isOurs = trust?.type === TRUST && roots.some((root) => root.issuer === trust.issuer && root.spki === trust.root.spki);
      if (isOurs && newer(trust, issuers.get(trust.issuer)?.trust))
        issuers.set(trust.issuer, { trust, trustText: text, isHome: trust.root.spki === roots[0].spki });
    }
    for (const text of texts) for (const issuer of issuers.values()) {
      const list = await documentOf(text, keysFor(issuer.trust).filter((key) => key.state !== "revoked"), SQUARE);
      if (!list || list.issuer !== issuer.trust.issuer) continue;
      const entries = list.type === STATUS && newer(list, issuer.status) && entriesIn(list);
      if (entries) Object.assign(issuer, { status: list, statusText: text, entries });
      if (list.type === KNOWN && newer(list, issuer.known)) Object.assign(issuer, { known: list, knownText: text });
    }
    return issuers;
  };

  const textsOf = (issuers) => [...issuers.values()].flatMap(({ trustText, statusText, knownText }) => [trustText, statusText, knownText].filter(Boolean));

  // Whose key signed a message. A message under a wrong name of a key we know was changed, so no other key may help it.
  const signerOf = async (message, issuers) => {
    const all = [...issuers.values()].flatMap((issuer) => keysFor(issuer.trust).map((key) => ({ issuer, key })));
    const named = all.filter(({ key }) => key.kid === message.kid);
    for (const one of named.length ? named : all)
      if (await isSigned(one.key.spki, SQUARE, message.signature, message.signed)) return { ...one, renamed: !named.length };
    return { isNameKnown: named.length > 0 };
  };

  // A clock that was set back cannot make a paper valid again: no day is before that of the newest list. Of other offices only
  // the one that gave the paper is asked, so that none whose clock runs ahead ends the papers of all.
  const today = (issuers, asked) => {
    const here = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / DAY);
    const lists = [...issuers.values()].filter((issuer) => issuer.isHome || issuer === asked).flatMap(({ trust, status }) => [trust, status ?? []].flat());
    return Math.max(here, ...lists.map((list) => dayOf(list.signed_at)));
  };

  const standing = (paper, issuer, key, now) => {
    const entry = entryOf(issuer, paper.number);
    if (paper.test || key.test === true) return { result: "test" };
    if (entry) return { result: entry.replacement ? "superseded" : "revoked", ...entry };
    if (paper.until !== null && paper.until < now) return { result: "expired" };
    return { result: "genuine" };
  };

  // How a certificate stands; what is printed comes along only where its issuer signed it with a key that is good.
  const check = async (content, issuers) => {
    const digits = Decode.digitsIn(content);
    if (!digits) return { result: "unreadable" };
    if (!issuers.size) return { result: "no-lists" };
    const attempt = (read) => { try { return read(); } catch { return null; } };
    const message = attempt(() => Decode.message(digits));
    const paper = message && attempt(() => Decode.paper(message.payload));
    if (!paper) return { result: "forged" };
    const { issuer, key, renamed, isNameKnown } = await signerOf(message, issuers);
    if (!key) return { result: isNameKnown ? "forged" : "unknown" };
    if (renamed || paper.issuer !== issuer.trust.issuer) return { result: "forged" };
    if (key.state === "revoked" && !(await isKnown(issuer, key, paper.number, digits))) return { result: "unsafe", day: key.revoked_on };
    return { ...standing(paper, issuer, key, today(issuers, issuer)), paper, issuer };
  };

  return { check, gather, textsOf };
})();
