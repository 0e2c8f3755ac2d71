import { describe, expect, it } from 'vitest';
import { columnsOf, markedColumns, scaleOf } from '../../../src/domain/numbers/course.ts';
import type { FigureTarget } from '../../../src/domain/numbers/figure.ts';

const below: FigureTarget = { is: 'below', value: 1, bad: 5 };
const above: FigureTarget = { is: 'above', value: 90, bad: 80 };
const window = { from: 1000, to: 1600 };
const series = (values: readonly (number | null)[]) =>
  values.map((value, at) => ({ t: 1000 + (at * 600) / values.length, value }));

describe('a course in columns', () => {
  it('has one column a period, with gaps', () => {
    const figure = { series: series([1, null, 3]), window, target: null };
    expect(columnsOf(figure, 3)).toEqual([1, null, 3]);
  });

  it('merges periods into their mean, and into the worst beyond a limit', () => {
    const values = series([0.2, 0.4, 0.2, 9, 2, 0]);
    expect(columnsOf({ series: values, window, target: null }, 3)).toEqual([
      expect.closeTo(0.3),
      expect.closeTo(4.6),
      1,
    ]);
    expect(columnsOf({ series: values, window, target: below }, 3)).toEqual([
      expect.closeTo(0.3),
      9,
      2,
    ]);
    const hits = series([95, 22, 60, 93]);
    expect(columnsOf({ series: hits, window, target: above }, 2)).toEqual([22, 60]);
  });

  it('holds a period over all its columns, where there are more of them', () => {
    expect(columnsOf({ series: series([1, 2]), window, target: null }, 4)).toEqual([1, 1, 2, 2]);
  });

  it('is nothing without periods, a window or room', () => {
    expect(columnsOf({ series: [], window, target: null }, 4)).toEqual([]);
    expect(columnsOf({ series: series([1]), window: null, target: null }, 4)).toEqual([]);
    expect(columnsOf({ series: series([1]), window, target: null }, 0)).toEqual([]);
  });
});

describe('the scale of a course', () => {
  it('begins at nought, and reaches the limit where all stay below it', () => {
    const flat = { series: series([0.38, 0.41]), unit: 'percent' } as const;
    expect(scaleOf({ ...flat, target: below })).toEqual({ low: 0, high: 1 });
    expect(scaleOf({ ...flat, target: null })).toEqual({ low: 0, high: 0.41 });
    expect(scaleOf({ ...flat, series: series([0.4, 14]), target: below }).high).toBe(14);
  });

  it('of a lower limit leaves room below it, down to the lowest', () => {
    const hits = { unit: 'percent', target: above } as const;
    expect(scaleOf({ ...hits, series: series([94, 95]) })).toEqual({ low: 70, high: 100 });
    expect(scaleOf({ ...hits, series: series([94, 22]) })).toEqual({ low: 22, high: 100 });
  });
});

it('a version is marked in the column in which it went live', () => {
  const at = (...times: number[]) => times.map((each) => ({ at: each, version: 'v1' }));
  expect([...markedColumns(at(1001, 1250, 1600), window, 6)]).toEqual([0, 2, 5]);
  expect([...markedColumns(at(1000, 1601), window, 6)]).toEqual([]);
});
