import { describe, expect, it } from 'vitest';
import { missingVisitors, suddenlyGone, visitorsOf } from '../../../src/domain/site/visitors.ts';

/** An hour and a half, in which each part lasts so many minutes. */
const parts = (...all: readonly (readonly [minutes: number, each: number | null])[]) =>
  all.flatMap(([minutes, each]) => new Array<number | null>(minutes).fill(each));
const calm = parts([90, 100]);

const missing = (today: (number | null)[], earlier = [calm, calm]) =>
  missingVisitors({ visitors: visitorsOf(today, earlier, 30) });
const gone = (today: (number | null)[], earlier = [calm, calm]) =>
  suddenlyGone({ visitors: visitorsOf(today, earlier, 30) });

describe('the visitors that are missing', () => {
  it('are those that came in the same minutes of earlier days', () => {
    expect(missing(parts([90, 74]))).toBeCloseTo(0.26);
    expect(missing(parts([60, 100], [30, 74]))).toBeCloseTo(0.26);
  });

  it.each([
    ['nearly as many come as usual', parts([90, 85]), [calm, calm]],
    [
      'each day ends so',
      parts([60, 100], [30, 60]),
      [parts([60, 100], [30, 61]), calm.map(() => 60)],
    ],
    ['one earlier day had a surge', calm, [parts([90, 300]), calm]],
    ['more come than ever', parts([90, 400]), [calm, calm]],
    ['the CDN is late with its last minutes', parts([80, 100], [10, null]), [calm, calm]],
    ['they are not known', parts([90, null]), [calm, calm]],
    ['nothing is known of other days', parts([90, 1]), [parts([90, null]), []]],
    ['nobody ever comes', parts([90, 0]), [parts([90, 0])]],
  ])('are none where %s', (_, today, earlier) => {
    expect(missing(today, earlier)).toBeNull();
  });
});

describe('visitors that are suddenly gone', () => {
  it('are told in a crowd that is as large as usual without them', () => {
    expect(gone(parts([49, 130], [41, 96]))).toBeCloseTo(0.26);
  });

  it('are told though others come soon after', () => {
    expect(gone(parts([49, 100], [6, 74], [35, 110]))).toBeCloseTo(0.26);
  });

  it.each([
    ['they go by and by', Array.from({ length: 90 }, (_, i) => 200 - i)],
    ['one minute is poor', parts([40, 100], [1, 20], [49, 100])],
    ['the last minutes are not told whole', parts([87, 100], [1, 70], [1, 30], [1, 0])],
    ['the CDN skipped some', parts([40, 100], [10, null], [40, 100])],
    ['more come', parts([50, 100], [40, 300])],
  ])('are none where %s', (_, today) => {
    expect(gone(today)).toBeNull();
  });
});
