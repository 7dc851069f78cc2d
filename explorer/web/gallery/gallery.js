// A group of test digits, chosen by a lasso or by distance, over what the model makes of each.
// The page itself draws it, as soon as the lasso is closed; the server hears of it afterwards.
//
// data: { space, key (of the model), pictures (name of the data set), axes, beta,
//         group: { indices: [...] } or null, language, sentences (sections "gallery" and "map") }
// Reports the trigger "lasso" { line, only } and "clear" (true).

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { notePainted, page } from "../common/page.js";
import { Words } from "../common/words.js";
import { nameOf } from "../latent/space.js";
import { joined } from "../picked/groups.js";

const PAGE = 16; // digits shown at once
const THUMB = 48; // pixels
const PIXELS = 784;
const galleries = new WeakMap();

/**
 * How many there are of each digit that occurs.
 * @param {number[]} indices
 * @param {{ labels: Uint8Array, names: string[] | null }} space
 * @param {import("../common/words.js").Words} words
 */
export function tally(indices, { labels, names }, words) {
  /** @type {number[]} */
  const counts = [];
  for (const index of indices) counts[labels[index]] = (counts[labels[index]] ?? 0) + 1;
  const told = counts.map((count, label) => `${nameOf(label, names)}: ${words.number(count, ",")}`);
  return told.filter(Boolean).join(" · ");
}

class Gallery {
  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (part) => /** @type {any} */ (root.querySelector(part));
    this.box = find(".gallery");
    this.heading = find("h3");
    this.counts = find(".counts");
    this.clear = find(".clear");
    this.pages = find(".pages");
    this.number = find(".pages input");
    this.groups = find(".groups");
    /** @type {number[] | null} */
    this.indices = null;
    /** @type {any} */
    this.data = null;
    this.words = new Words("en", {});
    this.plane = null; // where the lasso was drawn
    this.clear.onclick = () => this.close();
    this.number.oninput = () => this.draw();
  }

  leave() {
    if (page.galleries.get(this.data?.space) === this) page.galleries.delete(this.data.space);
  }

  update(data, send) {
    this.send = send;
    if (this.data?.version === data.version) return;
    this.leave();
    this.data = data;
    page.galleries.set(data.space, this);
    this.words = new Words(data.language, data.sentences);
    this.show(data.group?.indices ?? null);
  }

  get decoder() {
    return page.decoders.get(this.data.key) ?? null;
  }

  get space() {
    return page.spaces.get(this.data.key) ?? null;
  }

  // A lasso { line, only } that was drawn on a plane; false where the server has to answer.
  take({ line, only }, plane) {
    if (!this.decoder || !this.space || !page.pictures.has(this.data.pictures)) return false;
    const held = this.space.inside(line, this.data.axes);
    const indices = only === null ? held : held.filter((i) => plane.groups[i] === only);
    this.plane = plane;
    this.show(indices);
    const round = ([x, y]) => [Number(x.toFixed(4)), Number(y.toFixed(4))];
    this.send("lasso", { line: line.map(round), only });
    return true;
  }

  close() {
    this.show(null);
    if (this.plane) {
      this.plane.line = null;
      this.plane.compose();
    }
    this.send("clear", true);
  }

  show(indices) {
    this.indices = indices;
    this.box.hidden = !indices;
    if (!indices) return;
    const { text } = this.words;
    const pages = Math.max(1, Math.ceil(indices.length / PAGE));
    this.number.value = 1;
    this.number.max = pages;
    this.pages.hidden = pages === 1;
    this.pages.querySelector("span").textContent = text("gallery.page", { count: PAGE });
    this.heading.textContent = text("gallery.heading", { count: indices.length });
    this.clear.textContent = text("gallery.clear");
    this.draw();
  }

  draw() {
    const { indices, words, decoder, space } = this;
    const { text } = words;
    const pictures = page.pictures.get(this.data.pictures);
    if (!indices || !decoder || !space || !pictures) return;
    this.counts.textContent = indices.length
      ? text("gallery.counts", { counts: tally(indices, space, words) })
      : text("gallery.empty");
    const from = (Number(this.number.value) - 1) * PAGE;
    this.pages.querySelector("output").textContent = `${this.number.value} / ${this.number.max}`;
    const shown = indices.slice(from, from + PAGE);
    const labels = (name) => shown.map((index) => text(name, { index, digit: space.name(index) }));
    const originals = shown.map((i) => pictures.subarray(i * PIXELS, (i + 1) * PIXELS));
    const rebuilt = shown.map((i) => decoder.decode(space.code(i), this.data.beta ?? null));
    const group = (title, each, names, captions) => ({ title, size: THUMB, pixels: joined(each), labels: names, captions });
    showGroups(this.groups, shown.length === 0 ? [] : [
      group(text("gallery.originals"), originals, labels("map.nearest_label"), shown.map((i) => space.name(i))),
      group(text("gallery.rebuilt_short"), rebuilt, labels("gallery.rebuilt_label"), []),
    ]);
    this.groups.dataset.count = String(indices.length);
    notePainted();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!galleries.has(parentElement)) galleries.set(parentElement, new Gallery(parentElement));
  const gallery = galleries.get(parentElement);
  gallery.update(unpack(component.data), setTriggerValue);
  return () => {
    gallery.leave();
    galleries.delete(parentElement);
  };
}
