// A plane of the latent space on one canvas: test digits as points, or decoded
// digits as tiles. Any place can be picked, with mouse, finger or arrow keys; it zooms, and
// shows what the browser decodes under the pointer.
//
// data: { view: {x: [low, high], y: [low, high]}, axes: [name, name], label, space,
//         points, digits (base64 of float32 pairs and of uint8), colours, marks, legend,
//         groups (base64 of uint8; without it the digits), names of the groups, classes (names of the digits, if they are none),
//         values: { floats (base64 of float32), low, high, colours, title },
//         pin: [x, y] while nothing was picked, outlines, holes, lasso, pictures (name of the test digits), live (see live.js),
//         picture (base64 PNG), ticks: {x: [...], y: [...]}, told (where the browser answers
//         picks, see common/tell.js),
//         tools: { TOOLS: labels of the buttons that are there, file } }
// Reports the trigger "pick" {x, y, index, slice}; index is null for an empty place.
// Reports the trigger "lasso" {line: [[x, y], ...], only}, a group or null for all, and "change"
// (true or false) when its layer of that name is switched (heat.js; data.live.change has it on).

import { Axis, BELOW, LEFT } from "../common/axis.js";
import { bytes } from "../common/bytes.js";
import { fixed, pairOf, unpack } from "../common/data.js";
import { drawFrame, drawHoles, drawLasso, drawMarks, drawOutlines, drawPicture, drawPin, drawPoints, drawScale } from "../common/layers.js";
import { listen, notePainted, page } from "../common/page.js";
import { buildLegend } from "../common/legend.js";
import { Teller, listed } from "../common/tell.js";
import { HeatLayer } from "./heat.js";
import { Live } from "./live.js";
import { TOOLS, labelTools, listenToTools, pressKey, showThumb } from "./tools.js";
import { gestureFor, wheel } from "./view.js";
import { Walk, drawWalk, drawWays } from "./walk.js";
import { nameOf } from "../latent/space.js";
import { penOf } from "../common/pen.js";

/** @type {WeakMap<Element, Plane>} */
const planes = new WeakMap();
const HOLD = 250; // milliseconds
const NEAR_POINT = 7; // pixels: a click closer than this to a point picks the point

class Plane {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const find = (part) => /** @type {any} */ (root.querySelector(part));
    this.canvas = find("canvas");
    this.tip = find(".tip");
    this.words = find(".words");
    this.thumb = find(".thumb");
    this.seen = find(".seen");
    this.said = find(".said");
    this.legend = find(".legend");
    for (const tool of TOOLS) this[tool] = find(`.${tool}`);
    this.base = document.createElement("canvas"); // all but what moves: the pin, the lasso
    /** @type {number | null} the group that the legend isolates */
    this.only = null;
    /** @type {any} { x, y, index, z } */
    this.pin = null;
    /** @type {any} what the component was sent last (see the top) */
    this.data = null;
    /** @type {[Axis, Axis]} */
    this.axes = [new Axis(0, 1), new Axis(0, 1)];
    this.size = 0; // of the square plane, CSS pixels
    this.ratio = 1; // of the screen's pixels to these
    this.frame = 0; // the next one, if it is asked for
    /** @type {Float32Array | null} x, y, x, y ... */
    this.points = null;
    /** @type {Uint8Array | null} of each point */
    this.digits = null;
    /** @type {Uint8Array} what colours the points: digits, or clusters */
    this.groups = new Uint8Array();
    /** @type {Float32Array | null} or a number of each */
    this.values = null;
    this.ink = "";
    this.paper = "";
    this.drawing = null; // the lasso while it is drawn
    this.fingers = new Map(); // by pointer: its last event, while it is down
    /** @type {any} */
    this.gesture = null; // what they do (view.js)
    /** @type {((pen: CanvasRenderingContext2D, plane: Plane) => void) | null} */
    this.over = null;
    this.teller = new Teller();
    this.live = new Live(this);
    this.heat = new HeatLayer(this);
    this.walk = new Walk(this);
    this.canvas.onclick = (event) => this.click(event);
    this.canvas.onpointerdown = (event) => this.down(event);
    this.canvas.onpointermove = (event) => this.move(event);
    this.canvas.onpointerup = (event) => this.up(event);
    this.canvas.onpointercancel = (event) => (this.gesture?.cancel?.(), this.up(event));
    this.canvas.onpointerleave = () => this.walk.playing || (this.tip.hidden = true);
    this.canvas.onkeydown = (event) => this.key(event);
    this.canvas.addEventListener("wheel", (event) => wheel(this, event), { passive: false });
    this.canvas.addEventListener(
      "touchmove",
      (event) => {
        const ours = this.held || this.fingers.size > 1;
        if (ours && event.cancelable) event.preventDefault(); // or the page scrolls
      },
      { passive: false },
    );
    listenToTools(this);
    this.heard = [
      listen("pin", () => this.showPin(page.pins[this.data?.space ?? ""])),
      listen("ways", () => this.compose()),
      listen("pictures", () => this.tip.hidden || showThumb(this, this.hovered)),
    ];
    this.width = 0; // of the canvas, when it was drawn
    this.resized = new ResizeObserver(() => this.width === this.canvas.clientWidth || this.draw());
    this.resized.observe(this.canvas);
  }

  close() {
    this.heard.forEach((end) => end());
    this.resized.disconnect();
    this.walk.stop();
    this.live.close();
    this.heat.close();
    this.teller.close();
  }

  update(data, send) {
    this.send = send;
    const same = this.version === data.version;
    this.data = data;
    this.version = data.version;
    if (same) return this.themed() ? this.draw() : undefined;
    const { view, ticks } = data;
    const kept = (before, axis) => (before.alike(axis) ? before : axis);
    this.axes = [
      kept(this.axes[0], new Axis(...view.x, ticks?.x)),
      kept(this.axes[1], new Axis(...view.y, ticks?.y)),
    ];
    this.points = data.points ? new Float32Array(bytes(data.points).buffer) : null;
    this.digits = data.digits ? bytes(data.digits) : null;
    this.groups = data.groups ? bytes(data.groups) : (this.digits ?? new Uint8Array());
    this.values = data.values ? new Float32Array(bytes(data.values.floats).buffer) : null;
    this.pin = page.pins[data.space ?? ""] ?? ownPin(data.pin);
    this.line = data.lasso ?? null; // around the points that were chosen last
    this.canvas.setAttribute("aria-label", data.label);
    labelTools(this);
    if (this.points) buildLegend(this);
    this.live.refresh();
    this.heat.follow();
    if (!data.picture) return this.draw();
    const picture = new Image();
    picture.onload = () => {
      this.picture = picture;
      this.draw();
    };
    picture.src = "data:image/png;base64," + data.picture;
  }

  // ---- drawing -------------------------------------------------------------

  draw() {
    const { canvas, base, data } = this;
    const width = (this.width = canvas.clientWidth);
    if (!data || !width) return;
    this.size = width - LEFT; // of the square plane itself, in CSS pixels
    const height = this.size + BELOW;
    canvas.style.height = `${height}px`;
    this.ratio = window.devicePixelRatio || 1;
    base.width = canvas.width = Math.round(width * this.ratio);
    base.height = canvas.height = Math.round(height * this.ratio);
    this.themed();
    this.onto(base, (pen) => {
      drawScale(pen, this);
      drawFrame(pen, this);
      this.clip(pen);
      if (this.picture) drawPicture(pen, this);
      if (this.points) drawPoints(pen, this);
      drawOutlines(pen, this);
      if (this.points) drawMarks(pen, this);
      drawHoles(pen, this);
    });
    this.compose();
    this.live.ground.follow();
    this.heat.refresh();
    canvas.dataset.drawn = this.version;
    canvas.dataset.only = this.only ?? "";
    notePainted();
  }

  // Takes the page's colours; true if they have changed.
  themed() {
    const style = getComputedStyle(this.canvas);
    const were = this.ink + this.paper;
    this.ink = style.getPropertyValue("--st-text-color") || "#222";
    this.paper = style.getPropertyValue("--st-background-color") || "#fff";
    return were !== this.ink + this.paper;
  }

  // The drawn ground, and over it what moves.
  compose() {
    if (!this.size) return;
    const pen = penOf(this.canvas);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.onto(this.canvas, (layer) => {
      this.clip(layer);
      this.heat.draw(layer);
      this.live.ground.draw(layer);
    });
    pen.drawImage(this.base, 0, 0);
    this.onto(this.canvas, (layer) => {
      this.clip(layer);
      drawLasso(layer, this);
      drawWays(layer, this);
      drawWalk(layer, this);
      if (this.pin) drawPin(layer, this);
      this.over?.(layer, this); // what whoever has this plane draws by itself
    });
  }

  onto(canvas, paint) {
    const pen = penOf(canvas);
    pen.save();
    pen.scale(this.ratio, this.ratio);
    pen.translate(LEFT, 0);
    paint(pen);
    pen.restore();
  }

  clip(pen) {
    pen.beginPath();
    pen.rect(0, 0, this.size, this.size);
    pen.clip();
  }

  // After the view has moved: drawn anew with the next frame, once.
  moved() {
    const [across, up] = this.axes;
    this.canvas.dataset.view = [across.low, across.high, up.low, up.high].join(",");
    this.tip.hidden = true;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  screen(x, y) {
    return [this.axes[0].share(x) * this.size, (1 - this.axes[1].share(y)) * this.size];
  }

  shown(i) {
    return this.only === null || this.groups[i] === this.only;
  }

  name(group) {
    return this.data.names?.[group] ?? nameOf(group, this.data.classes);
  }

  // What the digit of a point is called, whatever the points are coloured by.
  called(i) {
    return nameOf(this.digits?.[i] ?? 0, this.data.classes);
  }

  colour(i) {
    if (!this.values) return this.data.colours[this.groups[i] % this.data.colours.length];
    const { low, high, colours } = this.data.values;
    const share = (this.values[i] - low) / (high - low);
    return colours[Math.round(Math.min(1, Math.max(0, share)) * (colours.length - 1))];
  }

  // ---- picking -------------------------------------------------------------

  showPin(pin) {
    this.pin = pin ?? null;
    this.compose();
    this.live.refresh();
  }

  // Pin a place here at once, and have it answered: by the page, or else by the server.
  pick(pin) {
    this.pinHere(pin);
    if (!page.pickers.get(this.data.space)?.take(this.pin)) this.tell(pin);
  }

  // Tell the server of a pin; by a run of its script, if it has to answer.
  tell(pin) {
    const ask = () => this.send("pick", { ...pin, slice: Boolean(this.data.live?.slice) });
    const { told } = this.data;
    if (!told) return ask();
    this.teller.tell(told, { x: pin.x, y: pin.y }, { point: listed([pin.x, pin.y]) }, ask);
  }

  pinHere(pin) {
    const z = pin.index === null && this.data.live ? this.live.point(pin.x, pin.y) : undefined;
    this.showPin({ ...pin, z });
  }

  nearest(left, top, within = NEAR_POINT) {
    const { points } = this;
    /** @type {number | null} */
    let best = null;
    let least = within * within;
    for (let i = 0; points && i < this.groups.length; i++) {
      if (!this.shown(i)) continue;
      const [x, y] = this.screen(points[2 * i], points[2 * i + 1]);
      const distance = (x - left) ** 2 + (y - top) ** 2;
      if (distance < least) [least, best] = [distance, i];
    }
    return best;
  }

  // Pixels of the square plane, and values of both axes, under the pointer.
  under(event) {
    const box = this.canvas.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left - LEFT, event.clientY - box.top];
    const share = (pixels) => Math.min(1, Math.max(0, pixels / this.size));
    return { left, top, x: this.axes[0].value(share(left)), y: this.axes[1].value(1 - share(top)) };
  }

  place(event) {
    const { left, top, x, y } = this.under(event);
    const index = this.nearest(left, top);
    if (index === null || !this.points) return { x, y, index };
    return { x: this.points[2 * index], y: this.points[2 * index + 1], index };
  }

  click(event) {
    this.canvas.focus({ preventScroll: true });
    if (this.dragged) this.dragged = false; // the click that ends a drag picks nothing
    else if (this.size) this.pick(this.place(this.released ?? event)); // a click has whole pixels
  }

  hover(event) {
    if (this.walk.playing) return;
    const { x, y, index } = this.place(event);
    const parts = [pairOf(x, y)];
    if (index !== null) parts.unshift(this.called(index));
    if (index !== null && this.values) parts.push(fixed(this.values[index], 3));
    const change = this.heat.words(x, y);
    if (change) parts.push(change);
    this.words.textContent = parts.join(" · ");
    this.hovered = index;
    showThumb(this, index);
    const { left, top } = this.under(event);
    this.live.show(x, y);
    this.placeTip(left, top, event.pointerType === "touch");
  }

  // Beside a place, on the side with more room; a finger hides what is below it.
  placeTip(left, top, touched = false) {
    const { tip } = this;
    tip.hidden = false;
    const [width, height] = [tip.offsetWidth, tip.offsetHeight];
    const right = left + LEFT + 14;
    tip.style.left = `${right + width > this.size + LEFT ? Math.max(0, right - 28 - width) : right}px`;
    const above = Math.max(0, top - height - (touched ? 34 : 14));
    tip.style.top = `${touched || top + 14 + height > this.size ? above : top + 14}px`;
  }

  // ---- pointers and keys ---------------------------------------------------

  down(event) {
    if (!this.size || event.button > 0) return;
    this.dragged = false;
    this.fingers.set(event.pointerId, event);
    this.endGesture();
    this.hold(event);
    this.gesture = gestureFor(this, event);
    this.canvas.setPointerCapture?.(event.pointerId);
  }

  move(event) {
    if (!this.size) return;
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, event);
    if (this.gesture) this.gesture.move(event);
    if (!this.gesture?.far) this.hover(event);
  }

  // A finger that rests before it moves draws in any direction, and does not scroll the page.
  hold(event) {
    clearTimeout(this.holding);
    this.held = false;
    if (event.pointerType !== "touch") return;
    this.holding = setTimeout(() => (this.held = true), HOLD);
  }

  up(event) {
    clearTimeout(this.holding);
    this.held = false;
    this.fingers.delete(event.pointerId);
    this.released = event;
    this.endGesture();
  }

  endGesture() {
    const { gesture } = this;
    this.gesture = null;
    gesture?.end();
    if (!gesture?.far) return;
    this.dragged = true;
    setTimeout(() => (this.dragged = false), 50); // where no click follows
  }

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!move) return pressKey(this, event);
    event.preventDefault();
    const step = event.shiftKey ? 0.005 : 0.025; // of the plane's side
    const from = this.pin ?? { x: this.axes[0].value(0.5), y: this.axes[1].value(0.5) };
    const [x, y] = [from.x, from.y].map((value, axis) => {
      const share = this.axes[axis].share(value) + move[axis] * step;
      return this.axes[axis].value(Math.min(1, Math.max(0, share)));
    });
    this.pinHere({ x, y, index: null });
    const taken = page.pickers.get(this.data.space)?.take(this.pin);
    this.live.visit(x, y);
    clearTimeout(this.later); // one report when a held key is let go
    this.later = setTimeout(() => this.report(taken), 80);
  }

  // Tell the server of the pin, if nobody did, and whoever listens to the page where it is.
  report(taken) {
    const { x, y } = this.pin;
    if (!taken) this.tell({ x, y, index: null });
    const near = this.nearest(...this.screen(x, y), Infinity);
    const digit = near === null || !this.digits ? "" : ` · ${this.called(near)}`;
    this.said.textContent = pairOf(x, y) + digit;
  }
}

function ownPin(pin) {
  return pin ? { x: pin[0], y: pin[1], index: null } : null;
}

/**
 * The plane of a mounted component, for who has put it into itself.
 * @param {any} root
 */
export function planeOf(root) {
  return planes.get(root);
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!planes.has(parentElement)) planes.set(parentElement, new Plane(parentElement));
  const plane = /** @type {Plane} */ (planes.get(parentElement));
  plane.update(unpack(component.data), setTriggerValue);
  return () => {
    plane.close();
    planes.delete(parentElement);
  };
}
