// A walk: a path that is drawn with a pressed pointer, and then walked along, with the
// picture at each place beside it. The decoded pictures come from live.js.

import { ACCENT, trace } from "../common/layers.js";
import { page } from "../common/page.js";

export const FAR = 5; // pixels: less is a click
const PACE = 110; // pixels a second
const BRIEFEST = 1.5; // seconds that the shortest walk takes

// The gesture: what is under the pointer is shown while the path is drawn.
export class PathGesture {
  constructor(plane, event) {
    const { x, y, left, top } = plane.under(event);
    this.plane = plane;
    this.far = false;
    this.from = { left, top };
    this.path = [[x, y]];
    plane.walk.stop();
  }

  move(event) {
    const { plane, from } = this;
    const { x, y, left, top } = plane.under(event);
    if (!this.far && Math.hypot(left - from.left, top - from.top) < FAR) return;
    this.far = true;
    this.path.push([x, y]);
    plane.walk.path = this.path;
    plane.live.visit(x, y);
    plane.compose();
  }

  end() {
    if (this.far) this.plane.walk.play();
  }

  // The finger scrolls the page instead.
  cancel() {
    this.far = false;
    this.plane.walk.path = null;
    this.plane.compose();
  }
}

export class Walk {
  constructor(plane) {
    this.plane = plane;
    /** @type {any} latent places [x, y], or null */
    this.path = null;
    /** @type {[number, number] | null} where the walk is */
    this.place = null;
    /** @type {number | undefined} the next frame, while it plays */
    this.frame = undefined;
  }

  get playing() {
    return this.frame !== undefined;
  }

  // How far along the path, in pixels, each of its corners is.
  lengths() {
    const corners = this.path.map(([x, y]) => this.plane.screen(x, y));
    let sum = 0;
    return corners.map(([left, top], i) => {
      if (i) sum += Math.hypot(left - corners[i - 1][0], top - corners[i - 1][1]);
      return sum;
    });
  }

  // There and back once, at an even pace; again if it is asked for.
  play() {
    this.stop();
    if (!this.path || this.path.length < 2) return;
    const lengths = this.lengths();
    const whole = lengths[lengths.length - 1];
    const seconds = Math.max(BRIEFEST, whole / PACE);
    const start = performance.now();
    const go = (now) => {
      const share = Math.max(0, now - start) / 1000 / seconds;
      if (share >= 2) return this.stop();
      this.go(lengths, whole * (share < 1 ? share : 2 - share));
      this.frame = requestAnimationFrame(go);
    };
    this.frame = requestAnimationFrame(go);
    this.tell();
  }

  go(lengths, along) {
    const last = lengths.length - 1;
    const i = Math.max(1, Math.min(last, lengths.findIndex((length) => length >= along)));
    const share = (along - lengths[i - 1]) / (lengths[i] - lengths[i - 1] || 1);
    const [x, y] = [0, 1].map((k) => this.path[i - 1][k] + share * (this.path[i][k] - this.path[i - 1][k]));
    this.place = [x, y];
    this.plane.live.visit(x, y);
    this.plane.compose();
  }

  stop() {
    if (!this.playing) return;
    cancelAnimationFrame(Number(this.frame));
    this.frame = undefined;
    this.place = null;
    this.plane.tip.hidden = true;
    this.plane.compose();
    this.tell();
  }

  // The button that plays it again, or stops it, once there is a walk.
  tell() {
    const { play, data } = this.plane;
    play.hidden = !this.path || !data.tools?.play;
    play.setAttribute("aria-pressed", this.playing);
    this.plane.canvas.dataset.walk = this.playing ? "plays" : this.path ? "drawn" : "";
  }

  toggle() {
    this.playing ? this.stop() : this.play();
  }
}

export function drawWalk(pen, plane) {
  const { path, place } = plane.walk;
  if (!path) return;
  pen.lineJoin = pen.lineCap = "round";
  for (const [width, colour] of [[6, plane.paper], [3, ACCENT]]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    trace(pen, plane, path, false);
    pen.stroke();
  }
  if (!place) return;
  const [left, top] = plane.screen(...place);
  for (const [radius, colour] of [[8, "#fff"], [6, ACCENT]]) {
    pen.beginPath();
    pen.arc(left, top, radius, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  }
}

// The straight way, dashed, and the shortest, between two places that somebody compares.
export function drawWays(pen, plane) {
  const ways = page.ways.get(plane.data.space);
  if (!ways) return;
  pen.lineJoin = pen.lineCap = "round";
  for (const [path, dashes] of [[ways.straight, [2, 6]], [ways.shortest, []]]) {
    trace(pen, plane, path, false);
    for (const [width, colour] of [[5, plane.paper], [2.5, plane.ink]]) {
      pen.setLineDash(width === 5 ? [] : dashes);
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.stroke();
    }
  }
  pen.setLineDash([]);
}
