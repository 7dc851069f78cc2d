// "Which loss have you got?": a VAE's loss as its author wrote it, and what it weighs.
//
// data: { betas (rising), kl, reconstruction (of the VAE for every beta, at each), language,
//         sentences (section "loss") }
// Reports the trigger "set" { beta } when that beta is to be looked at.

import { unpack } from "../common/data.js";
import { Words, strong } from "../common/words.js";
import { between, placeOf } from "../curve/paint.js";
import { COURSE, LARGEST, PRESETS, courseWeights, effectiveBeta, written } from "./form.js";

const CHOICES = ["likeness", "pixels", "dims", "factor", "batch"];
const NUMBERS = { k1: [1e-6, LARGEST], k2: [0, LARGEST], variance: [1e-6, LARGEST], dim: [1, 10000], size: [1, 100000] };
const WHOLE = ["dim", "size"];
const all = new WeakMap();
let last = COURSE; // it stays while the page is open

/**
 * A number as it was typed, "," or "." before its decimals; null if it is none of these.
 * @param {string} typed
 * @param {number[]} ends
 * @param {boolean} whole
 */
export function numberOf(typed, [low, high], whole) {
  const value = typed.trim() ? Number(typed.trim().replace(",", ".")) : NaN;
  return value >= low && value <= high && (!whole || Number.isInteger(value)) ? value : null;
}

class Loss {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.find = (part) => /** @type {any} */ (root.querySelector(part));
    this.words = new Words("en", {});
    this.form = last;
    this.beta = effectiveBeta(last);
    for (const name of CHOICES) this.find(`.${name}`).onchange = ({ target }) => this.change({ [name]: target.value });
    for (const name of Object.keys(NUMBERS)) this.find(`.${name}`).oninput = () => this.type(name);
    this.find(".use").onclick = () => this.send("set", { beta: this.beta });
  }

  update(data, send) {
    this.send = send;
    if (this.data?.version === data.version) return;
    this.data = data;
    this.words = new Words(data.language, data.sentences);
    this.label();
    this.show();
  }

  label() {
    const { text } = this.words;
    for (const name of [...CHOICES, ...Object.keys(NUMBERS)]) this.find(`.${name}`).previousElementSibling.textContent = text(`loss.${name}`);
    for (const name of CHOICES) {
      const select = this.find(`.${name}`);
      const options = select.dataset.options.split(" ").map((value) => new Option(text(`loss.${name}_${value}`), value));
      select.replaceChildren(...options);
    }
    const presets = Object.entries(PRESETS).map(([name, form]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: text(`loss.preset_${name}`), onclick: () => this.change(form) });
      button.dataset.preset = name;
      return button;
    });
    this.find(".presets").replaceChildren(...presets);
    this.find(".presets").setAttribute("aria-label", text("loss.presets"));
    this.find(".use").textContent = text("loss.use");
  }

  /** @param {Partial<import("./form.js").Form>} values */
  change(values) {
    last = this.form = { ...this.form, ...values };
    this.show();
  }

  // A number that cannot be used stays as it was typed, and the sentence says what is expected.
  type(name) {
    const value = numberOf(this.find(`.${name}`).value, NUMBERS[name], WHOLE.includes(name));
    this.find(`.${name}`).setAttribute("aria-invalid", String(value === null));
    if (value === null) {
      const [low, high] = NUMBERS[name];
      const what = this.words.text(`loss.${name}`);
      return this.say([this.words.text("loss.expected", { what, low: this.words.plain(low), high: this.words.number(high, ",") })]);
    }
    last = this.form = { ...this.form, [name]: value };
    this.tell();
  }

  show() {
    const { form } = this;
    for (const name of CHOICES) this.find(`.${name}`).value = form[name];
    for (const name of Object.keys(NUMBERS)) {
      this.find(`.${name}`).value = String(form[name]).replace(".", this.words.point);
      this.find(`.${name}`).setAttribute("aria-invalid", "false");
    }
    this.tell();
  }

  // What the loss weighs, and where that is on the curve.
  tell() {
    const { form, words } = this;
    this.find(".variance").parentElement.hidden = form.likeness !== "mse";
    this.find(".size").parentElement.hidden = form.batch !== "summed";
    for (const button of this.find(".presets").children) {
      button.setAttribute("aria-pressed", String(JSON.stringify(PRESETS[button.dataset.preset]) === JSON.stringify(form)));
    }
    this.find("code").textContent = written(form);
    this.beta = effectiveBeta(form);
    const { k1, k2 } = courseWeights(this.beta, form.dim);
    const told = { beta: words.plain(this.beta), k1: words.plain(k1), k2: words.plain(k2), dim: form.dim };
    this.say([words.text("loss.answer", told), this.place(), ...(form.likeness === "mse" ? [words.text("loss.mse_note")] : [])]);
    this.find(".use").disabled = !(this.beta > 0);
    this.find(".answer").dataset.beta = String(this.beta);
  }

  place() {
    const { betas, kl, reconstruction } = this.data;
    const [low, high] = [betas[0], betas[betas.length - 1]];
    const at = placeOf(betas, Math.min(high, Math.max(low, this.beta)));
    const told = { rate: between(kl, at), distortion: between(reconstruction, at), low: this.words.plain(low), high: this.words.plain(high) };
    const where = this.beta < low ? "below" : this.beta > high ? "above" : "place";
    return this.words.text(`loss.${where}`, told);
  }

  say(sentences) {
    const lines = sentences.map((sentence) => {
      const line = document.createElement("p");
      line.append(...strong(sentence));
      return line;
    });
    this.find(".answer").replaceChildren(...lines);
  }
}

export default function (component) {
  const { parentElement, setTriggerValue } = component;
  if (!all.has(parentElement)) all.set(parentElement, new Loss(parentElement));
  all.get(parentElement).update(unpack(component.data), setTriggerValue);
  return () => all.delete(parentElement);
}
