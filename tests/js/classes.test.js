// Classes that are no digits: their names, their marks, their places, and how often they occur.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawDot, shapeOf } from "../../explorer/web/common/shapes.js";
import { tally } from "../../explorer/web/gallery/gallery.js";
import { Space, marksOf, nameOf } from "../../explorer/web/latent/space.js";

const codes = Float32Array.of(0, 0, 2, 2, 4, 4, 9, 1);
const labels = Uint8Array.of(0, 0, 2, 2);
const words = /** @type {any} */ ({ number: String });

test("a class is called by its name, and a digit by its number", () => {
  const named = new Space(codes, 2, labels, ["cat", "dog", "owl"]);
  assert.deepEqual([0, 2].map((i) => named.name(i)), ["cat", "owl"]);
  assert.equal(new Space(codes, 2, labels).name(2), "2");
  assert.equal(new Space(codes, 2, labels, []).name(2), "–"); // pictures without classes
  assert.equal(nameOf(5, ["cat"]), "–");
});

test("a class without points has no place", () => {
  assert.deepEqual(marksOf(codes, labels), [[1, 1], null, [6.5, 2.5]]);
  assert.deepEqual(marksOf([], new Uint8Array()), []);
});

test("a group is counted by the names of its classes", () => {
  assert.equal(tally([0, 2, 3], { labels, names: ["cat", "dog", "owl"] }, words), "cat: 1 · owl: 2");
  assert.equal(tally([0, 2, 3], { labels, names: null }, words), "0: 1 · 2: 2");
});

test("beyond ten colours a class has another shape", () => {
  const looks = new Set(Array.from({ length: 26 }, (_, group) => `${group % 10} ${shapeOf(group, 10)}`));
  assert.equal(looks.size, 26);
  const drawn = [0, 1, 2].map((shape) => {
    const done = [];
    const pen = new Proxy({ fillStyle: "red" }, { get: (pen, name) => pen[name] ?? (() => done.push(name)) });
    drawDot(/** @type {any} */ (pen), shape, 5, 5, 3);
    return done.join(" ");
  });
  assert.equal(new Set(drawn).size, 3);
  assert.equal(drawn[0], "fillRect");
});
