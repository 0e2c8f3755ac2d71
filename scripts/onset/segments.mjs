/* Methods that cut a series of counts into stretches of one level, and how an onset is read from the cut. */

/** Counts from 0 to i, for every i. */
export function sumsOf(counts) {
  const sums = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i += 1) sums[i + 1] = sums[i] + counts[i];
  return sums;
}

/** A sharp rise to three times the level before is an onset, whichever method cuts. */
export const clear = 3;

const levelsOf = (counts, cuts) => {
  const sums = sumsOf(counts);
  return cuts.map((start, i) => {
    const end = cuts[i + 1] ?? counts.length;
    return { start, end, level: (sums[end] - sums[start]) / (end - start) };
  });
};

/** The start of the level that the window is about, by the starts of the segments; null where nothing rose. */
export function onsetIn(counts, cuts, window) {
  const segments = levelsOf(counts, cuts);
  let peak = segments.length - 1;
  segments.forEach(({ end, level }, i) => {
    if (end > window && level > segments[peak].level) peak = i;
  });
  let first = peak;
  while (first > 0 && segments[first - 1].level * clear > segments[peak].level) first -= 1;
  return first === 0 || !isSharp(counts, segments[first].start) ? null : segments[first].start;
}

/** The best half hour of the two hours after has three times the hour before: a curve of the day has not. */
function isSharp(counts, at) {
  const sums = sumsOf(counts);
  const mean = (from, to) => (sums[to] - sums[from]) / Math.max(1, to - from);
  const until = Math.min(counts.length, at + 120);
  let best = 0;
  for (let from = at; from < until; from += 5)
    best = Math.max(best, mean(from, Math.min(until, from + 30)));
  return best >= clear * mean(Math.max(0, at - 60), at);
}

/** Minus the log-likelihood of one level, without what all cuts have in common. `size` Infinity is Poisson. */
export function costOf(sums, size = Number.POSITIVE_INFINITY) {
  return (from, to) => {
    const total = sums[to] - sums[from];
    const span = to - from;
    if (total === 0) return 0;
    const mean = total / span;
    if (!Number.isFinite(size)) return total - total * Math.log(mean);
    return span * size * Math.log(1 + mean / size) - total * Math.log(mean / (mean + size));
  };
}

const charge = (length) => 2 * Math.log(length);

/** Optimal partitioning with the pruning of PELT (Killick, Fearnhead and Eckley, JASA 107, 2012). */
export function pelt(length, cost, penalty = charge(length)) {
  const best = new Float64Array(length + 1);
  const from = new Int32Array(length + 1);
  best[0] = -penalty;
  let open = [0];
  for (let end = 1; end <= length; end += 1) {
    const costs = open.map((start) => best[start] + cost(start, end));
    let least = 0;
    costs.forEach((sum, i) => {
      if (sum < costs[least]) least = i;
    });
    best[end] = costs[least] + penalty;
    from[end] = open[least];
    open = open.filter((_, i) => costs[i] <= best[end]);
    open.push(end);
  }
  const cuts = [];
  for (let end = length; end > 0; end = from[end]) cuts.unshift(from[end]);
  return cuts;
}

/** Binary segmentation (Scott and Knott, Biometrics 30, 1974): the best cut first, then within each part. */
export function binarySegmentation(length, cost, penalty = charge(length)) {
  const cuts = [0];
  const parts = [[0, length]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    const whole = cost(from, to);
    let [gain, at] = [penalty, 0];
    for (let cut = from + 1; cut < to; cut += 1) {
      const more = whole - cost(from, cut) - cost(cut, to);
      if (more > gain) [gain, at] = [more, cut];
    }
    if (at === 0) continue;
    cuts.push(at);
    parts.push([from, at], [at, to]);
  }
  return cuts.sort((a, b) => a - b);
}

/** Ranks from 1, ties by their mean. */
function ranksOf(counts) {
  const order = counts.map((_, i) => i).sort((a, b) => counts[a] - counts[b]);
  const ranks = new Float64Array(counts.length);
  for (let i = 0; i < order.length; ) {
    let last = i;
    while (last + 1 < order.length && counts[order[last + 1]] === counts[order[i]]) last += 1;
    for (let j = i; j <= last; j += 1) ranks[order[j]] = (i + last) / 2 + 1;
    i = last + 1;
  }
  return ranks;
}

/** Pettitt's rank test (Applied Statistics 28, 1979), again within each part that it cuts. No noise is assumed. */
export function pettitt(counts, chance = 0.001) {
  const cuts = [0];
  const parts = [[0, counts.length]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part;
    const span = to - from;
    if (span < 10) continue;
    const ranks = ranksOf(counts.slice(from, to));
    let [sum, most, at] = [0, 0, 0];
    for (let i = 0; i < span - 1; i += 1) {
      sum += ranks[i];
      const k = Math.abs(2 * sum - (i + 1) * (span + 1));
      if (k > most) [most, at] = [k, i + 1];
    }
    if (2 * Math.exp((-6 * most ** 2) / (span ** 3 + span ** 2)) > chance) continue;
    cuts.push(from + at);
    parts.push([from, from + at], [from + at, to]);
  }
  return cuts.sort((a, b) => a - b);
}
