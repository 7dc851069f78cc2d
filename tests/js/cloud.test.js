import assert from "node:assert/strict";
import { test } from "node:test";

import { bceOf, cloudOf, klOf, ringOf } from "../../explorer/web/sketch/cloud.js";

test("z is the mean plus sigma times epsilon", () => {
  const cloud = cloudOf([1, -2], [0, Math.log(4)], [0.5, -1]);
  assert.deepEqual(cloud.sigma, [1, 2]);
  assert.deepEqual(cloud.z, [1.5, -4]);
});

test("the KL of N(0, 1) is nothing, and of others what the closed form says", () => {
  assert.equal(Math.abs(klOf(cloudOf([0, 0], [0, 0], [0, 0]))), 0);
  // 1/2 (mean^2 + variance - 1 - log variance), of each dimension
  const expected = 0.5 * (9 + 4 - 1 - Math.log(4)) + 0.5 * (0.25 - 1 - Math.log(0.25));
  assert.ok(Math.abs(klOf(cloudOf([3, 0], [Math.log(4), Math.log(0.25)], [0, 0])) - expected) < 1e-12);
});

test("cross-entropy is least at the picture itself, and finite where it is wrong", () => {
  const target = [0, 1, 0.25];
  const at = (p) => bceOf(target, [0, 1, p]);
  assert.ok(at(0.25) < at(0.2) && at(0.25) < at(0.3));
  assert.ok(Math.abs(at(0.25) + 0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) < 1e-5);
  assert.ok(Number.isFinite(bceOf([1], [0])));
});

test("a ring lies as many standard deviations around the mean", () => {
  const cloud = cloudOf([1, 2], [Math.log(0.25), Math.log(9)], [0, 0]);
  for (const [x, y] of ringOf(cloud, 2)) {
    assert.ok(Math.abs(Math.hypot((x - 1) / 0.5, (y - 2) / 3) - 2) < 1e-9);
  }
});
