// The frames of a training's film, as explorer/jobs/film.py writes them.

import { Axis } from "../common/axis.js";

const ROOM = 0.06; // of the widest frame, around it
const LEAST = 0.5; // of a plane's half side: untrained codes lie on one spot

/**
 * @typedef {{ at: number, points: Float32Array }} Frame epochs so far, and x, y, x, y ...
 */

/**
 * @param {ArrayBuffer} buffer records with room for so many digits each
 * @param {number} room
 * @param {number} count of the digits that there are
 * @returns {Frame[]}
 */
export function framesOf(buffer, room, count) {
  const view = new DataView(buffer);
  const bytes = 8 + 4 * room;
  return Array.from({ length: Math.floor(buffer.byteLength / bytes) }, (_, i) => {
    const start = i * bytes;
    const unit = view.getFloat32(start + 4, true);
    const points = new Float32Array(2 * count);
    for (let k = 0; k < points.length; k++) points[k] = unit * view.getInt16(start + 8 + 2 * k, true);
    return { at: view.getFloat32(start, true), points };
  });
}

/**
 * Frames and later ones; what an epoch that is done again replaces is dropped.
 * @param {Frame[]} frames
 * @param {Frame[]} later
 */
export function joined(frames, later) {
  if (!later.length) return frames;
  return [...frames.filter(({ at }) => at < later[0].at), ...later];
}

/**
 * The points between two frames.
 * @param {Frame[]} frames
 * @param {number} at an index, or between two
 */
export function between(frames, at) {
  const before = frames[Math.floor(at)];
  const after = frames[Math.min(Math.ceil(at), frames.length - 1)];
  const share = at - Math.floor(at);
  return before.points.map((value, i) => value + share * (after.points[i] - value));
}

/**
 * Axes that hold all frames, the same for all: what spreads or shrinks is seen.
 * @param {Frame[]} frames
 * @returns {[Axis, Axis]}
 */
export function axesOf(frames) {
  const ends = [0, 1].map((axis) => {
    let [low, high] = [-LEAST, LEAST];
    for (const { points } of frames) {
      for (let i = axis; i < points.length; i += 2) [low, high] = [Math.min(low, points[i]), Math.max(high, points[i])];
    }
    const room = ROOM * (high - low);
    return [low - room, high + room];
  });
  return [new Axis(ends[0][0], ends[0][1]), new Axis(ends[1][0], ends[1][1])];
}

/** The share of k2 that counts (explorer/beta.py). */
export function klShare(annealing, cycles, done) {
  if (annealing === "none" || done >= 1) return 1;
  return Math.min(1, 2 * (annealing === "linear" ? done : (done * cycles) % 1));
}
