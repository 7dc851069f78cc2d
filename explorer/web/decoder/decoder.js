// Keeps the networks that run in this browser, by the hash of their weights, for every
// component of the page: decoders, and where they are wanted the codes of test digits (latent/space.js),
// encoders and classifiers.
//
// data: { key, wanted: some of "codes", "encoder", "classifier"; failed: a sentence,
//         model: null where it has been sent, else what runtime/network.js takes (with
//         floats and kernel in base64), probe: { point, beta, grey }, and what is wanted:
//         codes: { floats, labels } in base64 and names (of classes that are no digits), encoder, classifier: what runtime/encoder.js takes,
//         the classifier with a key of its own }
// Reports the trigger "want" (key) when the model did not arrive.

import { bytes } from "../common/bytes.js";
import { unpack } from "../common/data.js";
import { announce, page } from "../common/page.js";
import { restart } from "../common/restart.js";
import { Space } from "../latent/space.js";
import { crew } from "../runtime/crew.js";
import { Encoder } from "../runtime/encoder.js";
import { Decoder, Tiler } from "../runtime/network.js";

const PATIENCE = 800; // milliseconds, about, before a model that did not come is asked for
const NEAR = 1; // levels of grey, of 255, by which a picture may differ from the server's
const SHORT_SLICE = 5; // the same where there is no Worker, and the page itself must decode

export class LiveDecoder {
  constructor(key, model) {
    this.key = key;
    this.model = model;
    this.dim = model.dim;
    this.decoder = new Decoder(model);
    this.tilers = new Map();
  }

  /**
   * A point (array of dim numbers) as 784 bytes of grey, at once.
   * @param {number[]} point
   * @param {number | null} [beta] where the decoder takes one
   */
  decode(point, beta = null) {
    this.decoder.follow(beta);
    return this.decoder.decode(point);
  }

  /**
   * A point as 784 floats in [0, 1].
   * @param {number[]} point
   * @param {number | null} [beta]
   */
  floatsOf(point, beta = null) {
    this.decoder.follow(beta);
    return this.decoder.floatsOf(point);
  }

  // Many points, job: { points, beta, floats }; tell(from, count, pictures) some of them at a time,
  // as bytes of grey, or as floats.
  tiles(client, job, tell) {
    const here = () => {
      if (!this.tilers.has(client)) this.tilers.set(client, new Tiler(this.decoder, SHORT_SLICE));
      this.tilers.get(client).start(job, tell);
    };
    if (crew().broken) here();
    else crew().start(this.key, this.model, client, job, tell, here);
  }
}

// The decoder of a message; an error where it cannot run, or draws other pictures.
function built(key, { kernel, floats, probe, ...model }) {
  const numbers = new Float32Array(bytes(floats).buffer);
  const decoder = new LiveDecoder(key, { ...model, kernel: bytes(kernel), floats: numbers });
  return trusted(decoder, { ...probe, grey: bytes(probe.grey) });
}

/**
 * The decoder itself; an error where it draws another picture than Python does.
 * @param {LiveDecoder} decoder
 * @param {{ point: number[], beta: number, grey: ArrayLike<number> }} probe
 */
export function trusted(decoder, { point, beta, grey: expected }) {
  const far = decoder.decode(point, beta).some((grey, i) => Math.abs(grey - expected[i]) > NEAR);
  if (far) throw new Error("this browser decodes to another picture than the server");
  return decoder;
}

function keep({ key, model: sent }) {
  const { codes, encoder, classifier, ...model } = /** @type {any} */ (sent);
  attempt(page.decoders, key, () => built(key, model));
  if (codes) page.spaces.set(key, spaceOf(model.dim, codes));
  for (const [name, one] of /** @type {[string, any][]} */ ([[key, encoder], [classifier?.key, classifier]])) {
    if (one) attempt(page.encoders, name, () => encoderOf(one, model.kernel));
  }
  announce("decoder");
}

// What a browser can not run is kept as null: nobody asks for it again.
function attempt(map, key, build) {
  if (map.get(key)) return;
  try {
    map.set(key, build());
  } catch (error) {
    map.set(key, null);
    console.warn(error);
  }
}

function spaceOf(dim, { floats, labels, names }) {
  return new Space(new Float32Array(bytes(floats).buffer), dim, bytes(labels), names);
}

function encoderOf({ floats, ...described }, kernel) {
  return new Encoder({ ...described, kernel: bytes(kernel), floats: new Float32Array(bytes(floats).buffer) });
}

// Whether all that is wanted of a model is there.
function isHere({ key, wanted }) {
  const maps = { codes: page.spaces, encoder: page.encoders };
  return page.decoders.has(key) && wanted.every((what) => maps[what]?.has(key) ?? true);
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  const data = unpack(component.data);
  const span = parentElement.querySelector("span");
  const there = () => isHere(data);
  if (data.model && !there()) keep(data);
  span.textContent = there() && !page.decoders.get(data.key) ? data.failed : "";
  span.dataset.decoder = there() ? (page.decoders.get(data.key) ? "here" : "failed") : "";
  const timer = setInterval(() => {
    if (there()) return clearInterval(timer);
    if (page.painted) setTriggerValue("want", data.key);
  }, PATIENCE * (0.8 + 0.4 * Math.random()));
  return restart(parentElement, () => clearInterval(timer));
}
