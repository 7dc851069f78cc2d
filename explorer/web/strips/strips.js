// Rows of decoded points, drawn by the page as soon as a widget moves: a walk from one place to
// another, straight and, on two dims, by the shortest way for the picture (latent/geometry.js),
// samples from the prior, and samples from a mixture that was fitted to the model's codes.
// The server hears of it afterwards.
//
// data: { space, key (of the model), dim, beta, values: { walk_from, walk_to, steps, even
//         (steps of equal change), ways (the shortest is wanted), samples, draw (how often samples
//         were drawn anew) }, classes (their names), kept: { A: z, B: z }, groups: { walk, prior,
//         fitted } (the server's pictures of these values) or null, hint (of the samples), mixture
//         ({ weights, means, factors }, latent/random.js) or null while it is being fitted, language,
//         sentences (section "strips") }
// Reports the trigger "set" { values, kept, answered (whether the page has drawn them) }.

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { announce, listen, notePainted, page } from "../common/page.js";
import { Teller } from "../common/tell.js";
import { Words } from "../common/words.js";
import { mixed, normal, uniform } from "../latent/random.js";
import { fieldOf } from "../latent/fields.js";
import { evenly, measured, ways } from "../latent/geometry.js";
import { walk } from "../latent/space.js";
import { joined } from "../picked/groups.js";

const THUMB = 56; // pixels
const SAMPLED = ["prior", "fitted"];
const WALKED = ["walk", "shortest"];
const AXES = [0, 1];
const all = new WeakMap();

class Strips {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.rows = { walk: this.find(".walk .groups"), shortest: this.find(".shortest .groups"), prior: this.find(".prior .groups"), fitted: this.find(".fitted .groups") };
    this.words = new Words("en", {});
    this.teller = new Teller();
    /** @type {any} */
    this.data = null;
    /** @type {any} */
    this.values = {};
    /** @type {Record<string, number[]>} */
    this.kept = {};
    for (const name of ["walk_from", "walk_to"]) {
      this.find(`.${name}`).onchange = ({ target }) => this.change(WALKED, { [name]: target.value });
    }
    for (const [name, rows] of /** @type {[string, string[]][]} */ ([["steps", WALKED], ["samples", SAMPLED]])) {
      this.find(`.${name}`).oninput = ({ target }) => this.change(rows, { [name]: Number(target.value) });
    }
    for (const name of ["even", "ways"]) {
      this.find(`.${name}`).onchange = ({ target }) => this.change(WALKED, { [name]: target.checked });
    }
    this.find(".again").onclick = () => this.change(SAMPLED, { draw: this.values.draw + 1 });
    for (const letter of ["A", "B"]) this.find(`.keep_${letter.toLowerCase()}`).onclick = () => this.keep(letter);
    const heard = [
      listen("decoder", () => this.data && !this.data.groups && this.draw()),
      listen("field", () => this.data && this.draw(WALKED)),
    ];
    this.end = () => heard.forEach((end) => end());
  }

  close() {
    this.end();
    this.teller.close();
    this.showWays(null);
  }

  update(data, send) {
    this.send = send;
    const same = this.data?.version === data.version;
    if (this.data && this.data.space !== data.space) this.showWays(null);
    this.data = data;
    if (same || this.teller.waiting) return; // what the server shows is of before
    this.values = { ...data.values };
    this.kept = { ...data.kept };
    this.words = new Words(data.language, data.sentences);
    this.label();
    this.showValues();
    if (data.groups) {
      for (const [name, groups] of Object.entries(data.groups)) this.show(name, groups);
    } else this.draw();
  }

  get ready() {
    return Boolean(page.decoders.get(this.data.key) && page.spaces.get(this.data.key));
  }

  // ---- widgets -------------------------------------------------------------

  label() {
    const { text } = this.words;
    const say = (part, name) => (this.find(part).textContent = text(`strips.${name}`));
    say(".walk h3", "heading_walk");
    say(".shortest summary", "question_ways");
    say(".shortest details p", "answer_ways");
    say(".shortest h4", "heading_shortest");
    say(".fitted summary", "question_fitted");
    say(".fitted details p", "answer_fitted");
    say(".prior h3", "heading_samples");
    for (const name of ["keep_a", "keep_b", "again"]) say(`.${name}`, name);
    for (const name of ["walk_from", "walk_to"]) this.find(`.${name}`).previousElementSibling.textContent = text(`strips.${name}`);
    for (const name of ["steps", "samples"]) {
      this.find(`.${name}`).previousElementSibling.firstElementChild.textContent = text(`strips.${name}`);
      this.find(`.${name}`).setAttribute("aria-label", text(`strips.${name}`));
    }
    for (const name of ["even", "ways"]) this.find(`.${name}`).nextElementSibling.textContent = text(`strips.${name}`);
    this.find(".ways").parentElement.hidden = this.data.dim !== 2;
    this.find(".prior .hint").textContent = this.data.hint;
    this.find(".fitted h4").textContent = text("strips.heading_fitted");
    this.find(".fitted .hint").textContent = text(`strips.fitted_hint${this.data.mixture ? "" : "_wait"}`);
  }

  // The ends to choose from, and where all widgets stand.
  showValues() {
    const { text } = this.words;
    const named = this.data.classes.map((digit) => text("strips.centre", { digit }));
    const digits = (named.length ? named : [text("strips.all")]).map((title, label) => [String(label), title]);
    const points = Object.keys(this.kept).sort().map((letter) => [letter, text("strips.point", { letter })]);
    for (const name of ["walk_from", "walk_to"]) {
      const options = [...digits, ...points].map(([value, title]) => new Option(title, value));
      this.find(`.${name}`).replaceChildren(...options);
      this.find(`.${name}`).value = this.values[name];
    }
    for (const name of ["steps", "samples"]) {
      const input = this.find(`.${name}`);
      input.value = this.values[name];
      input.previousElementSibling.lastElementChild.textContent = this.values[name];
    }
    for (const name of ["even", "ways"]) this.find(`.${name}`).checked = this.values[name];
    this.find(".shortest").hidden = !this.wantsWays;
    this.find(".walk .hint").textContent = text("strips.walk_hint", { steps: this.values.steps });
  }

  /** @param {string[]} rows that are drawn anew */
  change(rows, values) {
    Object.assign(this.values, values);
    this.showValues();
    if (this.ready) this.draw(rows);
    this.tell();
  }

  // Keep the picked point, as an end of walks.
  keep(letter) {
    const z = page.pins[this.data.space]?.z;
    if (!z) return;
    this.kept[letter] = Array.from(z);
    this.showValues();
    if (this.ready) this.draw(WALKED);
    this.tell();
  }

  tell() {
    const told = { values: this.values, kept: this.kept, answered: this.ready };
    this.teller.tell({ view: "map" }, {}, null, () => this.send("set", told));
  }

  // ---- pictures ------------------------------------------------------------

  place(end) {
    return this.kept[end] ?? page.spaces.get(this.data.key).centre(Number(end));
  }

  get wantsWays() {
    return this.values.ways && this.data.dim === 2;
  }

  // Both ways between the ends of the walk, once the field is decoded; measured once for both ends.
  bothWays() {
    const { key, beta } = this.data;
    const field = this.wantsWays ? fieldOf(key, AXES, beta) : null;
    if (!field?.done) return null;
    const ends = [this.place(this.values.walk_from), this.place(this.values.walk_to)];
    const name = JSON.stringify(ends);
    if (this.found?.name !== name) this.found = { name, ...ways(field, ends[0], ends[1], this.picture()) };
    return this.found;
  }

  // What the decoder draws at a place, pixels in [0, 1].
  picture() {
    const decoder = page.decoders.get(this.data.key);
    return (z) => decoder.floatsOf(z, this.data.beta);
  }

  points(row) {
    const { values, data } = this;
    if (row === "shortest") {
      const found = this.bothWays();
      return found && evenly(found.shortest, values.steps);
    }
    if (row === "walk") {
      const ends = [this.place(values.walk_from), this.place(values.walk_to)];
      if (values.even) return evenly(measured(ends, this.picture()), values.steps);
      return walk(ends[0], ends[1], values.steps);
    }
    const length = values.samples;
    if (row === "fitted") return Array.from({ length }, mixed(data.mixture, uniform(values.draw)));
    const next = normal(uniform(values.draw));
    return Array.from({ length }, () => Array.from({ length: data.dim }, next));
  }

  // What is known of the shortest way, and both of them on the map.
  tellWays() {
    const found = this.bothWays();
    const { text } = this.words;
    const hint = this.find(".shortest .hint");
    this.showWays(found);
    if (!found) return void (hint.textContent = text("strips.shortest_wait"));
    const [straight, shortest] = [found.straight.length, found.shortest.length];
    hint.textContent = text("strips.shortest_hint", { straight, shortest, longer: straight / (shortest || 1) - 1 });
    hint.dataset.lengths = `${straight} ${shortest}`;
  }

  showWays(found) {
    const { space } = this.data ?? {};
    if (found) page.ways.set(space, { straight: found.straight.points, shortest: found.shortest.points });
    else if (!page.ways.delete(space)) return;
    announce("ways");
  }

  draw(rows = [...WALKED, ...SAMPLED]) {
    if (!this.ready) return;
    if (rows.includes("shortest")) this.tellWays();
    const decoder = page.decoders.get(this.data.key);
    const { text } = this.words;
    for (const row of rows) {
      if (row === "fitted" && !this.data.mixture) continue;
      const points = this.points(row);
      if (!points) continue;
      const label = (i) => WALKED.includes(row)
        ? text("strips.step_label", { step: i + 1, steps: points.length })
        : text(`strips.${row === "prior" ? "sample" : "fitted"}_label`, { number: i + 1 });
      const pixels = joined(points.map((z) => decoder.decode(z, this.data.beta)));
      this.show(row, [{ title: "", size: THUMB, pixels, captions: [], labels: points.map((_, i) => label(i)) }]);
      this.rows[row].dataset.by = "browser";
    }
  }

  show(row, groups) {
    showGroups(this.rows[row], groups);
    this.rows[row].dataset.by = "server";
    this.rows[row].dataset.version = this.data.version;
    notePainted();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!all.has(parentElement)) all.set(parentElement, new Strips(parentElement));
  const strips = all.get(parentElement);
  strips.update(unpack(component.data), setTriggerValue);
  return () => {
    strips.close();
    all.delete(parentElement);
  };
}
