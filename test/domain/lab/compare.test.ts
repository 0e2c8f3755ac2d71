import { describe, expect, it } from 'vitest';
import { besideEarlier, differenceOf, grownFiles } from '../../../src/domain/lab/compare.ts';
import { medianSet, oddRun } from '../../../src/domain/lab/median-set.ts';
import type { LabConditions, LabReport, LabSet } from '../../../src/domain/lab/set.ts';

const conditions: LabConditions = {
  program: '12.8.2',
  formFactor: 'mobile',
  throttling: 'simulate',
  screen: '412x823@1.75 mobile',
  browser: 140,
  benchmarkIndex: 1000,
};

const report = (fcp: number, lcp: number, change: Partial<LabReport> = {}): LabReport => ({
  values: { performance: 90, fcp, lcp },
  conditions,
  files: [{ name: `of-${fcp}.js`, bytes: fcp }],
  warnings: [],
  interactive: lcp,
  ...change,
});

const set = (at: number, change: Partial<LabSet> = {}): LabSet => ({
  url: 'https://talkstudio.app/',
  at,
  served: 'v1.2.2',
  runs: 3,
  values: { lcp: 2000 },
  conditions,
  files: [{ name: 'assets/vendor.js', bytes: 38_000 }],
  ...change,
});

describe('the median of a set', () => {
  it('is of each figure, and its files are those of the run in the middle', () => {
    const whole = medianSet([report(900, 5000), report(1000, 1800), report(1100, 2000)]);
    expect(whole).toMatchObject({
      middle: 2,
      runs: 3,
      values: { fcp: 1000, lcp: 2000 },
      files: [{ name: 'of-1100.js' }],
    });
  });

  it('is the mean of the middle two of an even number', () => {
    expect(medianSet([report(1000, 2000), report(1200, 2600)])?.values).toMatchObject({
      fcp: 1100,
      lcp: 2300,
    });
  });

  it('leaves out what one of the runs did not measure: that is no median of the set', () => {
    const without = report(1000, 2000, { values: { performance: 90, fcp: 1000 } });
    expect(medianSet([report(900, 1800), without])?.values).not.toHaveProperty('lcp');
    expect(medianSet([])).toBeNull();
  });

  it('is of runs of one kind: a browser that updated itself meanwhile is told', () => {
    const updated = report(1000, 2000, { conditions: { ...conditions, browser: 141 } });
    const slower = report(1000, 2000, { conditions: { ...conditions, benchmarkIndex: 300 } });
    expect(oddRun([report(1, 1), slower])).toBeNull();
    expect(oddRun([report(1, 1), report(1, 1), updated])).toBe(2);
  });
});

describe('two sets are comparable', () => {
  it.each([
    ['program', '12.8.1'],
    ['formFactor', 'desktop'],
    ['throttling', 'devtools'],
    ['screen', '1350x940@1 desktop'],
    ['browser', 141],
    ['browser', null],
    ['benchmarkIndex', 1251],
    ['benchmarkIndex', 799],
    ['benchmarkIndex', null],
  ] as const)('not where %s is %s', (of, value) => {
    expect(differenceOf(conditions, { ...conditions, [of]: value })).toMatchObject({ of });
  });

  it.each([800, 1000, 1250])('where the machine was about as fast (%d)', (benchmarkIndex) => {
    expect(differenceOf(conditions, { ...conditions, benchmarkIndex })).toBeNull();
  });

  it('not where neither told its browser: nobody knows', () => {
    const unknown = { ...conditions, browser: null };
    expect(differenceOf(unknown, unknown)).toMatchObject({ of: 'browser', before: '?' });
  });
});

describe('beside the sets that were kept', () => {
  const now = set(9, {
    served: 'v1.2.3',
    values: { lcp: 5000 },
    files: [{ name: 'assets/vendor.js', bytes: 523_000 }],
  });
  const between = {
    served: { before: 'v1.2.2', after: 'v1.2.3' },
    grown: [{ name: 'assets/vendor.js', before: 38_000, after: 523_000 }],
    bytes: { before: 38_000, after: 523_000 },
  };

  it('stands the newest comparable one, with the deploy and what grew', () => {
    const slow = set(8, { conditions: { ...conditions, benchmarkIndex: 500 } });
    expect(besideEarlier(now, [slow, set(7), set(6)])).toEqual({
      is: 'compared',
      changed: [{ metric: 'lcp', before: 2000, after: 5000 }],
      between: { at: 7, ...between },
    });
  });

  it('where the machine was slower, no figure is compared, and bytes are', () => {
    const slow = set(8, { conditions: { ...conditions, benchmarkIndex: 500 } });
    expect(besideEarlier(now, [slow])).toEqual({
      is: 'different',
      difference: { of: 'benchmarkIndex', before: '500', after: '1000' },
      between: { at: 8, ...between },
    });
  });

  it('stands none of another device', () => {
    const desktop = set(8, { conditions: { ...conditions, formFactor: 'desktop' } });
    expect(besideEarlier(now, [desktop])).toEqual({ is: 'first' });
    expect(besideEarlier(now, [])).toEqual({ is: 'first' });
  });
});

it('files grew from 1 kB on, the largest growth first; a new one grew from nothing', () => {
  const before = [
    { name: 'a.js', bytes: 1000 },
    { name: 'b.js', bytes: 1000 },
    { name: 'gone.js', bytes: 9000 },
  ];
  const after = [
    { name: 'a.js', bytes: 2023 },
    { name: 'b.js', bytes: 2024 },
    { name: 'new.js', bytes: 5000 },
  ];
  expect(grownFiles(before, after)).toEqual([
    { name: 'new.js', before: 0, after: 5000 },
    { name: 'b.js', before: 1000, after: 2024 },
  ]);
});
