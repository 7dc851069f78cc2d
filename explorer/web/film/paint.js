// What a frame of the film looks like: a map, and the curve with a mark. A part of film.js.

import { Axis, BELOW, LEFT } from "../common/axis.js";
import { fixed, localised } from "../common/data.js";
import { drawFrame, drawOutlines, drawScale } from "../common/layers.js";
import { drawDot, shapeOf } from "../common/shapes.js";
import { curveAxes, paintCurve } from "../curve/paint.js";

export const PACE = 8; // betas a second
const NARROW = 620; // pixels: below, the curve stands under the map
export const BETWEEN = 24; // pixels between the two
const LARGEST = 520; // pixels: a side of each, at most

// How large both squares are, and where they stand, in a sheet of so many pixels.
export function planFor(width) {
  if (width < NARROW) {
    const size = width - LEFT - 4;
    const below = size + BELOW + BETWEEN;
    return { size, map: [LEFT, 4], curve: [LEFT, below + 4], height: below + size + BELOW + 8 };
  }
  const size = Math.min(LARGEST, (width - 2 * LEFT - BETWEEN) / 2);
  return { size, map: [LEFT, 4], curve: [2 * LEFT + size + BETWEEN, 4], height: size + BELOW + 8 };
}

// The axes of both squares, the same for all points.
export function framesOf({ far, kl, reconstruction }) {
  return {
    map: [new Axis(-far, far), new Axis(-far, far)],
    curve: curveAxes(kl, reconstruction),
  };
}

export function figuresOf({ betas, kl, reconstruction, active, words }, point) {
  const sum = kl[point] + reconstruction[point];
  return [
    `${words.beta} ${localised(Number(betas[point].toPrecision(3)))}`,
    `${words.kl} ${fixed(kl[point], 2)} + ${words.reconstruction} ${fixed(reconstruction[point], 1)} = ${fixed(sum, 1)} nats`,
    `${words.active} ${active[point]}`,
  ].join(" · ");
}

// A square as the functions of plane_layers take it.
function square(film, name, size) {
  const axes = film.frames[name];
  const shown = { axes: name === "map" ? film.data.axes : ["", ""], colours: film.data.colours };
  return {
    axes,
    size,
    ink: film.ink,
    paper: film.paper,
    only: film.only,
    data: { ...shown, outlines: name === "map" ? film.data.outlines : [] },
    screen: (x, y) => [axes[0].share(x) * size, (1 - axes[1].share(y)) * size],
  };
}

export function paintFilm(pen, film, at, width, plan) {
  pen.fillStyle = film.paper;
  pen.fillRect(0, 0, width, plan.height);
  for (const [name, paint] of Object.entries({ map: paintMap, curve: paintRates })) {
    const plane = square(film, name, plan.size);
    pen.save();
    pen.translate(...plan[name]);
    drawScale(pen, plane);
    drawFrame(pen, plane);
    pen.beginPath();
    pen.rect(0, 0, plan.size, plan.size);
    pen.clip();
    paint(pen, film, plane, at);
    pen.restore();
  }
}

// The points beside this place of the film, and how far it is from the first to the second.
function beside(film, at) {
  const before = Math.min(Math.floor(at), film.last);
  return [before, Math.min(before + 1, film.last), at % 1];
}

function paintMap(pen, film, plane, at) {
  const [before, after, share] = beside(film, at);
  const { codes, groups, data } = film;
  const dot = Math.max(2.2, plane.size / 150);
  const count = 2 * groups.length;
  const between = (i) => {
    const [one, two] = [codes[before * count + i], codes[after * count + i]];
    return data.unit * (one + share * (two - one));
  };
  for (let i = 0; i < groups.length; i++) {
    if (film.only !== null && groups[i] !== film.only) continue;
    const [x, y] = plane.screen(between(2 * i), between(2 * i + 1));
    pen.fillStyle = data.colours[groups[i] % data.colours.length];
    drawDot(pen, shapeOf(groups[i], data.colours.length), x, y, dot);
  }
  drawOutlines(pen, plane);
}

function paintRates(pen, film, plane, at) {
  paintCurve(pen, film.data, plane, at);
}
