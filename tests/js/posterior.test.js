// The posterior over a grid, against a linear decoder with Gaussian pixels, whose posterior is known.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Space } from "../../explorer/web/latent/space.js";
import { normal, uniform } from "../../explorer/web/latent/random.js";
import { bound, islandsOf, logLikelihoods, logPrior, logWeights, posteriorOf, sharesOf } from "../../explorer/web/latent/posterior.js";

const SIDES = [[-4.5, 4.5], [-4.5, 4.5]];
const near = (found, wanted, far) => assert.ok(Math.abs(found - wanted) < far, `${found}, ${wanted}`);

// x = W z + noise: three pixels, noise of one sigma.
const W = [[2, 0.3], [-0.5, 1.5], [1, 1]];
const X = [1.2, -0.7, 0.9];

function gaussian(sigma) {
  const each = (z) => W.reduce((sum, row, i) => sum - 0.5 * Math.log(2 * Math.PI * sigma ** 2) - (X[i] - row[0] * z[0] - row[1] * z[1]) ** 2 / (2 * sigma ** 2), 0);
  const logLikelihood = async (points) => Float64Array.from({ length: points.length / 2 }, (_, i) => each([points[2 * i], points[2 * i + 1]]));
  // precision A = I + W'W / sigma^2, mean = A^-1 W'x / sigma^2 (Bishop 2006, 2.113 to 2.117)
  const dot = (a, b) => W.reduce((sum, row) => sum + row[a] * row[b], 0) / sigma ** 2;
  const [a, b, d] = [1 + dot(0, 0), dot(0, 1), 1 + dot(1, 1)];
  const right = [0, 1].map((k) => W.reduce((sum, row, i) => sum + row[k] * X[i], 0) / sigma ** 2);
  const det = a * d - b * b;
  const mean = [(d * right[0] - b * right[1]) / det, (a * right[1] - b * right[0]) / det];
  const covariance = [[d / det, -b / det], [-b / det, a / det]];
  const logEvidence = each(mean) + logPrior(mean) + Math.log(2 * Math.PI) - 0.5 * Math.log(det);
  return { each, logLikelihood, mean, covariance, logEvidence };
}

for (const sigma of [1, 0.2, 0.06]) {
  test(`a linear decoder's posterior and evidence, noise of ${sigma}`, async () => {
    const known = gaussian(sigma);
    const found = await posteriorOf(SIDES, known.logLikelihood);
    near(found.logEvidence, known.logEvidence, 0.02);
    near(found.cells.reduce((sum, { mass }) => sum + mass, 0), 1, 1e-9);
    const mean = ["x", "y"].map((axis) => found.cells.reduce((sum, cell) => sum + cell.mass * cell[axis], 0));
    mean.forEach((value, k) => near(value, known.mean[k], 0.01));
    const spread = found.cells.reduce((sum, cell) => sum + cell.mass * (cell.x - mean[0]) ** 2, 0);
    near(spread / known.covariance[0][0], 1, 0.05);
    const both = found.cells.reduce((sum, cell) => sum + cell.mass * (cell.x - mean[0]) * (cell.y - mean[1]), 0);
    near(both / known.covariance[0][1], 1, 0.08);
    assert.equal(islandsOf(found).length, 1);
  });
}

test("two peaks are two islands, with their masses", async () => {
  const peak = ([x, y], [a, b], sigma) => -((x - a) ** 2 + (y - b) ** 2) / (2 * sigma ** 2) - 2 * Math.log(sigma);
  const logLikelihood = async (points) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) => {
      const z = [points[2 * i], points[2 * i + 1]];
      // the prior is taken out, so that the masses are 0.7 and 0.3
      const [one, other] = [Math.log(0.7) + peak(z, [-1.93, 0.41], 0.03), Math.log(0.3) + peak(z, [1.5, 1.5], 0.05)];
      return Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other))) - logPrior(z);
    });
  const islands = islandsOf(await posteriorOf(SIDES, logLikelihood));
  assert.equal(islands.length, 2);
  near(islands[0].mass, 0.7, 0.02);
  near(islands[1].mass, 0.3, 0.02);
  near(islands[0].best.x, -1.93, 0.03);
  near(islands[1].best.y, 1.5, 0.03);
});

test("bounds rise with K to the evidence; with the true posterior they are it", () => {
  const known = gaussian(0.5);
  const next = normal(uniform(3));
  const [[va, c], [, vb]] = known.covariance;
  const cloud = { zMean: known.mean, zLogVar: [Math.log(va), Math.log(vb)] }; // without the correlation
  const draws = Array.from({ length: 4000 }, () => known.mean.map((mean, k) => mean + Math.exp(0.5 * cloud.zLogVar[k]) * next()));
  const weights = logWeights(cloud, draws, draws.map(known.each));
  const bounds = [1, 10, 100, 1000].map((count) => bound(weights, count));
  bounds.slice(1).forEach((value, i) => assert.ok(value >= bounds[i] - 0.02, String(bounds)));
  near(bounds[3], known.logEvidence, 0.03);
  // its ELBO lacks the KL of q from the posterior: -1/2 log(1 - r^2) for variances that are right
  // minus what they are wider by; in closed form
  const r2 = (c * c) / (va * vb);
  const kl = 0.5 * (2 / (1 - r2) - 2 + Math.log(1 - r2));
  near(bounds[0], known.logEvidence - kl, 0.05);
});

test("the mass of each digit is that of the places where its test digits lie", async () => {
  // digits 3 lie to the left, digits 8 to the right, evenly
  const codes = [];
  const labels = [];
  for (let i = 0; i < 2000; i++) {
    const [x, y] = [((i % 50) - 24.5) / 12, (Math.floor(i / 50) - 19.5) / 10];
    codes.push(x, y);
    labels.push(x < 0 ? 3 : 8);
  }
  const space = new Space(Float32Array.from(codes), 2, Uint8Array.from(labels));
  const logLikelihood = async (points) =>
    Float64Array.from({ length: points.length / 2 }, (_, i) => {
      const [x, y] = [points[2 * i], points[2 * i + 1]];
      return -((x - 0.2) ** 2 + y ** 2) / (2 * 0.25 ** 2) - logPrior([x, y]);
    });
  const shares = sharesOf(await posteriorOf(SIDES, logLikelihood), space);
  assert.deepEqual(shares.slice(0, 2).map(([digit]) => digit), [8, 3]);
  near(shares[0][1], 0.788, 0.03); // of N(0.2, 0.25), above 0
  near(shares[0][1] + shares[1][1], 1, 1e-9);
});

const file = process.env.SEEN;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : null;

test("the likelihood of the seen pixels is NumPy's", { skip: !given }, () => {
  const { pictures, target, seen, expected } = given;
  logLikelihoods(Float32Array.from(pictures.flat()), target, seen).forEach((value, i) => near(value, expected[i], 1e-3));
});
