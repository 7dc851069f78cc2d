// The VAE for every beta under a dial: its map follows, and whatever else of the page listens.

import { courseWeights, PIXELS } from "../loss/form.js";
import { loadLabels, loadMaps } from "./assets.js";
import { axisNames, digitsOf, toolsOf } from "./planes.js";

const EVERY = "any_beta"; // the bundled VAE for every beta
const REACH = 4; // standard deviations of the prior that are in view at first
const STOPS = 253; // of the slider: every fourth is measured
const DIM = 2;
const INSIDE = Math.sqrt(-2 * Math.log(0.05)); // the ring that holds 95 % of N(0, 1)

// beta = (k2 / k1) * 2 * 784 / d (explorer/beta.py)
export function betaOf(k1, k2) {
  return ((k2 / k1) * 2 * PIXELS) / DIM;
}

export function weightsFor(beta) {
  return courseWeights(beta, DIM);
}

/** The circle that holds 95 % of the prior. */
export function circle() {
  const line = Array.from({ length: 72 }, (_, i) => [INSIDE * Math.cos((i * Math.PI) / 36), INSIDE * Math.sin((i * Math.PI) / 36)]);
  return { group: null, name: "", line };
}

/** The sweep of a VAE for every beta: what it costs at each of its betas. */
export function sweepOf(app, network = EVERY) {
  return app.content.sweeps.find((one) => one.network === network);
}

/** The points of a sweep's maps, as classes in their colours. */
export async function pointsOf(app, sweep) {
  const model = app.model(sweep.network);
  const labels = await loadLabels(model);
  return digitsOf(app, labels.subarray(0, sweep.count), model.classes);
}

/** A plane with the dial of a sweep: its data. */
export async function dialOf(app, sweep, { space, beta, label, ground, reach = REACH }) {
  const [maps, points] = await Promise.all([loadMaps(sweep), pointsOf(app, sweep)]);
  const model = app.model(sweep.network);
  const slider = {
    value: beta,
    low: sweep.low,
    high: sweep.high,
    stops: STOPS,
    label: app.text("live.beta"),
    picture: app.text("live.picture"),
    ticks: sweep.network === EVERY ? app.content.lesson.losses.map((one) => one.beta) : [],
    maps: { key: `${model.key} all`, betas: sweep.betas, codes: maps, unit: sweep.unit },
  };
  return {
    view: { x: [-reach, reach], y: [-reach, reach] },
    axes: axisNames(app, model, [0, 1]),
    label,
    space,
    pin: [0, 0],
    outlines: [circle()],
    live: { key: model.key, base: [0, 0], axes: [0, 1], slice: false, ground, beta: slider },
    tools: toolsOf(app, model, "map"),
    points: new Float32Array(2 * sweep.count),
    marks: [],
    ...points,
  };
}

/** What the bar of the KL's two parts is told, but for the plane that it follows. */
export function splitOf(app, { kl, information, images }) {
  return { kl, information, count: images, ...app.spoken(["split"]) };
}
