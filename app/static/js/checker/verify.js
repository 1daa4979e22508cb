// Decides how a certificate stands, from lists that their issuers signed and that this browser kept. Nothing here asks a network.
const Verify = (() => {
  "use strict";
  const TRUST = "waymark-trust-list-1";
  const STATUS = "waymark-status-list-1";
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
  const entryOf = (issuer, number) => issuer.entries?.get(number.slice(0, -2));

  const newer = (list, before) => !before || list.number > before.number || (list.number === before.number && list.signed_at >= before.signed_at);

  // Takes from many texts the newest good list of each kind of each issuer; a root counts only where the page names it.
  const gather = async (texts, roots) => {
    const issuers = new Map();
    for (const text of texts) {
      const trust = await documentOf(text, roots, ROOT);
      const isOurs = trust?.type === TRUST && roots.some((root) => root.issuer === trust.issuer && root.spki === trust.root.spki);
      if (isOurs && newer(trust, issuers.get(trust.issuer)?.trust)) issuers.set(trust.issuer, { trust, trustText: text });
    }
    for (const text of texts) for (const issuer of issuers.values()) {
      const status = await documentOf(text, keysFor(issuer.trust).filter((key) => key.state !== "revoked"), SQUARE);
      if (status?.type === STATUS && status.issuer === issuer.trust.issuer && newer(status, issuer.status))
        Object.assign(issuer, { status, statusText: text });
    }
    for (const issuer of issuers.values()) if (issuer.status) issuer.entries = entriesOf(issuer.status);
    return issuers;
  };

  const textsOf = (issuers) => [...issuers.values()].flatMap((issuer) => [issuer.trustText, issuer.statusText ?? []].flat());

  // Whose key signed a message. A message under a wrong name of a key we know was changed, so no other key may help it.
  const signerOf = async (message, issuers) => {
    const all = [...issuers.values()].flatMap((issuer) => keysFor(issuer.trust).map((key) => ({ issuer, key })));
    const named = all.filter(({ key }) => key.kid === message.kid);
    for (const one of named.length ? named : all)
      if (await isSigned(one.key.spki, SQUARE, message.signature, message.signed)) return { ...one, renamed: !named.length };
    return { isNameKnown: named.length > 0 };
  };

  // A clock that was set back cannot make a paper valid again: no day is before that of the newest list.
  const today = (issuers) => {
    const here = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / DAY);
    return Math.max(here, ...[...issuers.values()].flatMap(({ trust, status }) => [trust, status ?? []].flat()).map((list) => dayOf(list.signed_at)));
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
    if (key.state === "revoked") return { result: "unsafe", day: key.revoked_on };
    return { ...standing(paper, issuer, key, today(issuers)), paper, issuer };
  };

  return { check, gather, textsOf };
})();
