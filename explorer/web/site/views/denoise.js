// Noise on digits and off again: corrupted here, restored here, named here.

import { DIGITS } from "../../common/parts.js";
import { page } from "../../common/page.js";
import { corrupt } from "../../input/corrupt.js";
import { bceOf } from "../../sketch/cloud.js";
import { joined } from "../../picked/groups.js";
import { asked, askedNumber, askedOption, short, write } from "../address.js";
import { PICTURES, loadDecoder, loadEncoder, loadLabels, loadPictures } from "../assets.js";
import { choose, el, paragraph, press, slide } from "../dom.js";

const FIRST = "3, 2, 1, 18, 4, 8, 11, 0, 61, 7"; // test digits: each digit once, from 0 to 9
const CLASSIFIER = "inception"; // trained on noisy digits
const MOST = 24;
const TOTAL = 10000;
const PIXELS = 784;
const THUMBS = [48, 96]; // pixels a side, at least and at most
const ENTRIES = { "s&p": "salt_and_pepper" }; // where the texts name a mode otherwise

/** The whole numbers of "3, 2 1", at most 24 of them; others are left out. */
export function numbersOf(written) {
  const words = written.split(/[\s,;]+/).filter((word) => /^\d+$/.test(word));
  return words.map(Number).filter((number) => number < TOTAL).slice(0, MOST);
}

/** Signal to noise in decibels, of pictures in [0, 1]. */
export function psnr(clean, other) {
  const error = clean.reduce((sum, value, i) => sum + (value - other[i]) ** 2, 0) / clean.length;
  return -10 * Math.log10(Math.max(error, 1e-12));
}

/** @param {import("../main.js").App} app */
export async function show(app) {
  const { text, content } = app;
  const models = content.models.filter((model) => model.encoder && model.data === PICTURES).map((model) => model.name);
  const modes = Object.keys(content.noise);
  const mode = askedOption("noise", modes, "course");
  const spec = content.noise[mode];
  const state = {
    model: app.model(askedOption("model", models, "denoiser")),
    mode,
    level: askedNumber("level", spec.default, spec.low, spec.high),
    seed: askedNumber("seed", 0, 0, 999999),
    digits: numbersOf(asked("digits") ?? FIRST),
  };
  if (!state.digits.length) state.digits = numbersOf(FIRST);
  app.add(paragraph(text("denoise.lead"), "lead"), ...settings(app, state, models, modes));
  const host = el("div");
  const table = el("div", { data: { part: "figures" } });
  app.add(host, table, paragraph(text("site.numbers_note"), "hint"));
  const pictures = await loadPictures();
  const labels = await loadLabels();
  const rows = app.mount(DIGITS, host, { groups: [] });
  state.draw = () => {
    const found = work(app, state, pictures, labels);
    rows.update({ level: 3, groups: found.groups });
    table.replaceChildren(figures(app, found));
  };
  state.draw();
  await Promise.all([loadEncoder(state.model), loadDecoder(state.model), loadEncoder(classifierOf(app))]);
  state.draw();
}

function settings(app, state, models, modes) {
  const { text } = app;
  const title = (mode) => text(`noise.mode_${ENTRIES[mode] ?? mode}`);
  const spec = app.content.noise[state.mode];
  const open = (values) => {
    write(values);
    app.render();
  };
  const move = (values) => {
    Object.assign(state, values);
    write({ level: short(state.level), seed: state.seed });
    state.draw?.();
  };
  const level = spec.choices.length
    ? choose("level", text("noise.level_shuffle"), spec.choices.map((one) => [String(one), String(one)]), String(state.level), (value) => move({ level: Number(value) }))
    : slide("level", text(`noise.level_${ENTRIES[state.mode] ?? state.mode}`), { low: spec.low, high: spec.high, step: spec.high > 2 ? 1 : 0.05, value: state.level, written: (value) => app.words.plain(value) }, (value) => move({ level: value }));
  const written = el("input", { type: "text", value: state.digits.join(", "), data: { name: "digits" } });
  written.onchange = () => open({ digits: written.value });
  const others = () => open({ digits: state.digits.map(() => Math.floor(Math.random() * TOTAL)).join(",") });
  return [
    el(
      "div",
      { className: "row settings", data: { part: "settings" } },
      choose("model", text("denoise.model"), models.map((name) => [name, app.title(app.model(name))]), state.model.name, (name) => open({ model: name })),
      choose("noise", text("noise.mode"), modes.map((mode) => [mode, title(mode)]), state.mode, (mode) => open({ noise: mode, level: null })),
      ...(spec.low === spec.high ? [] : [level]),
      press("seed", text("site.other_noise"), () => move({ seed: (state.seed + 1) % 1000000 })),
    ),
    el(
      "div",
      { className: "row", data: { part: "digits" } },
      el("label", { className: "field wide" }, el("span", {}, text("denoise.digits", { last: TOTAL - 1 })), written),
      press("others", text("denoise.others"), others),
    ),
  ];
}

// Everything that follows from the settings: rows of pictures, and their floats.
function work(app, state, pictures, labels) {
  const { text } = app;
  const [encoder, decoder] = [page.encoders.get(state.model.key), page.decoders.get(state.model.key)];
  const clean = state.digits.map((i) => Float32Array.from(pictures.subarray(i * PIXELS, (i + 1) * PIXELS), (grey) => grey / 255));
  const corrupted = clean.map((picture, i) => corrupt(picture, state.mode, state.level, state.seed, i));
  const restored = encoder && decoder ? corrupted.map((picture) => restore(state.model, encoder, decoder, picture)) : null;
  const size = Math.min(THUMBS[1], Math.max(THUMBS[0], Math.floor(900 / clean.length) - 6));
  const named = state.digits.map((index) => text("denoise.label", { digit: labels[index], index }));
  const row = (title, images, captions, before = "") => ({ title, size, pixels: bytesOf(images), captions, labels: named.map((name) => before + name) });
  const names = namesOf(app, corrupted);
  const seen = text("denoise.corrupted") + (names.length ? ` · ${text("site.named_by", { system: text("denoise.system_inception") })}` : "");
  const groups = [
    row(text("denoise.clean"), clean, state.digits.map((index) => String(labels[index]))),
    row(seen, corrupted, names, `${text("denoise.corrupted")}: `),
  ];
  if (restored) groups.push(row(text("denoise.restored"), restored, [], `${text("denoise.restored")}: `));
  return { groups, clean, corrupted, restored };
}

// The digit that the classifier trained on noise sees in each; nothing before it is there.
function namesOf(app, corrupted) {
  const network = page.encoders.get(classifierOf(app).key);
  if (!network) return [];
  return corrupted.map((picture) => {
    const { probabilities } = network.run(picture);
    const share = Math.max(...probabilities);
    return `→ ${probabilities.indexOf(share)} · ${app.words.number(share, ".0%")}`;
  });
}

function classifierOf(app) {
  return app.content.classifiers.find(({ name }) => name === CLASSIFIER);
}

function restore(model, encoder, decoder, picture) {
  encoder.follow(model.beta);
  const code = encoder.run(picture).z_mean;
  return Float32Array.from(decoder.decode(Array.from(code), model.beta), (grey) => grey / 255);
}

function bytesOf(images) {
  return joined(images.map((image) => Uint8ClampedArray.from(image, (value) => 255 * value)));
}

// How good that is, beside doing nothing, a black picture and the mean of all training pictures.
function figures(app, { clean, corrupted, restored }) {
  const { text, words, content } = app;
  const same = (image) => clean.map(() => image);
  const average = Float32Array.from(content.mean_image);
  const rows = /** @type {[string, Float32Array[] | null][]} */ ([
    ["restored", restored],
    ["noisy", corrupted],
    ["black", same(new Float32Array(PIXELS))],
    ["mean_image", same(average)],
  ]);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const head = el("tr", {}, ...[text("denoise.picture"), text("denoise.measure_psnr"), text("denoise.measure_bce")].map((title) => el("th", { scope: "col" }, title)));
  const body = rows.filter(([, images]) => images).map(([name, images]) => {
    const each = /** @type {Float32Array[]} */ (images);
    const decibels = mean(each.map((image, i) => psnr(clean[i], image)));
    const nats = mean(each.map((image, i) => bceOf(clean[i], image) / PIXELS));
    return el("tr", {}, el("th", { scope: "row" }, text(`denoise.row_${name}`)), el("td", {}, words.number(decibels, ".1f")), el("td", {}, words.number(nats, ".3f")));
  });
  return el("table", {}, el("thead", {}, head), el("tbody", {}, ...body));
}
