// Codes and what is asked of them, against Python (tests/test_web.py): a file named by SPACE.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Words } from "../../explorer/web/common/words.js";
import { Space, isInside, quantile, walk } from "../../explorer/web/latent/space.js";
import { pickedGroups } from "../../explorer/web/picked/groups.js";

const file = process.env.SPACE;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : null;
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));

const near = (found, wanted) =>
  found.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 1e-5, `${value}, ${wanted[i]}`));

function spaceOf({ codes, dim, labels }) {
  return new Space(new Float32Array(bytes(codes).buffer), dim, bytes(labels));
}

test("neighbours, centres, lassos and walks are those of Python", { skip: !given }, () => {
  const space = spaceOf(given);
  for (const { point, indices, distances } of given.neighbours) {
    const found = space.neighbours(point, indices.length);
    assert.deepEqual(found.map(({ index }) => index), indices);
    near(found.map(({ distance }) => distance), distances);
  }
  given.centres.forEach((centre, digit) => near(space.centre(digit), centre));
  assert.deepEqual(space.inside(given.line, given.axes), given.inside);
  given.walk.forEach((point, i) => near(walk(given.centres[0], given.centres[6], given.walk.length)[i], point));
  near(given.quantiles.map(([share]) => quantile(space.sorted(0), share)), given.quantiles.map(([, value]) => value));
});

test("the panel of a picked point says and shows what Python's does", { skip: !given }, () => {
  const space = spaceOf(given);
  const pictures = bytes(given.pictures);
  const picture = (i) => pictures.subarray(784 * i, 784 * (i + 1));
  for (const { pick, language, sentences, decoded, groups } of given.panels) {
    const decode = (z) => bytes(z.every((value, k) => Math.abs(value - pick.z[k]) < 1e-6) ? decoded[0] : decoded[1]);
    const found = pickedGroups(pick, space, decode, picture, new Words(language, sentences));
    found.forEach((group, i) => {
      const { title, size, labels, captions, pixels } = groups[i];
      assert.deepEqual({ title: group.title, size: group.size, labels: group.labels, captions: group.captions }, { title, size, labels, captions });
      assert.deepEqual(Buffer.from(group.pixels), Buffer.from(bytes(pixels)));
    });
    assert.equal(found.length, groups.length);
  }
});

test("all within a distance, nearest first", () => {
  const space = new Space(new Float32Array([0, 0, 3, 4, 1, 0, -6, 8]), 2, new Uint8Array([1, 2, 3, 4]));
  assert.deepEqual(space.within([0, 0], 5), [0, 2, 1]);
  assert.deepEqual(space.within([0, 0], 0.5), [0]);
});

test("a place is inside a line that goes round it, however it is turned", () => {
  const square = [[0, 0], [2, 0], [2, 2], [0, 2]];
  for (const line of [square, [...square].reverse()]) {
    assert.ok(isInside(line, 1, 1));
    assert.ok(!isInside(line, 3, 1));
    assert.ok(!isInside(line, 1, -0.5));
  }
});
