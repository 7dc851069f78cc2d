// The latent map: test digits and the decoded grid of one model or two, the picked point, a
// gallery of what a lasso holds, a walk, and samples.

import { GALLERY, PICKED, PLANE, STRIPS } from "../../common/parts.js";
import { asked, askedNumber, askedOption, askedSwitch, short, write } from "../address.js";
import { principal } from "../../latent/axes.js";
import { breathe, loadDecoder, loadPictures, loadSpace, painted } from "../assets.js";
import { choose, el, paragraph } from "../dom.js";
import { gridData, pointsData, spaceName } from "../planes.js";

const DEFAULT = "vae_functional";
const KEPT = ["A", "B"]; // points that no link carries
const PRINCIPAL = "-1"; // in place of a dim: the axes along which the codes vary most
const SWITCHED = ["ground", "change"]; // layers of the map
const SPOKEN = ["map", "gallery"]; // sections of the texts that the components speak from

/** @typedef {import("../main.js").App} App */

/** @param {App} app */
export async function show(app) {
  const names = app.content.models.map((model) => model.name);
  const model = app.model(askedOption("model", names, DEFAULT));
  const other = asked("compare") ? app.content.models.find((one) => one.name === asked("compare") && comparable(one, model)) : null;
  const axes = await axesOf(model);
  app.add(paragraph(app.text("map.lead", { count: model.count }), "lead"), settings(app, model, other, axes));
  const sides = [{ model, axes, slot: "" }, ...(other ? [{ model: other, axes: [0, Math.min(1, other.dim - 1)], slot: "b_" }] : [])];
  for (const side of sides) await showSide(app, side, sides);
  await loadDecoder(model);
  await painted();
  showStrips(app, model);
  await painted();
  await loadPictures(model); // those of the other, too
}

// Only models of the same pictures can stand side by side.
function comparable(one, model) {
  return one.name !== model.name && one.data === model.data;
}

// Two dims as the address has them, or the principal axes of the codes.
async function axesOf(model) {
  const last = model.dim - 1;
  if (model.dim > 2 && asked("axis_x") === PRINCIPAL) return principal(await loadSpace(model));
  const x = model.dim > 2 ? askedNumber("axis_x", 0, 0, last) : 0;
  const y = model.dim > 2 ? askedNumber("axis_y", x === 0 ? 1 : 0, 0, last) : Math.min(1, last);
  return y === x && model.dim > 1 ? [x, x === 0 ? 1 : 0] : [x, y];
}

function settings(app, model, other, axes) {
  const titles = app.content.models.map((one) => [one.name, app.title(one)]);
  const open = (values) => {
    write(values);
    app.render();
  };
  const forget = { point: null, index: null, axis_x: null, axis_y: null };
  const row = el("div", { className: "row settings", data: { part: "settings" } });
  row.append(
    choose("model", app.text("map.model"), titles, model.name, (name) => open({ model: name, ...forget })),
    choose(
      "compare",
      app.text("layers.compare"),
      [["", app.text("layers.nothing")], ...titles.filter(([name]) => comparable(app.model(name), model))],
      other?.name ?? "",
      (name) => open({ compare: name || null }),
    ),
  );
  if (model.dim > 2) {
    const dims = Array.from({ length: model.dim }, (_, axis) => [String(axis), app.text("map.axis", { number: axis + 1 })]);
    const both = Array.isArray(axes);
    const first = [...dims, [PRINCIPAL, app.text("map.principal")]];
    row.append(choose("axis_x", app.text("map.axis_x"), first, both ? String(axes[0]) : PRINCIPAL, (axis) => open({ axis_x: axis })));
    const left = dims.filter(([axis]) => axis !== String(axes[0]));
    if (both) row.append(choose("axis_y", app.text("map.axis_y"), left, String(axes[1]), (axis) => open({ axis_y: axis })));
  }
  return row;
}

// Two planes of one model, and what is picked on them.
async function showSide(app, { model, axes, slot }, sides) {
  const space = await loadSpace(model);
  const cells = ["map", "grid", "pick"].map((part) => {
    const hosts = { host: el("div"), cell: el("div", { data: { part } }) };
    hosts.cell.append(el("h3", { className: "section" }, app.text(`map.heading_${part}`)), hosts.host);
    return hosts;
  });
  const group = el("section", { className: "three" }, ...cells.map(({ cell }) => cell));
  const gallery = el("div", { data: { part: "gallery" } });
  app.add(...(sides.length > 1 ? [el("p", { className: "side" }, app.title(model))] : []), group, gallery);
  const [map, grid, pick] = cells.map(({ host }) => host);
  const on = Object.fromEntries(SWITCHED.map((name) => [name, slot === "" && askedSwitch(name)]));
  await breathe();
  const points = pointsData(app, model, space, axes, slot);
  await breathe();
  const tools = { ...points.tools, change: model.dim > 1 ? app.text("live.change") : "" };
  app.mount(PLANE, map, { ...points, tools, live: { ...points.live, ...on } }, (event, turned) => {
    if (SWITCHED.includes(event) && !slot) write({ [event]: turned ? 1 : null });
  });
  await breathe();
  app.mount(PLANE, grid, gridData(app, model, space, axes, slot));
  cells[0].cell.append(paragraph(app.text("map.hint_map"), "hint"));
  cells[1].cell.append(paragraph(app.text(model.dim > 2 ? "map.hint_grid" : "map.hint_grid_2d"), "hint"));
  const told = { space: spaceName(model, slot), key: model.key, pictures: model.data, axes, beta: model.beta, ...app.spoken(SPOKEN) };
  const follows = sides.filter((side) => side.slot !== slot).map((side) => spaceName(side.model, side.slot));
  await breathe();
  app.mount(GALLERY, gallery, { ...told, group: null });
  const panel = app.mount(PICKED, pick, { ...told, follows, height: 0, pick: firstPick(model, space, slot), groups: null }, (_, picked) => {
    panel.update({ ...told, follows, height: 0, pick: picked, groups: null });
    if (slot === "") write({ point: [model.sha256, ...picked.z.map(short)].join(","), index: picked.index });
  });
  loadDecoder(model);
}

// The walk and the samples, as the address has them.
function showStrips(app, model) {
  const host = el("div", { data: { part: "strips" } });
  app.add(host);
  const classes = model.classes ?? Array.from({ length: 10 }, (_, digit) => String(digit));
  const ends = (classes.length ? classes : [""]).map((_, label) => String(label));
  const values = {
    walk_from: askedOption("walk_from", ends, "0"),
    walk_to: askedOption("walk_to", ends, ends[Math.min(6, ends.length - 1)]),
    steps: Math.round(askedNumber("steps", 12, 3, 24)),
    even: askedSwitch("even"),
    ways: askedSwitch("ways"),
    samples: Math.round(askedNumber("samples", 12, 4, 36)),
    draw: 0,
  };
  const data = { space: spaceName(model), key: model.key, dim: model.dim, beta: model.beta, values, classes, kept: {}, groups: null, mixture: model.mixture };
  const hint = app.text(`strips.samples_hint_${model.variational ? "vae" : "ae"}`);
  app.mount(STRIPS, host, { ...data, hint, ...app.spoken(["strips"]) }, (_, { values: told }) => {
    const linked = Object.entries(told).filter(([name, value]) => name !== "draw" && !KEPT.includes(value));
    write(Object.fromEntries(linked.map(([name, value]) => [name, typeof value === "boolean" ? (value ? 1 : null) : value])));
  });
}

// The point that the address has, or a digit's code.
function firstPick(model, space, slot) {
  const [key, ...numbers] = (slot === "" && asked("point")?.split(",")) || [""];
  const z = numbers.map(Number);
  const usable = key === model.sha256 && z.length === model.dim && z.every(Number.isFinite);
  const index = slot === "" ? askedNumber("index", usable ? -1 : 0, 0, space.count - 1) : 0;
  if (usable && (index < 0 || !alike(z, space.code(index)))) return { z, index: null };
  return { z: space.code(Math.max(0, index)), index: Math.max(0, index) };
}

// But for the decimals that a link leaves out.
function alike(one, other) {
  return one.every((value, k) => Math.abs(value - other[k]) <= 1e-4 + 1e-4 * Math.abs(other[k]));
}
