import assert from "node:assert/strict";
import { before, test } from "node:test";

import { buildLegend } from "../../explorer/web/common/legend.js";

/** As much of a page as a legend needs. */
class Element {
  constructor() {
    this.children = [];
    this.dataset = {};
    this.attributes = {};
    this.classes = new Set();
    this.style = { setProperty: (name, value) => (this.style[name] = value) };
    this.classList = {
      toggle: (name, on) => (on ? this.classes.add(name) : this.classes.delete(name)),
    };
  }

  replaceChildren(...children) {
    this.children = children;
  }

  querySelectorAll() {
    return this.children;
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  addEventListener(name, act) {
    this[`on_${name}`] = act;
  }

  focus() {
    this.focused = true;
  }
}

before(() => (globalThis.document = { createElement: () => new Element() }));

function planeOf(data) {
  const plane = { legend: new Element(), only: null, drawn: 0, data, name: String };
  plane.draw = () => plane.drawn++;
  buildLegend(plane);
  return plane;
}

const DIGITS = { colours: ["red", "green", "blue"], legend: "only {digit}" };

test("there is a button for each group, which isolates it, and another click all", () => {
  const plane = planeOf(DIGITS);
  const buttons = plane.legend.children;
  assert.deepEqual(buttons.map(({ title }) => title), ["only 0", "only 1", "only 2"]);
  buttons[1].onclick();
  assert.equal(plane.only, 1);
  assert.deepEqual(buttons.map(({ classes }) => classes.has("off")), [true, false, true]);
  assert.deepEqual(buttons.map(({ attributes }) => attributes["aria-pressed"]), [false, true, false]);
  buttons[1].onclick();
  assert.equal(plane.only, null);
  assert.equal(plane.drawn, 2);
});

test("equal data leaves the buttons, and the focus, where they are", () => {
  const plane = planeOf(DIGITS);
  const [first] = plane.legend.children;
  buildLegend(plane);
  assert.equal(plane.legend.children[0], first);
});

test("the row has one tab stop, and arrows move inside it", () => {
  const { legend } = planeOf(DIGITS);
  assert.deepEqual(legend.children.map(({ tabIndex }) => tabIndex), [0, -1, -1]);
  const press = (key, target) => legend.on_keydown({ key, target, preventDefault() {} });
  press("ArrowLeft", legend.children[0]);
  assert.ok(legend.children[2].focused);
  legend.on_focusin({ target: legend.children[2] });
  assert.deepEqual(legend.children.map(({ tabIndex }) => tabIndex), [-1, -1, 0]);
});

test("values have a bar of shades, from low to high", () => {
  const values = { colours: ["a", "b"], low: 0.123, high: 4, title: "nats" };
  const { legend } = planeOf({ ...DIGITS, values });
  assert.deepEqual(legend.children.slice(1).map(({ textContent }) => textContent), ["0.12", "nats", "4.00"]);
  assert.ok(legend.classes.has("bar"));
});
