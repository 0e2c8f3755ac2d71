/* The p75 of a vital over clients that differ in it. */

/** Of a client and its p75. */
export interface Weighed {
  readonly weight: number;
  readonly p75: number;
}

/** How far page loads of one kind of client lie apart: standard deviation of the logarithm. */
const SPREAD = 0.6;
/** The third quartile of the standard normal distribution. */
const QUARTILE = 0.6745;

/** Abramowitz and Stegun, 26.2.17; good to 1e-7. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}

function shareBelow(parts: readonly Weighed[], value: number): number {
  return parts.reduce((sum, { weight, p75 }) => {
    const middle = Math.log(p75) - QUARTILE * SPREAD;
    return sum + weight * normalBelow((Math.log(value) - middle) / SPREAD);
  }, 0);
}

/** The value below which three quarters of all loads lie, each kind of client being log-normal. */
export function p75Of(parts: readonly Weighed[]): number {
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const values = parts.map(({ p75 }) => p75);
  let [low, high] = [Math.min(...values), Math.max(...values)];
  for (let i = 0; i < 40 && high - low > 1e-6; i += 1) {
    const middle = (low + high) / 2;
    if (shareBelow(parts, middle) < 0.75 * all) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
