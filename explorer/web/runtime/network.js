// Decodes latent points by kernel.wasm, on the page and in a Worker (worker.js).
//
// model: { kernel (bytes of the .wasm), floats (Float32Array), dim, centres,
//          steps: [{ size, ins, outs, stride, before, activation, kernel, bias, scale, shift }] }
// as explorer/models/browser.py packs it; the last four are places in `floats`.
//
// Measured beside what else there is, on the decoder of the VAE (15 MFLOP), in headless
// Chromium without a GPU, one thread each, in turn, on two cores with 8 processes at work.
// tests/benchmarks/README.md says how, and tests/benchmarks/bench_live.py measures this one.
//
//   runtime (medians)              shipped   one decode     20 x 20   furthest, licence, release
//   this                           0.01 MB       0.3 ms  125-285 ms   1e-6   MIT, ours
//   plain typed arrays             0.01 MB       3.0 ms    1,290 ms   1e-6   MIT, ours
//   TensorFlow.js 4.22, WASM       0.8 MB        2.7 ms    1,160 ms   1e-6   Apache 2, Dec 2024
//   TensorFlow.js 4.22, WebGL      0.6 MB        278 ms  134,700 ms   1e-6   Apache 2, Dec 2024
//   onnxruntime-web 1.30, WASM    14.3 MB        0.7 ms    1,220 ms   1e-6   MIT, Sept 2026
//   LiteRT.js 2.5, WASM            9.7 MB        0.7 ms    1,050 ms   1e-6   Apache 2, July 2026
//
// A well-kept library would have been preferred. But two of them are five to seven times
// larger than the 2 MB that a page may ship; TensorFlow.js is a hundred times larger than
// this and takes nine times as long; and none made a grid within a second here, since none
// leaves out what is 0 after relu, as this does. So it is these 230 lines.

import { fold, heightsAt } from "./beta.js";
import { Kernel } from "./kernel.js";

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const FIRST = 7; // the side of the picture that the first, dense step gives

export class Decoder extends Kernel {
  constructor({ kernel, floats, steps, dim, centres }) {
    super(kernel);
    this.side = 0; // of the picture that the step before gives
    this.floats = floats;
    this.dim = dim;
    this.centres = centres;
    this.steps = steps.map((step) => ({ ...step, ...this.room(step) }));
    const largest = Math.max(...this.steps.map(({ values }) => values), PIXELS);
    this.pictures = [this.take(largest), this.take(largest)];
    this.used = this.take(Math.max(dim, ...steps.map(({ ins }) => ins)));
    this.follow(null);
  }

  room({ size, ins, outs, stride }) {
    if (!(outs === 1 ? ins % 4 === 0 : outs % 32 === 0)) {
      throw new Error(`the kernel does not take ${ins} to ${outs} channels`);
    }
    this.side = size === 1 && !this.side ? 1 : this.side * stride;
    const [side, values] = [this.side / stride, this.side * this.side * outs];
    if (this.side === 1) this.side = FIRST;
    const length = size * size * ins * outs;
    return { side, values, length, weights: this.take(length), biases: this.take(outs) };
  }

  // Take the weights as they are for a beta: the channels of system 6 are scaled and
  // shifted by bell curves of log beta. Any other decoder has no beta.
  follow(beta) {
    if (this.beta === beta) return;
    this.beta = beta;
    const heights = this.centres.length ? heightsAt(this.centres, beta ?? 1) : [];
    for (const step of this.steps) {
      const kernel = this.view(step.weights, step.length);
      const bias = this.view(step.biases, step.outs);
      kernel.set(this.floats.subarray(step.kernel, step.kernel + step.length));
      bias.set(this.floats.subarray(step.bias, step.bias + step.outs));
      fold(step, heights, this.floats, kernel, bias);
    }
  }

  // A point, an array of `dim` numbers -> its picture, 784 floats in [0, 1].
  floatsOf(point) {
    let [from, to] = this.pictures;
    this.view(from, this.dim).set(point);
    for (const { side, size, ins, outs, stride, before, weights, biases, values, activation } of this.steps) {
      this.exports.scatter(from, weights, biases, to, this.used, side, size, ins, outs, stride, before);
      if (activation === "relu") this.exports.relu(to, values);
      [from, to] = [to, from];
    }
    return this.view(from, PIXELS).map((value) => 1 / (1 + Math.exp(-value)));
  }

  // The same as 784 bytes of grey, into `grey` if it is given.
  decode(point, grey = new Uint8ClampedArray(PIXELS)) {
    const floats = this.floatsOf(point);
    for (let i = 0; i < PIXELS; i++) grey[i] = 255 * floats[i];
    return grey;
  }
}

// Decodes many points bit by bit, so that who runs it can hear and do something else
// in between. A new job ends the one before.
export class Tiler {
  constructor(decoder, milliseconds) {
    this.decoder = decoder;
    this.milliseconds = milliseconds;
  }

  // points: Float32Array (N * dim). tell(from, count, pictures): those of some more points, as bytes
  // of grey, or as floats in [0, 1].
  start({ points, beta, floats = false }, tell) {
    clearTimeout(this.timer);
    const { dim } = this.decoder;
    let done = 0;
    const go = () => {
      const [first, until] = [done, performance.now() + this.milliseconds];
      const greys = [];
      this.decoder.follow(beta);
      while (done * dim < points.length && performance.now() < until) {
        const point = points.subarray(done * dim, ++done * dim);
        greys.push(floats ? this.decoder.floatsOf(point) : this.decoder.decode(point));
      }
      const grey = new (floats ? Float32Array : Uint8ClampedArray)(greys.length * PIXELS);
      greys.forEach((picture, i) => grey.set(picture, i * PIXELS));
      tell(first, greys.length, grey);
      if (done * dim < points.length) this.timer = setTimeout(go, 0);
    };
    this.timer = setTimeout(go, 0);
  }
}
