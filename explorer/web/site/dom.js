// The page's own widgets: the elements that every browser has, with names to find them by.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [properties] of the element; "data" is its dataset
 * @param {(Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, { data = {}, ...properties } = {}, ...inside) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  Object.assign(element.dataset, data);
  element.append(...inside);
  return element;
}

/**
 * A sentence with **bold**, *slanted* and `code`, as elements.
 * @param {string} sentence
 * @returns {(Node | string)[]}
 */
export function rich(sentence) {
  const parts = sentence.split(/(\*\*.+?\*\*|\*[^*]+?\*|`.+?`)/);
  return parts.filter(Boolean).map((part) => {
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    if (part.startsWith("*") && part.length > 2) return el("em", {}, part.slice(1, -1));
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    return part;
  });
}

export function paragraph(sentence, className = "") {
  return el("p", { className }, ...rich(sentence));
}

/**
 * A choice of one option: [value, title] each.
 * @param {string} name
 * @param {string} label
 * @param {string[][]} options
 * @param {string} value
 * @param {(value: string) => void} changed
 */
export function choose(name, label, options, value, changed) {
  const select = el("select", { data: { name } }, ...options.map(([one, title]) => el("option", { value: one }, title)));
  select.value = value;
  select.onchange = () => changed(select.value);
  return el("label", { className: "field", data: { part: name } }, el("span", {}, label), select);
}

/**
 * A slider with its number beside it.
 * @param {string} name
 * @param {string} label
 * @param {{ low: number, high: number, step: number, value: number, written?: (value: number) => string }} range
 * @param {(value: number) => void} moved while it moves
 */
export function slide(name, label, { low, high, step, value, written = String }, moved) {
  const output = el("output", {}, written(value));
  const input = el("input", { type: "range", min: String(low), max: String(high), step: String(step), data: { name } });
  input.value = String(value);
  input.setAttribute("aria-label", label);
  input.setAttribute("aria-valuetext", written(value));
  input.oninput = () => {
    const shown = written(Number(input.value));
    output.textContent = shown;
    input.setAttribute("aria-valuetext", shown);
    moved(Number(input.value));
  };
  return el("label", { className: "field slider", data: { part: name } }, el("span", {}, `${label} `, output), input);
}

export function press(name, label, act, className = "") {
  const button = el("button", { type: "button", className, data: { name, part: name } }, label);
  button.onclick = act;
  return button;
}

// Pictures of one grey sheet, as a canvas.
export function sheet(grey, width, label) {
  const height = grey.length / width;
  const canvas = el("canvas", { width, height, className: "sheet" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = pen.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < grey.length; i++) pixels[i] = 0xff000000 | (grey[i] * 0x010101);
  pen.putImageData(image, 0, 0);
  return canvas;
}
