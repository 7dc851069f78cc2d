// What a VAE's loss weighs, however its author wrote it: its effective beta.
//
// Any of these losses is a R + b KL up to a constant, R and KL in nats of one image. Only b / a
// matters to what is learnt: it is the beta of Higgins et al. (2017), "beta-VAE"; at 1 the loss is
// the ELBO of Kingma & Welling (2014).

export const PIXELS = 784;
export const LARGEST = 1e6; // of a number that may be typed

/**
 * A loss as it is written down.
 * @typedef {object} Form
 * @property {"bce" | "mse"} likeness cross-entropy, or squared differences
 * @property {"sum" | "mean"} pixels how the likeness of an image's pixels is put together
 * @property {number} k1 its weight
 * @property {number} variance of the Gaussian that "mse" stands for: R = squares / (2 variance)
 * @property {"sum" | "mean"} dims how the KL of the latent dims is put together
 * @property {"half" | "whole"} factor with the 1/2 of the KL divergence, or without it
 * @property {number} k2 the weight of the KL
 * @property {"alike" | "summed"} batch the KL is averaged over images as the likeness is, or
 *   summed while the likeness is averaged (a frequent mistake)
 * @property {number} size images in a batch, where that counts
 * @property {number} dim latent dims
 */

/** @type {Form} */
export const COURSE = { likeness: "bce", pixels: "mean", k1: 1, variance: 0.5, dims: "mean", factor: "whole", k2: 0.001, batch: "alike", size: 64, dim: 2 };
/** @type {Form} */
const ELBO = { ...COURSE, pixels: "sum", dims: "sum", factor: "half", k2: 1 };

// The course's three pairs of weights, and losses that many have copied
/** @type {Record<string, Form>} */
export const PRESETS = {
  course: COURSE,
  course_half: { ...COURSE, k2: 0.0005 },
  course_collapse: { ...COURSE, k1: 3, k2: 7 },
  keras: ELBO, // keras.io/examples/generative/vae
  pytorch: { ...ELBO, dim: 20 }, // github.com/pytorch/examples, vae/main.py
  beta_vae: { ...ELBO, k2: 4, dim: 10 },
  mean_mse: { ...ELBO, likeness: "mse", pixels: "mean", dim: 20 },
};

/**
 * What one nat of reconstruction and one nat of KL of an image weigh in a loss.
 * @param {Form} form
 * @returns {{ likeness: number, code: number }}
 */
export function perNat({ likeness, pixels, k1, variance, dims, factor, k2, batch, size, dim }) {
  const nats = likeness === "mse" ? 2 * variance : 1;
  const doubled = factor === "half" ? 1 : 2;
  return {
    likeness: (k1 * nats) / (pixels === "mean" ? PIXELS : 1),
    code: ((k2 * doubled) / (dims === "mean" ? dim : 1)) * (batch === "summed" ? size : 1),
  };
}

/** @param {Form} form */
export function effectiveBeta(form) {
  const { likeness, code } = perNat(form);
  return code / likeness;
}

/**
 * The course's k1 and k2 (mean over pixels, mean over latent dims, no 1/2) that ask for the same.
 * @param {number} beta
 * @param {number} dim
 */
export function courseWeights(beta, dim) {
  return { k1: 1, k2: (beta * dim) / (2 * PIXELS) };
}

/** The loss as one line of a program.
 * @param {Form} form */
export function written({ likeness, pixels, k1, dims, factor, k2, batch }) {
  const image = likeness === "bce" ? "BCE(x, y)" : "(x - y)²";
  const kl = `${batch === "summed" ? "sum_batch " : ""}${dims}_dims(z_mean² + exp(z_log_var) - z_log_var - 1)`;
  return `loss = ${k1 === 1 ? "" : `${k1} · `}${pixels}_pixels(${image}) + ${k2 === 1 ? "" : `${k2} · `}${factor === "half" ? "½ · " : ""}${kl}`;
}
