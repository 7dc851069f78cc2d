// What a picture, or the part of it that is seen, leaves open: the true posterior p(z | seen pixels)
// of a VAE with two latent dims, by adding up a grid that is finer where the mass is, and the bounds
// that an encoder gives (Cremer, Li & Duvenaud 2018, "Inference suboptimality in variational
// autoencoders"; Burda, Grosse & Salakhutdinov 2016 for the importance-weighted ones).
//
// Numbers only: the pictures come from whoever calls. All logarithms are natural.

import { classesOf } from "./space.js";

const COARSE = 64; // cells on a side of the first grid
const PARTS = 3; // cells into which one is split, on a side
// how far below the best, in nats, a cell may lie and still be split; how many are, at most
const LEVELS = [{ below: 30, most: 200 }, { below: 12, most: 300 }];
const NEGLIGIBLE = 1e-3; // of the mass: a cell of the first grid that belongs to no island
const VOTERS = 5; // test digits that name a place of the map
const EDGE = 1e-6; // probabilities are kept so far from 0 and 1

/**
 * The Bernoulli log-likelihood of the seen pixels under pictures in [0, 1]. Of grey pixels it is
 * no logarithm of a probability: it lacks a constant (Loaiza-Ganem & Cunningham 2019).
 * @param {Float32Array} pictures (N * pixels)
 * @param {ArrayLike<number>} target one picture
 * @param {ArrayLike<number>} seen 1 for a pixel that counts, 0 for another
 * @returns {Float64Array} (N)
 */
export function logLikelihoods(pictures, target, seen) {
  const size = target.length;
  const counted = Array.from({ length: size }, (_, i) => i).filter((i) => seen[i]);
  return Float64Array.from({ length: pictures.length / size }, (_, n) => {
    let sum = 0;
    for (const i of counted) {
      const p = Math.min(1 - EDGE, Math.max(EDGE, pictures[n * size + i]));
      sum += target[i] * Math.log(p) + (1 - target[i]) * Math.log(1 - p);
    }
    return sum;
  });
}

/** The logarithm of N(z; 0, 1). @param {ArrayLike<number>} z */
export function logPrior(z) {
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum -= 0.5 * (z[k] ** 2 + Math.log(2 * Math.PI));
  return sum;
}

/** @param {ArrayLike<number>} values */
export function logSum(values) {
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) highest = Math.max(highest, values[i]);
  if (highest === -Infinity) return highest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - highest);
  return highest + Math.log(sum);
}

/**
 * A cell of the grid: its middle, its sides, what the logarithm of the joint density is there, and
 * the cell of the first grid that it is a part of. Its mass is its share of the whole.
 * @typedef {{ x: number, y: number, width: number, height: number, value: number, root: number,
 *   mass: number }} Cell
 */

/**
 * p(z | seen) over a rectangle.
 * @param {number[][]} sides [[low, high], [low, high]]
 * @param {(points: Float32Array, isFirst: boolean) => Promise<ArrayLike<number>>} logLikelihood of
 *   the places x, y, x, y ...; those of the first grid are the same every time
 * @returns {Promise<{ cells: Cell[], logEvidence: number, size: number }>}
 */
export async function posteriorOf(sides, logLikelihood) {
  const [width, height] = sides.map(([low, high]) => (high - low) / COARSE);
  /** @type {Cell[]} */
  let cells = Array.from({ length: COARSE * COARSE }, (_, root) => ({
    x: sides[0][0] + ((root % COARSE) + 0.5) * width,
    y: sides[1][0] + (Math.floor(root / COARSE) + 0.5) * height,
    width,
    height,
    value: 0,
    root,
    mass: 0,
  }));
  await evaluate(cells, logLikelihood, true);
  for (const { below, most } of LEVELS) {
    cells.sort((one, other) => other.value - one.value);
    const near = cells.findIndex(({ value }) => value < cells[0].value - below);
    const count = near < 0 ? most : Math.min(most, near);
    const parts = cells.slice(0, count).flatMap(split);
    await evaluate(parts, logLikelihood, false);
    cells = [...parts, ...cells.slice(count)];
  }
  const logs = cells.map((cell) => cell.value + Math.log(cell.width * cell.height));
  const logEvidence = logSum(logs);
  cells.forEach((cell, i) => (cell.mass = Math.exp(logs[i] - logEvidence)));
  return { cells, logEvidence, size: COARSE };
}

async function evaluate(cells, logLikelihood, isFirst) {
  const points = Float32Array.from(cells.flatMap(({ x, y }) => [x, y]));
  const found = await logLikelihood(points, isFirst);
  cells.forEach((cell, i) => (cell.value = found[i] + logPrior([cell.x, cell.y])));
}

/** @param {Cell} cell */
function split(cell) {
  const [width, height] = [cell.width / PARTS, cell.height / PARTS];
  return Array.from({ length: PARTS * PARTS }, (_, i) => ({
    ...cell,
    x: cell.x + ((i % PARTS) - (PARTS - 1) / 2) * width,
    y: cell.y + (Math.floor(i / PARTS) - (PARTS - 1) / 2) * height,
    width,
    height,
  }));
}

/**
 * Where the posterior has its mass: cells of the first grid that touch, by falling mass.
 * @param {{ cells: Cell[], size: number }} posterior
 * @returns {{ mass: number, best: Cell }[]} best: where an island is highest
 */
export function islandsOf({ cells, size }) {
  const masses = new Float64Array(size * size);
  /** @type {Cell[]} */
  const best = [];
  for (const cell of cells) {
    masses[cell.root] += cell.mass;
    if (!best[cell.root] || best[cell.root].value < cell.value) best[cell.root] = cell;
  }
  const seen = new Uint8Array(size * size);
  const islands = [];
  for (let start = 0; start < masses.length; start++) {
    if (seen[start] || masses[start] < NEGLIGIBLE) continue;
    const island = { mass: 0, best: best[start] };
    const open = [start];
    seen[start] = 1;
    while (open.length) {
      const at = /** @type {number} */ (open.pop());
      island.mass += masses[at];
      if (best[at].value > island.best.value) island.best = best[at];
      for (const next of around(at, size)) {
        if (seen[next] || masses[next] < NEGLIGIBLE) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    islands.push(island);
  }
  return islands.sort((one, other) => other.mass - one.mass);
}

/**
 * The mass of each digit: at every place of the posterior that of the most of its five nearest
 * test digits on the map.
 * @param {{ cells: Cell[] }} posterior
 * @param {import("./space.js").Space} space
 * @returns {[number, number][]} [digit, share], by falling share
 */
export function sharesOf({ cells }, space) {
  // a whole cell of the first grid at once, where its mass has its middle
  const roots = new Map();
  for (const { root, mass, x, y } of cells) {
    const sums = roots.get(root) ?? [0, 0, 0];
    roots.set(root, [sums[0] + mass, sums[1] + mass * x, sums[2] + mass * y]);
  }
  const classes = classesOf(space.labels);
  const masses = new Float64Array(classes);
  for (const [mass, x, y] of roots.values()) {
    if (mass < NEGLIGIBLE) continue;
    const votes = new Float64Array(classes);
    // of equal counts, that of the nearer
    space.neighbours([x / mass, y / mass], VOTERS).forEach(({ index }, rank) => (votes[space.labels[index]] += 1 - 0.01 * rank));
    masses[votes.indexOf(Math.max(...votes))] += mass;
  }
  const whole = masses.reduce((sum, mass) => sum + mass, 0);
  const shares = /** @type {[number, number][]} */ (Array.from(masses, (mass, digit) => [digit, mass / whole]));
  return shares.sort((one, other) => other[1] - one[1]);
}

function around(at, size) {
  const [column, row] = [at % size, Math.floor(at / size)];
  const found = [];
  for (let up = -1; up <= 1; up++) {
    for (let across = -1; across <= 1; across++) {
      const inside = column + across >= 0 && column + across < size && row + up >= 0 && row + up < size;
      if (inside && (up || across)) found.push((row + up) * size + column + across);
    }
  }
  return found;
}

/**
 * The logarithm of p(seen, z) / q(z) at draws from an encoder's cloud.
 * @param {{ zMean: number[], zLogVar: number[] }} cloud
 * @param {number[][]} draws
 * @param {ArrayLike<number>} likelihoods their log-likelihoods
 */
export function logWeights({ zMean, zLogVar }, draws, likelihoods) {
  return Float64Array.from(draws, (z, i) => {
    let own = 0;
    z.forEach((value, k) => {
      own -= 0.5 * (Math.log(2 * Math.PI) + zLogVar[k] + (value - zMean[k]) ** 2 / Math.exp(zLogVar[k]));
    });
    return likelihoods[i] + logPrior(z) - own;
  });
}

/**
 * The importance-weighted bound of K draws, from many draws: the mean over groups of K. With K = 1
 * it is the ELBO; it grows with K, to log p(seen).
 * @param {Float64Array} weights logarithms
 * @param {number} draws K
 */
export function bound(weights, draws) {
  const groups = Math.floor(weights.length / draws);
  let sum = 0;
  for (let g = 0; g < groups; g++) sum += logSum(weights.subarray(g * draws, (g + 1) * draws)) - Math.log(draws);
  return sum / groups;
}
