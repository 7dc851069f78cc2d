// The picked point of a space, answered by the page itself: a click or key on any plane of the
// space, a neighbour or a random digit is drawn here with the next frame, and told afterwards,
// once it rests. Where the browser lacks the decoder, the codes or the pictures, it shows what
// the server sends, and planes report to the server.
//
// data: { space, key (of the model), pictures (name of the data set), follows: [other spaces],
//         axes (that planes show, latent/axes.js), height (of the pin on a plane of one dim), beta (or null),
//         pick: { z, index }, groups (the server's pictures of it) or null,
//         language, sentences (of the section "map") }
//         and in the app slot, model (its hash) and ticket: then a pick is posted to "told", and
//         written into the address
// Reports the trigger "picked" { z, index } where it cannot post, and "random" (true) where it cannot pick by itself.

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { announce, listen, notePainted, page } from "../common/page.js";
import { Teller, listed } from "../common/tell.js";
import { Words } from "../common/words.js";
import { project } from "../latent/axes.js";
import { DimSliders } from "./dims.js";
import { pickedGroups } from "./groups.js";

const LONGEST = 4000; // milliseconds for which what the server shows may be of before
const PIXELS = 784;
const panels = new WeakMap();

export class Picked {
  /** @param {HTMLElement} root */
  constructor(root) {
    const find = (part) => /** @type {any} */ (root.querySelector(part));
    this.groups = find(".groups");
    this.random = find(".random");
    this.random.onclick = () => this.pickRandom();
    this.dims = new DimSliders(find(".dims"), (z) => this.take({ index: null, z }));
    /** @type {any} */
    this.data = null;
    /** @type {import("./groups.js").Pick | null} */
    this.pick = null;
    /** @type {import("./groups.js").Pick | null} what the server has not confirmed yet */
    this.awaited = null;
    this.words = new Words("en", {});
    this.until = 0;
    this.teller = new Teller();
    this.heard = ["decoder", "pictures"].map((event) => listen(event, () => this.cameIn()));
    /** @type {(event: PointerEvent) => void} */
    this.pressed = (event) => event.composedPath()[0] instanceof HTMLCanvasElement || this.teller.flush();
    window.addEventListener("pointerdown", this.pressed, true);
  }

  close() {
    this.heard.forEach((end) => end());
    window.removeEventListener("pointerdown", this.pressed, true);
    this.teller.close();
    if (page.pickers.get(this.data?.space) === this) page.pickers.delete(this.data.space);
  }

  update(data, send) {
    this.send = send;
    if (this.data?.space !== data.space) page.pickers.delete(this.data?.space);
    page.pickers.set(data.space, this);
    const same = this.data?.version === data.version;
    this.data = data;
    if (this.awaited && !this.isAwaited(data.pick)) return; // what the server shows now is of before
    this.awaited = null;
    if (same) return;
    this.words = new Words(data.language, data.sentences);
    this.random.textContent = this.words.text("map.random");
    this.random.hidden = false;
    this.dims.label(this.words);
    this.pick = data.pick;
    if (!this.ready && data.groups) this.show(data.groups, "server");
    else this.draw();
    if (!this.ready && !data.groups) announce("pictures-wanted");
    this.tellPlanes();
  }

  // Whether the server has heard of our last pick, or takes too long to say so.
  isAwaited(pick) {
    const { index, z } = /** @type {import("./groups.js").Pick} */ (this.awaited);
    const alike = pick.index === index && pick.z.every((value, k) => Math.abs(value - z[k]) < 1e-3);
    return alike || performance.now() > this.until;
  }

  get decoder() {
    return page.decoders.get(this.data?.key) ?? null;
  }

  get space() {
    return page.spaces.get(this.data?.key) ?? null;
  }

  // Whether picks are answered here.
  get ready() {
    return Boolean(this.decoder && this.space && page.pictures.get(this.data?.pictures));
  }

  // Something came that was missing: the pictures of the server are replaced by our own.
  cameIn() {
    if (this.pick && this.space) this.dims.show(this.space, this.pick.z);
    if (this.pick && (this.ready || !this.data.groups)) this.draw();
  }

  // ---- picking -------------------------------------------------------------

  /**
   * A place of a plane, or a digit; false where the server has to answer.
   * @param {{ index: number | null, z?: number[] }} pick
   */
  take({ index, z }) {
    if (!this.ready || (index === null && !z)) return false;
    this.choose(index === null ? { z, index } : this.digit(index));
    const leads = index ?? this.space.neighbours(z, 1)[0].index;
    for (const other of this.data.follows) page.pickers.get(other)?.follow(leads);
    return true;
  }

  // The other model on the page was picked from: its digit is marked here too.
  follow(index) {
    if (this.ready) this.choose(this.digit(index));
  }

  digit(index) {
    return { index, z: this.space.code(index) };
  }

  choose(pick) {
    this.pick = pick;
    this.tellPlanes();
    this.draw();
    this.awaited = pick;
    this.until = performance.now() + LONGEST;
    const { ticket, slot, model } = this.data;
    const told = { z: pick.z, index: pick.index };
    const index = pick.index === null ? null : String(pick.index);
    const link = slot === "" ? { point: `${model},${listed(pick.z)}`, index } : null;
    this.teller.tell({ ticket, view: "map" }, { slot, model, ...told }, link, () => this.send("picked", told));
  }

  pickRandom() {
    if (this.ready) this.take({ index: Math.floor(Math.random() * this.space.count) });
    else this.send("random", true);
  }

  // ---- showing -------------------------------------------------------------

  tellPlanes() {
    const { axes, height } = this.data;
    const { z, index } = /** @type {any} */ (this.pick);
    const [x, y] = project(axes, z);
    page.pins[this.data.space] = { x, y: z.length > 1 ? y : height, index, z };
    announce("pin");
  }

  draw() {
    const { decoder, space, pick } = this;
    const pictures = page.pictures.get(this.data.pictures);
    if (!decoder || !space || !pick) return;
    this.dims.show(space, pick.z);
    const decode = (z) => decoder.decode(z, this.data.beta ?? null);
    const picture = pictures ? (i) => pictures.subarray(i * PIXELS, (i + 1) * PIXELS) : null;
    this.show(pickedGroups(pick, space, decode, picture, this.words), "browser");
  }

  show(groups, by) {
    showGroups(this.groups, groups, (index) => this.take({ index }));
    this.groups.dataset.version = this.data.version;
    this.groups.dataset.by = by;
    this.groups.dataset.at = this.pick?.z.join(",");
    notePainted();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!panels.has(parentElement)) panels.set(parentElement, new Picked(parentElement));
  const panel = panels.get(parentElement);
  panel.update(unpack(component.data), setTriggerValue);
  return () => {
    panel.close();
    panels.delete(parentElement);
  };
}
