// A training as a film: the map of its test digits moves while it runs, a few frames a second, and
// afterwards all of it can be gone through. The frames are asked for at the server's address "film".
//
// data: { job, live (whether it runs), size (digits that a frame has room for), count (of them), annealing, cycles, epochs, plane
//         (plane.js's data, whose points are replaced), language, sentences (section "film") }

import { unpack } from "../common/data.js";
import { mount } from "../common/mount.js";
import { PLANE } from "../common/parts.js";
import { Words } from "../common/words.js";
import { marksOf } from "../latent/space.js";
import { planeOf } from "../plane/plane.js";
import { axesOf, between, framesOf, joined, klShare } from "./frames.js";

const EVERY = 450; // milliseconds between two questions, while it runs
const SECONDS = 12; // that the whole film takes, at most
const PACE = 12; // frames a second, at least
const CATCH_UP = 500; // milliseconds in which the map moves on to a new frame
const films = new WeakMap();

class TrainingFilm {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.words = new Words("en", {});
    /** @type {any} */
    this.data = null;
    /** @type {import("./frames.js").Frame[]} */
    this.frames = [];
    this.at = 0; // a frame, or between two
    this.follows = true; // the training, at its end
    this.playing = false;
    this.next = 0; // the next frame of the screen, if it is asked for
    this.timer = 0; // until the server is asked again
    this.find(".play").onclick = () => this.toggle();
    this.find(".scrub").oninput = ({ target }) => this.scrub(Number(target.value));
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  close() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.next);
    this.job = null;
    this.map?.close();
  }

  update(data) {
    if (this.data?.version === data.version) return;
    const other = this.job !== data.job;
    this.data = data;
    this.job = data.job;
    this.words = new Words(data.language, data.sentences);
    this.find(".controls span").textContent = this.words.text("film.scrub");
    this.find(".scrub").setAttribute("aria-label", this.words.text("film.scrub"));
    const plane = { ...data.plane, points: new Float32Array(2 * data.count) };
    if (this.map) this.map.update(plane);
    else this.map = mount(PLANE, this.find(".map"), plane);
    if (other) [this.frames, this.at, this.follows] = [[], 0, true];
    this.showPlaying(false);
    this.show();
    this.ask();
  }

  // ---- frames --------------------------------------------------------------

  // What is new since; again and again while it runs, once more after its end.
  async ask() {
    clearTimeout(this.timer);
    const { job, live, size, count } = this.data;
    const last = this.frames.length ? this.frames[this.frames.length - 1].at : -1;
    try {
      const asked = new URLSearchParams({ job, after: String(last) });
      const answer = await fetch(new URL(`film?${asked}`, document.baseURI));
      if (job !== this.job) return;
      if (answer.ok) this.take(framesOf(await answer.arrayBuffer(), size, count));
    } catch {
      // the server is away for a moment: it is asked again
    }
    clearTimeout(this.timer);
    if (live && job === this.job) this.timer = window.setTimeout(() => this.ask(), EVERY);
  }

  take(later) {
    if (!later.length) return;
    const first = this.frames.length === 0;
    this.frames = joined(this.frames, later);
    this.axes = axesOf(this.frames);
    const last = this.frames.length - 1;
    this.find(".scrub").max = String(last);
    if (!this.follows || this.playing) return this.show();
    if (first || this.calm.matches) return this.go(last);
    this.moveTo(last);
  }

  // Go on to a frame, smoothly.
  moveTo(target) {
    cancelAnimationFrame(this.next);
    const from = Math.max(this.at, target - 1);
    const began = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - began) / CATCH_UP));
      this.go(from + share * (target - from));
      if (share < 1) this.next = requestAnimationFrame(step);
    };
    this.next = requestAnimationFrame(step);
  }

  // ---- playing -------------------------------------------------------------

  scrub(at) {
    this.stop();
    this.follows = at === this.frames.length - 1;
    this.go(at);
  }

  toggle() {
    if (this.playing) return this.stop();
    const last = this.frames.length - 1;
    if (last < 1) return;
    let at = this.at >= last ? 0 : this.at;
    const pace = Math.max(PACE, this.frames.length / SECONDS);
    let before = performance.now();
    this.showPlaying(true);
    const step = (now) => {
      at += (pace * Math.max(0, now - before)) / 1000;
      before = now;
      this.go(Math.min(at, this.frames.length - 1));
      if (at >= this.frames.length - 1) return this.stop();
      this.next = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.next);
    this.next = requestAnimationFrame(step);
  }

  stop() {
    cancelAnimationFrame(this.next);
    this.follows = this.at >= this.frames.length - 1;
    this.showPlaying(false);
  }

  showPlaying(playing) {
    this.playing = playing;
    this.find(".play").textContent = this.words.text(playing ? "film.pause" : "film.play");
    this.find(".play").setAttribute("aria-pressed", String(playing));
  }

  // ---- drawing -------------------------------------------------------------

  go(at) {
    this.at = at;
    this.show();
  }

  show() {
    const plane = /** @type {any} */ (this.map && planeOf(this.map.root));
    this.find(".controls").hidden = this.frames.length === 0;
    if (!plane || !this.frames.length) return void (this.find(".told").textContent = this.words.text("film.wait"));
    plane.points = between(this.frames, this.calm.matches ? Math.round(this.at) : this.at);
    plane.data.marks = this.marks(plane);
    if (this.axes && !plane.axes.every((axis, k) => axis.alike(this.axes?.[k]))) plane.axes = this.axes;
    plane.draw();
    this.tell(plane);
  }

  // Each digit's name, at its median; none while all lie on one spot.
  marks({ points, groups }) {
    const marks = marksOf(points, groups);
    const [first, ...others] = /** @type {number[][]} */ (marks.filter(Boolean));
    const apart = others.some(([x, y]) => Math.hypot(x - first[0], y - first[1]) > 0.1);
    return apart ? marks : [];
  }

  tell(plane) {
    const { annealing, cycles, epochs } = this.data;
    const frame = Math.round(this.at);
    const { at } = this.frames[frame];
    const share = klShare(annealing, cycles, at / epochs);
    const sentences = [this.words.text("film.at", { at, epochs }), annealing === "none" ? "" : this.words.text("film.share", { share })];
    const told = sentences.filter(Boolean).join(" · ");
    this.find(".told").textContent = told;
    this.find(".scrub").value = String(frame);
    this.find(".scrub").setAttribute("aria-valuetext", told);
    Object.assign(plane.canvas.dataset, { frame, frames: this.frames.length, at });
  }
}

export default function ({ data, parentElement }) {
  if (!films.has(parentElement)) films.set(parentElement, new TrainingFilm(parentElement));
  const film = films.get(parentElement);
  film.update(unpack(data));
  return () => {
    film.close();
    films.delete(parentElement);
  };
}
