// Groups of 28 x 28 pictures, drawn from the bytes that come with the message:
// no picture is fetched, so a decoded digit is on screen as soon as it is there.
//
// data: { pin, space, level (of the headings, usually 4), groups: [{ title, size, pixels (uint8, or base64 of it), captions, labels,
//         picks (what each picture chooses when it is clicked), or nothing }] }

import { bytes } from "../common/bytes.js";
import { unpack } from "../common/data.js";
import { announce, notePainted, page } from "../common/page.js";
import { penOf } from "../common/pen.js";

const SIDE = 28;

function paint(canvas, pixels) {
  canvas.width = canvas.height = SIDE;
  const pen = penOf(canvas);
  const image = pen.createImageData(SIDE, SIDE);
  const colours = new Uint32Array(image.data.buffer); // one grey byte -> opaque grey RGBA
  pixels.forEach((grey, i) => (colours[i] = 0xff000000 | (grey * 0x010101)));
  pen.putImageData(image, 0, 0);
}

function figure(pixels, group, i, choose) {
  const item = document.createElement("figure");
  const canvas = document.createElement("canvas");
  canvas.style.width = canvas.style.height = `${group.size}px`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", group.labels[i]);
  paint(canvas, pixels);
  const caption = document.createElement("figcaption");
  caption.textContent = group.captions[i] ?? "";
  item.append(group.picks && choose ? button(canvas, group, i, choose) : canvas, caption);
  return item;
}

function button(canvas, group, i, choose) {
  const around = document.createElement("button");
  around.type = "button";
  around.title = group.labels[i];
  around.onclick = () => choose(group.picks[i]);
  around.append(canvas);
  return around;
}

function section(group, choose, level) {
  const box = document.createElement("div");
  box.className = "group";
  const title = document.createElement(`h${level}`);
  title.className = "title";
  title.textContent = group.title;
  const row = document.createElement("div");
  row.className = "row";
  const pixels = bytes(group.pixels);
  for (let i = 0; i * SIDE * SIDE < pixels.length; i++) {
    row.append(figure(pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE), group, i, choose));
  }
  box.append(...(group.title ? [title] : []), row);
  return box;
}

/**
 * Draw groups of pictures into an element, instead of what is there.
 * @param {HTMLElement} element
 * @param {any[]} groups as in `data` above
 * @param {(pick: any) => void} [choose] called with the pick of a picture that is clicked
 * @param {number} [level] of the headings
 */
export function showGroups(element, groups, choose, level = 4) {
  element.replaceChildren(...groups.map((group) => section(group, choose, level)));
}

export default function (component) {
  const { parentElement } = component;
  const data = unpack(component.data);
  const groups = parentElement.querySelector(".groups");
  showGroups(groups, data.groups, undefined, data.level);
  groups.dataset.version = data.version;
  notePainted();
  if (data.pin) {
    // every plane of this space marks the point that these pictures show
    page.pins[data.space] = data.pin;
    announce("pin");
  }
}
