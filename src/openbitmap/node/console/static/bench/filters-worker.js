// Pixels are decoded and filtered here, in a thread of their own, so that the pointer never waits. Keeps of every
// picture its grey and what was made of it once (local enhancement, traced ridges); levels are a table of 256 values.

import { enhanced } from "./clahe.js";
import { traced } from "./ridges.js";

const kept = new Map();
const MOST = 24;

async function decoded(id, blob, perMillimetre) {
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const grey = new Uint8ClampedArray(bitmap.width * bitmap.height);
  let colour = false;
  for (let i = 0, at = 0; i < grey.length; i += 1, at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) colour = true;
    grey[i] = colour ? 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2] : data[at];
  }
  const { width, height } = bitmap;
  bitmap.close();
  if (kept.size >= MOST) kept.delete(kept.keys().next().value);
  kept.set(id, { width, height, perMillimetre, plain: grey, colour: colour ? data : null });
}

function base(picture, name) {
  if (name === "plain") return picture.plain;
  picture.local ??= enhanced(picture.plain, picture.width, picture.height, picture.perMillimetre);
  if (name === "local") return picture.local;
  picture.lines ??= traced(picture.local, picture.width, picture.height, picture.perMillimetre);
  return picture.plain;
}

/** Level, width of the window, gamma and inversion as one table. */
function table({ level, width, gamma, invert }) {
  const out = new Uint8ClampedArray(256);
  const low = level - width / 2;
  for (let grey = 0; grey < 256; grey += 1) {
    const share = Math.min(1, Math.max(0, (grey - low) / Math.max(1, width)));
    const seen = 255 * share ** (1 / gamma);
    out[grey] = invert ? 255 - seen : seen;
  }
  return out;
}

function rendered(picture, settings) {
  const pixels = base(picture, settings.base);
  const levels = table(settings);
  const image = new ImageData(picture.width, picture.height);
  const words = new Uint32Array(image.data.buffer);
  if (picture.colour && settings.base === "plain") {
    for (let at = 0; at < image.data.length; at += 4) {
      for (let c = 0; c < 3; c += 1) image.data[at + c] = levels[picture.colour[at + c]];
      image.data[at + 3] = 255;
    }
    return createImageBitmap(image);
  }
  const shades = Uint32Array.from(levels, (v) => (255 << 24) | (v << 16) | (v << 8) | v);
  for (let i = 0; i < words.length; i += 1) words[i] = shades[pixels[i]];
  if (settings.base === "ridges") drawLines(picture, words);
  return createImageBitmap(image);
}

/** The print faded to a light ground, its ridges as blue lines. */
function drawLines(picture, words) {
  const line = (255 << 24) | (0xb0 << 16) | (0x4a << 8) | 0x00;
  for (let i = 0; i < words.length; i += 1) {
    const faded = 190 + ((words[i] & 255) >> 2);
    words[i] = picture.lines[i] ? line : (255 << 24) | (faded << 16) | (faded << 8) | faded;
  }
}

async function answer({ ask, id, blob, perMillimetre, settings, token }) {
  if (ask === "load") {
    if (!kept.has(id)) await decoded(id, blob, perMillimetre);
    const { width, height } = kept.get(id);
    return [{ token, width, height }];
  }
  const picture = kept.get(id);
  if (!picture) return [{ token, missing: true }];
  kept.delete(id);
  kept.set(id, picture); // the one used last is forgotten last
  const bitmap = await rendered(picture, settings);
  return [{ token, bitmap }, [bitmap]];
}

self.onmessage = async (event) => {
  try {
    self.postMessage(...(await answer(event.data)));
  } catch (trouble) {
    self.postMessage({ token: event.data.token, trouble: String(trouble) });
  }
};
