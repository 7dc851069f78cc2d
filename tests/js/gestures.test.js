import assert from "node:assert/strict";
import { test } from "node:test";

import { Axis } from "../../explorer/web/common/axis.js";
import { gestureFor } from "../../explorer/web/plane/view.js";
import { Walk } from "../../explorer/web/plane/walk.js";

const at = (left, top, more = {}) => ({ left, top, ...more });

function planeOf({ tools = [], pressed = [], fingers = 1, decoder = null } = {}) {
  const plane = {
    size: 100,
    axes: [new Axis(0, 10), new Axis(0, 10)],
    fingers: new Map(Array.from({ length: fingers }, (_, i) => [i, at(40 + 20 * i, 50)])),
    live: { decoder, visited: [], visit: (x, y) => plane.live.visited.push([x, y]) },
    tip: {},
    play: { setAttribute() {} },
    canvas: { dataset: {} },
    data: { tools: {} },
    sent: [],
    tool: (name) => tools.includes(name),
    pressed: (name) => pressed.includes(name),
    under: ({ left, top }) => ({ left, top, x: left / 10, y: 10 - top / 10 }),
    screen: (x, y) => [10 * x, 100 - 10 * y],
    moved() {},
    compose() {},
    send: (...message) => plane.sent.push(message),
  };
  plane.walk = new Walk(plane);
  return plane;
}

test("which gesture begins depends on fingers, tools and what is pressed", () => {
  const name = (settings, event = at(0, 0)) => gestureFor(planeOf(settings), event)?.constructor.name;
  assert.equal(name({ tools: ["closer"], fingers: 2 }), "Pinch");
  assert.equal(name({ tools: ["closer"], fingers: 3 }), undefined);
  assert.equal(name({ tools: ["lasso"] }, at(0, 0, { shiftKey: true })), "Lasso");
  assert.equal(name({ tools: ["closer"], pressed: ["hand"] }), "Pan");
  assert.equal(name({ decoder: {} }), "PathGesture");
  assert.equal(name({}), undefined);
});

test("what lies under two fingers stays there", () => {
  const plane = planeOf({ tools: ["closer"], fingers: 2 });
  const pinch = gestureFor(plane, at(0, 0));
  const before = plane.axes[0].value(0.4);
  plane.fingers.set(0, at(30, 50)).set(1, at(70, 50));
  pinch.move();
  assert.ok(Math.abs(plane.axes[0].value(0.3) - before) < 1e-9);
  assert.ok(Math.abs(plane.axes[0].value(1) - plane.axes[0].value(0) - 5) < 1e-9);
});

test("a long lasso is thinned out, a short one is a click", () => {
  const plane = planeOf({ tools: ["lasso"], pressed: ["lasso"] });
  const long = gestureFor(plane, at(0, 0));
  for (let i = 0; i < 1000; i++) long.move(at(i % 100, i / 10));
  long.end();
  const [name, { line }] = plane.sent[0];
  assert.equal(name, "lasso");
  assert.ok(line.length <= 200 && line.length > 100);
  const short = gestureFor(plane, at(0, 0));
  short.end();
  assert.equal(short.far, false);
  assert.equal(plane.sent.length, 1);
});

test("a walk goes along its path at an even pace", () => {
  const plane = planeOf({ decoder: {} });
  plane.walk.path = [[0, 0], [3, 0], [3, 6]];
  const lengths = plane.walk.lengths();
  assert.deepEqual(lengths, [0, 30, 90]);
  for (const [along, place] of [[0, [0, 0]], [15, [1.5, 0]], [30, [3, 0]], [60, [3, 3]], [90, [3, 6]]]) {
    plane.walk.go(lengths, along);
    assert.deepEqual(plane.walk.place, place);
  }
});

test("a path that was drawn far enough is walked; a click is none", () => {
  const plane = planeOf({ decoder: {} });
  let played = 0;
  plane.walk.play = () => played++;
  const click = gestureFor(plane, at(10, 10));
  click.move(at(12, 11));
  click.end();
  assert.equal(played, 0);
  const walk = gestureFor(plane, at(10, 10));
  walk.move(at(40, 10));
  walk.end();
  assert.equal(played, 1);
  assert.deepEqual(plane.live.visited, [[4, 9]]);
});
