// Numbers drawn at random from a seed: the same seed gives the same numbers.

/**
 * Uniform in [0, 1): mulberry32, by Tommy Ettinger (public domain), of 2^32 seeds.
 * @param {number} seed
 * @returns {() => number}
 */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Draws from N(0, 1), by the transform of Box and Muller (1958).
 * @param {() => number} next uniform numbers
 * @returns {() => number}
 */
export function normal(next) {
  /** @type {number | null} */
  let kept = null;
  return () => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/**
 * How many events happen where so many are expected: by multiplication (Knuth), and for many by
 * a normal number, which then is as good.
 * @param {number} expected
 * @param {() => number} next
 */
export function poisson(expected, next) {
  if (expected > 60) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal(next)()));
  const least = Math.exp(-expected);
  let count = -1;
  for (let product = 1; product >= least; count++) product *= next();
  return Math.max(0, count);
}

/**
 * The numbers from 0 to count - 1 in random order (Fisher and Yates).
 * @param {number} count
 * @param {() => number} next
 */
export function shuffled(count, next) {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * Draws from a mixture of Gaussians (explorer/analysis/mixture.py).
 * @param {{ weights: number[], means: number[][], factors: number[][][] }} mixture factors are
 *   lower triangular: a covariance is its factor times its transpose
 * @param {() => number} next uniform numbers
 * @returns {() => number[]} a point of D numbers
 */
export function mixed({ weights, means, factors }, next) {
  const noise = normal(next);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = whole * next();
    let chosen = 0;
    while (chosen < weights.length - 1 && left >= weights[chosen]) left -= weights[chosen++];
    const mean = means[chosen];
    const steps = mean.map(noise);
    return mean.map((value, i) => {
      let moved = value;
      for (let j = 0; j <= i; j++) moved += factors[chosen][i][j] * steps[j];
      return moved;
    });
  };
}
