// The picture of each step of the lesson, live.

import { CAPTION, DIGITS, HEIGHTS, NEAR, PLANE, SPLIT } from "../common/parts.js";
import { page } from "../common/page.js";
import { corrupt } from "../input/corrupt.js";
import { joined } from "../picked/groups.js";
import { cloudOf, ringOf } from "../sketch/cloud.js";
import { PICTURES, loadDecoder, loadGrid, loadPictures, loadSpace } from "./assets.js";
import { dialOf, splitOf, sweepOf } from "./dial.js";
import { el, paragraph, sheet } from "./dom.js";
import { gridData, pointsData } from "./planes.js";
import { DRAWS } from "./wholes.js";

const THUMB = 72; // pixels
const SHOWN = 6; // digits in a row
const SEED = 7;
const PIXELS = 784;
const AXES = [0, 1];
const DRAWN = 6;
const AROUND = 4.5; // standard deviations that the magnified map shows to each side
const FIRST_BETA = 0.13;
const HEIGHT = 10; // the row of the grid that is walked first
const CELLS = 10; // on a side of the grids with holes

async function picturesOf(indices) {
  const all = await loadPictures();
  return indices.map((i) => all.subarray(i * PIXELS, (i + 1) * PIXELS));
}

// A row of pictures for digits.js.
function row(app, title, pictures, labels, captions = [], size = THUMB) {
  const told = labels.map((digit) => app.text("lesson.picture", { what: title, digit }));
  return { title, size, pixels: joined(pictures), labels: told, captions };
}

function both(app) {
  const { autoencoder, vae } = app.content.lesson;
  return [["ae", app.model(autoencoder)], ["vae", app.model(vae)]];
}

function titled(title, host) {
  return el("div", {}, el("h3", {}, title), host);
}

// ---- 1: the task -----------------------------------------------------------

async function task(app, box) {
  const host = el("div");
  box.append(host);
  const { labels } = await app.chosenDigit();
  const clean = await picturesOf(Array.from({ length: SHOWN }, (_, i) => i));
  const names = Array.from(labels.subarray(0, SHOWN));
  const spoilt = Object.entries(app.content.lesson.tasks).map(([name, [mode, level]]) => {
    const pictures = clean.map((picture, i) => {
      const pixels = Float32Array.from(picture, (grey) => grey / 255);
      return Uint8ClampedArray.from(corrupt(pixels, mode, level, SEED, i), (value) => 255 * value);
    });
    return row(app, app.text(`lesson_task.row_${name}`), pictures, names);
  });
  app.mount(DIGITS, host, { groups: [row(app, app.text("lesson_task.row_clean"), clean, names), ...spoilt] });
}

// ---- 2: encoder and decoder ------------------------------------------------

async function coder(app, box) {
  const model = app.model(app.content.lesson.autoencoder);
  const { index, digit } = await app.chosenDigit();
  const space = await loadSpace(model);
  const code = space.code(index);
  const hosts = [el("div"), el("div")];
  box.append(hosts[0], bars(app, code), hosts[1]);
  const [picture] = await picturesOf([index]);
  await loadDecoder(model);
  const decoded = page.decoders.get(model.key)?.decode(code) ?? new Uint8Array(PIXELS);
  [picture, decoded].forEach((shown, i) => {
    const title = app.text(`lesson_coder.${i ? "after" : "before"}`);
    app.mount(DIGITS, hosts[i], { groups: [row(app, title, [shown], [digit], [], 2 * THUMB)] });
  });
}

// A code as bars to both sides of 0, with its numbers.
function bars(app, code) {
  const most = Math.max(...code.map(Math.abs));
  const items = code.map((value, k) => {
    const bar = el("span", { className: "bar" });
    bar.style.width = `${(50 * Math.abs(value)) / most}%`;
    bar.style.marginLeft = `${value < 0 ? 50 - (50 * Math.abs(value)) / most : 50}%`;
    return el("li", {}, el("span", {}, `z${k + 1}`), el("span", { className: "track" }, bar), el("span", {}, app.words.number(value, ".1f")));
  });
  return titled(app.text("lesson_coder.code", { count: code.length }), el("ol", { className: "bars" }, ...items));
}

// ---- 3: clusters -----------------------------------------------------------

async function clusters(app, box) {
  const model = app.model(app.content.lesson.vae);
  const space = await loadSpace(model);
  const [map, near] = [el("div"), el("div")];
  box.append(map, near);
  const data = pointsData(app, model, space, AXES, "lesson-", { label: app.text("lesson.map_label", { count: space.count }) });
  app.mount(PLANE, map, { ...data, live: { ...data.live, slice: false } });
  app.mount(NEAR, near, {
    space: data.space,
    key: model.key,
    pictures: PICTURES,
    count: SHOWN,
    title: app.text("lesson_clusters.nearest"),
    hint: app.text("lesson_clusters.click"),
    label: app.text("lesson.picture", { what: "{what}", digit: "{digit}" }),
    told: { view: "lesson" },
    place: null,
    groups: null,
  });
  loadDecoder(model);
  await loadPictures();
}

// ---- 4: holes --------------------------------------------------------------

async function holes(app, box) {
  const columns = el("div", { className: "two" });
  box.append(columns);
  const { plain, vae } = app.content.lesson;
  for (const [name, model] of [["ae", app.model(plain)], ["vae", app.model(vae)]]) {
    const [map, host] = [el("div"), el("div")];
    const column = titled(app.text(`lesson_holes.${name}`), map);
    column.append(host, paragraph(app.text(`lesson_holes.${name}_caption`), "hint"));
    columns.append(column);
    const space = await loadSpace(model);
    app.mount(PLANE, map, pointsData(app, model, space, AXES, "lesson-", { label: app.text(`lesson_holes.${name}_map`), pictures: null, tools: {} }));
    const data = gridData(app, model, space, AXES, "lesson-");
    const ticks = { x: everySecond(data.ticks.x), y: everySecond(data.ticks.y) };
    app.mount(PLANE, host, { ...data, label: app.text(`lesson_holes.${name}_alt`), ticks, tools: {}, live: { ...data.live, tiles: CELLS } });
    loadDecoder(model);
  }
}

function everySecond(values) {
  return values.filter((_, i) => i % 2 === 0);
}

// ---- 5 and 6: the cloud, and draws from it ---------------------------------

async function cloudMaps(app, box, step, drawn = [], wider = 1) {
  const model = app.model(app.content.lesson.vae);
  const space = await loadSpace(model);
  const { mean, logVar } = await app.chosenDigit();
  const cloud = cloudOf(mean, logVar, [0, 0]);
  const outlines = [1, 2].map((times) => ({ group: null, name: `${times}σ`, line: ringOf(cloud, times) }));
  const columns = el("div", { className: "two" });
  box.append(columns);
  const far = AROUND * wider * Math.max(...cloud.sigma);
  const view = { x: [mean[0] - far, mean[0] + far], y: [mean[1] - far, mean[1] + far] };
  const near = { view, marks: [], label: app.text("lesson_cloud.near_label") };
  const shown = [["lesson_cloud.whole", {}], [`lesson_${step}.near`, near]];
  const mounted = shown.map(([caption, more]) => {
    const host = el("div");
    columns.append(el("div", {}, host, paragraph(app.text(/** @type {string} */ (caption)), "hint")));
    const data = pointsData(app, model, space, AXES, "lesson-", { outlines, holes: drawn, .../** @type {object} */ (more) });
    return { data, plane: app.mount(PLANE, host, data) };
  });
  return { model, cloud, mounted };
}

async function cloud(app, box) {
  const { model } = await cloudMaps(app, box, "cloud");
  const { index, digit, mean } = await app.chosenDigit();
  const host = el("div");
  box.append(host);
  const [picture] = await picturesOf([index]);
  await loadDecoder(model);
  const names = [app.text("lesson_cloud.digit"), app.text("lesson_cloud.rebuilt")];
  const rebuilt = page.decoders.get(model.key)?.decode(Array.from(mean)) ?? new Uint8Array(PIXELS);
  app.mount(DIGITS, host, { groups: [{ title: "", size: THUMB, pixels: joined([picture, rebuilt]), labels: names.map((name) => `${name}: ${digit}`), captions: names }] });
}

async function draws(app, box) {
  const model = app.model(app.content.lesson.vae);
  const space = await loadSpace(model);
  const { mean, logVar } = await app.chosenDigit();
  const host = el("div");
  box.append(host);
  const plane = { ...pointsData(app, model, space, AXES, "lesson-"), tools: {} };
  app.mount(DRAWS, host, { key: model.key, mean, logVar, count: DRAWN, wider: 1, draw: 0, plane, ...app.spoken(["lesson_draws", "lesson_cloud"]) });
  await loadDecoder(model);
}

// ---- 7: losses -------------------------------------------------------------

async function losses(app, box) {
  const columns = el("div", { className: "three" });
  box.append(columns);
  for (const { name, side, k1, k2, beta, reconstruction, kl } of app.content.lesson.losses) {
    const weights = `${app.words.plain(k1)} : ${app.words.plain(k2)}`;
    const grey = await loadGrid(name);
    const values = { beta: app.words.plain(beta), reconstruction: app.words.number(reconstruction, ".1f"), kl: app.words.number(kl, ".2f") };
    const column = titled(`k1 : k2 = ${weights}`, sheet(grey, side * 28, app.text("lesson_losses.alt", { weights })));
    column.append(paragraph(app.text("lesson_losses.caption", values), "hint"));
    columns.append(column);
  }
}

// ---- 8: the dial -----------------------------------------------------------

function dial(app, box) {
  const { inside, reconstruction, kl } = sweepOf(app);
  const columns = { inside, reconstruction, kl };
  return turned(app, box, CAPTION, { columns, sentence: app.text("lesson_dial.caption"), language: app.words.language });
}

// A map under the dial, and below it what follows.
async function turned(app, box, part, more) {
  const [host, below] = [el("div"), el("div")];
  box.append(host, below);
  const sweep = sweepOf(app);
  const label = app.text("lesson_dial.label", { count: sweep.count, beta: app.words.plain(FIRST_BETA) });
  const data = await dialOf(app, sweep, { space: "lesson-dial", beta: FIRST_BETA, label, ground: false, reach: sweep.far });
  app.mount(PLANE, host, data);
  app.mount(part, below, { follow: data.space, beta: FIRST_BETA, betas: sweep.betas, ...more });
  await loadDecoder(app.model(sweep.network));
}

// ---- 9: what the KL pays for -------------------------------------------------

function pays(app, box) {
  return turned(app, box, SPLIT, splitOf(app, sweepOf(app)));
}

// ---- 10: the walk -----------------------------------------------------------

async function walk(app, box) {
  const host = el("div");
  box.append(host);
  const models = both(app).reverse();
  const spaces = await Promise.all(models.map(([, model]) => loadSpace(model)));
  const rows = models.map(([name, model], which) => ({
    key: model.key,
    title: app.text(`lesson_walk.${name}`),
    dim: model.dim,
    points: gridPoints(model, spaces[which]),
  }));
  const [, vae] = models[0];
  app.mount(HEIGHTS, host, {
    rows,
    heights: vae.grid.y.length,
    height: HEIGHT,
    label: app.text("lesson_walk.height"),
    step: app.text("lesson_walk.step"),
    groups: null,
  });
  for (const [, model] of models) await loadDecoder(model);
}

// Every second point of each row of a model's grid, from below: float32 (heights, steps, dim).
function gridPoints(model, space) {
  const points = model.grid.y.flatMap((y) =>
    everySecond(model.grid.x).flatMap((x) => {
      const point = space.centre();
      [point[0], point[1]] = [x, y];
      return point;
    }),
  );
  return new Float32Array(points);
}

/** @type {Record<string, (app: any, box: HTMLElement) => Promise<void>>} */
export const PICTURES_OF = { task, coder, clusters, holes, cloud, draws, losses, dial, pays, walk };
