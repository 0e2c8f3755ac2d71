import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rise, riseIn } from '../../../src/domain/errors/change-point.ts';
import { dispersionOf } from '../../../src/domain/errors/count-noise.ts';
import { segmentsOf } from '../../../src/domain/errors/count-segments.ts';
import { type Chance, chance } from '../../support/chance.ts';

const minutes = 1440;
/** The last half hour. */
const window = minutes - 30;

type Course = (minute: number) => number;

function series(seed: number, course: Course, dispersion = 1): number[] {
  const luck: Chance = chance(seed);
  return Array.from({ length: minutes }, (_, minute) =>
    dispersion > 1 ? luck.burst(course(minute), dispersion) : luck.count(course(minute)),
  );
}

const step =
  (at: number, before: number, after: number, until = minutes): Course =>
  (minute) =>
    minute >= at && minute < until ? after : before;
const ramp =
  (at: number, length: number, before: number, after: number): Course =>
  (minute) =>
    before + after * Math.min(1, Math.max(0, (minute - at + 0.5) / length));
/** From a low at night to a high by day, `swing` from 0 to 1. */
const daily =
  (mean: number, swing: number): Course =>
  (minute) =>
    mean * (1 + swing * Math.cos(2 * Math.PI * (minute / minutes - 0.95)));

function found(counts: readonly number[]): Rise {
  const rise = riseIn(counts, window);
  if (rise === null) throw new Error('no rise was found');
  return rise;
}

describe('the onset', () => {
  it.each([
    ['a jump of everything at once', step(1421, 0.5, 45), 1421, 0],
    ['a jump twenty hours ago', step(240, 5, 20), 240, 2],
    ['a jump ten minutes after the history began', step(10, 0.5, 20), 10, 2],
    ['few errors, but three times as many', step(1380, 0.5, 2.5), 1380, 12],
    ['a rise over two minutes', ramp(1420, 2, 0.5, 45), 1420, 2],
    ['a rise over twenty minutes', ramp(1380, 20, 0.5, 36), 1380, 4],
    ['a rise over ninety minutes', ramp(1260, 90, 0.5, 36), 1260, 10],
    ['a rise that still goes on', ramp(1425, 45, 0.5, 60), 1425, 4],
  ] as const)('of %s is dated', (_name, course, truth, off) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const rise = found(series(seed, course));
      expect(Math.abs(rise.at - truth)).toBeLessThanOrEqual(off);
      expect(rise.from).toBeLessThanOrEqual(rise.at);
      expect(rise.to).toBeGreaterThanOrEqual(rise.at);
      expect(rise.confidence).toBeGreaterThan(0.95);
      expect(rise.endedAt).toBeNull();
    }
  });

  it('is called gradual where it took long, and sudden where it did not', () => {
    expect(found(series(7, ramp(1300, 60, 0.5, 40))).gradual).toBe(true);
    expect(found(series(7, step(1420, 0.5, 40))).gradual).toBe(false);
  });

  it('of a spike that is over has an end', () => {
    for (const seed of [1, 2, 3]) {
      const rise = found(series(seed, step(1415, 0.5, 30, 1424)));
      expect(rise.at).toBe(1415);
      expect(rise.endedAt).toBe(1424);
      expect(rise.since).toBeGreaterThan(20);
    }
  });

  it.each([5, 16])('has an end %i minutes ago', (ago) => {
    for (const seed of [1, 2, 3]) {
      const counts = series(seed, step(1400, 0.7, 45, minutes - ago)).with(minutes - 1, 1);
      expect(Math.abs((found(counts).endedAt ?? 0) - (minutes - ago))).toBeLessThanOrEqual(1);
    }
  });

  it('has one also where not one event came since, if it is older than events are late', () => {
    const silent = (ago: number) => series(1, step(1400, 0, 45)).fill(0, minutes - ago);
    expect(found(silent(16)).endedAt).toBe(minutes - 16);
    expect(found(silent(14)).endedAt).toBeNull();
  });

  it.each([1, 2, 6])('has none where the events of the last %i minutes may be late', (late) => {
    for (const seed of [1, 2, 3]) {
      const counts = series(seed, step(1400, 0.7, 45)).fill(0, minutes - late);
      expect(found(counts).endedAt).toBeNull();
      const part = counts.with(minutes - late, 3);
      expect(found(part).endedAt).toBeNull();
    }
  });

  it('has one of two minutes ago, where other events came after it: they were not late', () => {
    const counts = series(2, step(1400, 0.7, 45))
      .fill(0, minutes - 3)
      .with(minutes - 1, 1);
    expect(found(counts).endedAt).toBe(minutes - 3);
  });

  it('tells the levels before and since', () => {
    const rise = found(series(3, step(1400, 4, 40)));
    expect(rise.before).toBeGreaterThan(3);
    expect(rise.before).toBeLessThan(5);
    expect(rise.since).toBeGreaterThan(36);
    expect(rise.since).toBeLessThan(44);
  });

  it.each([
    ['a sudden one', step(1421, 0.5, 12), 1],
    ['a small one', step(1400, 0.5, 3), 1],
    ['one over twenty minutes', ramp(1380, 20, 0.5, 20), 1],
    ['a sudden one among bursts', step(1415, 3, 25), 4],
  ] as const)(
    'of %s lies within its interval in about 95 of 100 cases',
    (_name, course, dispersion) => {
      const truth = Array.from({ length: minutes }, (_, minute) => minute).find(
        (minute) => course(minute) > course(0),
      );
      const runs = 40;
      let held = 0;
      for (let seed = 1; seed <= runs; seed += 1) {
        const { from, to } = found(series(seed * 31, course, dispersion));
        if (truth !== undefined && from <= truth && truth <= to) held += 1;
      }
      // 95 % of 40 are 38, give or take three standard deviations.
      expect(held).toBeGreaterThanOrEqual(34);
    },
  );

  it('is known to within fewer minutes the clearer the rise is', () => {
    const width = (course: Course): number => {
      const widths = [1, 2, 3, 4, 5, 6].map((seed) => {
        const { from, to } = found(series(seed, course));
        return to - from;
      });
      return widths.reduce((sum, one) => sum + one, 0);
    };
    expect(width(step(1400, 0.5, 40))).toBeLessThan(width(step(1400, 0.5, 2.5)));
  });
});

describe('no onset', () => {
  it.each([
    ['few errors', () => 0.5, 1],
    ['many errors', () => 20, 1],
    ['a daily curve', daily(60, 0.4), 1],
    ['a steep daily curve', daily(20, 0.85), 1],
    ['a daily curve of few errors', daily(0.5, 0.7), 1],
    ['bursts', () => 5, 4],
    ['heavy bursts', () => 3, 10],
    ['a daily curve of bursts', daily(5, 0.7), 5],
  ] as const)('is seen in %s', (_name, course, dispersion) => {
    const seeds = Array.from({ length: 25 }, (_, index) => index + 1);
    const false_ = seeds.filter(
      (seed) => riseIn(series(seed, course, dispersion), window) !== null,
    );
    expect(false_.length).toBeLessThanOrEqual(1);
  });

  it('is seen where there are no errors at all, or no minutes', () => {
    expect(riseIn(new Array<number>(minutes).fill(0), window)).toBeNull();
    expect(riseIn([], 0)).toBeNull();
  });

  it('is seen where the errors fell', () => {
    expect(riseIn(series(2, step(900, 30, 0.5)), window)).toBeNull();
  });

  it('is seen where a spike was over long before the window', () => {
    expect(riseIn(series(4, step(600, 0.5, 40, 640)), window)).toBeNull();
  });
});

describe('any series', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 300 });

  it('is cut into segments that cover it without gaps, each with its mean', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 1, max: 20, noNaN: true }), (values, dispersion) => {
        const segments = segmentsOf(values, { dispersion, size: Number.POSITIVE_INFINITY });
        expect(segments[0]?.start).toBe(0);
        expect(segments.at(-1)?.end).toBe(values.length);
        segments.forEach(({ start, end, level }, index) => {
          expect(end).toBeGreaterThan(start);
          expect(segments[index + 1]?.start ?? end).toBe(end);
          const mean = values.slice(start, end).reduce((sum, one) => sum + one, 0) / (end - start);
          expect(level).toBeCloseTo(mean, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives a rise in order: from ≤ at ≤ to, before less than since, an end after the onset', () => {
    fc.assert(
      fc.property(counts, fc.nat(299), (values, from) => {
        const rise = riseIn(values, Math.min(from, values.length - 1));
        if (rise === null) return;
        expect(rise.from).toBeLessThanOrEqual(rise.at);
        expect(rise.at).toBeLessThanOrEqual(rise.to);
        expect(rise.before).toBeLessThan(rise.since);
        expect(rise.confidence).toBeGreaterThanOrEqual(0.9);
        expect(rise.confidence).toBeLessThanOrEqual(1);
        if (rise.endedAt !== null) expect(rise.endedAt).toBeGreaterThan(rise.at);
      }),
      { numRuns: 200 },
    );
  });

  it('moves its onset with it', () => {
    const course = step(1000, 1, 30);
    const late = series(9, course);
    const early = late.slice(200);
    expect(riseIn(early, window - 200)?.at).toBe(found(late).at - 200);
  });

  it('of Poisson counts has a dispersion near 1, of bursts a larger one', () => {
    expect(dispersionOf(series(5, () => 8))).toBeLessThan(1.3);
    expect(dispersionOf(series(5, () => 8, 6))).toBeGreaterThan(4);
  });
});

describe('what the hour brings on other days too', () => {
  const job = { from: minutes - 18, until: minutes, level: 4 };
  const withJob =
    (course: Course): Course =>
    (minute) =>
      course(minute) + (minute >= job.from && minute < job.until ? job.level : 0);
  const usual = (from: number, to: number) => (to > minutes - 30 && from < minutes ? 8 : 0);

  it('is no onset, and more than that is one', () => {
    for (const seed of [1, 2, 3, 4]) {
      const calm = series(seed, withJob(step(0, 0.5, 0.5)));
      expect(riseIn(calm, window, usual)).toBeNull();
      expect(riseIn(calm, window)).not.toBeNull();
      const trouble = series(seed, withJob(step(1415, 0.5, 25)));
      expect(Math.abs((riseIn(trouble, window, usual)?.at ?? 0) - 1415)).toBeLessThanOrEqual(3);
    }
  });

  it('does not keep what is over from being over', () => {
    for (const seed of [1, 2, 3, 4]) {
      const counts = series(seed, withJob(step(1415, 0.5, 90, 1424)));
      expect(Math.abs((riseIn(counts, window, usual)?.endedAt ?? 0) - 1424)).toBeLessThanOrEqual(1);
      expect(riseIn(counts, window)?.endedAt).toBeNull();
    }
  });

  it('is no step of a rise that comes after it', () => {
    for (const seed of [1, 2, 3, 4]) {
      const counts = series(seed, withJob(ramp(1432, 3, 0.5, 40)));
      expect(Math.abs((riseIn(counts, window, usual)?.at ?? 0) - 1432)).toBeLessThanOrEqual(2);
      expect(Math.abs((riseIn(counts, window)?.at ?? 0) - job.from)).toBeLessThanOrEqual(3);
    }
  });
});
