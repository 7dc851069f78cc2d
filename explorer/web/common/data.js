// The data of a message: an object, or the bytes of its JSON (pack in __init__.py).
// The first part of scripts that are sent much. Numbers are written as the page's language does.

let decimalPoint = ".";

export function unpack(data) {
  const found = ArrayBuffer.isView(data) ? JSON.parse(new TextDecoder().decode(data)) : data;
  decimalPoint = found.point ?? decimalPoint; // a part of a message has none of its own
  return found;
}

export function localised(number) {
  return String(number).replace(".", decimalPoint);
}

export function fixed(number, digits) {
  return localised(number.toFixed(digits));
}

// "0.50, -1.20", or "0,50 ; -1,20" where a comma is a decimal point.
export function pairOf(x, y) {
  return `${fixed(x, 2)}${decimalPoint === "," ? " ; " : ", "}${fixed(y, 2)}`;
}
