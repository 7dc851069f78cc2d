// One row of the decoded grid of each of some models, at a height that a slider chooses.
//
// data: { rows: [{ key (of the model), title, dim, points (float32 (heights, steps, dim), or base64
//         of it) }], heights, height (at first), label, step ("... {number} ... {count}"), groups
//         (the server's pictures of that height) or null }
// Reports the trigger "set" { height } once it rests.

import { showGroups } from "../digits/digits.js";
import { bytes } from "../common/bytes.js";
import { unpack } from "../common/data.js";
import { listen, notePainted, page } from "../common/page.js";
import { Teller } from "../common/tell.js";
import { joined } from "../picked/groups.js";

const THUMB = 42; // pixels
const all = new WeakMap();

class Heights {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.output = /** @type {HTMLElement} */ (root.querySelector("output"));
    this.name = /** @type {HTMLElement} */ (root.querySelector(".name"));
    this.groups = /** @type {HTMLElement} */ (root.querySelector(".groups"));
    this.teller = new Teller();
    /** @type {any} */
    this.data = null;
    this.input.oninput = () => this.moved();
    this.heard = listen("decoder", () => this.data && !this.data.groups && this.draw());
  }

  close() {
    this.heard();
    this.teller.close();
  }

  update(data, send) {
    this.send = send;
    if (this.data?.version === data.version) return;
    const shown = this.data;
    this.data = data;
    this.points = data.rows.map(({ points }) => new Float32Array(bytes(points).buffer));
    this.input.max = data.heights;
    this.name.textContent = data.label;
    this.input.setAttribute("aria-label", data.label);
    if (!shown || !this.teller.waiting) this.input.value = data.height;
    this.output.textContent = this.input.value;
    if (data.groups && Number(this.input.value) === data.height) this.show(data.groups, "server");
    else this.draw();
  }

  moved() {
    const height = Number(this.input.value);
    this.output.textContent = String(height);
    this.draw();
    this.teller.tell({ view: "lesson" }, {}, null, () => this.send("set", { height }));
  }

  draw() {
    const { rows, step, heights } = this.data;
    const decoders = rows.map(({ key }) => page.decoders.get(key));
    if (!decoders.every(Boolean)) return;
    const height = Number(this.input.value) - 1;
    const groups = rows.map(({ title, dim }, which) => {
      const points = this.points[which];
      const count = points.length / heights / dim;
      const first = height * count * dim;
      const all = Array.from({ length: count }, (_, i) => Array.from(points.subarray(first + i * dim, first + (i + 1) * dim)));
      const pixels = joined(all.map((z) => decoders[which].decode(z)));
      const labels = all.map((_, i) => step.replace("{number}", String(i + 1)).replace("{count}", String(count)));
      return { title, size: THUMB, pixels, labels, captions: [] };
    });
    this.show(groups, "browser");
  }

  show(groups, by) {
    showGroups(this.groups, groups);
    Object.assign(this.groups.dataset, { version: this.data.version, by, height: this.input.value });
    notePainted();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!all.has(parentElement)) all.set(parentElement, new Heights(parentElement));
  const heights = all.get(parentElement);
  heights.update(unpack(component.data), setTriggerValue);
  return () => {
    heights.close();
    all.delete(parentElement);
  };
}
