// The picture of each step of the lesson, live.

import { DIGITS, NEAR, PLANE } from "../common/parts.js";
import { announce, listen, page } from "../common/page.js";
import { between, placeOf } from "../curve/paint.js";
import { corrupt } from "../input/corrupt.js";
import { normal, uniform } from "../latent/random.js";
import { joined } from "../picked/groups.js";
import { cloudOf, ringOf } from "../sketch/cloud.js";
import { PICTURES, loadDecoder, loadGrid, loadPictures, loadSpace } from "./assets.js";
import { dialOf, shareInside } from "./dial.js";
import { el, paragraph, press, sheet, slide } from "./dom.js";
import { gridData, pointsData } from "./planes.js";

const THUMB = 72; // pixels
const SHOWN = 6; // digits in a row
const SEED = 7;
const PIXELS = 784;
const AXES = [0, 1];
const DRAWS = 6;
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
  for (const [name, model] of both(app)) {
    const host = el("div");
    const column = titled(app.text(`lesson_holes.${name}`), host);
    column.append(paragraph(app.text(`lesson_holes.${name}_caption`, { dim: model.dim }), "hint"));
    columns.append(column);
    const space = await loadSpace(model);
    const data = gridData(app, model, space, AXES, "lesson-");
    const ticks = { x: everySecond(data.ticks.x), y: everySecond(data.ticks.y) };
    app.mount(PLANE, host, { ...data, label: app.text(`lesson_holes.${name}_alt`), ticks, live: { ...data.live, tiles: CELLS } });
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
  const chosen = { wider: 1, seed: 0 };
  const controls = el("div", { className: "row" });
  const [maps, host] = [el("div"), el("div")];
  box.append(controls, maps, host);
  const rows = app.mount(DIGITS, host, { groups: [] });
  const { mean, logVar } = await app.chosenDigit();
  const model = app.model(app.content.lesson.vae);
  await loadDecoder(model);
  const places = () => {
    const next = normal(uniform(chosen.seed));
    return Array.from({ length: DRAWS }, () => {
      const epsilon = mean.map(() => chosen.wider * next());
      return cloudOf(mean, logVar, Array.from(epsilon)).z;
    });
  };
  const { mounted } = await cloudMaps(app, maps, "draws", places());
  const draw = (changed = {}) => {
    Object.assign(chosen, changed);
    const drawn = places();
    const far = AROUND * chosen.wider * Math.max(...cloudOf(mean, logVar, [0, 0]).sigma);
    const view = { x: [mean[0] - far, mean[0] + far], y: [mean[1] - far, mean[1] + far] };
    mounted.forEach(({ data, plane }, i) => plane.update({ ...data, holes: drawn, ...(i ? { view } : {}) }));
    const decoder = page.decoders.get(model.key);
    const pictures = drawn.map((z) => decoder?.decode(z) ?? new Uint8Array(PIXELS));
    const names = drawn.map((_, i) => String(i + 1));
    rows.update({ groups: [{ title: app.text("lesson_draws.decoded"), size: THUMB, pixels: joined(pictures), captions: names, labels: names.map((number) => app.text("lesson_draws.picture", { number })) }] });
  };
  controls.append(
    slide("wider", app.text("lesson_draws.wider"), { low: 1, high: 30, step: 1, value: 1 }, (wider) => draw({ wider })),
    press("again", app.text("lesson_draws.again"), () => draw({ seed: chosen.seed + 1 })),
  );
  draw();
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

async function dial(app, box) {
  const host = el("div");
  const caption = paragraph("", "hint");
  box.append(host, caption);
  const { sweep } = app.content;
  const label = app.text("lesson_dial.label", { count: sweep.count, beta: app.words.plain(FIRST_BETA) });
  const { data } = await dialOf(app, { space: "lesson-dial", beta: FIRST_BETA, label, ground: false, reach: sweep.far });
  const tell = () => {
    const now = page.betas.get(data.space)?.beta ?? FIRST_BETA;
    const at = placeOf(sweep.betas, now);
    const values = {
      inside: 100 * insideAt(data.live.beta.maps, sweep, at),
      reconstruction: between(sweep.reconstruction, at),
      kl: between(sweep.kl, at),
    };
    caption.textContent = app.text("lesson_dial.caption", values);
  };
  app.leave(listen("beta", tell));
  app.mount(PLANE, host, data);
  announce("beta");
  await loadDecoder(app.model("any_beta"));
}

// The share of codes inside the circle, of the map nearest to a place of the sweep.
function insideAt({ codes, unit }, { count }, at) {
  const first = 2 * count * Math.round(at);
  return shareInside(Float32Array.from(codes.subarray(first, first + 2 * count), (code) => unit * code));
}

// ---- 9: the walk -----------------------------------------------------------

async function walk(app, box) {
  const host = el("div");
  const models = both(app).reverse();
  const size = models[0][1].grid.y.length;
  const rows = app.mount(DIGITS, host, { groups: [] });
  const spaces = await Promise.all(models.map(([, model]) => loadSpace(model)));
  await Promise.all(models.map(([, model]) => loadDecoder(model)));
  const draw = (height) => {
    const groups = models.map(([name, model], which) => {
      const { x, y } = model.grid;
      const steps = everySecond(x).map((value) => {
        const point = spaces[which].centre();
        [point[0], point[1]] = [value, y[height - 1]];
        return point;
      });
      const decoder = page.decoders.get(model.key);
      const pictures = steps.map((z) => decoder?.decode(z) ?? new Uint8Array(PIXELS));
      const labels = steps.map((_, i) => app.text("lesson_walk.step", { number: i + 1, count: steps.length }));
      return { title: app.text(`lesson_walk.${name}`), size: 42, pixels: joined(pictures), labels, captions: [] };
    });
    rows.update({ groups });
  };
  box.append(slide("height", app.text("lesson_walk.height"), { low: 1, high: size, step: 1, value: HEIGHT }, draw), host);
  draw(HEIGHT);
}

/** @type {Record<string, (app: any, box: HTMLElement) => Promise<void>>} */
export const PICTURES_OF = { task, coder, clusters, holes, cloud, draws, losses, dial, walk };
