// The two weights of the VAE's loss: one network for every beta, under one dial, and its film.

import { CURVE, FILM, LOSS, PLANE, SPLIT } from "../../common/parts.js";
import { askedNumber, askedOption, short, write } from "../address.js";
import { loadDecoder, loadLabels, loadMaps } from "../assets.js";
import { el, paragraph, press } from "../dom.js";
import { betaOf, circle, dialOf, splitOf, weightsFor } from "../dial.js";
import { axisNames, digitsOf, toolsOf } from "../planes.js";

const SPACE = "kl-live";
const AXES = [0, 1];
const WORDS = ["play", "pause", "speed", "scrub", "beta", "kl", "reconstruction", "active", "record", "recording", "take", "map", "curve", "unable"];
const PARTS = ["live", "movie"];

/** @param {import("../main.js").App} app */
export async function show(app) {
  const part = askedOption("part", PARTS, "live");
  const { text } = app;
  const tabs = PARTS.map((name) => {
    const tab = press(`part_${name}`, text(`kl.part_${name}`), () => open(app, { part: name }));
    tab.setAttribute("aria-pressed", String(name === part));
    return tab;
  });
  app.add(el("div", { className: "row tabs", data: { part: "parts" } }, ...tabs));
  if (part === "movie") await showFilm(app);
  else await showLive(app);
}

function open(app, values) {
  write(values);
  app.render();
}

function wordsOf(app) {
  return Object.fromEntries(WORDS.map((name) => [name, app.text(`kl_movie.${name}`)]));
}

async function showLive(app) {
  const { text, content } = app;
  const { sweep } = content;
  const model = app.model("any_beta");
  const beta = Math.min(sweep.high, Math.max(sweep.low, betaOf(askedNumber("k1", 1, 0), askedNumber("k2", 0.001, 0))));
  const presets = Object.entries(content.presets).map(([name, [k1, k2]]) => press(`preset_${name}`, text(`kl.preset_${name}`), () => open(app, { k1, k2: short(k2) }), "small"));
  const meaning = el("p", { className: "hint" });
  app.add(paragraph(text("kl.lead_live")), el("div", { className: "row", data: { part: "presets" } }, ...presets), meaning);
  app.add(lossOf(app));
  const hosts = [el("div"), el("div"), el("div")];
  const titles = ["kl.heading_drag", "map.heading_grid", "kl.heading_curve"];
  const parts = ["map", "grid", "curve"];
  app.add(el("section", { className: "three" }, ...hosts.map((host, i) => el("div", { data: { part: parts[i] } }, el("h3", { className: "section" }, text(titles[i])), host))));
  const tell = (now) => {
    const { k1, k2 } = weightsFor(now);
    const written = { k1: app.words.plain(k1), k2: app.words.plain(k2), dim: 2, beta: app.words.plain(now) };
    meaning.replaceChildren(...paragraph(text("kl.formula", written)).childNodes);
  };
  tell(beta);
  const point = (await dialOf(app, { space: SPACE, beta, label: text("live.label"), ground: true })).data;
  app.mount(PLANE, hosts[0], point, (event, value) => {
    if (event !== "beta") return;
    const { k1, k2 } = weightsFor(value);
    write({ k1, k2: short(k2) });
    tell(value);
  });
  app.mount(PLANE, hosts[1], {
    view: { x: [model.grid.x[0], model.grid.x[19]], y: [model.grid.y[0], model.grid.y[19]] },
    ticks: model.grid,
    axes: axisNames(app, model, AXES),
    label: text("map.grid_label", { size: model.grid.x.length }),
    space: SPACE,
    live: { key: model.key, base: [0, 0], axes: AXES, slice: false, ground: true, solid: true, beta: null, follow: SPACE },
    tools: toolsOf(app, model, "grid", []),
  });
  const below = el("div", { data: { part: "split" } });
  hosts[2].after(el("h3", { className: "section" }, text("split.heading")), below);
  app.mount(SPLIT, below, { follow: SPACE, beta, betas: sweep.betas, ...splitOf(app) });
  app.mount(CURVE, hosts[2], {
    ...sweep,
    beta,
    follow: SPACE,
    label: text("kl.curve"),
    labels: [text("kl.axis_kl"), text("kl.axis_reconstruction"), text("split.line")],
    words: wordsOf(app),
  });
  await loadDecoder(model);
}

// "Which loss have you got?", closed until somebody asks.
function lossOf(app) {
  const { text, content } = app;
  const host = el("div");
  const { betas, kl, reconstruction } = content.sweep;
  app.mount(LOSS, host, { betas, kl, reconstruction, ...app.spoken(["loss"]) }, (_, { beta }) => {
    open(app, { k1: 1, k2: short(weightsFor(beta).k2) });
  });
  const question = el("details", {}, el("summary", {}, text("loss.question")), paragraph(text("loss.answer_question")));
  return el("details", { className: "boxed", data: { part: "loss" } }, el("summary", {}, text("loss.title")), paragraph(text("loss.lead")), host, question);
}

async function showFilm(app) {
  const { text, content } = app;
  const { sweep } = content;
  const host = el("div", { data: { part: "film" } });
  app.add(paragraph(text("kl_movie.lead", { count: sweep.count })), host);
  const [maps, labels] = await Promise.all([loadMaps(), loadLabels()]);
  app.mount(
    FILM,
    host,
    {
      ...sweep,
      codes: maps,
      outlines: [circle()],
      axes: axisNames(app, app.model("any_beta"), AXES),
      words: wordsOf(app),
      labels: [text("kl.axis_kl"), text("kl.axis_reconstruction")],
      ...digitsOf(app, labels.subarray(0, sweep.count)),
    },
    (_, beta) => open(app, { part: null, k1: 1, k2: short(weightsFor(beta).k2) }),
  );
}
