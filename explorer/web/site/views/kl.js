// The two weights of the VAE's loss: one network for every beta, under one dial, and its film.

import { CURVE, FILM, LOSS, PLANE, SPLIT } from "../../common/parts.js";
import { askedNumber, askedOption, short, write } from "../address.js";
import { loadDecoder, loadMaps } from "../assets.js";
import { choose, el, paragraph, press } from "../dom.js";
import { betaOf, circle, dialOf, pointsOf, splitOf, sweepOf, weightsFor } from "../dial.js";
import { axisNames, toolsOf } from "../planes.js";

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
  const sweep = chooseSweep(app);
  if (part === "movie") await showFilm(app, sweep);
  else await showLive(app, sweep);
}

// Which network's sweep is shown: of several, one is chosen.
function chooseSweep(app) {
  const names = app.content.sweeps.map((one) => one.network);
  const network = askedOption("network", names, names[0]);
  if (names.length > 1) {
    const titles = names.map((name) => [name, app.title(app.model(name))]);
    app.add(choose("network", app.text("kl.network"), titles, network, (name) => open(app, { network: name })));
  }
  return sweepOf(app, network);
}

function open(app, values) {
  write(values);
  app.render();
}

function wordsOf(app) {
  return Object.fromEntries(WORDS.map((name) => [name, app.text(`kl_movie.${name}`)]));
}

async function showLive(app, sweep) {
  const { text, content } = app;
  const model = app.model(sweep.network);
  const beta = Math.min(sweep.high, Math.max(sweep.low, betaOf(askedNumber("k1", 1, 0), askedNumber("k2", 0.001, 0))));
  const presets = Object.entries(content.presets).map(([name, [k1, k2]]) => press(`preset_${name}`, text(`kl.preset_${name}`), () => open(app, { k1, k2: short(k2) }), "small"));
  const meaning = el("p", { className: "hint" });
  app.add(paragraph(text("kl.lead_live")), el("div", { className: "row", data: { part: "presets" } }, ...presets), meaning);
  app.add(lossOf(app, sweep));
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
  const point = await dialOf(app, sweep, { space: SPACE, beta, label: text("live.label"), ground: true });
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
  app.mount(SPLIT, below, { follow: SPACE, beta, betas: sweep.betas, ...splitOf(app, sweep) });
  app.mount(CURVE, hosts[2], {
    ...sweep,
    beta,
    follow: SPACE,
    label: text("kl.curve"),
    labels: labelsOf(text),
    words: wordsOf(app),
  });
  await loadDecoder(model);
}

// "Which loss have you got?", closed until somebody asks.
function lossOf(app, { betas, kl, reconstruction }) {
  const { text } = app;
  const host = el("div");
  app.mount(LOSS, host, { betas, kl, reconstruction, ...app.spoken(["loss"]) }, (_, { beta }) => {
    open(app, { k1: 1, k2: short(weightsFor(beta).k2) });
  });
  const question = el("details", {}, el("summary", {}, text("loss.question")), paragraph(text("loss.answer_question")));
  return el("details", { className: "boxed", data: { part: "loss" } }, el("summary", {}, text("loss.title")), paragraph(text("loss.lead")), host, question);
}

// Of the curve's axes, and of its dashed line.
function labelsOf(text) {
  return [text("kl.axis_kl"), text("kl.axis_reconstruction"), text("split.line")];
}

async function showFilm(app, sweep) {
  const { text } = app;
  const host = el("div", { data: { part: "film" } });
  app.add(paragraph(text("kl_movie.lead", { count: sweep.count })), host);
  const [maps, points] = await Promise.all([loadMaps(sweep), pointsOf(app, sweep)]);
  app.mount(
    FILM,
    host,
    {
      ...sweep,
      codes: maps,
      outlines: [circle()],
      axes: axisNames(app, app.model(sweep.network), AXES),
      words: wordsOf(app),
      labels: labelsOf(text),
      ...points,
    },
    (_, beta) => open(app, { part: null, k1: 1, k2: short(weightsFor(beta).k2) }),
  );
}
