// The data of a message: an object, or the bytes of its JSON (pack in __init__.py).
// The first part of scripts that are sent much. Numbers are written as the page's language does.

import { page } from "./page.js";

export function unpack(data) {
  const found = ArrayBuffer.isView(data) ? JSON.parse(new TextDecoder().decode(data)) : data;
  if (found.point) page.point = found.point; // a part of a message has none of its own
  return found;
}

export function localised(number) {
  return String(number).replace(".", page.point);
}

export function fixed(number, digits) {
  return localised(number.toFixed(digits));
}

// "0.50, -1.20", or "0,50 ; -1,20" where a comma is a decimal point.
export function pairOf(x, y) {
  return `${fixed(x, 2)}${page.point === "," ? "\u202f; " : ", "}${fixed(y, 2)}`;
}
