// The test digits nearest to a place that is picked on a map of two dims.
//
// data: { space, key (of the model), pictures (name of the data set), count, title, hint (until
//         something is picked), label ("{what}: {digit}"), told (see common/tell.js), place
//         ([x, y] or null), groups (the server's pictures) or null }
// Reports the trigger "pick" { x, y } where it cannot post.

import { showGroups } from "../digits/digits.js";
import { unpack } from "../common/data.js";
import { announce, listen, notePainted, page } from "../common/page.js";
import { Teller } from "../common/tell.js";
import { joined } from "../picked/groups.js";

const PIXELS = 784;
const THUMB = 72; // pixels
const rows = new WeakMap();

class Near {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.groups = /** @type {HTMLElement} */ (root.querySelector(".groups"));
    this.hint = /** @type {HTMLElement} */ (root.querySelector(".hint"));
    this.teller = new Teller();
    /** @type {any} */
    this.data = null;
    this.heard = ["decoder", "pictures"].map((event) => listen(event, () => this.draw()));
  }

  close() {
    this.heard.forEach((end) => end());
    this.teller.close();
    if (page.pickers.get(this.data?.space) === this) page.pickers.delete(this.data.space);
  }

  update(data, send) {
    this.send = send;
    const same = this.data?.version === data.version;
    this.data = data;
    page.pickers.set(data.space, this);
    if (same) return;
    this.place = data.place;
    this.hint.textContent = data.hint;
    if (data.groups) this.show(data.groups);
    else this.draw();
    if (data.place) this.pin();
  }

  // A place of the map, or a point; false where the server has to answer.
  take({ x, y }) {
    const { pictures, told } = this.data;
    if (!page.spaces.has(this.data.key) || !page.pictures.has(pictures)) return void announce("pictures-wanted");
    this.place = [x, y];
    this.pin();
    this.draw();
    this.teller.tell(told, { x, y }, null, () => this.send("pick", { x, y }));
    return true;
  }

  follow() {}

  pin() {
    const [x, y] = this.place;
    page.pins[this.data.space] = { x, y, index: null };
    announce("pin");
  }

  draw() {
    if (!this.data) return;
    const { key, count, title, label } = this.data;
    const [space, pictures] = [page.spaces.get(key), page.pictures.get(this.data.pictures)];
    if (!this.place || !space || !pictures) return;
    const near = space.neighbours(this.place, count).map(({ index }) => index);
    this.show([
      {
        title,
        size: THUMB,
        pixels: joined(near.map((i) => pictures.subarray(i * PIXELS, (i + 1) * PIXELS))),
        labels: near.map((i) => label.replace("{what}", title).replace("{digit}", space.name(i))),
        captions: [],
      },
    ]);
    this.groups.dataset.by = "browser";
  }

  show(groups) {
    this.hint.hidden = true;
    showGroups(this.groups, groups);
    this.groups.dataset.version = this.data.version;
    notePainted();
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!rows.has(parentElement)) rows.set(parentElement, new Near(parentElement));
  const near = rows.get(parentElement);
  near.update(unpack(component.data), setTriggerValue);
  return () => {
    near.close();
    rows.delete(parentElement);
  };
}
