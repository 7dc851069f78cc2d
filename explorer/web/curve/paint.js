// The curve of rate and distortion of one network at many betas, with a mark on it.

import { Axis } from "../common/axis.js";
import { ACCENT } from "../common/layers.js";

/**
 * The axes of the curve, the same for all its points.
 * @param {number[]} kl
 * @param {number[]} reconstruction
 */
export function curveAxes(kl, reconstruction) {
  const [most, least, top] = [Math.max(...kl), Math.min(...reconstruction), Math.max(...reconstruction)];
  const room = 0.08 * Math.max(1, top - least);
  return [new Axis(-0.04 * most, 1.06 * most), new Axis(least - 2 * room, top + room)];
}

/**
 * The values at a place of the curve, which may lie between two points.
 * @param {number[]} values
 * @param {number} at
 */
export function between(values, at) {
  const before = Math.min(Math.floor(at), values.length - 1);
  const after = Math.min(before + 1, values.length - 1);
  return values[before] + (at - before) * (values[after] - values[before]);
}

/**
 * Where a beta stands among rising ones, by its logarithm.
 * @param {number[]} betas
 * @param {number} beta
 */
export function placeOf(betas, beta) {
  const above = betas.findIndex((each) => each >= beta);
  if (above <= 0) return above < 0 ? betas.length - 1 : 0;
  const [low, high] = [betas[above - 1], betas[above]];
  return above - 1 + Math.log(beta / low) / Math.log(high / low);
}

// plane: what the functions of common/layers.js take
export function paintCurve(pen, { kl, information, reconstruction, labels }, plane, at) {
  const { size } = plane;
  if (information) paintInformation(pen, information, reconstruction, plane, labels[2]);
  pen.beginPath();
  kl.forEach((rate, i) => pen.lineTo(...plane.screen(rate, reconstruction[i])));
  pen.strokeStyle = plane.ink;
  pen.globalAlpha = 0.5;
  pen.lineWidth = 3;
  pen.stroke();
  pen.globalAlpha = 1;
  pen.font = "13px sans-serif";
  pen.fillStyle = plane.ink;
  pen.textBaseline = "alphabetic";
  pen.textAlign = "right";
  pen.fillText(labels[0], size - 6, size - 8);
  pen.textAlign = "left";
  pen.fillText(labels[1], 8, 18);
  pen.beginPath();
  pen.arc(...plane.screen(between(kl, at), between(reconstruction, at)), 8, 0, 2 * Math.PI);
  pen.fillStyle = ACCENT;
  pen.fill();
}

// What of each KL tells digits apart: the rest, up to the curve, is distance from the prior.
function paintInformation(pen, information, reconstruction, plane, label) {
  pen.font = "13px sans-serif";
  pen.fillStyle = plane.ink;
  pen.textAlign = "right"; // where the curve is low
  pen.textBaseline = "alphabetic";
  pen.fillText(`- - ${label}`, plane.size - 6, 38);
  pen.beginPath();
  information.forEach((nats, i) => pen.lineTo(...plane.screen(nats, reconstruction[i])));
  pen.strokeStyle = "#2563c9";
  pen.lineWidth = 2;
  pen.setLineDash([5, 4]);
  pen.stroke();
  pen.setLineDash([]);
}
