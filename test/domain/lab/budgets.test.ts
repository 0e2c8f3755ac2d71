import { describe, expect, it } from 'vitest';
import {
  assertBudgets,
  labBudgets,
  missingFrom,
  tightened,
} from '../../../src/domain/lab/budgets.ts';
import type { LabMetric } from '../../../src/domain/lab/set.ts';
import { labValueText } from '../../../src/domain/lab/words.ts';

const values = {
  performance: 95,
  accessibility: 100,
  'best-practices': 96,
  seo: 92,
  fcp: 900,
  lcp: 1200,
  cls: 0.02,
  tbt: 40,
};

function verdictOf(metric: LabMetric, value: number) {
  const results = assertBudgets({ values: { ...values, [metric]: value } }, labBudgets);
  expect(results.filter((one) => one.metric !== metric).map(({ verdict }) => verdict)).toEqual(
    Array(7).fill('ok'),
  );
  return results.find((one) => one.metric === metric)?.verdict;
}

describe('the budgets of MONITORING 3.3', () => {
  it.each([
    ['performance', 90, 89.5, 'bad'],
    ['accessibility', 90, 89, 'bad'],
    ['best-practices', 90, 89, 'bad'],
    ['seo', 90, 89, 'warn'],
    ['fcp', 1800, 1800.1, 'bad'],
    ['lcp', 2500, 2500.1, 'bad'],
    ['cls', 0.1, 0.1001, 'bad'],
    ['tbt', 300, 301, 'bad'],
  ] as const)('%s: %d meets it, %d does not', (metric, good, near, verdict) => {
    expect(verdictOf(metric, good)).toBe('ok');
    expect(verdictOf(metric, near)).toBe(verdict);
  });

  it.each([
    ['lcp', 2500, '2500 ms'],
    ['lcp', 2500.1, '2501 ms'],
    ['lcp', 2499.2, '2500 ms'],
    ['cls', 0.1, '0.1'],
    ['cls', 0.1001, '0.101'],
    ['cls', 0, '0'],
    ['performance', 89.5, '89.5'],
    ['performance', 89.96, '89.9'],
  ] as const)('%s of %d reads as %s: a miss never looks like its budget', (metric, value, text) => {
    expect(labValueText(metric, value).en).toBe(text);
  });

  it('are not asserted on a set that lacks one', () => {
    const { tbt: _, ...without } = values;
    expect(() => assertBudgets({ values: without }, labBudgets)).toThrow('tbt');
    expect([missingFrom(without), missingFrom(values)]).toEqual(['tbt', null]);
  });
});

describe('tightened budgets', () => {
  const sets = [{ values }, { values: { ...values, performance: 97, lcp: 1300, cls: 0, tbt: 0 } }];

  it('are the worst that was reached, with room', () => {
    const tight = tightened(sets, labBudgets) ?? [];
    expect(Object.fromEntries(tight.map(({ metric, value }) => [metric, value]))).toEqual({
      performance: 93,
      accessibility: 98,
      'best-practices': 94,
      seo: 90,
      fcp: 1000,
      lcp: 1450,
      cls: 0.03,
      tbt: 50,
    });
    expect(tight.map(({ level }) => level)).toEqual(labBudgets.map(({ level }) => level));
  });

  it('are never looser than before, and want two sets', () => {
    const slow = { values: { ...values, performance: 60, lcp: 5200, cls: 0.4 } };
    expect(tightened([slow, slow], labBudgets)).toMatchObject([
      { value: 90 },
      {},
      {},
      {},
      {},
      { value: 2500 },
      { value: 0.1 },
      {},
    ]);
    expect(tightened(sets.slice(0, 1), labBudgets)).toBeNull();
  });
});
