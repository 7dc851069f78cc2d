// What a plane shows of a latent space: two of its dims, or two directions across all of them.

/**
 * Two dims; or unit vectors at right angles, from an origin: (2, D) and (D).
 * @typedef {number[] | { directions: number[][], origin: number[] }} Axes
 */

const dot = (one, other) => one.reduce((sum, value, k) => sum + value * other[k], 0);

/**
 * Where a point lies on the plane.
 * @param {Axes} axes
 * @param {ArrayLike<number>} z
 * @returns {number[]} [x, y]
 */
export function project(axes, z) {
  if (Array.isArray(axes)) return axes.map((dim) => z[dim]);
  return axes.directions.map((direction) => dot(direction, axes.origin.map((start, k) => z[k] - start)));
}

/**
 * The point at a place of the plane that lies in the slice through another point.
 * @param {Axes} axes
 * @param {number[]} place [x, y]; of one dim, y is none
 * @param {number[]} through
 */
export function lift(axes, place, through) {
  const point = [...through];
  if (Array.isArray(axes)) {
    axes.forEach((dim, k) => (point[dim] = place[k]));
    if (point.length === 1) point[0] = place[0];
    return point;
  }
  const before = project(axes, through);
  axes.directions.forEach((direction, k) => {
    direction.forEach((value, dim) => (point[dim] += (place[k] - before[k]) * value));
  });
  return point;
}

/**
 * The two directions in which codes vary most, from their mean (Pearson 1901, Hotelling 1933):
 * by turning their covariances' matrix about, as often as it takes (the power method).
 * @param {import("./space.js").Space} space
 * @returns {{ directions: number[][], origin: number[] }}
 */
export function principal(space) {
  const { dim, count, codes } = space;
  const origin = space.centre();
  const matrix = Array.from({ length: dim }, () => new Float64Array(dim));
  for (let i = 0; i < count; i++) {
    const row = origin.map((mean, k) => codes[i * dim + k] - mean);
    for (let a = 0; a < dim; a++) for (let b = 0; b < dim; b++) matrix[a][b] += row[a] * row[b];
  }
  const directions = /** @type {number[][]} */ ([]);
  for (let number = 0; number < 2; number++) {
    let direction = origin.map((_, k) => 1 / (k + 1 + number)); // any start that is not at right angles
    for (let round = 0; round < ROUNDS; round++) {
      direction = matrix.map((row) => dot(Array.from(row), direction));
      for (const other of directions) {
        const along = dot(direction, other);
        direction = direction.map((value, k) => value - along * other[k]);
      }
      const length = Math.hypot(...direction) || 1;
      direction = direction.map((value) => value / length);
    }
    directions.push(pointed(direction));
  }
  return { directions, origin };
}

const ROUNDS = 2000;

// Of a direction and its opposite, the one whose largest part is positive, as Python has it.
function pointed(direction) {
  const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}
