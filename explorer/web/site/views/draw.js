// Draw a digit, and watch a VAE encode it, draw z and decode it.

import { PICTURES } from "../assets.js";
import { mountSketch } from "../sketch.js";
import { askedOption, write } from "../address.js";
import { choose, el, paragraph } from "../dom.js";

/** @param {import("../main.js").App} app */
export async function show(app) {
  const vaes = app.content.models.filter((model) => model.variational && model.dim === 2 && model.data === PICTURES);
  const model = app.model(askedOption("model", vaes.map(({ name }) => name), "vae_functional"));
  const change = (name) => {
    write({ model: name });
    app.render();
  };
  const host = el("div", { data: { part: "sketch" } });
  app.add(
    paragraph(app.text("sketch.lead"), "lead"),
    el("div", { className: "row settings", data: { part: "settings" } }, choose("model", app.text("map.model"), vaes.map((one) => [one.name, app.title(one)]), model.name, change)),
    host,
  );
  await mountSketch(app, model, host);
}
