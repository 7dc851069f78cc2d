// Runs an encoder or a classifier: a picture in, codes or probabilities out.
//
// model: { kernel (bytes of kernel.wasm), floats (Float32Array), centres,
//          layers: [{ kind, sources, size, ins, outs, stride, same, activation,
//                     kernel, bias, scale, shift }], outputs: { name: number of its layer } }
// as explorer/models/browser_encoder.py packs it; the last four are places in `floats`.
//
// The kernel of the decoder serves the large convolutions, too: a convolution of stride 1 adds
// patches of its mirrored kernel, and of one of stride 2 every second pixel is kept. That is four
// times the work, and with vectors and without zeros still less than plain loops take.

import { fold, heightsAt } from "./beta.js";
import { Kernel } from "./kernel.js";

const SIDE = 28;
const WIDE = 32; // outputs that the kernel takes at once

export class Encoder extends Kernel {
  /** @param {any} model */
  constructor({ kernel, floats, layers, outputs, centres }) {
    super(kernel);
    this.floats = floats;
    this.centres = centres;
    this.outputs = outputs;
    this.layers = shapes(layers);
    for (const layer of this.layers) if (layer.wide) this.makeRoom(layer);
    /** @type {number | null | undefined} */
    this.beta = undefined;
    this.follow(null);
  }

  // Where its input, kernel, bias and output lie in memory, and the list of what is not 0.
  makeRoom(layer) {
    const { side, size, ins, outs } = layer;
    const counts = [side * side * ins, size * size * ins * outs, outs, side * side * outs, ins];
    layer.places = counts.map((count) => this.take(count));
  }

  /**
   * Take the weights as they are for a beta; a network that has none is as it is.
   * @param {number | null} beta
   */
  follow(beta) {
    if (this.beta === beta) return;
    this.beta = beta;
    const heights = this.centres.length ? heightsAt(this.centres, beta ?? 1) : [];
    for (const layer of this.layers) {
      if (layer.kind === "pool") continue;
      const { outs, length } = layer;
      layer.weights = this.floats.slice(layer.kernel, layer.kernel + length);
      layer.biases = this.floats.slice(layer.bias, layer.bias + outs);
      fold(layer, heights, this.floats, layer.weights, layer.biases);
      if (layer.wide) this.place(layer);
    }
  }

  // The kernel's taps the other way round, into its memory.
  place({ size, ins, outs, length, weights, biases, places }) {
    const taps = this.view(places[1], length);
    const one = ins * outs;
    for (let tap = 0; tap < size * size; tap++) {
      taps.set(weights.subarray(tap * one, (tap + 1) * one), (size * size - 1 - tap) * one);
    }
    this.view(places[2], outs).set(biases);
  }

  /**
   * @param {Float32Array} pixels 784 numbers in [0, 1]
   * @returns {Record<string, Float32Array>} what the model gives, by name
   */
  run(pixels) {
    /** @type {Float32Array[]} */
    const done = [];
    for (const layer of this.layers) {
      const inputs = layer.sources.map((source) => (source < 0 ? pixels : done[source]));
      done.push(activated(this.compute(layer, inputs), layer.activation));
    }
    const named = Object.entries(this.outputs).map(([name, i]) => [name, done[i]]);
    return Object.fromEntries(named);
  }

  compute(layer, inputs) {
    if (layer.kind === "pool") return pooled(layer, inputs[0]);
    if (layer.kind === "dense") return dense(layer, inputs);
    return layer.wide ? this.scattered(layer, inputs[0]) : convolved(layer, inputs[0]);
  }

  scattered({ side, size, ins, outs, stride, end, before, places }, input) {
    const [from, kernel, bias, to, used] = places;
    this.view(from, input.length).set(input);
    this.exports.scatter(from, kernel, bias, to, used, side, size, ins, outs, 1, size - 1 - before);
    const all = this.view(to, side * side * outs);
    if (stride === 1) return all.slice();
    const kept = new Float32Array(end * end * outs);
    for (let row = 0; row < end; row++) {
      for (let column = 0; column < end; column++) {
        const first = stride * (row * side + column) * outs;
        kept.set(all.subarray(first, first + outs), (row * end + column) * outs);
      }
    }
    return kept;
  }
}

// Each layer with the sides of its input and output, and what follows from them.
function shapes(layers) {
  const known = [];
  for (const layer of layers) {
    const before = layer.sources[0] < 0 ? { end: SIDE, channels: 1 } : known[layer.sources[0]];
    const { kind, size, ins, outs, stride, same } = layer;
    const side = before.end;
    if (kind === "dense") {
      known.push({ ...layer, side, end: 1, channels: outs, length: ins * outs });
    } else if (kind === "pool") {
      known.push({ ...layer, side, end: Math.floor(side / stride), channels: before.channels });
    } else {
      const end = same ? Math.ceil(side / stride) : Math.floor((side - size) / stride) + 1;
      const missing = same ? Math.max(0, (end - 1) * stride + size - side) : 0;
      const wide = same && outs % WIDE === 0;
      const length = size * size * ins * outs;
      known.push({ ...layer, side, end, channels: outs, before: missing >> 1, wide, length });
    }
  }
  return known;
}

function convolved({ side, size, ins, outs, stride, end, before, weights, biases }, input) {
  const sums = new Float32Array(end * end * outs);
  for (let row = 0; row < end; row++) {
    for (let column = 0; column < end; column++) {
      const pixel = sums.subarray((row * end + column) * outs, (row * end + column + 1) * outs);
      pixel.set(biases);
      for (let tap = 0; tap < size * size; tap++) {
        const y = row * stride - before + Math.floor(tap / size);
        const x = column * stride - before + (tap % size);
        if (y < 0 || y >= side || x < 0 || x >= side) continue;
        addProducts(pixel, input, (y * side + x) * ins, ins, weights, tap * ins * outs);
      }
    }
  }
  return sums;
}

function dense({ outs, weights, biases }, inputs) {
  const sums = biases.slice();
  let at = 0;
  for (const input of inputs) {
    addProducts(sums, input, 0, input.length, weights, at * outs);
    at += input.length;
  }
  return sums;
}

// sums (outs) += input[from : from + count] @ weights[place] (count, outs)
function addProducts(sums, input, from, count, weights, place) {
  const outs = sums.length;
  for (let i = 0; i < count; i++) {
    const value = input[from + i];
    if (value === 0) continue;
    const row = place + i * outs;
    for (let c = 0; c < outs; c++) sums[c] += value * weights[row + c];
  }
}

// The largest of each 2 x 2 pixels; a last odd row or column counts for nothing.
function pooled({ side, end, stride, channels }, input) {
  const largest = new Float32Array(end * end * channels).fill(-Infinity);
  for (let row = 0; row < end * stride; row++) {
    for (let column = 0; column < end * stride; column++) {
      const to = (Math.floor(row / stride) * end + Math.floor(column / stride)) * channels;
      const from = (row * side + column) * channels;
      for (let c = 0; c < channels; c++) {
        largest[to + c] = Math.max(largest[to + c], input[from + c]);
      }
    }
  }
  return largest;
}

function activated(values, activation) {
  if (activation === "relu") {
    for (let i = 0; i < values.length; i++) if (values[i] < 0) values[i] = 0;
  } else if (activation === "softmax") {
    const highest = Math.max(...values);
    const powers = values.map((value) => Math.exp(value - highest));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((power) => power / sum);
  }
  return values;
}
