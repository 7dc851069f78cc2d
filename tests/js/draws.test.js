import assert from "node:assert/strict";
import { test } from "node:test";

import { captionAt } from "../../explorer/web/caption/caption.js";
import { drawn } from "../../explorer/web/sketch/cloud.js";

const CAPTION = { betas: [0.1, 1, 10], columns: { kl: [8, 6, 2], inside: [50, 70, 100] }, sentence: "{inside:.0f} %, {kl:.2f} nats", language: "en" };

test("the figures of a caption lie between those of the two betas beside", () => {
  assert.equal(captionAt(CAPTION, 1), "70 %, 6.00 nats");
  assert.equal(captionAt(CAPTION, Math.sqrt(10)), "85 %, 4.00 nats"); // half way, by the logarithm
  assert.equal(captionAt(CAPTION, 0.001), "50 %, 8.00 nats");
  assert.equal(captionAt({ ...CAPTION, language: "fr" }, 100), "100 %, 2,00 nats");
});

test("draws are of the cloud, as wide as is asked for, and come again from their seed", () => {
  const [mean, logVar] = [[1, -2], [Math.log(0.04), Math.log(0.09)]];
  const how = { count: 4000, wider: 3, seed: 5 };
  const points = drawn(mean, logVar, how);
  [0.6, 0.9].forEach((spread, k) => {
    const values = points.map((point) => point[k]);
    const middle = values.reduce((sum, value) => sum + value) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
    assert.ok(Math.abs(middle - mean[k]) < 0.05 && Math.abs(deviation / spread - 1) < 0.05);
  });
  assert.deepEqual(drawn(mean, logVar, how), points);
  assert.notDeepEqual(drawn(mean, logVar, { ...how, seed: 6 }), points);
});
