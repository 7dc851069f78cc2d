// The codes of test digits in one model's latent space, and what is asked of them: the same
// as explorer/analysis/latent.py and regions.py answer in Python.

import { project } from "./axes.js";

export class Space {
  /**
   * @param {Float32Array} codes (N * dim), row by row
   * @param {number} dim
   * @param {Uint8Array} labels (N)
   * @param {string[] | null} names of the classes, where they are no digits; [] where there are none
   */
  constructor(codes, dim, labels, names = null) {
    this.codes = codes;
    this.dim = dim;
    this.labels = labels;
    this.names = names;
    this.count = Math.min(labels.length, codes.length / dim);
  }

  /** What a digit is called: its label, or the name of its class.
   * @param {number} index */
  name(index) {
    return nameOf(this.labels[index], this.names);
  }

  /** @param {number} index of a digit */
  code(index) {
    return Array.from(this.codes.subarray(index * this.dim, (index + 1) * this.dim));
  }

  /**
   * Euclidean distances of all digits to a point: (N).
   * @param {number[]} point
   */
  distances(point) {
    const { codes, dim } = this;
    return Float64Array.from({ length: this.count }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < dim; k++) sum += (codes[i * dim + k] - point[k]) ** 2;
      return Math.sqrt(sum);
    });
  }

  /**
   * The digits nearest to a point, nearest first; of equal ones the first.
   * @param {number[]} point
   * @param {number} count
   * @returns {{ index: number, distance: number }[]}
   */
  neighbours(point, count) {
    const found = [];
    const distances = this.distances(point);
    for (let index = 0; index < this.count; index++) {
      const distance = distances[index];
      if (found.length === count && distance >= found[count - 1].distance) continue;
      let place = found.length;
      while (place > 0 && found[place - 1].distance > distance) place--;
      found.splice(place, 0, { index, distance });
      found.length = Math.min(found.length, count);
    }
    return found;
  }

  // All digits within a distance of a point, nearest first.
  within(point, radius) {
    const distances = this.distances(point);
    const near = Array.from(distances.keys()).filter((i) => distances[i] <= radius);
    return near.sort((a, b) => distances[a] - distances[b] || a - b);
  }

  // The digits that lie inside a closed line [[x, y], ...] on a plane (axes.js).
  inside(line, axes) {
    const flat = this.flat(axes);
    const all = Array.from({ length: this.count }, (_, i) => i);
    return all.filter((i) => isInside(line, flat[2 * i], flat[2 * i + 1]));
  }

  // The mean code of all, or of one digit.
  centre(digit = null) {
    const sums = new Array(this.dim).fill(0);
    let count = 0;
    for (let i = 0; i < this.count; i++) {
      if (digit !== null && this.labels[i] !== digit) continue;
      count++;
      for (let k = 0; k < this.dim; k++) sums[k] += this.codes[i * this.dim + k];
    }
    return sums.map((sum) => sum / (count || 1));
  }

  // The coordinates of one dimension, rising.
  sorted(axis) {
    return Float32Array.from({ length: this.count }, (_, i) => this.codes[i * this.dim + axis]).sort();
  }

  // Where all digits lie on a plane (axes.js), x, y, x, y ...
  flat(axes) {
    const points = new Float32Array(2 * this.count);
    for (let i = 0; i < this.count; i++) {
      points.set(project(axes, this.codes.subarray(i * this.dim, (i + 1) * this.dim)), 2 * i);
    }
    return points;
  }
}

/**
 * What a class is called.
 * @param {number} label
 * @param {string[] | null} [names]
 */
export function nameOf(label, names) {
  return names ? (names[label] ?? "–") : String(label);
}

/**
 * Whether a place lies inside a closed line: how often a ray from it crosses the line, odd or even.
 * @param {number[][]} line
 * @param {number} x
 * @param {number} y
 */
export function isInside(line, x, y) {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [line[i], line[j]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/**
 * Where a share of rising numbers lies below: between two of them in proportion, as NumPy has it.
 * @param {ArrayLike<number>} rising
 * @param {number} share
 */
export function quantile(rising, share) {
  const place = share * (rising.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, rising.length - 1);
  return rising[below] + (place - below) * (rising[above] - rising[below]);
}

/**
 * Points on the straight line between two, both ends included.
 * @param {number[]} start
 * @param {number[]} end
 * @param {number} steps
 */
export function walk(start, end, steps) {
  return Array.from({ length: steps }, (_, i) => {
    const share = i / (steps - 1);
    return start.map((value, k) => (1 - share) * value + share * end[k]);
  });
}

/**
 * How many classes labels count to, the last of which occurs.
 * @param {Uint8Array} labels
 */
export function classesOf(labels) {
  return labels.reduce((most, label) => Math.max(most, label), -1) + 1;
}

/**
 * The places of the digits' names: the median of each on both axes.
 * @param {ArrayLike<number>} flat x, y, x, y ... of all points
 * @param {Uint8Array} labels
 * @returns {(number[] | null)[]} a pair for each; null for one that does not occur
 */
export function marksOf(flat, labels) {
  /** @type {number[][]} */
  const members = Array.from({ length: classesOf(labels) }, () => []);
  labels.forEach((label, i) => members[label].push(i));
  return members.map((own) => {
    if (!own.length) return null;
    return [0, 1].map((axis) => quantile(Float32Array.from(own, (i) => flat[2 * i + axis]).sort(), 0.5));
  });
}
