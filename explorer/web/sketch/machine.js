// The VAE as a machine that is read from left to right: each part with its present numbers and
// the line of Keras that computes it.

import { paintGrey } from "../plane/grey.js";

// Columns of cards: the name of each, and its line of code, which a narrow card breaks at a |.
// The names are Keras's own.
const COLUMNS = [
  [["x", "x = images / 255"]],
  [["encoder", "z_mean, z_log_var = encoder(x)"]],
  [["z_mean", "Dense(|latent_dim)|(h)"], ["z_log_var", "Dense(|latent_dim)|(h)"]],
  [["sigma", "ops.exp(0.5 * z_log_var)"], ["epsilon", "keras.random.|normal(shape)"]],
  [["z", "z_mean + sigma * epsilon"]],
  [["decoder", "x_decoded = decoder(z)"]],
  [["x_decoded", "sigmoid, 0 to 1"]],
];
const SIGNS = { sigma: "σ (sigma)", epsilon: "ε (epsilon)" };
const PICTURES = ["x", "x_decoded"];
const NETWORKS = ["encoder", "decoder"];

export class Machine {
  /** @param {HTMLElement} list */
  constructor(list) {
    /** @type {Record<string, HTMLElement>} */
    this.values = {};
    list.replaceChildren(...COLUMNS.map((cards) => this.column(cards)));
  }

  column(cards) {
    const item = document.createElement("li");
    item.append(...cards.map(([name, code]) => this.card(name, code)));
    return item;
  }

  card(name, code) {
    const card = document.createElement("div");
    card.className = NETWORKS.includes(name) ? "card network" : "card";
    const heading = document.createElement("strong");
    heading.textContent = SIGNS[name] ?? name;
    const line = document.createElement("code");
    line.append(...code.split("|").flatMap((part) => [document.createElement("wbr"), part]));
    const value = this.value(name);
    card.append(heading, ...(value ? [value] : []), line);
    return card;
  }

  value(name) {
    if (NETWORKS.includes(name)) return null;
    const element = document.createElement(PICTURES.includes(name) ? "canvas" : "span");
    element.className = "value";
    element.dataset.name = name;
    if (element instanceof HTMLCanvasElement) {
      element.width = element.height = 28;
      element.setAttribute("role", "img");
    }
    this.values[name] = element;
    return element;
  }

  /**
   * @param {Record<string, string>} numbers by the card's name
   * @param {Record<string, ArrayLike<number>>} pictures bytes of grey
   * @param {Record<string, string>} labels of the pictures
   */
  show(numbers, pictures, labels) {
    for (const [name, written] of Object.entries(numbers)) this.values[name].textContent = written;
    for (const [name, label] of Object.entries(labels)) this.values[name].setAttribute("aria-label", label);
    for (const [name, grey] of Object.entries(pictures)) {
      paintGrey(/** @type {HTMLCanvasElement} */ (this.values[name]), grey);
    }
  }

  /** @param {Record<string, string>} labels of the pictures */
  clear(labels) {
    for (const [name, label] of Object.entries(labels)) this.values[name].setAttribute("aria-label", label);
    for (const value of Object.values(this.values)) {
      if (value instanceof HTMLCanvasElement) value.width = value.height = 28;
      else value.textContent = "–";
    }
  }
}
