// Planes of a space of many dims: to a plane, and back, against Python: a file named by AXES.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { lift, principal, project } from "../../explorer/web/latent/axes.js";
import { Space } from "../../explorer/web/latent/space.js";

const file = process.env.AXES;
const given = file ? JSON.parse(readFileSync(file, "utf-8")) : null;
const near = (found, wanted, far = 1e-4) =>
  found.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < far, `${value}, ${wanted[i]}`));
const HALF = Math.SQRT1_2;
const TURNED = { directions: [[HALF, HALF, 0], [0, 0, 1]], origin: [1, 2, 3] };

test("two dims of a point, and the same put back", () => {
  assert.deepEqual(project([2, 0], [5, 6, 7]), [7, 5]);
  assert.deepEqual(lift([2, 0], [1, 2], [5, 6, 7]), [2, 6, 1]);
  assert.deepEqual(lift([0, 0], [3, 9], [5]), [3]); // of one dim, y says nothing
});

test("a place on turned axes is where its point lies, and nothing else of the point changes", () => {
  const through = [4, -1, 2];
  const point = lift(TURNED, [1.5, -0.5], through);
  near(project(TURNED, point), [1.5, -0.5]);
  near([point[0] - point[1]], [through[0] - through[1]]); // at right angles to both
  near(lift(TURNED, project(TURNED, through), through), through);
});

test("principal axes are those of Python", { skip: !given }, () => {
  const { codes, dim, labels, directions, origin, flat } = given;
  const space = new Space(Float32Array.from(codes.flat()), dim, Uint8Array.from(labels));
  const axes = principal(space);
  near(axes.origin, origin);
  axes.directions.forEach((direction, i) => near(direction, directions[i]));
  near(Array.from(space.flat(axes)), flat.flat(), 1e-3);
});
