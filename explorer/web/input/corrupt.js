// What a picture is spoilt with: the corruptions of explorer/data/corruption.py, which are
// scikit-image's random_noise, a hidden square and shuffled patches. The random numbers are
// others; what they do on average is the same.

import { normal, poisson, shuffled, uniform } from "../latent/random.js";

const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** @typedef {(pixels: Float32Array, level: number, next: () => number) => Float32Array} Corruption */

const clip = (value) => Math.min(1, Math.max(0, value));

/** @type {Corruption} */
function gaussian(pixels, level, next) {
  const draw = normal(next);
  return pixels.map((value) => clip(value + Math.sqrt(level) * draw()));
}

// The variance rises from 0 at the left edge to the level at the right one.
/** @type {Corruption} */
function localvar(pixels, level, next) {
  const draw = normal(next);
  return pixels.map((value, i) => clip(value + Math.sqrt((level * (i % SIDE)) / (SIDE - 1)) * draw()));
}

// So many photons on average as the picture has grey levels, up to the next power of two.
/** @type {Corruption} */
function photons(pixels, _, next) {
  const most = 2 ** Math.ceil(Math.log2(new Set(pixels).size));
  return pixels.map((value) => clip(poisson(value * most, next) / most));
}

/** @returns {Corruption} */
function specks(white) {
  return (pixels, level, next) =>
    pixels.map((value) => (next() >= level ? value : next() < white ? 1 : 0));
}

/** @type {Corruption} */
function speckle(pixels, level, next) {
  const draw = normal(next);
  return pixels.map((value) => clip(value + value * Math.sqrt(level) * draw()));
}

// One square, wholly inside.
/** @type {Corruption} */
function mask(pixels, level, next) {
  const size = Math.trunc(level);
  const [top, left] = [0, 0].map(() => Math.floor(next() * (SIDE - size + 1)));
  return pixels.map((value, i) => {
    const [row, column] = [Math.floor(i / SIDE) - top, (i % SIDE) - left];
    return row >= 0 && row < size && column >= 0 && column < size ? 0 : value;
  });
}

/** @type {Corruption} */
function shuffle(pixels, level, next) {
  const size = Math.trunc(level);
  const across = SIDE / size;
  const order = shuffled(across * across, next);
  return pixels.map((_, i) => {
    const [row, column] = [Math.floor(i / SIDE), i % SIDE];
    const from = order[Math.floor(row / size) * across + Math.floor(column / size)];
    const top = Math.floor(from / across) * size + (row % size);
    return pixels[top * SIDE + (from % across) * size + (column % size)];
  });
}

// The course's recipe; the level scales its three amounts.
/** @type {Corruption} */
function course(pixels, level, next) {
  if (level === 0) return pixels.slice();
  const steps = /** @type {[Corruption, number][]} */ ([[gaussian, 0.3], [specks(0.5), 0.2], [photons, 0], [speckle, 0.1]]);
  return steps.reduce((picture, [spoil, amount]) => spoil(picture, amount * level, next), pixels);
}

/** @type {Record<string, Corruption>} */
export const CORRUPTIONS = {
  none: (pixels) => pixels.slice(),
  course,
  gaussian,
  localvar,
  poisson: photons,
  salt: specks(1),
  pepper: specks(0),
  "s&p": specks(0.5),
  speckle,
  mask,
  shuffle,
};

/**
 * A picture of 784 numbers in [0, 1], spoilt; the same seed and number give the same.
 * @param {Float32Array} pixels
 * @param {string} mode a name in CORRUPTIONS
 * @param {number} level as explorer/config.py has it for each mode
 * @param {number} seed
 * @param {number} [number] of the picture in its row
 */
export function corrupt(pixels, mode, level, seed, number = 0) {
  if (pixels.length !== PIXELS) throw new Error(`784 pixels are expected, got ${pixels.length}`);
  return CORRUPTIONS[mode](pixels, level, uniform(Math.imul(seed + 1, 0x9e3779b1) + number));
}
