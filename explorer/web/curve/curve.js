// The curve of rate and distortion, with "you are here" at the beta of a slider on the page.
//
// data: { betas (rising), kl, reconstruction, active (one each), information (nats, at each), labels (of both axes, and of the information), label,
//         follow (name of the beta that is shown), beta (at first), words (of film/paint.js) }

import { BELOW, LEFT } from "../common/axis.js";
import { unpack } from "../common/data.js";
import { drawFrame, drawScale } from "../common/layers.js";
import { listen, notePainted, page } from "../common/page.js";
import { penOf } from "../common/pen.js";
import { figuresOf } from "../film/paint.js";
import { between, curveAxes, paintCurve, placeOf } from "./paint.js";

const curves = new WeakMap();

class Curve {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.canvas = /** @type {HTMLCanvasElement} */ (root.querySelector("canvas"));
    this.caption = /** @type {HTMLElement} */ (root.querySelector("figcaption"));
    /** @type {any} */
    this.data = null;
    this.heard = listen("beta", () => this.draw());
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(this.canvas);
  }

  close() {
    this.heard();
    this.resized.disconnect();
  }

  update(data) {
    this.data = data;
    this.axes = curveAxes(data.kl, data.reconstruction);
    this.draw();
  }

  draw() {
    const { canvas, data } = this;
    const width = canvas.clientWidth;
    if (!data || !width) return;
    const beta = page.betas.get(data.follow)?.beta ?? data.beta;
    const at = placeOf(data.betas, beta);
    const size = width - LEFT;
    const ratio = window.devicePixelRatio || 1;
    canvas.style.height = `${size + BELOW}px`;
    [canvas.width, canvas.height] = [width * ratio, (size + BELOW) * ratio].map(Math.round);
    const style = getComputedStyle(canvas);
    const [across, up] = /** @type {any[]} */ (this.axes);
    const plane = {
      axes: this.axes,
      size,
      ink: style.getPropertyValue("--st-text-color") || "#222",
      paper: style.getPropertyValue("--st-background-color") || "#fff",
      data: { axes: ["", ""] },
      screen: (x, y) => [across.share(x) * size, (1 - up.share(y)) * size],
    };
    const pen = penOf(canvas);
    pen.scale(ratio, ratio);
    pen.translate(LEFT, 0);
    drawScale(pen, plane);
    drawFrame(pen, plane);
    paintCurve(pen, data, plane, at);
    this.tell(beta, at);
    notePainted();
  }

  tell(beta, at) {
    const { kl, reconstruction, active } = this.data;
    const one = (values) => [between(values, at)];
    const here = { ...this.data, betas: [beta], kl: one(kl), reconstruction: one(reconstruction) };
    const told = figuresOf({ ...here, active: [active[Math.round(at)]] }, 0);
    this.caption.textContent = told;
    this.canvas.setAttribute("aria-label", `${this.data.label} ${told}`);
    this.canvas.dataset.beta = String(beta);
  }
}

export default function ({ data, parentElement }) {
  if (!curves.has(parentElement)) curves.set(parentElement, new Curve(parentElement));
  const curve = curves.get(parentElement);
  curve.update(unpack(data));
  return () => {
    curve.close();
    curves.delete(parentElement);
  };
}
