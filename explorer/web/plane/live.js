// What the decoder draws at a place of the plane, in the browser, from one picture to the
// next: under the pointer, at the pin, and as a grid behind the points.
//
// data.live: { key (of page.decoders), base (the dims that the plane does not show,
//              unless the pin has its own), axes, slice (through the pin), ground (the grid
//              is on at first), beta (see beta.js) or null }
// Reports the trigger "ground" (true or false), and "beta" when its slider is let go.

import { pairOf } from "../common/data.js";
import { listen, page } from "../common/page.js";
import { BetaSlider } from "./beta.js";

const TILES = 20; // on a side of the grid
export const FEW_TILES = 12; // while beta moves, and on a plane too small for more
const SOON = 60; // milliseconds before all tiles are asked for: the view may still move
const REST = 400; // milliseconds after them: the server may need the processor for its part
const SAME = 0.01; // of log beta: the server rounds what was dragged
const SMALL = 260; // pixels
const PICTURE = 28; // pixels on a side
const VEIL = 0.6; // of the page's ink, with which the grid is written behind points

export function paintGrey(canvas, grey) {
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(PICTURE, PICTURE);
  const colours = new Uint32Array(image.data.buffer);
  for (let i = 0; i < grey.length; i++) colours[i] = 0xff000000 | (grey[i] * 0x010101);
  pen.putImageData(image, 0, 0);
}

// A digit in ink on clear paper: points of any colour can be told apart over it.
function paintInk(pen, grey, [red, green, blue], left, top) {
  const image = pen.createImageData(PICTURE, PICTURE);
  const pixels = new Uint32Array(image.data.buffer);
  const ink = red | (green << 8) | (blue << 16);
  for (let i = 0; i < grey.length; i++) pixels[i] = ink | ((VEIL * grey[i]) << 24);
  pen.putImageData(image, left, top);
}

// The three bytes of a colour, however CSS writes it.
/** @returns {[number, number, number]} red, green and blue */
function bytesOf(colour) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

export class Live {
  constructor(plane) {
    this.plane = plane;
    /** @type {number | undefined} */
    this.beta = undefined;
    this.ground = new Ground(plane, this);
    this.slider = new BetaSlider(this);
    this.close = listen("decoder", () => this.refresh());
  }

  get settings() {
    return this.plane.data?.live ?? null;
  }

  get decoder() {
    return page.decoders.get(this.settings?.key) ?? null;
  }

  // After new data, a new pin, or when the decoder has come.
  refresh() {
    const { canvas } = this.plane;
    canvas.classList.toggle("live", this.decoder !== null);
    canvas.dataset.live = this.decoder ? "ready" : "";
    if (!this.settings) return;
    this.slider.refresh();
    const { ground } = this.settings;
    if (this.ground.given !== ground) this.ground.turn((this.ground.given = ground));
    else this.ground.follow();
  }

  // The latent point (array of D) that a place of the plane stands for.
  point(x, y) {
    const { base, axes, slice } = this.settings;
    const point = [...((slice && this.plane.pin?.z) || base)];
    point[axes[0]] = x;
    if (point.length > 1) point[axes[1]] = y;
    return point;
  }

  grey(x, y) {
    return this.decoder.decode(this.point(x, y), this.beta ?? null);
  }

  // Put the picture of a place into the tip.
  show(x, y) {
    const { canvas, seen } = this.plane;
    seen.hidden = !this.decoder;
    if (!this.decoder) return;
    paintGrey(seen, this.grey(x, y));
    canvas.dataset.at = `${x},${y}`;
  }

  // The same, with the tip beside a place where no pointer is.
  visit(x, y) {
    const { plane } = this;
    plane.words.textContent = pairOf(x, y);
    plane.thumb.hidden = true;
    plane.hovered = null;
    this.show(x, y);
    if (this.decoder) plane.placeTip(...plane.screen(x, y));
  }
}

// The grid that lies behind the points, over what of the plane is in view.
class Ground {
  constructor(plane, live) {
    this.plane = plane;
    this.live = live;
    this.on = false;
    this.given = undefined; // whether the last data had it on
    this.client = `plane ${Math.random()}`;
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
    const hidden = through.filter((_, dim) => !this.live.settings.axes.includes(dim));
    const { key } = this.live.settings;
    const wish = JSON.stringify([sides, hidden, this.live.beta, tiles, key, this.plane.ink]);
    if (wish === this.asked) return;
    if (this.busy && this.live.slider.dragging) return void (this.next = tiles); // in turn
    const moving = this.coarse || this.live.slider.dragging;
    this.soon = setTimeout(() => this.ask(wish, sides, tiles), moving ? 0 : SOON);
  }

  ask(wish, sides, tiles) {
    this.asked = wish;
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
        paintInk(pen, picture, ink, column * PICTURE, row * PICTURE);
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
    return this.plane.size < SMALL ? FEW_TILES : TILES;
  }

  // A sheet for the new tiles, with the old ones stretched to where they belong.
  newSheet(sides, tiles) {
    const old = this.sheet;
    const sheet = document.createElement("canvas");
    sheet.width = sheet.height = tiles * PICTURE;
    const pen = sheet.getContext("2d");
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
