// The sweep of beta through one network, played in the browser: the map of each point, and
// where it is on the curve of rate and distortion. Between two points the digits move straight.
//
// data: { betas, kl, information, reconstruction, active (L each), codes (base64 of int16 (L, N, 2)), unit,
//         far (the frame's edge), digits (base64 of uint8), colours, outlines, axes, labels
//         (of the curve's axes, and of the information), legend, words }
// Reports the trigger "take" (a beta) when the visitor wants that one.

import { bytes } from "../common/bytes.js";
import { unpack } from "../common/data.js";
import { notePainted } from "../common/page.js";
import { buildLegend } from "../common/legend.js";
import { PACE, figuresOf, framesOf, paintFilm, planFor } from "./paint.js";
import { filmKind, recordFilm } from "./record.js";
import { nameOf } from "../latent/space.js";
import { penOf } from "../common/pen.js";

const films = new WeakMap();

class Film {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const find = (part) => /** @type {any} */ (root.querySelector(part));
    this.screen = find(".screen");
    this.play = find(".play");
    this.scrub = find(".scrub");
    this.speed = find(".speed");
    this.figures = find(".figures");
    this.take = find(".take");
    this.record = find(".record");
    this.unable = find(".unable");
    this.legend = find(".legend");
    /** @type {any} */
    this.data = null;
    this.last = 0; // the film's last point
    /** @type {number | null} when the frame before was shown, milliseconds */
    this.before = null;
    this.at = 0; // a point, or between two
    this.only = null; // the digit that the legend isolates
    this.playing = false;
    this.play.onclick = () => this.toggle();
    this.scrub.oninput = () => this.go(Number(this.scrub.value));
    this.take.onclick = () => this.send("take", this.data.betas[Math.round(this.at)]);
    this.record.onclick = () => recordFilm(this);
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(this.screen);
  }

  close() {
    this.playing = false;
    this.resized.disconnect();
  }

  update(data, send) {
    this.send = send;
    if (this.version === data.version) return this.draw();
    this.version = data.version;
    this.data = data;
    this.codes = new Int16Array(bytes(data.codes).buffer);
    this.groups = bytes(data.digits);
    this.last = data.betas.length - 1;
    const { words } = data;
    this.scrub.max = this.last;
    this.scrub.setAttribute("aria-label", words.scrub);
    this.speed.querySelector("span").textContent = words.speed;
    this.take.textContent = words.take;
    this.kind = filmKind();
    this.record.hidden = !this.kind;
    this.record.textContent = `${words.record} (${this.kind?.name})`;
    this.unable.hidden = Boolean(this.kind);
    this.unable.textContent = words.unable;
    this.frames = framesOf(data);
    buildLegend(this);
    this.show(false);
    this.go(Math.min(this.at, this.last));
  }

  // ---- for plane_tools -----------------------------------------------------

  name(group) {
    return nameOf(group, this.data.classes);
  }

  // ---- playing -------------------------------------------------------------

  toggle() {
    if (this.playing) return this.show(false);
    if (this.at >= this.last) this.at = 0;
    this.show(true);
    this.before = null;
    requestAnimationFrame((now) => this.tick(now));
  }

  show(playing) {
    this.playing = playing;
    this.play.textContent = playing ? `❚❚ ${this.data.words.pause}` : `▶ ${this.data.words.play}`;
    this.play.setAttribute("aria-pressed", playing);
  }

  tick(now) {
    if (!this.playing) return;
    const seconds = this.before === null ? 0 : Math.min(0.1, (now - this.before) / 1000);
    this.before = now;
    const pace = PACE * Number(this.speed.querySelector("select").value);
    this.go(Math.min(this.last, this.at + pace * seconds));
    if (this.at >= this.last) return this.show(false);
    requestAnimationFrame((later) => this.tick(later));
  }

  go(at) {
    this.at = at;
    const point = Math.round(at);
    this.scrub.value = point;
    const told = figuresOf(this.data, point);
    this.scrub.setAttribute("aria-valuetext", told);
    this.figures.textContent = told;
    this.screen.setAttribute("aria-label", `${this.data.words.map} ${this.data.words.curve} ${told}`);
    this.draw();
  }

  draw() {
    const width = this.screen.clientWidth;
    if (!this.data || !width) return;
    const ratio = window.devicePixelRatio || 1;
    const plan = planFor(width);
    this.screen.style.height = `${plan.height}px`;
    const [wide, high] = [Math.round(width * ratio), Math.round(plan.height * ratio)];
    if (this.screen.width !== wide) this.screen.width = wide;
    if (this.screen.height !== high) this.screen.height = high;
    const style = getComputedStyle(this.screen);
    this.ink = style.getPropertyValue("--st-text-color") || "#222";
    this.paper = style.getPropertyValue("--st-background-color") || "#fff";
    const pen = penOf(this.screen);
    pen.save();
    pen.scale(ratio, ratio);
    paintFilm(pen, this, this.calm.matches ? Math.round(this.at) : this.at, width, plan);
    pen.restore();
    this.screen.dataset.drawn = this.version;
    this.screen.dataset.point = Math.round(this.at);
    notePainted();
  }
}

export default function ({ data: sent, parentElement, setTriggerValue }) {
  if (!films.has(parentElement)) films.set(parentElement, new Film(parentElement));
  const film = films.get(parentElement);
  film.update(unpack(sent), setTriggerValue);
  return () => {
    film.close();
    films.delete(parentElement);
  };
}
