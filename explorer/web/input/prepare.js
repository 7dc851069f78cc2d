// A drawn digit, made into what MNIST's makers would have made: the way of
// explorer/data/drawing.py (centre), which says where it comes from.

const SIDE = 28;
const BOX = 20; // pixels: the longer side of a digit
const SHARP = 18; // pixels of it that are strong ink, at least
const CENTRE = 14; // the pixel, counted from 0, that the centre of mass is rounded to
const [FAINT, STRONG] = [0.02, 0.5];

/**
 * Ink (side * side numbers in [0, 1]) with its box made 20 pixels long and its centre of mass
 * put at 14: 784 numbers; null where there is no ink.
 * @param {Float32Array} ink
 * @param {number} side
 */
export function asMnist(ink, side) {
  const box = boxOf(ink, side, FAINT);
  const strong = boxOf(ink, side, STRONG);
  if (!box || !strong) return null;
  const [top, bottom, left, right] = box;
  const longest = Math.max(strong[1] - strong[0], strong[3] - strong[2]);
  const scale = Math.max(BOX / Math.max(bottom - top, right - left), SHARP / longest);
  const rows = Math.max(1, Math.round((bottom - top) * scale));
  const columns = Math.max(1, Math.round((right - left) * scale));
  const small = shrunk(ink, side, box, rows, columns);
  return placed(small, rows, columns);
}

// The smallest rectangle with all ink above a level: top, bottom, left, right.
function boxOf(ink, side, level) {
  let [top, bottom, left, right] = [side, 0, side, 0];
  for (let i = 0; i < ink.length; i++) {
    if (ink[i] <= level) continue;
    const [row, column] = [Math.floor(i / side), i % side];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
    [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
  }
  return bottom ? [top, bottom, left, right] : null;
}

// The mean of what each new pixel covers, along both sides (scikit-image's resize_local_mean).
/** @param {number[]} box top, bottom, left, right */
function shrunk(ink, side, box, rows, columns) {
  const [top, bottom, left, right] = box;
  const down = shares(bottom - top, rows);
  const across = shares(right - left, columns);
  const small = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (const [y, height] of down[row]) {
        for (const [x, width] of across[column]) sum += height * width * ink[(top + y) * side + left + x];
      }
      small[row * columns + column] = Math.min(1, sum);
    }
  }
  return small;
}

// Which old pixels each new one covers, and with what share of it.
function shares(old, count) {
  const step = old / count;
  return Array.from({ length: count }, (_, i) => {
    const [low, high] = [i * step, (i + 1) * step];
    const covered = [];
    for (let at = Math.floor(low); at < Math.min(old, Math.ceil(high - 1e-9)); at++) {
      covered.push([at, (Math.min(high, at + 1) - Math.max(low, at)) / step]);
    }
    return covered;
  });
}

// Onto 28 x 28, the centre of mass where MNIST has it; what reaches over the edge is cut off.
function placed(small, rows, columns) {
  let [mass, down, across] = [0, 0, 0];
  small.forEach((value, i) => {
    mass += value;
    down += value * Math.floor(i / columns);
    across += value * (i % columns);
  });
  const start = (middle, length) => {
    const first = CENTRE - Math.floor(middle + 0.5);
    return length > BOX ? first : Math.min(SIDE - length, Math.max(0, first));
  };
  const [top, left] = [start(down / mass, rows), start(across / mass, columns)];
  const out = new Float32Array(SIDE * SIDE);
  small.forEach((value, i) => {
    const [row, column] = [top + Math.floor(i / columns), left + (i % columns)];
    if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) out[row * SIDE + column] = value;
  });
  return out;
}
