// The plane's axes: from values to shares of its side and back, and the round numbers
// that stand beside them.

import { fixed } from "./data.js";

export const LEFT = 34; // pixels kept for the numbers of the vertical axis
export const BELOW = 22; // and of the horizontal one
const CLOSEST = 60; // times the whole, that an axis is zoomed at most
const FURTHEST = 0.5;
export const APART = [34, 28]; // pixels between two numbers of the horizontal and the vertical axis

// With ticks, the plane is stretched so that every decoded tile has the same
// size: a coordinate is interpolated between the ticks, and extended beyond.
function stretch(value, ticks) {
  let i = 0;
  while (i < ticks.length - 2 && value > ticks[i + 1]) i++;
  return i + (value - ticks[i]) / (ticks[i + 1] - ticks[i]);
}

function unstretch(position, ticks) {
  const i = Math.max(0, Math.min(ticks.length - 2, Math.floor(position)));
  return ticks[i] + (position - i) * (ticks[i + 1] - ticks[i]);
}

export class Axis {
  constructor(low, high, ticks) {
    this.ticks = ticks;
    this.home = ticks ? [-0.5, ticks.length - 0.5] : [low, high];
    this.low = this.home[0];
    this.high = this.home[1];
  }

  // All of it in view, as at first.
  whole() {
    [this.low, this.high] = this.home;
  }

  // Whether another axis starts with the same view: then this one's is kept.
  alike({ home, ticks }) {
    return JSON.stringify([home, ticks]) === JSON.stringify([this.home, this.ticks]);
  }

  // So many times closer, about a share of the side, within limits.
  zoom(times, share) {
    const span = this.high - this.low;
    const all = this.home[1] - this.home[0];
    const wanted = Math.min(all / FURTHEST, Math.max(all / CLOSEST, span / times));
    this.low += share * (span - wanted);
    this.high = this.low + wanted;
    this.shift(0);
  }

  // By a share of the side; what is in the middle stays a place of the whole view.
  shift(share) {
    const span = this.high - this.low;
    const middle = (this.low + this.high) / 2 + share * span;
    const kept = Math.min(this.home[1], Math.max(this.home[0], middle));
    [this.low, this.high] = [kept - span / 2, kept + span / 2];
  }

  share(value) {
    const position = this.ticks ? stretch(value, this.ticks) : value;
    return (position - this.low) / (this.high - this.low);
  }

  value(share) {
    const position = this.low + share * (this.high - this.low);
    return this.ticks ? unstretch(position, this.ticks) : position;
  }

  // Round values (1, 2 or 5 times a power of ten apart) at least `apart` of the side from
  // each other: [{ share, text }]. On a stretched axis those that crowd at an end are left out.
  numbers(apart) {
    const span = Math.abs(this.value(1) - this.value(0));
    let power = Math.floor(Math.log10(span)) - 2;
    for (; ; power++) {
      for (const lead of [1, 2, 5]) {
        const shares = this.multiples(lead, power);
        const gaps = shares.slice(1).map(({ share }, i) => share - shares[i].share);
        gaps.sort((a, b) => a - b);
        if (gaps.length < 2 || gaps[gaps.length >> 1] >= apart) return spread(shares, apart);
      }
    }
  }

  multiples(lead, power) {
    const step = lead * 10 ** power;
    const found = [];
    const [first, last] = [Math.ceil(this.value(0.02) / step), Math.floor(this.value(0.94) / step)];
    for (let i = first; i <= last; i++) {
      const text = fixed(i * step, Math.max(0, -power));
      found.push({ share: this.share(i * step), text, rank: Math.abs(i) });
    }
    return found;
  }
}

// Those at least `apart` from each other, the ones nearest to zero first.
function spread(numbers, apart) {
  const kept = [];
  for (const number of [...numbers].sort((a, b) => a.rank - b.rank)) {
    if (kept.every(({ share }) => Math.abs(share - number.share) >= apart)) kept.push(number);
  }
  return kept;
}

// Push labels [x, y] apart until no two are closer than `apart` pixels, or for a while.
export function relax(places, apart, size) {
  const moved = places.map((place) => [...place]);
  const keep = (value) => Math.min(size - apart / 2, Math.max(apart / 2, value));
  for (let round = 0; round < 60; round++) {
    let calm = true;
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++) {
        const [dx, dy] = [moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]];
        const length = Math.hypot(dx, dy);
        if (length >= apart) continue;
        calm = false;
        const angle = length > 0.01 ? Math.atan2(dy, dx) : i + j;
        const push = (apart - length) / 2 + 0.2;
        moved[i] = [keep(moved[i][0] - push * Math.cos(angle)), keep(moved[i][1] - push * Math.sin(angle))];
        moved[j] = [keep(moved[j][0] + push * Math.cos(angle)), keep(moved[j][1] + push * Math.sin(angle))];
      }
    }
    if (calm) break;
  }
  return moved;
}
