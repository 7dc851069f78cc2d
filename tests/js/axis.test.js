import assert from "node:assert/strict";
import { test } from "node:test";

import { Axis, relax } from "../../explorer/web/common/axis.js";

const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("a value's share leads back to the value, with ticks and without", () => {
  for (const axis of [new Axis(-3, 5), new Axis(0, 0, [-2, -0.5, 0, 0.4, 3])]) {
    for (let i = 0; i <= 20; i++) near(axis.share(axis.value(i / 20)), i / 20);
  }
});

test("with ticks every tick has as much room as its neighbours", () => {
  const axis = new Axis(0, 0, [-2, -0.5, 0, 0.4, 3]);
  const shares = [-2, -0.5, 0, 0.4, 3].map((tick) => axis.share(tick));
  shares.forEach((share, i) => near(share, (i + 0.5) / 5));
});

test("zooming keeps the place under the pointer, within limits", () => {
  const axis = new Axis(-3, 3);
  const before = axis.value(0.25);
  axis.zoom(2, 0.25);
  near(axis.value(0.25), before);
  near(axis.value(1) - axis.value(0), 3);
  for (let i = 0; i < 50; i++) axis.zoom(3, 0.5);
  near(axis.value(1) - axis.value(0), 6 / 60);
  for (let i = 0; i < 50; i++) axis.zoom(1 / 3, 0.5);
  near(axis.value(1) - axis.value(0), 12);
  axis.whole();
  near(axis.value(0), -3);
});

test("the middle of a shifted view stays a place of the whole", () => {
  const axis = new Axis(0, 10);
  axis.zoom(5, 0.5);
  for (let i = 0; i < 30; i++) axis.shift(1);
  near(axis.value(0.5), 10);
});

test("the numbers beside it are round, in order, and apart", () => {
  for (const [low, high] of [[-3, 3], [0.001, 0.002], [-5000, 12000]]) {
    const axis = new Axis(low, high);
    const numbers = axis.numbers(0.15).sort((a, b) => a.share - b.share);
    assert.ok(numbers.length >= 3);
    numbers.forEach(({ share, text }) => near(axis.share(Number(text)), share));
    numbers.slice(1).forEach(({ share }, i) => assert.ok(share - numbers[i].share >= 0.15 - 1e-9));
    const steps = numbers.slice(1).map(({ text }, i) => Number(text) - Number(numbers[i].text));
    const lead = Number((steps[0] / 10 ** Math.floor(Math.log10(steps[0]) + 1e-9)).toFixed(6));
    assert.ok([1, 2, 5].includes(lead), `${steps[0]}`);
  }
});

test("labels that lie on each other are pushed apart, inside the square", () => {
  const moved = relax([[50, 50], [50, 50], [52, 50], [88, 90], [90, 90]], 20, 100);
  moved.forEach(([x, y], i) => {
    assert.ok(x >= 10 && x <= 90 && y >= 10 && y <= 90);
    moved.slice(i + 1).forEach(([u, v]) => assert.ok(Math.hypot(x - u, y - v) > 19.9));
  });
});
