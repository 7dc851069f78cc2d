// The grid that lies behind the points, over what of the plane is in view.

import { PICTURE, bytesOf, paintGrey, paintInk } from "./grey.js";
import { lift } from "../latent/axes.js";
import { penOf } from "../common/pen.js";

const TILES = 20; // on a side of the grid
export const FEW_TILES = 12; // while beta moves, and on a plane too small for more
const SOON = 60; // milliseconds before all tiles are asked for: the view may still move
const REST = 400; // milliseconds after them: the server may need the processor for its part
const SAME = 0.01; // of log beta: the server rounds what was dragged
const SMALL = 260; // pixels

export class TileLayer {
  constructor(plane, live) {
    this.plane = plane;
    this.live = live;
    this.on = false;
    this.given = undefined; // whether the last data had it on
    this.client = `plane ${Math.random()}`;
  }

  // As the last data have it; whoever calls it draws.
  set(on) {
    this.given = this.on = on;
    this.plane.press("ground", on);
    this.asked = null;
  }

  turn(on) {
    this.on = on;
    this.plane.press("ground", on);
    this.asked = null;
    this.plane.draw();
  }

  // After new data: at another beta a few tiles come first, and all of them after a while.
  follow() {
    const { beta } = this.live;
    const same = beta === this.beta || Math.abs(Math.log(beta / this.beta)) < SAME;
    if (!same) this.want(FEW_TILES);
    else if (!this.coarse) this.want();
  }

  // Ask for it when it is not what was asked for last; soon, as the view still moves.
  want(tiles = this.usual) {
    clearTimeout(this.soon);
    if (!this.on || !this.live.decoder || !this.plane.size) return;
    this.coarse = tiles < this.usual;
    this.beta = this.live.beta;
    const sides = this.plane.axes.map(({ low, high }) => [low, high]);
    const { base, slice } = this.live.settings;
    const through = (slice && this.plane.pin?.z) || base;
    const hidden = lift(this.live.settings.axes, [0, 0], through);
    const { key } = this.live.settings;
    const wanted = JSON.stringify([sides, hidden, this.live.beta, tiles, key, this.plane.ink]);
    if (wanted === this.asked) return;
    if (this.busy && this.live.dragging) return void (this.next = tiles); // in turn
    const moving = this.coarse || this.live.dragging;
    this.soon = setTimeout(() => this.ask(wanted, sides, tiles), moving ? 0 : SOON);
  }

  ask(wanted, sides, tiles) {
    this.asked = wanted;
    this.busy = true;
    this.next = null;
    const share = (i) => (i + 0.5) / tiles;
    const [across, up] = this.plane.axes;
    const points = new Float32Array(tiles * tiles * this.live.decoder.dim);
    for (let i = 0; i < tiles * tiles; i++) {
      const [row, column] = [Math.floor(i / tiles), i % tiles];
      const point = this.live.point(across.value(share(column)), up.value(1 - share(row)));
      points.set(point, i * point.length);
    }
    const pen = this.newSheet(sides, tiles);
    const ink = bytesOf(this.plane.ink);
    this.live.decoder.tiles(this.client, { points, beta: this.live.beta ?? null }, (from, count, grey) => {
      for (let i = 0; i < count; i++) {
        const [row, column] = [Math.floor((from + i) / tiles), (from + i) % tiles];
        const size = PICTURE * PICTURE;
        const picture = grey.subarray(i * size, (i + 1) * size);
        const [left, top] = [column * PICTURE, row * PICTURE];
        if (this.live.settings.solid) paintGrey(pen.canvas, picture, left, top);
        else paintInk(pen, picture, ink, left, top);
      }
      if (from + count === tiles * tiles) this.done(tiles);
      this.plane.compose();
    });
  }

  done(tiles) {
    this.busy = false;
    this.plane.canvas.dataset.ground = `${tiles} ${this.asked}`;
    if (this.next) this.want(this.next);
    else if (this.coarse) this.soon = setTimeout(() => this.busy || this.want(), REST);
  }

  get usual() {
    return this.live.settings?.tiles ?? (this.plane.size < SMALL ? FEW_TILES : TILES);
  }

  // A sheet for the new tiles, with the old ones stretched to where they belong.
  newSheet(sides, tiles) {
    const old = this.sheet;
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = tiles * PICTURE;
    const pen = penOf(sheet);
    this.sheet = { canvas: sheet, sides };
    if (old) this.paint(pen, sheet.width, sides, old);
    return pen;
  }

  // A sheet onto a square of so many pixels that shows these sides.
  paint(pen, size, sides, { canvas, sides: from }) {
    const [left, right] = from[0].map((value) => this.share(value, sides[0]) * size);
    const [bottom, top] = from[1].map((value) => (1 - this.share(value, sides[1])) * size);
    pen.drawImage(canvas, left, top, right - left, bottom - top);
  }

  share(value, [low, high]) {
    return (value - low) / (high - low);
  }

  draw(pen) {
    if (!this.on || !this.sheet) return;
    const sides = this.plane.axes.map(({ low, high }) => [low, high]);
    this.paint(pen, this.plane.size, sides, this.sheet);
  }
}
