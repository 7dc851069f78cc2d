// Lengths of pictures' paths: on a sphere, whose shortest ways are known, and on a plane.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Field, distance, embedded, evenly, measured, spread, ways } from "../../explorer/web/latent/geometry.js";

// Pixels whose embedding is any point of space near (pi/2, pi/2, pi/2).
const pixels = (place) => place.map((value) => Math.sin((Math.PI / 2 + value) / 2) ** 2);
// A globe: longitude and latitude onto a sphere of radius 1.
const onGlobe = ([east, north]) => [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
const globe = (z) => pixels(onGlobe(z));
const angle = (one, other) => Math.acos(onGlobe(one).reduce((sum, value, k) => sum + value * onGlobe(other)[k], 0));

function fieldOf(size, sides, picture) {
  const field = new Field(size, sides);
  for (let row = 0; row < size; row++) {
    field.add(Array.from({ length: size }, (_, column) => embedded(picture(field.place(row * size + column)))));
  }
  return field;
}

const SIDES = [[-1.5, 1.5], [0, 1.45]];
const field = fieldOf(90, SIDES, globe);

test("the embedding of probabilities is Fisher and Rao's", () => {
  assert.ok(Math.abs(distance(embedded([0, 1]), embedded([1, 1])) - Math.PI) < 1e-6);
  // near p, a step of dp is dp / sqrt(p (1 - p))
  const [p, step] = [0.3, 1e-3];
  assert.ok(Math.abs(distance(embedded([p]), embedded([p + step])) / (step / Math.sqrt(p * (1 - p))) - 1) < 1e-2);
});

test("a field is complete when all its rows are there", () => {
  assert.ok(field.done);
  const [low, high] = [field.place(0), field.place(90 * 90 - 1)];
  assert.deepEqual(low, [-1.5, 0]);
  assert.deepEqual(high, [1.5, 1.45]);
  for (const node of [0, 17, 4321, 8099]) assert.equal(field.nearest(field.place(node)), node);
  assert.equal(field.nearest([-99, 99]), 90 * 89);
});

test("speeds on the globe are those of longitude and latitude", () => {
  const speeds = field.speeds();
  for (const node of [200, 4005, 7020]) {
    const [, north] = field.place(node);
    const expected = Math.sqrt((1 + Math.cos(north) ** 2) / 2);
    assert.ok(Math.abs(speeds[node] - expected) < 0.01, `${speeds[node]}, ${expected}`);
  }
});

test("on a globe the shortest way is the great circle", () => {
  for (const [start, end] of [[[-1.3, 0.9], [1.3, 0.9]], [[-1.2, 0.4], [1.0, 1.1]], [[-0.5, 0.1], [-0.5, 1.3]]]) {
    const found = ways(field, start, end, globe);
    const exact = angle(start, end);
    assert.ok(found.shortest.length >= exact * 0.999, `${found.shortest.length} is shorter than ${exact}`);
    assert.ok(found.shortest.length < exact * 1.015, `${found.shortest.length}, ${exact}`);
    assert.deepEqual(found.shortest.points[0], start);
    found.shortest.points[found.shortest.points.length - 1].forEach((value, k) => assert.ok(Math.abs(value - end[k]) < 1e-9));
  }
  const along = ways(field, [-1.3, 0.9], [1.3, 0.9], globe);
  const circle = 2.6 * Math.cos(0.9); // the straight way keeps to its latitude
  assert.ok(Math.abs(along.straight.length / circle - 1) < 1e-3);
  assert.ok(along.straight.length > 1.05 * along.shortest.length);
});

test("where the map is flat, straight is shortest", () => {
  const flat = (z) => pixels([0.3 * z[0], 0.3 * z[1], 0]);
  const found = ways(fieldOf(30, [[-1, 1], [-1, 1]], flat), [-0.9, -0.4], [0.8, 0.7], flat);
  assert.equal(found.straight.length, found.shortest.length);
});

test("steps of a path change the picture equally", () => {
  const path = measured([[-1.4, 1.2], [1.4, 0.1]], globe);
  const steps = evenly(path, 9);
  const lengths = steps.slice(1).map((step, i) => distance(embedded(globe(step)), embedded(globe(steps[i]))));
  for (const length of lengths) assert.ok(Math.abs(length / lengths[0] - 1) < 0.05, String(lengths));
  assert.deepEqual(steps[0], [-1.4, 1.2]);
  steps[8].forEach((value, k) => assert.ok(Math.abs(value - [1.4, 0.1][k]) < 1e-9));
});

test("points of a line lie at equal distances", () => {
  const points = spread([[0, 0], [1, 0], [1, 3]], 5);
  assert.deepEqual(points, [[0, 0], [1, 0], [1, 1], [1, 2], [1, 3]]);
  assert.deepEqual(spread([[2, 2], [2, 2]], 3), [[2, 2], [2, 2], [2, 2]]);
});
