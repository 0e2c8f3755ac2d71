/* Random numbers that a seed repeats, and counts of four kinds of noise. */

/** Numbers in [0, 1) by mulberry32. */
export function uniformOf(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number (Box and Muller, 1958). */
function normal(next) {
  return Math.sqrt(-2 * Math.log(next() || 1e-12)) * Math.cos(2 * Math.PI * next());
}

/** A Poisson count: by products below 30, else by the normal that it comes near to. */
function poisson(next, mean) {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
  const limit = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > limit; count += 1) product *= next();
  return Math.max(0, count);
}

/** A gamma variable of mean 1 and this shape (Marsaglia and Tsang, 2000; shape 1 or more). */
function gamma(next, shape) {
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(next);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(next() || 1e-12) < x ** 2 / 2 + d - d * v + d * Math.log(v))
      return (d * v) / shape;
  }
}

/** A log-normal factor of mean 1 and this coefficient of variation. */
function factor(next, spread) {
  const variance = Math.log(1 + spread ** 2);
  return Math.exp(Math.sqrt(variance) * normal(next) - variance / 2);
}

/** Each makes counts of the means that `course` gives for the minutes. */
export const noises = {
  Poisson: (next, course, minutes) =>
    Array.from({ length: minutes }, (_, at) => poisson(next, course(at))),
  /** Negative binomial of size 10. */
  'variance m + 0.1 m²': (next, course, minutes) =>
    Array.from({ length: minutes }, (_, at) => poisson(next, course(at) * gamma(next, 10))),
  'spread .5 a minute, .3 a quarter hour': (next, course, minutes) => {
    const quarters = Array.from({ length: minutes / 15 + 1 }, () => factor(next, 0.3));
    return Array.from({ length: minutes }, (_, at) =>
      poisson(next, course(at) * quarters[Math.floor(at / 15)] * factor(next, 0.5)),
    );
  },
  /** Of one to five minutes, in the last hour: one browser in a loop. */
  'Poisson and one burst of eight times': (next, course, minutes) => {
    const from = minutes - 5 - Math.floor(next() * 55);
    const until = from + 1 + Math.floor(next() * 5);
    return Array.from({ length: minutes }, (_, at) =>
      poisson(next, course(at) * (at >= from && at < until ? 8 : 1)),
    );
  },
};
