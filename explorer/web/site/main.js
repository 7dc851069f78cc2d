// The page without a server: a choice of views, a language, and the view itself. What it says and
// shows stands in the page (explorer/site/content.py); what it loads, in assets.js.

import { mount } from "../common/mount.js";
import { page } from "../common/page.js";
import { Words } from "../common/words.js";
import { asked, askedNumber, askedOption, write } from "./address.js";
import { loadLabels, loadSpace } from "./assets.js";
import { choose, el, press } from "./dom.js";
import * as denoise from "./views/denoise.js";
import * as draw from "./views/draw.js";
import * as kl from "./views/kl.js";
import * as lesson from "./views/lesson.js";
import * as map from "./views/map.js";

const VIEWS = { lesson, map, denoise, draw, kl };
const DEFAULT = "map";

export class App {
  /** @param {any} content */
  constructor(content) {
    this.content = content;
    this.main = /** @type {HTMLElement} */ (document.getElementById("page"));
    this.view = el("div", { className: "view" });
    /** @type {(() => void)[]} what ends the view that is shown */
    this.ends = [];
    this.round = 0;
    this.words = new Words("en", {});
    this.text = this.words.text;
  }

  // ---- what the views use --------------------------------------------------

  /** @param {string} name */
  model(name) {
    return this.content.models.find((model) => model.name === name) ?? this.content.models[0];
  }

  // How a chooser names a model.
  title({ name, system, bundled, dim }) {
    const title = this.text(`models.${system}`, { dim });
    return bundled ? title : this.text("models.trained", { run: name, system: title });
  }

  // The language and some sections of the texts, for a component that speaks by itself.
  spoken(sections) {
    const all = this.words.sentences;
    return { language: this.words.language, sentences: Object.fromEntries(sections.map((name) => [name, all[name]])) };
  }

  add(...elements) {
    this.view.append(...elements);
    this.hideParts();
  }

  /** Mount a component for as long as the view is shown.
   * @param {(event: string, value: any) => void} [send] */
  mount(part, host, data, send) {
    const mounted = mount(part, host, data, send);
    this.ends.push(mounted.close);
    return mounted;
  }

  leave(end) {
    this.ends.push(end);
  }

  // The test digit that the lesson looks at, and its cloud.
  async chosenDigit() {
    const { digits, digit, log_vars: logVars, vae } = this.content.lesson;
    const index = Math.round(askedNumber("digit", digit, 0, digits - 1));
    const [labels, space] = await Promise.all([loadLabels(), loadSpace(this.model(vae))]);
    const logVar = logVars[index];
    const mean = space.code(index);
    return { index, labels, digit: labels[index], mean, logVar, sigma: logVar.map((value) => Math.exp(value / 2)) };
  }

  // ---- drawing the page ----------------------------------------------------

  async render() {
    const round = ++this.round;
    const focus = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.name;
    this.ends.splice(0).forEach((end) => end());
    this.speak();
    const name = askedOption("view", Object.keys(VIEWS), DEFAULT);
    const embedded = asked("embed") === "true";
    document.body.classList.toggle("embedded", embedded);
    this.view = el("div", { className: "view", data: { view: name } });
    // the lesson's headings are those of its steps
    if (name !== "lesson") this.view.append(el("h2", { className: "unseen" }, this.text(`views.${name}`)));
    this.main.replaceChildren(...(embedded ? [] : [this.header(name)]), this.view);
    this.hideParts();
    if (focus) /** @type {HTMLElement | null} */ (this.main.querySelector(`[data-name="${focus}"]`))?.focus();
    try {
      await VIEWS[name].show(this);
    } catch (error) {
      if (round !== this.round) return; // of a view that is gone
      console.error(error);
      this.add(el("p", { role: "alert" }, this.text("site.failed", { why: String(error) })));
    }
    if (round !== this.round) return;
    this.hideParts();
    this.view.dataset.done = "yes";
  }

  // The language of the address, of the page, or of the browser.
  speak() {
    const { languages, sentences, language } = this.content;
    const codes = Object.keys(languages);
    const browsers = navigator.language.slice(0, 2);
    const usual = language ?? (codes.includes(browsers) ? browsers : codes[0]);
    const code = askedOption("lang", codes, usual);
    this.words = new Words(code, sentences[code]);
    this.text = this.words.text;
    page.point = this.words.point;
    document.documentElement.lang = code;
    document.title = `${this.text("app.title")}: ${this.text(`views.${askedOption("view", Object.keys(VIEWS), DEFAULT)}`)}`;
  }

  header(name) {
    const tabs = Object.keys(VIEWS).map((view) => {
      const tab = press(`view_${view}`, this.text(`views.${view}`), () => {
        write({ view }, { opened: true, alone: true });
        this.render();
      });
      if (view === name) tab.setAttribute("aria-current", "page");
      return tab;
    });
    const languages = Object.entries(this.content.languages);
    const change = (lang) => {
      write({ lang });
      this.render();
    };
    return el(
      "header",
      {},
      el("h1", {}, this.text("app.title")),
      el("nav", { ariaLabel: this.text("app.view") }, ...tabs),
      choose("lang", this.text("app.language"), /** @type {[string, string][]} */ (languages), this.words.language, change),
    );
  }

  // What the address leaves out, so that a teacher can set a task: ?hide=legend,strips.
  hideParts() {
    for (const name of (asked("hide") ?? "").split(",")) {
      if (!/^\w+$/.test(name)) continue;
      this.view.querySelectorAll(`[data-part="${name}"]`).forEach((part) => part.setAttribute("hidden", ""));
      if (name === "legend" || name === "tools") this.view.style.setProperty(`--latent-${name}`, "none");
    }
  }
}

const content = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("content")).textContent ?? "");
const app = new App(content);
window.addEventListener("popstate", () => app.render());
app.render();
