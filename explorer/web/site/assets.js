// What the page loads: bytes by name, from its own folder or from the page itself, and what is
// made of them. Everything is loaded once, when it is first wanted.

import { announce, page } from "../common/page.js";
import { unzip } from "../common/unzip.js";
import { LiveDecoder, trusted } from "../decoder/decoder.js";
import { Space } from "../latent/space.js";
import { Encoder } from "../runtime/encoder.js";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";
const VALUES = new Uint8Array(128);
Array.from(LETTERS).forEach((letter, value) => (VALUES[letter.charCodeAt(0)] = value));
const REST = 60; // milliseconds, in which a click may come first
export const PICTURES = "mnist"; // the name of MNIST's test digits on this page

/**
 * Bytes written in base 85, four by five letters (explorer/site/writer.py).
 * @param {string} text
 */
export function fromBase85(text) {
  const missing = (5 - (text.length % 5)) % 5;
  const whole = text + "~".repeat(missing);
  const out = new Uint8Array((whole.length / 5) * 4);
  const view = new DataView(out.buffer);
  for (let i = 0; i < whole.length; i += 5) {
    let number = 0;
    for (let k = 0; k < 5; k++) number = number * 85 + VALUES[whole.charCodeAt(i + k)];
    view.setUint32((i / 5) * 4, number);
  }
  return out.slice(0, out.length - missing);
}

const promised = new Map(); // by name

/** @type {<T>(name: string, make: () => Promise<T>) => Promise<T>} */
function once(name, make) {
  if (!promised.has(name)) {
    const promise = make();
    promised.set(name, promise);
    promise.catch(() => promised.delete(name)); // a network that was away may come back
  }
  return promised.get(name);
}

/** @param {string} name of a part */
function part(name) {
  return once(name, async () => {
    const element = document.getElementById(`part-${name}`);
    if (element) return unzip(fromBase85(element.textContent ?? ""));
    const answer = await fetch(`data/${encodeURIComponent(name)}.bin`);
    if (!answer.ok) throw new Error(`data/${name}.bin: ${answer.status}`);
    return unzip(new Uint8Array(await answer.arrayBuffer()));
  });
}

async function floatsOf(name) {
  return new Float32Array((await part(name)).buffer);
}

// A model's decoder, for all planes of the page; its key in page.decoders.
export function loadDecoder(model) {
  return once(`decoder ${model.key}`, async () => {
    const [kernel, floats] = await Promise.all([part("kernel"), floatsOf(`${model.name}.decoder`)]);
    try {
      page.decoders.set(model.key, trusted(new LiveDecoder(model.key, { ...model.decoder, kernel, floats }), model.decoder.probe));
    } catch (error) {
      page.decoders.set(model.key, null);
      console.warn(error);
    }
    announce("decoder");
  });
}

// An encoder or a classifier: { key, name, encoder }.
export function loadEncoder(model) {
  return once(`encoder ${model.key}`, async () => {
    const [kernel, floats] = await Promise.all([part("kernel"), floatsOf(`${model.name}.encoder`)]);
    try {
      page.encoders.set(model.key, new Encoder({ ...model.encoder, kernel, floats }));
    } catch (error) {
      page.encoders.set(model.key, null);
      console.warn(error);
    }
    announce("decoder");
  });
}

// A part that belongs to a model's data set; MNIST's own bear no name.
function ofData(model, name) {
  return part(model.data === PICTURES ? name : `${model.data}.${name}`);
}

// The codes of a model's test digits.
export function loadSpace(model) {
  return once(`space ${model.key}`, async () => {
    const [codes, labels] = await Promise.all([floatsOf(`${model.name}.codes`), ofData(model, "labels")]);
    const space = new Space(codes, model.dim, labels, model.classes);
    page.spaces.set(model.key, space);
    announce("decoder");
    return space;
  });
}

// The classes of a model's test pictures; without a model, of MNIST's.
export function loadLabels(model = { data: PICTURES }) {
  return ofData(model, "labels");
}

// All test digits, bytes of grey, 784 each: MNIST's, or those of a model.
export function loadPictures(model = { data: PICTURES }) {
  return once(`pictures ${model.data}`, async () => {
    const pictures = await ofData(model, "digits");
    page.pictures.set(model.data, pictures);
    announce("pictures");
    return pictures;
  });
}

/** Resolves once what was drawn is on screen, so that more can be loaded and worked out. */
export function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, REST)));
}

/** Lets the browser do what waits, so that no piece of work keeps it long. */
export function breathe() {
  return new Promise((resolve) => setTimeout(resolve));
}

// Maps of a network's sweep of beta: Int16Array (L, N, 2). Each after the first comes as what
// has moved since the one before.
export function loadMaps({ network, count }) {
  return once(`maps ${network}`, async () => {
    const maps = new Int16Array((await part(`${network}.maps`)).buffer);
    for (let i = 2 * count; i < maps.length; i++) maps[i] += maps[i - 2 * count];
    return maps;
  });
}

// The grid of a VAE that was trained for one weighing: bytes of grey.
export function loadGrid(name) {
  return part(`${name}.grid`);
}
