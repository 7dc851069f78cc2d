// A loss as its author wrote it, against NumPy, which evaluates it as it stands: a file named by LOSSES.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { mixed, uniform } from "../../explorer/web/latent/random.js";
import { PRESETS, courseWeights, effectiveBeta, perNat } from "../../explorer/web/loss/form.js";

const file = process.env.LOSSES;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : [];

test("losses are told", { skip: !file }, () => assert.ok(given.length > 50));

for (const { form, likeness, code } of given) {
  test(`weighs as NumPy does: ${JSON.stringify(form)}`, () => {
    const found = perNat(form);
    assert.ok(Math.abs(found.likeness / likeness - 1) < 1e-6, `${found.likeness}, ${likeness}`);
    assert.ok(Math.abs(found.code / code - 1) < 1e-6, `${found.code}, ${code}`);
  });
}

test("the presets are what they are known for", () => {
  const beta = (name) => effectiveBeta(PRESETS[name]);
  const near = (found, wanted) => assert.ok(Math.abs(found / wanted - 1) < 1e-9, `${found}, ${wanted}`);
  near(beta("course"), 0.784);
  near(beta("course_half"), 0.392);
  near(beta("course_collapse"), (7 / 3) * 784);
  near(beta("keras"), 1);
  near(beta("pytorch"), 1);
  near(beta("beta_vae"), 4);
  near(beta("mean_mse"), 784);
});

test("the course's weights ask for the same", () => {
  for (const dim of [1, 2, 20]) {
    const { k1, k2 } = courseWeights(3.7, dim);
    assert.ok(Math.abs(effectiveBeta({ ...PRESETS.course, k1, k2, dim }) - 3.7) < 1e-9);
  }
});

test("draws of a mixture have its shares, means and covariances", () => {
  const mixture = { weights: [0.25, 0.75], means: [[-4, 0], [3, 1]], factors: [[[1, 0], [0.8, 0.5]], [[0.3, 0], [0, 0.2]]] };
  const draw = mixed(mixture, uniform(5));
  const points = Array.from({ length: 20000 }, draw);
  const first = points.filter(([x]) => x < 0.5);
  assert.ok(Math.abs(first.length / points.length - 0.25) < 0.015);
  const mean = [0, 1].map((k) => first.reduce((sum, point) => sum + point[k], 0) / first.length);
  assert.ok(Math.abs(mean[0] + 4) < 0.06 && Math.abs(mean[1]) < 0.06, String(mean));
  const covariance = first.reduce((sum, [x, y]) => sum + (x - mean[0]) * (y - mean[1]), 0) / first.length;
  assert.ok(Math.abs(covariance - 0.8) < 0.06, String(covariance));
});
