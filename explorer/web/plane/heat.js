// How much the picture changes with each step on the plane, as ink behind the points: pale where
// it hardly does, dark where one digit turns into another.

import { fixed } from "../common/data.js";
import { listen } from "../common/page.js";
import { penOf } from "../common/pen.js";
import { fieldOf } from "../latent/fields.js";
import { quantile } from "../latent/space.js";
import { bytesOf } from "./grey.js";

const DARKEST = 0.62; // of the page's ink
const SHARES = [0.05, 0.95]; // of the places, between which the ink grows

export class HeatLayer {
  constructor(plane) {
    this.plane = plane;
    this.on = false;
    /** @type {boolean | undefined} whether the last data had it on */
    this.given = undefined;
    /** @type {any} */
    this.field = null;
    const heard = [listen("field", () => this.refresh()), listen("decoder", () => this.refresh())];
    this.close = () => heard.forEach((end) => end());
  }

  // As the last data have it.
  follow() {
    const given = Boolean(this.plane.data?.live?.change);
    if (this.given === given) return this.refresh();
    this.given = given;
    this.turn(given);
  }

  turn(on) {
    this.on = on;
    this.plane.press("change", on);
    this.refresh();
    this.plane.compose();
  }

  refresh() {
    const { live } = this.plane.data ?? {};
    if (!this.on || !live) return;
    const field = fieldOf(live.key, live.axes, live.at ?? null);
    const drawn = field?.done ? field : null;
    this.plane.canvas.dataset.change = drawn ? "drawn" : "waits";
    if (drawn === this.field && this.ink === this.plane.ink) return;
    this.field = drawn;
    this.ink = this.plane.ink;
    if (drawn) this.paint(drawn);
    this.plane.compose();
  }

  paint(field) {
    const { size } = field;
    this.speeds = field.speeds();
    const rising = this.speeds.slice().sort();
    const [low, high] = (this.ends = SHARES.map((share) => quantile(rising, share)));
    const [red, green, blue] = bytesOf(this.ink);
    this.sheet = document.createElement("canvas");
    this.sheet.width = this.sheet.height = size;
    const pen = penOf(this.sheet);
    const image = pen.createImageData(size, size);
    const pixels = new Uint32Array(image.data.buffer);
    this.speeds.forEach((speed, node) => {
      const share = Math.min(1, Math.max(0, Math.log(speed / low) / Math.log(high / low || 1)));
      const [column, row] = [node % size, Math.floor(node / size)];
      pixels[(size - 1 - row) * size + column] = red | (green << 8) | (blue << 16) | ((255 * DARKEST * share) << 24);
    });
    pen.putImageData(image, 0, 0);
  }

  draw(pen) {
    if (!this.on || !this.field || !this.sheet) return;
    const { plane, field } = this;
    const [half, last] = [0.5, field.size - 1];
    // its pixels lie around its places
    const [from, to] = [-half, last + half].map((at) => field.sides.map(([low, high]) => low + ((high - low) * at) / last));
    const [left, bottom] = plane.screen(from[0], from[1]);
    const [right, top] = plane.screen(to[0], to[1]);
    pen.drawImage(this.sheet, left, top, right - left, bottom - top);
  }

  // What the tip says of a place.
  words(x, y) {
    if (!this.on || !this.field || !this.speeds) return null;
    return `${fixed(this.speeds[this.field.nearest([x, y])], 1)} / z`;
  }
}
