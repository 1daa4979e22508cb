// Reads squares from the camera or a photo with zxing-cpp, compiled to WebAssembly; fetched only when somebody asks to scan.
const Scan = (() => {
  "use strict";
  const OPTIONS = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: false, maxNumberOfSymbols: 1 };
  const LARGEST = 2400;
  const BETWEEN_MS = 120;
  const { reader } = document.getElementById("main").dataset;
  // A page that was opened from a folder may not fetch: there the program comes as text in a script.
  const packed = globalThis.Kit?.reader;
  const program = packed ? { wasmBinary: Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0)).buffer } : { locateFile: () => reader };
  ZXingWASM.prepareZXingModule({ overrides: program });

  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });

  const textIn = async (picture, width, height) => {
    const scale = Math.min(1, LARGEST / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const [found] = await ZXingWASM.readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), OPTIONS);
    return found?.text ?? null;
  };

  // The text of the square in a photo; null where none is seen.
  const photo = async (file) => {
    const picture = await createImageBitmap(file);
    try { return await textIn(picture, picture.width, picture.height); } finally { picture.close(); }
  };

  // Looks through the camera until it sees a square; null when it was stopped before.
  const camera = async (video, isStopped) => {
    const wish = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } } };
    const stream = await navigator.mediaDevices.getUserMedia(wish);
    video.srcObject = stream;
    try {
      await video.play();
      while (!isStopped()) {
        const text = video.videoWidth ? await textIn(video, video.videoWidth, video.videoHeight) : null;
        if (text) return text;
        await new Promise((go) => { setTimeout(go, BETWEEN_MS); });
      }
      return null;
    } finally {
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
      canvas.width = 0;
    }
  };

  return { photo, camera };
})();
