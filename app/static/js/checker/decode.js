// Reads what a square holds, and believes nothing: decimal number, COSE_Sign1 (RFC 9052), small strict CBOR.
// These are plain scripts in their order, not modules, so that the page also opens from a folder (file:) without a server.
const Decode = (() => {
  "use strict";
  const ADDRESS = /https?:\/\/[^#\s"',;]{1,200}\/c#([1-9][0-9]{30,1199})(?![0-9])/i;
  const NUMBER = /^([A-Z]{2}-[A-Z]{2,8})-[0-9]{2}-[0-9]{7}-[0-9A-Z]$/;
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const KINDS = ["core", "full"];
  const MOST_ITEMS = 32;
  const MOST_DEPTH = 3;
  const LAST_DAY = 100000;

  const broken = () => { throw new Error("no square of ours"); };

  // The first address of a certificate in a text; null where there is none.
  const digitsIn = (text) => ADDRESS.exec(text)?.[1] ?? null;

  const bytesOf = (digits) => {
    const hex = BigInt(digits).toString(16);
    const even = hex.length % 2 ? `0${hex}` : hex;
    const bytes = Uint8Array.from(even.match(/../g), (pair) => parseInt(pair, 16));
    return bytes[0] === 1 ? bytes.subarray(1) : broken();
  };

  // Whole numbers, bytes, text, short lists and maps, true and false, each written the shortest way; nothing else.
  const cbor = (bytes) => {
    let at = 0;
    const take = (length) => {
      if (at + length > bytes.length) broken();
      at += length;
      return bytes.subarray(at - length, at);
    };
    const size = (low) => {
      if (low < 24) return low;
      if (low > 26) broken();
      const value = take(1 << (low - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
      return value < [24, 256, 65536][low - 24] ? broken() : value;
    };
    const items = (count, read) => (count > MOST_ITEMS ? broken() : Array.from({ length: count }, read));
    const pair = (map, depth) => {
      const key = value(depth);
      if (!Number.isInteger(key) || map.has(key)) broken();
      map.set(key, value(depth));
    };
    const value = (depth) => {
      if (depth > MOST_DEPTH) broken();
      const [head] = take(1);
      if (head === 0xf4 || head === 0xf5) return head === 0xf5;
      const count = size(head & 31);
      switch (head >> 5) {
        case 0: return count;
        case 1: return -1 - count;
        case 2: return take(count).slice();
        case 3: return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(count));
        case 4: return items(count, () => value(depth + 1));
        case 5: { const map = new Map(); items(count, () => pair(map, depth + 1)); return map; }
        default: return broken();
      }
    };
    const whole = value(0);
    return at === bytes.length ? whole : broken();
  };

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  const head = (major, length) => (length < 24 ? [major | length] : length < 256 ? [major | 24, length] : [major | 25, length >> 8, length & 255]);

  // Takes a message apart: the name of its key, its payload, and what was signed how.
  const message = (digits) => {
    const whole = cbor(bytesOf(digits));
    if (!Array.isArray(whole) || whole.length !== 4) broken();
    const [header, named, payload, signature] = whole;
    const kid = named instanceof Map && named.size === 1 ? named.get(4) : null;
    if (![header, kid, payload, signature].every((part) => part instanceof Uint8Array)) broken();
    if (hex(header) !== "a10126" || kid.length !== 4 || signature.length !== 64) broken();
    const name = new TextEncoder().encode("Signature1");
    const signed = [0x84, ...head(0x60, name.length), ...name, ...head(0x40, header.length), ...header, 0x40, ...head(0x40, payload.length), ...payload];
    return { kid: hex(kid), payload, signature, signed: new Uint8Array(signed) };
  };

  // ISO 7064, MOD 37,36.
  const isNumber = (number) => {
    let sum = 18;
    for (const sign of number.replaceAll("-", "")) sum = (((sum || 36) * 2) % 37 + SIGNS.indexOf(sign)) % 36;
    return sum === 1;
  };

  const text = (value, most = 200) => (typeof value === "string" && value.length > 0 && value.length <= most ? value : broken());
  const day = (value) => (Number.isInteger(value) && value >= 0 && value <= LAST_DAY ? value : broken());
  const code = (value) => {
    if (!(value instanceof Uint8Array) || value.length !== 5) broken();
    const bits = value.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const signs = Array.from({ length: 8 }, (_, place) => CODE_SIGNS[Number((bits >> BigInt(35 - 5 * place)) & 31n)]).join("");
    return `${signs.slice(0, 4)}-${signs.slice(4)}`;
  };

  // Everything that is signed of a certificate, as app/certificates/signed.py writes it.
  const paper = (payload) => {
    const fields = cbor(payload);
    if (!(fields instanceof Map)) broken();
    const optional = (key, read) => (fields.has(key) ? read(fields.get(key)) : null);
    const number = text(fields.get(2), 24);
    const issuer = NUMBER.exec(number)?.[1] ?? broken();
    return {
      number: isNumber(number) ? number : broken(),
      issuer,
      native: optional(3, text),
      latin: optional(4, text),
      course: text(fields.get(5), 20),
      issued: day(fields.get(6)),
      until: optional(7, day),
      code: code(fields.get(8)),
      kind: KINDS[fields.get(9)] ?? broken(),
      corridor: optional(10, (value) => text(value, 20)),
      test: fields.get(11) === true,
    };
  };

  return { digitsIn, message, paper };
})();
