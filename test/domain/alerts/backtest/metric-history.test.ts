import { describe, expect, it } from 'vitest';
import {
  commonParts,
  countByMinute,
  joinedParts,
  knownFrom,
  type MetricHistory,
} from '../../../../src/domain/alerts/backtest/metric-history.ts';

const minute = 60_000;
const historyFrom = (...starts: readonly number[]): MetricHistory => ({
  parts: starts.map((from) => ({ from, to: from + 1, step: minute })),
  series: [],
  lack: '',
});

describe('the past of a metric', () => {
  it('spreads a count of five minutes over them, and lets nobody see it before they are over', () => {
    const samples = countByMinute(0, 5 * minute, 500);
    expect(samples.map(({ t }) => t / minute)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(samples.map(({ value }) => value))).toEqual(new Set([100]));
    expect(new Set(samples.map(({ visible }) => visible))).toEqual(new Set([5 * minute]));
  });

  it('leaves a count of a minute as it is', () => {
    expect(countByMinute(minute, minute, 7)).toEqual([
      { t: 2 * minute, visible: 2 * minute, value: 7 },
    ]);
  });

  it('is known together from the latest beginning on, and not at all where one is unknown', () => {
    expect(knownFrom([historyFrom(5, 90), historyFrom(30)])).toBe(30);
    expect(knownFrom([historyFrom(5), historyFrom()])).toBeUndefined();
  });

  it('of two metrics has the longer step of both wherever both are known', () => {
    const fine = [{ from: 10, to: 100, step: 1 }];
    const coarse = [
      { from: 0, to: 40, step: 5 },
      { from: 40, to: 100, step: 1 },
    ];
    expect(commonParts(fine, coarse)).toEqual([
      { from: 10, to: 40, step: 5 },
      { from: 40, to: 100, step: 1 },
    ]);
  });

  it('joins what was read in pieces, but not what differs in its step', () => {
    const pieces = [
      { from: 20, to: 30, step: 1 },
      { from: 10, to: 20, step: 1 },
      { from: 0, to: 10, step: 5 },
    ];
    expect(joinedParts(pieces)).toEqual([
      { from: 0, to: 10, step: 5 },
      { from: 10, to: 30, step: 1 },
    ]);
  });
});
