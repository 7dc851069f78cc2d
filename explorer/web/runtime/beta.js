// The weights of a layer for one beta: system 6 scales and shifts its channels by bell curves of
// log beta (explorer/models/beta_layers.py). Any other system has no beta, and no centres.

/**
 * How high each bell curve is at a beta; together 1. They are as wide as they are apart.
 * @param {number[]} centres log betas, rising, where they stand
 * @param {number} beta
 */
export function heightsAt(centres, beta) {
  const last = centres.length - 1;
  const where = Math.min(centres[last], Math.max(centres[0], Math.log(beta)));
  const after = Math.max(1, centres.findIndex((c) => c >= where)); // where lies before this one
  const [low, high] = [centres[after - 1], centres[after]];
  const position = after - (high - where) / (high - low);
  const heights = centres.map((_, f) => Math.exp(-0.5 * (position - f) ** 2));
  const sum = heights.reduce((a, b) => a + b);
  return heights.map((height) => height / sum);
}

/**
 * heights (F) @ floats[place] (F, outs)
 * @param {number[]} heights
 * @param {Float32Array} floats
 * @param {number} place
 * @param {number} outs
 */
export function mixed(heights, floats, place, outs) {
  const sums = new Float32Array(outs);
  heights.forEach((height, f) => {
    const row = floats.subarray(place + f * outs, place + (f + 1) * outs);
    for (let c = 0; c < outs; c++) sums[c] += height * row[c];
  });
  return sums;
}

/**
 * A layer's kernel (..., outs) and bias (outs), multiplied in place; `layer` has the places of
 * its scale and shift in `floats`, or none, and then nothing changes.
 * @param {{ scale?: number, shift?: number, outs: number }} layer
 * @param {number[]} heights
 * @param {Float32Array} floats
 * @param {Float32Array} kernel
 * @param {Float32Array} bias
 */
export function fold({ scale, shift, outs }, heights, floats, kernel, bias) {
  if (heights.length === 0 || scale === undefined || shift === undefined) return;
  const times = mixed(heights, floats, scale, outs).map((each) => 1 + each);
  const plus = mixed(heights, floats, shift, outs);
  for (let i = 0; i < kernel.length; i += outs) {
    for (let c = 0; c < outs; c++) kernel[i + c] *= times[c];
  }
  for (let c = 0; c < outs; c++) bias[c] = bias[c] * times[c] + plus[c];
}
