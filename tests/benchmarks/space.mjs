// Run by bench_space.py: posteriors of test digits, and the ways between them, by the page's modules.

import { readFileSync } from "node:fs";

import { Field, embedded, ways } from "../../explorer/web/latent/geometry.js";
import { bound, islandsOf, logLikelihoods, logWeights, posteriorOf, sharesOf } from "../../explorer/web/latent/posterior.js";
import { normal, uniform } from "../../explorer/web/latent/random.js";
import { Space } from "../../explorer/web/latent/space.js";
import { Encoder } from "../../explorer/web/runtime/encoder.js";
import { Decoder } from "../../explorer/web/runtime/network.js";

const PIXELS = 784;
const SIZE = 96;
const DRAWS = 1000;
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const floats = (base64) => new Float32Array(bytes(base64).buffer);
const median = (values) => values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)];

const given = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const kernel = bytes(given.kernel);
const network = (Kind, { floats: packed, ...described }) => new Kind({ ...described, kernel, floats: floats(packed) });
const [decoder, encoder] = [network(Decoder, given.decoder), network(Encoder, given.encoder)];
const space = new Space(floats(given.codes), 2, bytes(given.labels));
const digits = floats(given.digits);
const first = new Map();

function pictures(points) {
  const all = new Float32Array((points.length / 2) * PIXELS);
  for (let i = 0; i * 2 < points.length; i++) all.set(decoder.floatsOf(points.subarray(2 * i, 2 * i + 2)), i * PIXELS);
  return all;
}

async function lookAt(digit, mask) {
  const began = performance.now();
  const likelihoods = async (points, isFirst) => {
    if (isFirst && !first.has("all")) first.set("all", pictures(points));
    return logLikelihoods(isFirst ? first.get("all") : pictures(points), digit, mask);
  };
  const posterior = await posteriorOf([[-4.5, 4.5], [-4.5, 4.5]], likelihoods);
  const { z_mean: zMean, z_log_var: zLogVar } = encoder.run(digit.map((value, i) => value * mask[i]));
  const next = normal(uniform(0));
  const draws = Array.from({ length: DRAWS }, () => Array.from(zMean, (mean, k) => mean + Math.exp(0.5 * zLogVar[k]) * next()));
  const weights = logWeights({ zMean: Array.from(zMean), zLogVar: Array.from(zLogVar) }, draws, await likelihoods(Float32Array.from(draws.flat()), false));
  return {
    several: sharesOf(posterior, space).filter(([, share]) => share > 0.1).length > 1,
    islands: islandsOf(posterior).filter(({ mass }) => mass > 0.1).length,
    gap: posterior.logEvidence - bound(weights, 1),
    gap1000: posterior.logEvidence - bound(weights, 1000),
    milliseconds: performance.now() - began,
  };
}

for (const [name, seen] of [["whole", () => 1], ["lower half hidden", (i) => Number(i < PIXELS / 2)]]) {
  const mask = Uint8Array.from({ length: PIXELS }, (_, i) => seen(i));
  const found = [];
  for (let i = 0; i < given.count; i++) found.push(await lookAt(digits.slice(i * PIXELS, (i + 1) * PIXELS), mask));
  const share = (of) => ((100 * found.filter(of).length) / found.length).toFixed(0);
  console.log(
    `${name}: two classes or more with over a tenth of the mass in ${share(({ several }) => several)} % of ${found.length} digits, ` +
      `two islands in ${share(({ islands }) => islands > 1)} %; ELBO below log p by ${median(found.map(({ gap }) => gap)).toFixed(2)} nats (median), ` +
      `1,000 draws by ${median(found.map(({ gap1000 }) => gap1000)).toFixed(2)}; ${median(found.slice(1).map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
  );
}

const began = performance.now();
const field = new Field(SIZE, given.sides);
for (let row = 0; row < SIZE; row++) {
  field.add(Array.from({ length: SIZE }, (_, column) => embedded(decoder.floatsOf(field.place(row * SIZE + column)))));
}
const speeds = field.speeds().sort();
const longer = [];
for (let a = 0; a < 10; a++) {
  for (let b = a + 1; b < 10; b++) {
    const { straight, shortest } = ways(field, given.centres[a], given.centres[b], (z) => decoder.floatsOf(z));
    longer.push(straight.length / shortest.length - 1);
  }
}
console.log(
  `change of the picture for a unit of z: ${speeds[Math.floor(0.05 * speeds.length)].toFixed(1)} to ${speeds[Math.floor(0.95 * speeds.length)].toFixed(1)} (5th to 95th percentile); ` +
    `straight is longer than the shortest way by ${(100 * median(longer)).toFixed(1)} % in the median of 45 pairs, up to ${(100 * Math.max(...longer)).toFixed(0)} %; ` +
    `field and 45 pairs in ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
