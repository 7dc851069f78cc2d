// The data of planes that show a model of the page: its test digits, and its decoded grid.

import { marksOf, quantile } from "../latent/space.js";
import { uniform } from "../latent/random.js";

const MARGIN = 0.04; // of the points' spread, around them
const VIEW_TOOLS = ["ground", "hand", "closer", "further", "whole", "play"];

/** The name that a model's planes and its picked point share. */
export function spaceName(model, slot = "") {
  return slot + model.key.slice(0, 8);
}

export function axisNames(app, model, axes) {
  if (model.dim === 1) return [app.text("map.axis", { number: 1 }), app.text("map.axis_spread")];
  if (!Array.isArray(axes)) return [1, 2].map((number) => app.text("map.component", { number }));
  return axes.map((axis) => app.text("map.axis", { number: axis + 1 }));
}

// What all planes of digits say of them: which each is, in which colour.
export function digitsOf(app, labels, classes = null) {
  return { digits: labels, classes, colours: app.content.colours, legend: app.text("map.legend", { digit: "{digit}" }) };
}

/** The points of a space on two axes, x, y, x, y ...; one dim is spread out at random. */
export function flatOf(space, axes) {
  const flat = space.flat(axes);
  const next = uniform(0);
  if (space.dim === 1) for (let i = 1; i < flat.length; i += 2) flat[i] = 2 * next() - 1;
  return flat;
}

// The ends of both axes around all points, with a little room.
function frameOf(flat) {
  const ends = [0, 1].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < flat.length; i += 2) [low, high] = [Math.min(low, flat[i]), Math.max(high, flat[i])];
    const margin = MARGIN * (high - low) + 1e-3;
    return [low - margin, high + margin];
  });
  return { x: ends[0], y: ends[1] };
}

/** A plane's `live`: the model's decoder shows two axes of the points around their mean. */
export function liveOf(model, space, axes, more = {}) {
  return { key: model.key, base: space.centre(), axes, slice: false, ground: false, beta: null, at: model.beta, ...more };
}

export function toolsOf(app, model, what, names = VIEW_TOOLS) {
  const labels = names.map((name) => [name, app.text(`live.${name}`)]);
  return { save: app.text("export.picture"), file: `${model.name}-${what}.png`, ...Object.fromEntries(labels) };
}

/** Test digits as points. */
export function pointsData(app, model, space, axes, slot = "", more = {}) {
  const flat = flatOf(space, axes);
  const colour = app.text("layers.colour_digit");
  return {
    view: frameOf(flat),
    axes: axisNames(app, model, axes),
    label: app.text("map.map_label", { count: space.count, colour }),
    space: spaceName(model, slot),
    points: flat,
    marks: model.classes?.length === 0 ? [] : marksOf(flat, space.labels),
    pictures: model.data,
    live: liveOf(model, space, axes, { slice: true }),
    tools: { ...toolsOf(app, model, "map"), lasso: app.text("gallery.lasso") },
    ...digitsOf(app, space.labels, model.classes),
    ...more,
  };
}

/** The decoded grid: where the model's own lies, or over where the digits are on these axes. */
export function gridData(app, model, space, axes, slot = "", more = {}) {
  const own = Array.isArray(axes) && axes[0] === 0 && axes[1] === Math.min(1, model.dim - 1);
  const [x, y] = own ? [model.grid.x, model.grid.y] : fitted(space.flat(axes));
  return {
    view: { x: [x[0], x[x.length - 1]], y: [y[0], y[y.length - 1]] },
    ticks: { x, y: model.dim > 1 ? y : [-1, 1] },
    axes: axisNames(app, model, axes),
    label: app.text("map.grid_label", { size: x.length }),
    space: spaceName(model, slot),
    live: liveOf(model, space, axes, { ground: true, solid: true }),
    tools: toolsOf(app, model, "grid", []),
    ...more,
  };
}

// Values of both axes over where points x, y, x, y ... are.
function fitted(flat, size = 20) {
  return [0, 1].map((axis) => {
    const rising = flat.filter((_, i) => i % 2 === axis).sort();
    const [low, high] = [quantile(rising, 0.01), quantile(rising, 0.99)];
    return Array.from({ length: size }, (_, i) => low + ((high - low) * i) / (size - 1));
  });
}
