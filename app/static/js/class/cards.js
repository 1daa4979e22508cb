// Learners' cards before the trainer's camera, or their numbers typed: known without a network by what the page holds.
// A card's square holds an address with a key; the page knows the SHA-256 of each key of its class, and no key.
const Cards = (() => {
  "use strict";
  const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 1 };
  const BETWEEN_MS = 150;
  const SAME_CARD_MS = 4000;
  const KEY = /(?:^|\/card\/)([0-9A-HJKMNP-TV-Z]{20})\/?$/i;
  const DIGITS = ["០", "໐", "၀", "๐"];
  const here = (id) => document.getElementById(id);
  const { data } = ClassPage;
  const { engine, reader } = here("main").dataset;
  let isStopped = true;
  let sound = null;
  let last = { text: "", at: 0 };

  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const latin = (text) => text.replace(/[០-៩໐-໙၀-၉๐-๙]/g, (digit) => {
    const zero = DIGITS.find((first) => digit >= first && digit.charCodeAt(0) - first.charCodeAt(0) < 10);
    return String(digit.charCodeAt(0) - zero.charCodeAt(0));
  });
  const digitsOf = (text) => latin(text).replace(/[^0-9]/g, "");

  const byKey = async (key) => {
    const digest = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key.toUpperCase())));
    return data.members.find(({ id }) => id === data.cards[digest]);
  };
  // Whose card this is: the key of its square, the number of the learner, or the seat.
  const whose = async (text) => {
    const key = KEY.exec(text.trim());
    if (key) return byKey(key[1]);
    const digits = digitsOf(text);
    if (digits.length === 9) return data.members.find(({ number }) => number.replaceAll("-", "") === digits);
    return digits && digits.length < 5 ? data.members.find(({ seat }) => seat === Number(digits)) : undefined;
  };

  const beep = (isGood) => {
    if (navigator.vibrate) navigator.vibrate(isGood ? 120 : [80, 80, 80]);
    try {
      sound = sound || new AudioContext();
      const tone = sound.createOscillator();
      tone.frequency.value = isGood ? 880 : 220;
      tone.connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.15);
    } catch { /* A phone without sound shows the name all the same. */ }
  };
  const say = (name, lang, wordName) => {
    const box = here("scanned");
    here("scanned-name").textContent = name;
    here("scanned-name").lang = lang;
    here("scanned-word").textContent = box.dataset[wordName];
    const isGood = ["done", "again"].includes(wordName);
    box.className = `note ${isGood ? "safe" : "care"}`;
    box.dataset.said = wordName;
    box.hidden = false;
    return isGood;
  };

  const take = async (text, how) => {
    const member = await whose(text);
    if (!member) return beep(say("", "", "unknown"));
    const status = document.querySelector("input[name=card-status]:checked").value;
    const known = Attendance.markOf(member.id);
    // Whoever is marked as being here stays so: a card shown twice is no correction.
    const isHere = known && !["absent", "excused"].includes(known.status);
    if (!isHere) {
      const minutes = status === "late" ? Attendance.minutesFor("late") : null;
      const why = known ? here("scanned").dataset.came : "";
      await Attendance.mark(member.id, status, { minutes, how, why });
    }
    return beep(say(member.name, member.lang, isHere ? "again" : "done"));
  };

  const load = (address) => new Promise((done, failed) => {
    if (globalThis.ZXingWASM) return done();
    const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
    return document.head.append(script);
  });
  const prepare = async () => {
    await load(engine);
    ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => reader }, fireImmediately: false });
  };

  const look = async (video, canvas) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(video, 0, 0);
    const [found] = await ZXingWASM.readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), OPTIONS);
    if (!found?.text || (found.text === last.text && Date.now() - last.at < SAME_CARD_MS)) return;
    last = { text: found.text, at: Date.now() };
    await take(found.text, "card");
  };
  const watch = async (video) => {
    const canvas = document.createElement("canvas");
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    video.srcObject = stream;
    video.hidden = false;
    try {
      await video.play();
      while (!isStopped) {
        if (video.videoWidth) await look(video, canvas);
        await new Promise((go) => { setTimeout(go, BETWEEN_MS); });
      }
    } finally {
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
      video.hidden = true;
      canvas.width = 0;
    }
  };

  const showButtons = () => { here("scan").hidden = !isStopped; here("stop").hidden = isStopped; };
  const scan = async () => {
    isStopped = false;
    showButtons();
    try {
      await prepare();
      await watch(here("camera"));
    } catch (error) {
      say("", "", error instanceof DOMException ? "noCamera" : "noReader");
    } finally {
      isStopped = true;
      showButtons();
    }
  };

  if (here("scan")) {
    here("scan").addEventListener("click", scan);
    here("stop").addEventListener("click", () => { isStopped = true; });
    here("cards").addEventListener("toggle", () => { if (!here("cards").open) isStopped = true; });
    addEventListener("pagehide", () => { isStopped = true; });
    here("by-number").addEventListener("submit", (event) => {
      event.preventDefault();
      take(here("number").value, "list");
      here("number").value = "";
    });
  }

  return { take };
})();
