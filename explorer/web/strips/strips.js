// Two rows of decoded points, drawn by the page as soon as a widget moves: a walk from one place to
// another, and samples from the prior. The server hears of it afterwards.
//
// data: { space, key (of the model), dim, beta, values: { walk_from, walk_to, steps, samples,
//         draw (how often samples were drawn anew) }, kept: { A: z, B: z }, groups: { walk, prior }
//         (the server's pictures of these values) or null, hint (of the samples), language,
//         sentences (section "strips") }
// Reports the trigger "set" { values, kept, answered (whether the page has drawn them) }.

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { listen, notePainted, page } from "../common/page.js";
import { Teller } from "../common/tell.js";
import { Words } from "../common/words.js";
import { normal, uniform } from "../latent/random.js";
import { walk } from "../latent/space.js";
import { joined } from "../picked/groups.js";

const THUMB = 56; // pixels
const all = new WeakMap();

class Strips {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.rows = { walk: this.find(".walk .groups"), prior: this.find(".prior .groups") };
    this.words = new Words("en", {});
    this.teller = new Teller();
    /** @type {any} */
    this.data = null;
    /** @type {any} */
    this.values = {};
    /** @type {Record<string, number[]>} */
    this.kept = {};
    for (const name of ["walk_from", "walk_to"]) {
      this.find(`.${name}`).onchange = ({ target }) => this.change("walk", { [name]: target.value });
    }
    for (const [name, row] of [["steps", "walk"], ["samples", "prior"]]) {
      this.find(`.${name}`).oninput = ({ target }) => this.change(row, { [name]: Number(target.value) });
    }
    this.find(".again").onclick = () => this.change("prior", { draw: this.values.draw + 1 });
    for (const letter of ["A", "B"]) this.find(`.keep_${letter.toLowerCase()}`).onclick = () => this.keep(letter);
    this.heard = listen("decoder", () => this.data && !this.data.groups && this.draw());
  }

  close() {
    this.heard();
    this.teller.close();
  }

  update(data, send) {
    this.send = send;
    const same = this.data?.version === data.version;
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
    say(".prior h3", "heading_samples");
    for (const name of ["keep_a", "keep_b", "again"]) say(`.${name}`, name);
    for (const name of ["walk_from", "walk_to"]) this.find(`.${name}`).previousElementSibling.textContent = text(`strips.${name}`);
    for (const name of ["steps", "samples"]) {
      this.find(`.${name}`).previousElementSibling.firstElementChild.textContent = text(`strips.${name}`);
      this.find(`.${name}`).setAttribute("aria-label", text(`strips.${name}`));
    }
    this.find(".prior .hint").textContent = this.data.hint;
  }

  // The ends to choose from, and where all widgets stand.
  showValues() {
    const { text } = this.words;
    const digits = Array.from({ length: 10 }, (_, digit) => [String(digit), text("strips.centre", { digit })]);
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
    this.find(".walk .hint").textContent = text("strips.walk_hint", { steps: this.values.steps });
  }

  change(row, values) {
    Object.assign(this.values, values);
    this.showValues();
    if (this.ready) this.draw([row]);
    this.tell();
  }

  // Keep the picked point, as an end of walks.
  keep(letter) {
    const z = page.pins[this.data.space]?.z;
    if (!z) return;
    this.kept[letter] = Array.from(z);
    this.showValues();
    if (this.ready) this.draw(["walk"]);
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

  points(row) {
    const { values, data } = this;
    if (row === "walk") return walk(this.place(values.walk_from), this.place(values.walk_to), values.steps);
    const next = normal(uniform(values.draw));
    return Array.from({ length: values.samples }, () => Array.from({ length: data.dim }, next));
  }

  draw(rows = ["walk", "prior"]) {
    if (!this.ready) return;
    const decoder = page.decoders.get(this.data.key);
    const { text } = this.words;
    for (const row of rows) {
      const points = this.points(row);
      const label = (i) => row === "walk"
        ? text("strips.step_label", { step: i + 1, steps: points.length })
        : text("strips.sample_label", { number: i + 1 });
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
