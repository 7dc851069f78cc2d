// Corruptions against scikit-image's statistics, and drawn digits against Python's preparation
// (tests/test_web.py): a file named by INPUTS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { CORRUPTIONS, corrupt } from "../../explorer/web/input/corrupt.js";
import { asMnist } from "../../explorer/web/input/prepare.js";
import { normal, poisson, shuffled, uniform } from "../../explorer/web/latent/random.js";

const file = process.env.INPUTS;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : null;
const floats = (base64) => new Float32Array(new Uint8Array(Buffer.from(base64, "base64")).buffer);
const DRAWS = 400;

// The mean and the variance of a picture's pixels over many draws, of dark, grey and light ones.
function statistics(clean, mode, level) {
  const sums = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
  for (let seed = 0; seed < DRAWS; seed++) {
    corrupt(clean, mode, level, seed).forEach((value, i) => {
      const group = sums[clean[i] === 0 ? 0 : clean[i] < 0.9 ? 1 : 2];
      group[0]++;
      group[1] += value;
      group[2] += value * value;
    });
  }
  return sums.map(([count, sum, squares]) => [sum / count, squares / count - (sum / count) ** 2]);
}

for (const { mode, level, expected } of given?.corruptions ?? []) {
  test(`${mode} at ${level} spoils as scikit-image does, on average`, () => {
    const found = statistics(floats(given.clean), mode, level);
    found.forEach(([mean, variance], group) => {
      const [wanted, spread] = expected[group];
      const far = 5 * Math.sqrt((2 * Math.max(spread, 1e-4)) / (DRAWS * 20)) + 0.004; // five errors of both
      assert.ok(Math.abs(mean - wanted) < far, `mean of ${group}: ${mean}, ${wanted}`);
      assert.ok(Math.abs(variance - spread) < 0.012, `variance of ${group}: ${variance}, ${spread}`);
    });
  });
}

test("every corruption stays in [0, 1], leaves its input alone, and comes again from its seed", () => {
  const clean = Float32Array.from({ length: 784 }, (_, i) => (i % 28) / 27);
  const before = clean.slice();
  for (const mode of Object.keys(CORRUPTIONS)) {
    const level = mode === "mask" || mode === "shuffle" ? 7 : 0.4;
    const once = corrupt(clean, mode, level, 3);
    assert.ok(once.every((value) => value >= 0 && value <= 1), mode);
    assert.deepEqual(corrupt(clean, mode, level, 3), once);
    if (!["none"].includes(mode)) assert.notDeepEqual(corrupt(clean, mode, level, 4), once, mode);
    assert.deepEqual(clean, before);
  }
});

test("shuffled patches are the same pixels, a hidden square is as large as it should be", () => {
  const clean = Float32Array.from({ length: 784 }, (_, i) => (i + 1) / 784);
  const sorted = (values) => Array.from(values).sort((a, b) => a - b);
  assert.deepEqual(sorted(corrupt(clean, "shuffle", 4, 1)), sorted(clean));
  assert.equal(corrupt(clean, "mask", 12, 1).filter((value) => value === 0).length, 144);
});

test("a digit is prepared as Python prepares it", { skip: !given }, () => {
  for (const { ink, side, expected } of given.drawings) {
    const found = asMnist(floats(ink), side);
    const wanted = floats(expected);
    const far = found.map((value, i) => Math.abs(value - wanted[i]));
    assert.ok(Math.max(...far) < 1e-4, String(Math.max(...far)));
  }
});

test("an empty board is no digit", () => assert.equal(asMnist(new Float32Array(112 * 112), 112), null));

test("random numbers are what they are called", () => {
  const next = uniform(1);
  const many = (draw) => Array.from({ length: 40000 }, draw);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values) => mean(values.map((value) => value ** 2)) - mean(values) ** 2;
  const even = many(next);
  assert.ok(Math.abs(mean(even) - 0.5) < 0.01 && Math.abs(variance(even) - 1 / 12) < 0.005);
  const bell = many(normal(next));
  assert.ok(Math.abs(mean(bell)) < 0.025 && Math.abs(variance(bell) - 1) < 0.04);
  for (const expected of [0, 0.7, 20, 200]) {
    const counts = many(() => poisson(expected, next));
    assert.ok(Math.abs(mean(counts) - expected) < 0.05 + 0.03 * Math.sqrt(expected), `${expected}: ${mean(counts)}`);
    assert.ok(Math.abs(variance(counts) - expected) < 0.05 + 0.05 * expected, `${expected}: ${variance(counts)}`);
  }
  assert.deepEqual(shuffled(9, next).sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
