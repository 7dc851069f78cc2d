// One slider for each latent dim, about the picked point: what does this number stand for? (Latent
// traversals, as in Higgins et al. 2017, "beta-VAE".)

import { announce } from "../common/page.js";
import { quantile } from "../latent/space.js";

const SHARES = [0.005, 0.995]; // of the test digits' codes, between which a slider moves
const STEPS = 200;

export class DimSliders {
  /**
   * @param {HTMLDetailsElement} root
   * @param {(z: number[]) => void} moved
   */
  constructor(root, moved) {
    this.root = root;
    root.ontoggle = () => announce("pictures-wanted"); // of the neighbours
    this.moved = moved;
    /** @type {any} the space whose dims the sliders are */
    this.space = null;
    /** @type {number[]} */
    this.z = [];
    /** @type {HTMLInputElement[]} */
    this.inputs = [];
  }

  /** @param {import("../common/words.js").Words} words */
  label(words) {
    this.words = words;
    /** @type {any} */ (this.root.querySelector("summary")).textContent = words.text("map.dims");
    this.space = null; // built anew, in these words
  }

  show(space, z) {
    this.root.hidden = false;
    this.z = Array.from(z);
    if (space !== this.space) this.build(space);
    this.inputs.forEach((input, dim) => this.write(input, this.z[dim]));
  }

  build(space) {
    this.space = space;
    this.inputs = Array.from({ length: space.dim }, (_, dim) => this.slider(space, dim));
    /** @type {any} */ (this.root.querySelector("div")).replaceChildren(...this.inputs.map((input) => input.parentElement));
  }

  slider(space, dim) {
    const label = document.createElement("label");
    const [name, output, input] = [document.createElement("span"), document.createElement("output"), document.createElement("input")];
    const [low, high] = SHARES.map((share) => quantile(space.sorted(dim), share));
    const room = Math.max(high - low, 1e-3);
    Object.assign(input, { type: "range", min: low, max: low + room, step: room / STEPS });
    name.textContent = this.words?.text("map.axis", { number: dim + 1 }) ?? "";
    input.setAttribute("aria-label", name.textContent);
    input.oninput = () => this.moved(this.z.map((value, k) => (k === dim ? Number(input.value) : value)));
    label.append(name, input, output);
    return input;
  }

  // A point may lie further out than a slider goes: its number says so.
  write(input, value) {
    input.value = String(value);
    const written = this.words?.number(value, ".2f") ?? "";
    input.setAttribute("aria-valuetext", written);
    input.nextElementSibling.textContent = written;
  }
}
