// The fields of a page (geometry.js): decoded once, bit by bit, for all who want one.

import { announce, page } from "../common/page.js";
import { lift } from "./axes.js";
import { Field, embedded } from "./geometry.js";
import { quantile } from "./space.js";

const SIZE = 96; // places on a side
const SHARES = [0.001, 0.999]; // of the codes, between which the field lies
const ROOM = 0.05;
const PIXELS = 784;

/**
 * The field of a model over two axes of its space, the other dims at their mean; complete or not
 * yet: then "field" is announced once it is. Null while there is no decoder.
 * @param {string} key of the model
 * @param {import("./axes.js").Axes} axes
 * @param {number | null} beta
 * @returns {Field | null}
 */
export function fieldOf(key, axes, beta) {
  const [decoder, space] = [page.decoders.get(key), page.spaces.get(key)];
  if (!decoder || !space || space.dim < 2) return null;
  const name = JSON.stringify([key, axes, beta]);
  if (!page.fields.has(name)) page.fields.set(name, started(name, decoder, space, axes, beta));
  return page.fields.get(name);
}

function started(name, decoder, space, axes, beta) {
  const flat = space.flat(axes);
  const sides = [0, 1].map((axis) => {
    const rising = Float32Array.from({ length: space.count }, (_, i) => flat[2 * i + axis]).sort();
    const [low, high] = SHARES.map((share) => quantile(rising, share));
    const room = Math.max(ROOM * (high - low), 1e-3);
    return [low - room, high + room];
  });
  const field = new Field(SIZE, sides);
  const centre = space.centre();
  const points = new Float32Array(SIZE * SIZE * decoder.dim);
  for (let node = 0; node < SIZE * SIZE; node++) {
    points.set(lift(axes, field.place(node), centre), node * decoder.dim);
  }
  let row = /** @type {Float32Array[]} */ ([]);
  decoder.tiles(`field ${name}`, { points, beta, floats: true }, (_, count, floats) => {
    for (let i = 0; i < count; i++) {
      row.push(embedded(floats.subarray(i * PIXELS, (i + 1) * PIXELS)));
      if (row.length < SIZE) continue;
      field.add(row);
      row = [];
    }
    if (field.done) announce("field");
  });
  return field;
}
