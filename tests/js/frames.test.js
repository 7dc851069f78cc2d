// Frames of a training's film, against those that Python wrote: a file named by FRAMES.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { partsAt } from "../../explorer/web/split/split.js";
import { axesOf, between, framesOf, joined, klShare } from "../../explorer/web/training/frames.js";

const file = process.env.FRAMES;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : null;
const near = (found, wanted, far = 1e-3) => assert.ok(Math.abs(found - wanted) < far, `${found}, ${wanted}`);

test("frames are read as Python wrote them", { skip: !given }, () => {
  const bytes = Uint8Array.from(Buffer.from(given.bytes, "base64"));
  const frames = framesOf(bytes.buffer, given.room, given.count);
  assert.equal(frames.length, given.at.length);
  frames.forEach(({ at, points }, i) => {
    near(at, given.at[i], 1e-6);
    assert.equal(points.length, 2 * given.count);
    given.points[i].flat().forEach((value, k) => near(points[k], value));
  });
});

test("the share of k2 is Python's", { skip: !given }, () => {
  for (const { annealing, done, share } of given.shares) near(klShare(annealing, given.cycles, done), share, 1e-9);
});

test("an epoch that is done again replaces its frames", () => {
  const frame = (at) => ({ at, points: new Float32Array(2) });
  const known = [0.1, 0.5, 1, 1.4].map(frame);
  assert.deepEqual(joined(known, [frame(1), frame(1.2)]).map(({ at }) => at), [0.1, 0.5, 1, 1.2]);
  assert.equal(joined(known, []), known);
});

test("between two frames the points move straight, and the axes hold all", () => {
  const frames = [[0, 0, 1, 1], [2, -4, 1, 3]].map((points, at) => ({ at, points: Float32Array.from(points) }));
  assert.deepEqual(Array.from(between(frames, 0.25)), [0.5, -1, 1, 1.5]);
  assert.deepEqual(Array.from(between(frames, 1)), [2, -4, 1, 3]);
  const [across, up] = axesOf(frames);
  assert.ok(across.low < 0 && across.high > 2 && up.low < -4 && up.high > 3);
});

test("the two parts of a KL add up to it, between betas too", () => {
  const data = { betas: [0.1, 1, 10], kl: [9, 7, 1], information: [6, 6.5, 1.2] };
  assert.deepEqual(partsAt(data, 1), { information: 6.5, distance: 0.5 });
  const middle = partsAt(data, Math.sqrt(0.1));
  near(middle.information + middle.distance, 8, 1e-9);
  assert.equal(partsAt(data, 10).distance, 0); // an estimate may be a little above
});
