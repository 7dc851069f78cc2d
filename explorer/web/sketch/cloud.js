// What a VAE makes of one digit: a normal distribution, a draw from it, and what that costs
// (Kingma and Welling 2014). Numbers only: nothing here knows a page.

import { normal, uniform } from "../latent/random.js";

export const RINGS = [1, 2]; // standard deviations that are drawn around a cloud
export const AROUND = 4.5; // standard deviations that a magnified map shows to each side

/**
 * @typedef {object} Cloud
 * @property {number[]} zMean
 * @property {number[]} zLogVar
 * @property {number[]} sigma standard deviations, exp(z_log_var / 2)
 * @property {number[]} epsilon the draw from N(0, 1)
 * @property {number[]} z z_mean + sigma * epsilon
 */

/**
 * @param {ArrayLike<number>} zMean
 * @param {ArrayLike<number>} zLogVar
 * @param {number[]} epsilon
 * @returns {Cloud}
 */
export function cloudOf(zMean, zLogVar, epsilon) {
  const mean = Array.from(zMean);
  const sigma = Array.from(zLogVar, (value) => Math.exp(0.5 * value));
  const z = mean.map((value, k) => value + sigma[k] * epsilon[k]);
  return { zMean: mean, zLogVar: Array.from(zLogVar), sigma, epsilon, z };
}

/**
 * The KL divergence of the cloud from N(0, 1), nats.
 * @param {Cloud} cloud
 */
export function klOf({ zMean, zLogVar }) {
  return zMean.reduce((sum, mean, k) => sum - 0.5 * (1 + zLogVar[k] - mean ** 2 - Math.exp(zLogVar[k])), 0);
}

/**
 * Binary cross-entropy of a picture given one in [0, 1], summed over its pixels: nats.
 * @param {ArrayLike<number>} target
 * @param {ArrayLike<number>} picture
 */
export function bceOf(target, picture) {
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    const p = Math.min(1 - 1e-7, Math.max(1e-7, picture[i]));
    sum -= target[i] * Math.log(p) + (1 - target[i]) * Math.log(1 - p);
  }
  return sum;
}

/**
 * The ring of so many standard deviations: [[x, y], ...].
 * @param {Cloud} cloud
 * @param {number} times
 * @param {number} [steps]
 */
export function ringOf({ zMean, sigma }, times, steps = 72) {
  return Array.from({ length: steps }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps;
    return [zMean[0] + times * sigma[0] * Math.cos(angle), zMean[1] + times * sigma[1] * Math.sin(angle)];
  });
}

/**
 * Points drawn from a cloud, made `wider` times as wide.
 * @param {number[]} mean
 * @param {number[]} logVar
 * @param {{ count: number, wider: number, seed: number }} how
 */
export function drawn(mean, logVar, { count, wider, seed }) {
  const next = normal(uniform(seed));
  return Array.from({ length: count }, () => cloudOf(mean, logVar, mean.map(() => wider * next())).z);
}
