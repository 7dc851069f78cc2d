// Several z drawn from the cloud that a VAE makes of one digit, numbered on the map and magnified,
// and decoded: from the cloud itself, or from a wider one.
//
// data: { key (of the VAE), mean, logVar (of the digit), count, wider, draw (how often they were
//         drawn anew), plane (plane.js's data of the whole map), language, sentences (sections
//         "lesson_draws" and "lesson_cloud") }
// Reports the trigger "set" { wider, draw } once it rests.

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { mount } from "../common/mount.js";
import { listen, notePainted, page } from "../common/page.js";
import { PLANE } from "../common/parts.js";
import { Teller } from "../common/tell.js";
import { Words } from "../common/words.js";
import { joined } from "../picked/groups.js";
import { AROUND, RINGS, cloudOf, drawn, ringOf } from "../sketch/cloud.js";

const THUMB = 72; // pixels
const all = new WeakMap();

class Draws {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.input = this.find("input");
    this.groups = this.find(".groups");
    this.words = new Words("en", {});
    this.teller = new Teller();
    /** @type {any} */
    this.data = null;
    this.chosen = { wider: 1, draw: 0 };
    this.input.oninput = () => this.set({ wider: Number(this.input.value) });
    this.find("button").onclick = () => this.set({ draw: this.chosen.draw + 1 });
    this.heard = listen("decoder", () => this.data && this.draw());
  }

  close() {
    this.heard();
    this.teller.close();
    this.maps?.forEach((map) => map.close());
  }

  update(data, send) {
    this.send = send;
    if (this.data?.version === data.version) return;
    this.data = data;
    if (!this.teller.waiting) this.chosen = { wider: data.wider, draw: data.draw };
    this.words = new Words(data.language, data.sentences);
    const { text } = this.words;
    this.find(".name").textContent = text("lesson_draws.wider");
    this.input.setAttribute("aria-label", text("lesson_draws.wider"));
    this.find("label").title = text("lesson_draws.wider_help");
    this.find("button").textContent = text("lesson_draws.again");
    ["lesson_cloud.whole", "lesson_draws.near"].forEach((name, i) => {
      this.find(`figure:nth-child(${i + 1}) figcaption`).textContent = text(name);
    });
    this.draw();
  }

  set(values) {
    Object.assign(this.chosen, values);
    this.draw();
    const told = { ...this.chosen };
    this.teller.tell({ view: "lesson" }, {}, null, () => this.send("set", told));
  }

  draw() {
    const { mean, logVar, count, key } = this.data;
    const { wider, draw } = this.chosen;
    this.input.value = wider;
    this.find("output").textContent = String(wider);
    const points = drawn(mean, logVar, { count, wider, seed: draw });
    this.showMaps(points);
    const decoder = page.decoders.get(key);
    if (!decoder) return;
    const names = points.map((_, i) => String(i + 1));
    const labels = names.map((number) => this.words.text("lesson_draws.picture", { number }));
    const title = this.words.text("lesson_draws.decoded");
    const pixels = joined(points.map((z) => decoder.decode(z)));
    showGroups(this.groups, [{ title, size: THUMB, pixels, captions: names, labels }]);
    this.groups.dataset.version = `${this.data.version} ${wider} ${draw}`;
    notePainted();
  }

  // The rings stay those of the true cloud; the magnified map shows all of a wider one.
  showMaps(points) {
    const { mean, logVar, plane } = this.data;
    const cloud = cloudOf(mean, logVar, mean.map(() => 0));
    const outlines = RINGS.map((times) => ({ group: null, name: `${times}σ`, line: ringOf(cloud, times) }));
    const far = AROUND * this.chosen.wider * Math.max(...cloud.sigma.slice(0, 2));
    const [x, y] = [0, 1].map((k) => [mean[k] - far, mean[k] + far]);
    const near = { view: { x, y }, marks: [], label: this.words.text("lesson_cloud.near_label") };
    const shown = [{}, near].map((more) => ({ ...plane, ...more, version: undefined, outlines, holes: points }));
    if (this.maps) this.maps.forEach((map, i) => map.update(shown[i]));
    else this.maps = shown.map((data, i) => mount(PLANE, this.find(i ? ".near" : ".whole"), data));
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!all.has(parentElement)) all.set(parentElement, new Draws(parentElement));
  const draws = all.get(parentElement);
  draws.update(unpack(component.data), setTriggerValue);
  return () => {
    draws.close();
    all.delete(parentElement);
  };
}
