// A board to draw a digit on, with mouse, finger or pen: white on black, as MNIST is.
//
// data: { side (of the pixels that are reported), strokes (to begin with), label, hint,
//         undo, clear (words of the buttons) }
// Reports the trigger "drawn" { pixels (base64 of uint8, side x side), strokes } after
// each stroke; strokes are lists of x, y in shares of the board's side.

import { penOf } from "../common/pen.js";

const boards = new WeakMap();
const WIDTH = 0.085; // of a stroke: a digit over two thirds of the board gets MNIST's
const SIZE = 560; // pixels of the canvas, whatever its size on the screen

class Board {
  constructor(root, strokes) {
    /** @type {(() => void) | null} called at each change, while a stroke is drawn, too */
    this.changed = null;
    /** @type {HTMLCanvasElement | null} as many pixels as are reported */
    this.small = null;
    this.canvas = root.querySelector("canvas");
    this.buttons = { undo: root.querySelector(".undo"), clear: root.querySelector(".clear") };
    this.canvas.width = this.canvas.height = SIZE;
    this.strokes = strokes.map((stroke) => [...stroke]);
    this.current = null;
    this.canvas.onpointerdown = (event) => this.start(event);
    this.canvas.onpointermove = (event) => this.go(event);
    this.canvas.onpointerup = this.canvas.onpointercancel = () => this.end();
    this.canvas.onkeydown = (event) => {
      if (event.key === "z" && (event.ctrlKey || event.metaKey)) this.undo();
    };
    this.buttons.undo.onclick = () => this.undo();
    this.buttons.clear.onclick = () => this.change([]);
  }

  update(data, send) {
    this.data = data;
    this.send = send;
    this.canvas.setAttribute("aria-label", data.label);
    for (const [name, button] of Object.entries(this.buttons)) button.textContent = data[name];
    this.draw();
  }

  // ---- strokes ---------------------------------------------------------------

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  start(event) {
    if (event.button) return;
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.current = this.place(event);
    this.strokes.push(this.current);
    this.draw();
  }

  go(event) {
    if (!this.current) return;
    // a fast pen moves several times between two events
    const events = event.getCoalescedEvents?.() ?? [];
    for (const moved of events.length ? events : [event]) this.current.push(...this.place(moved));
    this.draw();
  }

  end() {
    if (!this.current) return;
    this.current = null;
    this.report();
  }

  undo() {
    if (this.strokes.length) this.change(this.strokes.slice(0, -1));
  }

  change(strokes) {
    this.strokes = strokes;
    this.draw();
    this.report();
  }

  // ---- drawing and reporting ---------------------------------------------------

  draw() {
    this.paint(this.canvas);
    this.changed?.();
    const empty = this.strokes.length === 0;
    for (const button of Object.values(this.buttons)) button.disabled = empty;
    this.canvas.dataset.strokes = this.strokes.length;
    if (!empty) return;
    const pen = penOf(this.canvas);
    pen.fillStyle = "#9a9a9a";
    pen.font = `${SIZE / 16}px sans-serif`;
    pen.textAlign = "center";
    pen.fillText(this.data.hint, SIZE / 2, SIZE / 2, SIZE * 0.9);
  }

  paint(canvas) {
    const side = canvas.width;
    const pen = penOf(canvas);
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, side, side);
    pen.strokeStyle = "#fff";
    pen.lineWidth = WIDTH * side;
    pen.lineCap = pen.lineJoin = "round";
    for (const stroke of this.strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0] * side, stroke[1] * side);
      pen.lineTo(stroke[0] * side, stroke[1] * side + 0.01); // a dot is a stroke as well
      for (let i = 2; i < stroke.length; i += 2) pen.lineTo(stroke[i] * side, stroke[i + 1] * side);
      pen.stroke();
    }
  }

  // The board as `side` x `side` bytes of grey.
  pixels() {
    const canvas = (this.small ??= document.createElement("canvas"));
    const { side } = this.data;
    canvas.width = canvas.height = side;
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    this.paint(canvas);
    const { data } = pen.getImageData(0, 0, side, side);
    return Uint8Array.from({ length: side * side }, (_, i) => data[4 * i]);
  }

  report() {
    const pixels = btoa(String.fromCharCode(...this.pixels()));
    const strokes = this.strokes.map((stroke) => stroke.map((share) => +share.toFixed(4)));
    this.send("drawn", { pixels, strokes });
  }
}

/**
 * The board of a mounted component, for who has put it into itself.
 * @param {any} root
 * @returns {any}
 */
export function boardOf(root) {
  return boards.get(root);
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!boards.has(parentElement)) boards.set(parentElement, new Board(parentElement, data.strokes));
  boards.get(parentElement).update(data, setTriggerValue);
  return () => boards.delete(parentElement);
}
