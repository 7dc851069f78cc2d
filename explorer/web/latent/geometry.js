// Distances that a decoder makes real: how much the picture changes from one place to another.
//
// Pixels are Bernoulli probabilities p, whose Fisher-Rao distance is Euclidean in 2 arcsin(sqrt(p)):
// the length of a path in the latent space is that of the path of its pictures there (Arvanitidis,
// Hansen & Hauberg 2018, "Latent space oddity"). Over a grid the shortest path is found by Dijkstra
// (1959).

// steps of a path over the grid, to one side: the 16 nearest ways a knight or a king can go
const STEPS = [[1, 0], [0, 1], [1, 1], [-1, 1], [2, 1], [-2, 1], [1, 2], [-1, 2]];
const BACK = 2; // rows that a step reaches back at most
const ROUNDS = 3; // of smoothing
const SAMPLES = 120; // places at which a path is measured

/**
 * Probabilities of pixels where Fisher-Rao distances are Euclidean.
 * @param {ArrayLike<number>} picture
 * @returns {Float32Array}
 */
export function embedded(picture) {
  return Float32Array.from(picture, (p) => 2 * Math.asin(Math.sqrt(Math.min(1, Math.max(0, p)))));
}

/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} other
 */
export function distance(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) ** 2;
  return Math.sqrt(sum);
}

/** A grid of places over a rectangle, and how far apart their pictures are. */
export class Field {
  /**
   * @param {number} size places on a side
   * @param {number[][]} sides [[low, high], [low, high]] of x and of y
   */
  constructor(size, sides) {
    this.size = size;
    this.sides = sides;
    this.lengths = STEPS.map(() => new Float32Array(size * size).fill(Infinity));
    this.rows = /** @type {Float32Array[][]} */ ([]);
  }

  get done() {
    return this.rows.length === this.size;
  }

  /** The place [x, y] of a node, counted row by row from the lowest y. */
  place(node) {
    const shares = [node % this.size, Math.floor(node / this.size)].map((at) => at / (this.size - 1));
    return shares.map((share, axis) => this.sides[axis][0] + share * (this.sides[axis][1] - this.sides[axis][0]));
  }

  /** The node nearest to a place. */
  nearest(place) {
    const [column, row] = place.map((value, axis) => {
      const [low, high] = this.sides[axis];
      return Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * (this.size - 1));
    });
    return row * this.size + column;
  }

  /**
   * The next row of pictures, embedded.
   * @param {Float32Array[]} pictures one for each column
   */
  add(pictures) {
    const { size } = this;
    const row = this.rows.push(pictures) - 1;
    STEPS.forEach(([across, up], step) => {
      const before = this.rows[row - up];
      for (let column = 0; before && column < size; column++) {
        const other = before[column - across];
        if (other) this.lengths[step][row * size + column] = distance(pictures[column], other);
      }
    });
    if (row > BACK) this.rows[row - BACK - 1] = []; // no step reaches that far: memory
    if (this.done) this.rows.fill([]);
  }

  /** How much the picture changes for each unit of z, at every node: root mean square of all directions. */
  speeds() {
    const { size } = this;
    const rates = [0, 1].map((axis) => (this.sides[axis][1] - this.sides[axis][0]) / (size - 1));
    return Float32Array.from({ length: size * size }, (_, node) => {
      const squares = [[0, 1, node % size], [1, size, Math.floor(node / size)]].map(([axis, next, at]) => {
        const both = [at > 0 ? this.lengths[axis][node] : null, at < size - 1 ? this.lengths[axis][node + next] : null];
        const known = both.filter((length) => length !== null);
        return (known.reduce((sum, length) => sum + length, 0) / known.length / rates[axis]) ** 2;
      });
      return Math.sqrt((squares[0] + squares[1]) / 2);
    });
  }

  /**
   * The shortest path from one node to another: nodes, both ends included.
   * @param {number} from
   * @param {number} to
   */
  shortest(from, to) {
    const { size } = this;
    const far = new Float64Array(size * size).fill(Infinity);
    const before = new Int32Array(size * size).fill(-1);
    const queue = new Queue();
    far[from] = 0;
    queue.push(from, 0);
    for (let node = queue.pop(); node !== to && node >= 0; node = queue.pop()) {
      for (const [next, length] of this.steps(node)) {
        if (far[node] + length >= far[next]) continue;
        far[next] = far[node] + length;
        before[next] = node;
        queue.push(next, far[next]);
      }
    }
    const path = [to];
    while (path[0] !== from && before[path[0]] >= 0) path.unshift(before[path[0]]);
    return path;
  }

  // Where a path can go from a node, and how far that is.
  steps(node) {
    const { size } = this;
    const [column, row] = [node % size, Math.floor(node / size)];
    const found = [];
    STEPS.forEach(([across, up], step) => {
      const back = [column - across, row - up];
      if (back[0] >= 0 && back[0] < size && back[1] >= 0) found.push([back[1] * size + back[0], this.lengths[step][node]]);
      const on = [column + across, row + up];
      const next = on[1] * size + on[0];
      if (on[0] >= 0 && on[0] < size && on[1] < size) found.push([next, this.lengths[step][next]]);
    });
    return found;
  }
}

// Numbers by their rank, the lowest first: a binary heap.
class Queue {
  constructor() {
    this.items = /** @type {number[]} */ ([]);
    this.ranks = /** @type {number[]} */ ([]);
  }

  push(item, rank) {
    let at = this.items.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.ranks[above] <= rank) break;
      this.items[at] = this.items[above];
      this.ranks[at] = this.ranks[above];
      at = above;
    }
    this.items[at] = item;
    this.ranks[at] = rank;
  }

  /** The lowest; -1 where there is none. */
  pop() {
    if (!this.items.length) return -1;
    const first = this.items[0];
    const [item, rank] = [/** @type {number} */ (this.items.pop()), /** @type {number} */ (this.ranks.pop())];
    const { length } = this.items;
    let at = 0;
    while (length) {
      let below = 2 * at + 1;
      if (below + 1 < length && this.ranks[below + 1] < this.ranks[below]) below++;
      if (below >= length || this.ranks[below] >= rank) break;
      this.items[at] = this.items[below];
      this.ranks[at] = this.ranks[below];
      at = below;
    }
    if (length) [this.items[at], this.ranks[at]] = [item, rank];
    return first;
  }
}

/**
 * A path measured by its pictures.
 * @typedef {{ points: number[][], along: number[], length: number }} Measured
 *   along: the length up to each of the points
 */

/**
 * @param {number[][]} corners of a path
 * @param {(z: number[]) => ArrayLike<number>} picture of a place, pixels in [0, 1]
 * @returns {Measured}
 */
export function measured(corners, picture) {
  const points = spread(corners, SAMPLES);
  const along = [0];
  let last = embedded(picture(points[0]));
  for (const point of points.slice(1)) {
    const next = embedded(picture(point));
    along.push(along[along.length - 1] + distance(last, next));
    last = next;
  }
  return { points, along, length: along[along.length - 1] };
}

/**
 * The straight way between two places and the shortest that is known, which is never longer.
 * @param {Field} field
 * @param {number[]} start
 * @param {number[]} end
 * @param {(z: number[]) => ArrayLike<number>} picture
 * @returns {{ straight: Measured, shortest: Measured }}
 */
export function ways(field, start, end, picture) {
  const straight = measured([start, end], picture);
  const nodes = field.shortest(field.nearest(start), field.nearest(end)).slice(1, -1);
  const corners = [start, ...nodes.map((node) => field.place(node)), end];
  const every = [straight, measured(corners, picture), measured(smooth(spread(corners, SAMPLES / 2)), picture)];
  return { straight, shortest: every.reduce((best, one) => (one.length < best.length ? one : best)) };
}

// Each corner between its neighbours, some rounds; the ends stay.
function smooth(corners) {
  let path = corners;
  for (let round = 0; round < ROUNDS; round++) {
    path = path.map((corner, i) => (i === 0 || i === path.length - 1 ? corner : corner.map((value, k) => (path[i - 1][k] + value + path[i + 1][k]) / 3)));
  }
  return path;
}

/**
 * Points at equal distances along a path, in the latent space.
 * @param {number[][]} corners
 * @param {number} count
 */
export function spread(corners, count) {
  const along = [0];
  for (let i = 1; i < corners.length; i++) along.push(along[i - 1] + distance(corners[i], corners[i - 1]));
  return evenly({ points: corners, along, length: along[along.length - 1] }, count);
}

/**
 * Points of a measured path between which the picture changes by equal amounts.
 * @param {Measured} path
 * @param {number} count
 */
export function evenly({ points, along, length }, count) {
  let after = 1;
  return Array.from({ length: count }, (_, i) => {
    const at = (length * i) / (count - 1);
    while (after < along.length - 1 && along[after] < at) after++;
    const share = Math.min(1, Math.max(0, (at - along[after - 1]) / (along[after] - along[after - 1] || 1)));
    return points[after].map((value, k) => points[after - 1][k] + share * (value - points[after - 1][k]));
  });
}
