// Rows of decoded points: a walk from one place to another, and samples from the prior.

import { DIGITS } from "../common/parts.js";
import { page } from "../common/page.js";
import { normal, uniform } from "../latent/random.js";
import { walk } from "../latent/space.js";
import { joined } from "../picked/groups.js";
import { askedNumber, askedOption, write } from "./address.js";
import { choose, el, paragraph, press, slide } from "./dom.js";
import { spaceName } from "./planes.js";

const THUMB = 56; // pixels
const KEPT = ["A", "B"];
const kept = new Map(); // points that were kept as A and B, by model and letter

function decoded(model, points) {
  const decoder = page.decoders.get(model.key);
  return decoder ? joined(points.map((z) => decoder.decode(z, model.beta))) : new Uint8Array();
}

// One row of pictures, mounted once and drawn again when its points change.
function strip(app, model, host, label) {
  const row = (points) => ({
    space: "",
    pin: null,
    groups: [{ title: "", size: THUMB, pixels: decoded(model, points), captions: [], labels: points.map((_, i) => label(i, points.length)) }],
  });
  const mounted = app.mount(DIGITS, host, row([]));
  return (points) => mounted.update(row(points));
}

export function showWalk(app, model, to) {
  const { text } = app;
  const space = page.spaces.get(model.key);
  const host = el("div");
  const keep = KEPT.map((letter) => press(`keep_${letter.toLowerCase()}`, text(`strips.keep_${letter.toLowerCase()}`), () => {
    const pin = page.pins[spaceName(model)];
    if (pin) kept.set(`${model.key} ${letter}`, pin.z ?? space.centre());
    app.render();
  }));
  const there = KEPT.filter((letter) => kept.has(`${model.key} ${letter}`));
  const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
  const ends = [...digits.map((digit) => [digit, text("strips.centre", { digit })]), ...there.map((letter) => [letter, text("strips.point", { letter })])];
  const names = ends.map(([name]) => name);
  const chosen = { walk_from: askedOption("walk_from", names, "0"), walk_to: askedOption("walk_to", names, "6"), steps: askedNumber("steps", 12, 3, 24) };
  const place = (name) => kept.get(`${model.key} ${name}`) ?? space.centre(Number(name));
  const box = el("section", {}, el("h3", { className: "section" }, text("strips.heading_walk")));
  to.append(box);
  const hint = paragraph("", "hint");
  const draw = (changed = {}) => {
    Object.assign(chosen, changed);
    if (Object.keys(changed).length) write(changed);
    paint(walk(place(chosen.walk_from), place(chosen.walk_to), chosen.steps));
    hint.textContent = text("strips.walk_hint", { steps: chosen.steps });
  };
  box.append(
    el("div", { className: "row" }, ...keep),
    el(
      "div",
      { className: "row" },
      choose("walk_from", text("strips.walk_from"), ends, chosen.walk_from, (name) => draw({ walk_from: name })),
      choose("walk_to", text("strips.walk_to"), ends, chosen.walk_to, (name) => draw({ walk_to: name })),
      slide("steps", text("strips.steps"), { low: 3, high: 24, step: 1, value: chosen.steps }, (steps) => draw({ steps })),
    ),
    host,
    hint,
  );
  const paint = strip(app, model, host, (i, steps) => text("strips.step_label", { step: i + 1, steps }));
  draw();
}

export function showSamples(app, model, to) {
  const { text } = app;
  const host = el("div");
  const chosen = { samples: askedNumber("samples", 12, 4, 36), draw: 0 };
  const draw = (changed = {}) => {
    Object.assign(chosen, changed);
    const next = normal(uniform(chosen.draw));
    paint(Array.from({ length: chosen.samples }, () => Array.from({ length: model.dim }, next)));
  };
  to.append(
    el(
      "section",
      {},
      el("h3", { className: "section" }, text("strips.heading_samples")),
      el(
        "div",
        { className: "row" },
        slide("samples", text("strips.samples"), { low: 4, high: 36, step: 1, value: chosen.samples }, (samples) => draw({ samples })),
        press("again", text("strips.again"), () => draw({ draw: chosen.draw + 1 })),
      ),
      host,
      paragraph(text(`strips.samples_hint_${model.variational ? "vae" : "ae"}`), "hint"),
    ),
  );
  const paint = strip(app, model, host, (i) => text("strips.sample_label", { number: i + 1 }));
  draw();
}
