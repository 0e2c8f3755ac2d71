import { describe, expect, it } from 'vitest';
import { keptQuotaIn, keptTrafficIn, keptUsageIn } from '../../../src/domain/numbers/kept-usage.ts';
import { type Usage, usagePartsOf } from '../../../src/domain/numbers/usage.ts';
import { talliedMeasure } from '../../../src/domain/numbers/usage-tally.ts';

describe('parts of a whole', () => {
  it('are shares of it, the largest first, beside those before', () => {
    const parts = usagePartsOf(
      new Map([
        ['a', 1],
        ['b', 3],
        ['none', 0],
      ]),
      new Map([['a', 2]]),
    );
    expect(parts).toEqual([
      { name: 'b', percent: 75, before: 0 },
      { name: 'a', percent: 25, before: 100 },
    ]);
  });

  it('are told by name up to six, and the small ones together beyond', () => {
    const counts = (most: number) =>
      new Map(Array.from({ length: most }, (_, at) => [`n${at}`, 10 - at]));
    expect(usagePartsOf(counts(6), null).map(({ name }) => name)).not.toContain('(rest)');
    const seven = usagePartsOf(counts(7), counts(7));
    expect(seven).toHaveLength(6);
    expect(seven.at(-1)).toMatchObject({ name: '(rest)' });
    expect(seven.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
    expect(seven.reduce((sum, { before }) => sum + (before ?? 0), 0)).toBeCloseTo(100);
  });

  it('are none of nothing, and have none before where nothing was', () => {
    expect(usagePartsOf(new Map(), null)).toEqual([]);
    expect(usagePartsOf(new Map([['a', 0]]), null)).toEqual([]);
    expect(usagePartsOf(new Map([['a', 4]]), new Map())).toEqual([
      { name: 'a', percent: 100, before: null },
    ]);
  });
});

describe('a tally', () => {
  const tally = new Map([
    [0, { sessions: 4 }],
    [10, { sessions: 2, seconds: 100 }],
    [20, { sessions: 3, seconds: 50 }],
    [30, { sessions: 9 }],
  ]);
  const spans = { window: { from: 10, to: 30 }, before: { from: -10, to: 10 }, step: 10 };

  it('is summed from the start of the window to before its end', () => {
    expect(talliedMeasure(tally, { of: 'sessions' }, spans)).toEqual({
      value: 5,
      before: 4,
      series: [
        { t: 10, value: 2 },
        { t: 20, value: 3 },
      ],
    });
  });

  it('is divided by another sum, and is nothing where that is nought or nothing was counted', () => {
    const { value, before } = talliedMeasure(tally, { of: 'seconds', per: 'sessions' }, spans);
    expect([value, before]).toEqual([30, null]);
    const none = new Map([[10, { sessions: 0, bounces: 0 }]]);
    expect(talliedMeasure(none, { of: 'bounces', per: 'sessions' }, spans).value).toBeNull();
    expect(talliedMeasure(tally, { of: 'exports' }, { ...spans, before: null })).toMatchObject({
      value: null,
      before: null,
    });
  });
});

describe('what was kept', () => {
  const window = { from: 0, to: 1 };
  const measure = { value: 1, before: null, series: [{ t: 0, value: null }], window, remarks: [] };
  const shares = { parts: [{ name: 'a', percent: 100, before: null }], window, remarks: [] };
  const usage = {
    measures: {
      sessions: measure,
      'session-duration': measure,
      'messages-per-session': measure,
      'bounce-rate': { ...measure, value: null, lack: { code: 'no-visits', values: [] } },
      exports: measure,
      'profile-changes': measure,
    },
    shares: { 'theme-usage': shares, 'browser-share': shares },
    quota: { left: 0.5, until: 7 },
  } satisfies Usage;
  const traffic = { perHour: 3, series: [], window, quota: null };

  it('is taken where it is whole', () => {
    expect(keptUsageIn(JSON.parse(JSON.stringify(usage)))).toEqual(usage);
    expect(keptTrafficIn(traffic)).toBe(traffic);
    expect(keptQuotaIn(usage.quota)).toBe(usage.quota);
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['no measures', { ...usage, measures: null }],
    ['one measure too few', { ...usage, measures: { ...usage.measures, exports: undefined } }],
    [
      'a text for a number',
      { ...usage, measures: { ...usage.measures, exports: { ...measure, value: '1' } } },
    ],
    [
      'a remark that is none',
      { ...usage, measures: { ...usage.measures, exports: { ...measure, remarks: [7] } } },
    ],
    [
      'parts that are none',
      { ...usage, shares: { ...usage.shares, 'theme-usage': { ...shares, parts: [1] } } },
    ],
    [
      'a window that is none',
      { ...usage, shares: { ...usage.shares, 'theme-usage': { ...shares, window: {} } } },
    ],
    ['a quota that is none', { ...usage, quota: { left: 'all' } }],
  ])('is nothing where it is %s', (_what, kept) => {
    expect(keptUsageIn(kept)).toBeNull();
  });

  it('of the traffic and of a quota is nothing where it is something else', () => {
    expect(keptTrafficIn({ ...traffic, perHour: 'many' })).toBeNull();
    expect(keptTrafficIn({ ...traffic, quota: 1 })).toBeNull();
    expect(keptQuotaIn({ left: 1 })).toBeNull();
  });
});
