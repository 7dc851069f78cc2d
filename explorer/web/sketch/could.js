// "What could it be?": a part of the digit is hidden, and what is seen leaves several digits open.
// The true posterior p(z | seen pixels) lies on the maps under the encoder's cloud, its islands are
// decoded, and bars say how far the encoder's bounds are from log p (latent/posterior.js).

import { mount } from "../common/mount.js";
import { page } from "../common/page.js";
import { DIGITS } from "../common/parts.js";
import { strong } from "../common/words.js";
import { normal, uniform } from "../latent/random.js";
import { bound, islandsOf, logLikelihoods, logWeights, posteriorOf, sharesOf } from "../latent/posterior.js";
import { nameOf, quantile } from "../latent/space.js";
import { joined } from "../picked/groups.js";

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const REACH = 4.5; // standard deviations of the prior that the grid covers at least
const SHARES = [0.001, 0.999]; // of the test digits' codes, which it covers as well
const DRAWS = 1000; // from the encoder's cloud
const BOUNDS = [1, 10, 100, 1000];
const REST = 150; // milliseconds: the next stroke may follow
const SHOWN = 6; // islands
const LEAST = 0.01; // of the mass, of an island that is shown
const THUMB = 72; // pixels
const PALEST = 1e-4; // of the highest density, that is drawn
const VEIL = 70; // grey of a hidden pixel where it is shown
const COLOUR = "#2563c9";
/** @type {Promise<any>} */
const NEVER = new Promise(() => {}); // what nobody waits for any more

/** Whether a pixel is seen, by the part that is hidden.
 * @type {Record<string, (row: number, column: number) => boolean>} */
const SEEN = {
  nothing: () => true,
  lower: (row) => row < SIDE / 2,
  upper: (row) => row >= SIDE / 2,
  left: (_, column) => column >= SIDE / 2,
  right: (_, column) => column < SIDE / 2,
};
/** @type {Map<string, Promise<Float32Array>>} pictures of the first grid, by model and beta */
const firsts = new Map();
let last = { hidden: "lower", open: false }; // they stay while the page is open

/**
 * 1 for each pixel that is seen, 0 for one that is hidden: (784).
 * @param {string} hidden
 */
export function maskOf(hidden) {
  return Uint8Array.from({ length: PIXELS }, (_, i) => Number(SEEN[hidden](Math.floor(i / SIDE), i % SIDE)));
}

export class Could {
  /**
   * @param {HTMLDetailsElement} root
   * @param {any} sketch whose digit, cloud and words it takes
   */
  constructor(root, sketch) {
    this.root = root;
    this.sketch = sketch;
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.ticket = 0;
    /** @type {any} */
    this.found = null;
    root.open = last.open;
    root.ontoggle = () => this.set({ open: root.open });
    this.find("select").onchange = ({ target }) => this.set({ hidden: target.value });
    this.islands = mount(DIGITS, this.find(".islands"), { groups: [] });
  }

  set(values) {
    last = { ...last, ...values };
    this.sketch.think();
  }

  get mask() {
    return maskOf(this.root.open ? last.hidden : "nothing");
  }

  /** What the encoder is given: hidden pixels are black. */
  given(digit) {
    const { mask } = this;
    return digit && Float32Array.from(digit, (value, i) => value * mask[i]);
  }

  /** The digit as it is shown, bytes of grey: hidden pixels are neither black nor white. */
  veiled(digit) {
    const { mask } = this;
    return Uint8ClampedArray.from(digit, (value, i) => (mask[i] ? 255 * value : VEIL));
  }

  label() {
    const { text } = this.sketch.words;
    this.find("summary").textContent = text("could.title");
    this.find(".lead").textContent = text("could.lead");
    this.find(".hide span").textContent = text("could.hide");
    const options = Object.keys(SEEN).map((name) => new Option(text(`could.hide_${name}`), name));
    this.find("select").replaceChildren(...options);
    this.find("select").value = last.hidden;
    this.find(".question summary").textContent = text("could.question");
    this.find(".question p").textContent = text("could.answer");
    this.find(".note").textContent = text("could.note");
    this.find(".bounds-title").textContent = text("could.bounds");
  }

  /** The digit or its cloud has changed. */
  follow() {
    const { digit, cloud, decoder } = this.sketch;
    const name = digit && JSON.stringify([this.sketch.data.key, this.sketch.data.beta, last.hidden, Array.from(digit)]);
    if (name === this.name) return;
    clearTimeout(this.timer);
    this.name = name;
    this.ticket++;
    this.found = null;
    this.show();
    if (!this.root.open || !digit || !cloud || !decoder) return void (this.name = null);
    this.timer = setTimeout(() => this.compute(this.ticket), REST);
  }

  close() {
    clearTimeout(this.timer);
    this.ticket++;
    this.islands.close();
  }

  // ---- what follows from what is seen --------------------------------------

  async compute(ticket) {
    const { digit, cloud } = this.sketch;
    const { mask } = this;
    const likelihoods = async (points, isFirst) => {
      if (ticket !== this.ticket) return NEVER; // or its pictures would end those of the next
      return logLikelihoods(await (isFirst ? this.first(points) : this.pictures("more", points)), digit, mask);
    };
    const posterior = await posteriorOf(this.sides(), likelihoods);
    if (ticket !== this.ticket) return;
    const next = normal(uniform(0));
    const draws = Array.from({ length: DRAWS }, () => cloud.zMean.map((mean, k) => mean + cloud.sigma[k] * next()));
    const weights = logWeights(cloud, draws, await likelihoods(Float32Array.from(draws.flat()), false));
    if (ticket !== this.ticket) return;
    const bounds = BOUNDS.map((count) => bound(weights, count));
    this.found = { posterior, bounds, islands: islandsOf(posterior), classes: this.classes(posterior) };
    this.show();
    this.sketch.planes.forEach((plane) => plane.compose());
  }

  // The digits that it could be, as the test digits on the map have it: [digit, share].
  classes(posterior) {
    const space = page.spaces.get(this.sketch.data.key);
    return space ? sharesOf(posterior, space).filter(([, share]) => share >= LEAST) : [];
  }

  named(label) {
    return nameOf(label, page.spaces.get(this.sketch.data.key)?.names);
  }

  sides() {
    const space = page.spaces.get(this.sketch.data.key);
    return [0, 1].map((axis) => {
      const ends = space ? SHARES.map((share) => quantile(space.sorted(axis), share)) : [0, 0];
      return [Math.min(-REACH, ends[0]), Math.max(REACH, ends[1])];
    });
  }

  first(points) {
    const { key, beta } = this.sketch.data;
    const name = `${key} ${beta}`;
    if (!firsts.has(name)) firsts.set(name, this.pictures(`first ${name}`, points));
    return /** @type {Promise<Float32Array>} */ (firsts.get(name));
  }

  // Many places decoded by the Worker: floats in [0, 1]. Who asks again gets only the last.
  /** @returns {Promise<Float32Array>} */
  pictures(what, points) {
    const { decoder, data } = this.sketch;
    const all = new Float32Array((points.length / 2) * PIXELS);
    return new Promise((resolve) => {
      decoder.tiles(`could ${what}`, { points, beta: data.beta, floats: true }, (from, count, floats) => {
        all.set(floats, from * PIXELS);
        if ((from + count) * PIXELS === all.length) resolve(all);
      });
    });
  }

  // ---- on the page ---------------------------------------------------------

  show() {
    const { found, root } = this;
    const { words, digit, decoder, data } = this.sketch;
    const { text } = words;
    root.dataset.state = found ? "found" : "waits";
    this.find(".result").hidden = !found;
    this.find(".wait").textContent = found ? "" : text(digit ? "could.wait" : "sketch.empty");
    if (!found) return;
    const shown = found.islands.filter(({ mass }) => mass >= LEAST).slice(0, SHOWN);
    const decoded = shown.map(({ best }) => decoder.decode([best.x, best.y], data.beta));
    const shares = shown.map(({ mass }) => words.number(mass, ".0%"));
    const labels = shares.map((share) => text("could.island", { share }));
    this.islands.update({ groups: [{ title: text("could.islands"), size: THUMB, pixels: joined(decoded), labels, captions: shares }] });
    const named = found.classes.map(([one, share]) => `**${this.named(one)}**: ${words.number(share, ".0%")}`).join(" · ");
    this.find(".classes").replaceChildren(...strong(named ? text("could.classes", { named }) : ""));
    this.showBounds();
    root.dataset.evidence = `${found.posterior.logEvidence} ${found.bounds.join(" ")}`;
    root.dataset.classes = JSON.stringify(found.classes);
  }

  // How far each bound lies below log p, as bars that end at it.
  showBounds() {
    const { found } = this;
    const { words } = this.sketch;
    const { logEvidence } = found.posterior;
    const values = [...found.bounds, logEvidence];
    const names = BOUNDS.map((draws) => words.text(draws === 1 ? "could.elbo" : "could.weighted", { draws }));
    const room = 1.15 * Math.max(1, logEvidence - Math.min(...values));
    const rows = values.map((value, i) => {
      const row = document.createElement("li");
      const [name, track, number] = ["span", "span", "span"].map((tag) => document.createElement(tag));
      name.textContent = names[i] ?? words.text("could.evidence");
      track.className = "track";
      const bar = document.createElement("i");
      bar.style.width = `${Math.min(100, Math.max(1, 100 * (1 - (logEvidence - value) / room)))}%`;
      track.append(bar);
      number.textContent = words.number(value, ".1f");
      row.append(name, track, number);
      return row;
    });
    this.find(".bounds").replaceChildren(...rows);
    const gap = logEvidence - values[0];
    this.find(".gap").textContent = words.text("could.gap", { gap });
  }

  /** The posterior, on a map: the denser, the bluer. */
  draw(pen, plane) {
    if (!this.found || !this.root.open) return;
    const { cells } = this.found.posterior;
    const density = ({ mass, width, height }) => mass / (width * height);
    const most = cells.reduce((highest, cell) => Math.max(highest, density(cell)), 0);
    pen.fillStyle = COLOUR;
    for (const cell of cells) {
      const share = density(cell) / most;
      if (share < PALEST) continue;
      const [left, bottom] = plane.screen(cell.x - cell.width / 2, cell.y - cell.height / 2).map(Math.round);
      const [right, top] = plane.screen(cell.x + cell.width / 2, cell.y + cell.height / 2).map(Math.round);
      pen.globalAlpha = 0.92 * share ** 0.4;
      pen.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
    pen.globalAlpha = 1;
  }
}
