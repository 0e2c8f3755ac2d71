import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epoch, type Point, play, points, rulesFrom, statesFor, statesOf } from './support.ts';

const minute = 60_000;

/** The rule, a value a minute, and the state at each minute: `.` inactive, `p` pending, `F` firing. */
const boundaries: readonly (readonly [
  what: string,
  rule: string,
  values: string,
  states: string,
])[] = [
  ['for 5 minutes takes six evaluations', 'error_rate > 5% for 5m', '9*8', 'pppppFFF'],
  ['for 0 fires at once', 'error_rate > 5% for 0', '1 9 1', '.F.'],
  ['no for is for 0', 'error_rate > 5%', '1 9 1', '.F.'],
  ['the threshold itself is no breach of >', 'error_rate > 5%', '5 5.1', '.F'],
  ['the threshold itself breaches >=', 'error_rate >= 5%', '4.9 5', '.F'],
  ['equality is exact', 'p95_latency == 3s', '3000 3000.0000001', 'F.'],
  ['a threshold in seconds is exact', 'p95_latency == 1.005s', '1005', 'F'],
  [
    'a good value ends pending, and for is served again',
    'error_rate > 5% for 2m',
    '9 9 1 9 9 9',
    'pp.ppF',
  ],
  ['flapping never fires', 'error_rate > 5% for 2m', '9 1 9 1 9 9 1', 'p.p.pp.'],
  ['firing ends at the first good value', 'error_rate > 5%', '9 1', 'F.'],
  [
    'keep firing lasts from the first good value',
    'error_rate > 5% keep firing 3m',
    '9 1 1 1 1',
    'FFFF.',
  ],
  [
    'a breach in between begins keep firing anew',
    'error_rate > 5% keep firing 2m',
    '9 1 9 1 1 1',
    'FFFFF.',
  ],
  [
    'after that the whole for is served again',
    'error_rate > 5% for 2m keep firing 1m',
    '9 9 9 1 1 9 9 9',
    'ppFF.ppF',
  ],
  ['NaN compares false', 'error_rate > 5%', '9 N 9', 'F.F'],
  ['NaN is not unequal either', 'error_rate != 5%', '9 N', 'F.'],
  ['a gap is bridged by the newest sample', 'error_rate > 5% for 5m', '9 9 _ 9 9 9', 'pppppF'],
  ['hold freezes state and clock without data', 'error_rate > 5% for 2m', '9 9 x _ 9 9', 'ppppFF'],
  ['hold keeps firing through a stale marker', 'error_rate > 5%', '9 x _ _ 1', 'FFFF.'],
  [
    'inactive takes a stale marker for no breach',
    'error_rate > 5% no data inactive',
    '9 x _ 9',
    'F..F',
  ],
  [
    'fire takes a stale marker for a breach',
    'error_rate > 5% for 1m no data fire',
    '1 x _ 1',
    '.pF.',
  ],
  [
    'a sample is forgotten after five minutes',
    'error_rate > 5% no data inactive',
    '9 _*6',
    'FFFFF..',
  ],
  ['a window of counts is summed', 'error_count > 10 in 3m', '4 4 4 0 0', '..F..'],
  ['the window ends before its first moment', 'error_count >= 8 in 2m', '4 4 0 4', '.F..'],
  ['a window of a rate is its mean', 'error_rate > 5% in 2m', '4 8 2', '.F.'],
  ['a window without a sample is no data', 'error_rate > 5% in 2m no data fire', '1 _ _ _', '..FF'],
  ['a window skips stale markers', 'error_count > 5 in 2m', '6 x 0', 'FF.'],
  ['NaN in a window compares false until it has left', 'error_count > 1 in 2m', '9 N 9 9', 'F..F'],
  ['a check is false in a window where one was', 'uptime_check == false in 2m', 't f t t', '.FF.'],
];

describe('a rule at its boundaries', () => {
  it.each(boundaries)('%s', async (_, condition, values, expected) => {
    const metric = /^\w+/.exec(condition)?.[0] ?? '';
    const given = points(values, metric);
    expect(await statesFor({ condition }, given, { to: expected.length - 1 })).toBe(expected);
  });

  it('has a traffic floor', async () => {
    const condition = 'error_rate > 5% with at least 100 requests';
    const given = [...points('9 9 9 9'), ...points('99 100 200 50', 'requests')];
    expect(await statesFor({ condition }, given, { to: 3 })).toBe('.FF.');
  });

  it('sums the floor over the window of the rule', async () => {
    const condition = 'error_count > 5 in 2m with at least 100 requests';
    const given = [...points('9 9 9', 'error_count'), ...points('60 40 40', 'requests')];
    expect(await statesFor({ condition }, given, { to: 2 })).toBe('.F.');
  });

  it('compares a change with what was usual before', async () => {
    const condition = 'change(error_count, baseline 3m) > 200%';
    const given = points('2 2 2 6 7 1 99', 'error_count');
    const { alerts } = await play(await rulesFrom({ condition }), given, { to: 6 });
    // Against the mean of the three minutes before: nothing, 0, 0, 200, 110, -80, 2021 %.
    const values = alerts[0]?.evaluations.map(({ value }) => value && Math.round(value * 10) / 10);
    expect(values).toEqual([null, 0, 0, 200, 110, -80, 2021.4]);
    expect(statesOf(alerts[0])).toBe('......F');
  });

  it('scales the usual of counts to the window', async () => {
    const condition = 'change(error_count, baseline 4m) >= 200% in 2m';
    const given = points('1*4 3 3', 'error_count');
    const { alerts } = await play(await rulesFrom({ condition }), given, { to: 5 });
    expect(alerts[0]?.evaluations.at(-1)).toMatchObject({ state: 'firing', value: 200 });
  });

  it('adds without leaving dust behind', async () => {
    const condition = 'error_rate == 0.3% in 2m';
    const given = points('1e15 0.1 0.2 0.4', 'error_rate').concat(points('0.3*9').slice(4));
    const { alerts } = await play(await rulesFrom({ condition }), given, { to: 8 });
    expect(alerts[0]?.evaluations.map(({ value }) => value).slice(2)).toEqual([
      0.15000000000000002, 0.30000000000000004, 0.35, 0.3, 0.3, 0.3, 0.3,
    ]);
  });

  it('evaluates at multiples of the interval since the epoch, wherever it begins', async () => {
    const rule = { condition: 'error_rate > 5%', fields: { interval: '7s' } };
    const { alerts } = await play(await rulesFrom(rule), points('9 9'), { from: 0.03, to: 1 });
    const times = alerts[0]?.evaluations.map(({ t }) => t) ?? [];
    expect(times.length).toBe(8);
    expect(times.every((t) => t % 7000 === 0)).toBe(true);
  });

  it('takes a for that is not a multiple of the interval to the next evaluation', async () => {
    const rule = { condition: 'error_rate > 5% for 90s' };
    expect(await statesFor(rule, points('9*4'), { to: 3 })).toBe('ppFF');
  });

  it.each([
    ['at the very moment', 5, '.....F'],
    ['a moment later', 5.01, '......F'],
  ])('sees a late sample from its arrival on: %s', async (_, arrived, expected) => {
    const given: Point[] = [
      { at: 0, value: 1 },
      { at: 3, value: 9, arrived },
    ];
    expect(
      await statesFor({ condition: 'error_rate > 5%' }, given, { to: expected.length - 1 }),
    ).toBe(expected);
  });

  it('does not let a late sample hide a newer one, and counts it in its window', async () => {
    const newest = [...points('1 1 1 1'), { at: 1, value: 9, arrived: 2.5 }];
    expect(await statesFor({ condition: 'error_rate > 5%' }, newest, { to: 3 })).toBe('....');
    const counts = newest.map((point) => ({ ...point, metric: 'error_count' }));
    const condition = 'error_count > 9 in 3m';
    expect(await statesFor({ condition }, counts, { to: 4 })).toBe('...F.');
  });

  it.each([
    ['seen at its edge', '4m', 'FFFF.'],
    ['forgotten', '2m', 'FF...'],
  ])('has a staleness of its own: %s', async (_, stale, expected) => {
    const rule = { condition: 'error_rate > 5% no data inactive', fields: { stale } };
    expect(await statesFor(rule, points('9 _*4'), { to: 4 })).toBe(expected);
  });

  it('fires without data by default only for a P1 on uptime', async () => {
    const condition = 'uptime_check == false';
    const given = points('t x _', 'uptime_check');
    expect(await statesFor({ condition, severity: 'P1' }, given, { to: 2 })).toBe('.FF');
    expect(await statesFor({ condition, severity: 'P2' }, given, { to: 2 })).toBe('...');
  });
});

describe('what is told of an alert', () => {
  const told = async (condition: string, values: string, to: number) => {
    const { alerts } = await play(await rulesFrom({ condition }), points(values), { to });
    const [alert] = alerts;
    return {
      ended: alert?.transitions.filter(({ from }) => from === 'firing'),
      notices: alert?.notices.map((each) => ({
        ...each,
        t: (each.t - epoch) / minute,
        since: (each.since - epoch) / minute,
      })),
    };
  };

  it('is resolved on a good value', async () => {
    const { ended, notices } = await told('error_rate > 5%', '9 1', 1);
    expect(ended).toMatchObject([{ reason: 'good', resolved: true, value: 1 }]);
    expect(notices).toEqual([]);
  });

  it.each([
    ['data that stop', 'error_rate > 5% no data inactive', '9 x _ 1', 'no data', 3],
    ['a value that is none', 'error_rate > 5%', '9 N N 1', 'not a number', 3],
  ])('is not resolved by %s, but by the good value after', async (_, rule, values, reason, t) => {
    const { ended, notices } = await told(rule, values, 4);
    expect(ended).toMatchObject([{ reason, resolved: false }]);
    expect(notices).toEqual([{ t, kind: 'resolved', since: 0 }]);
  });

  it('is that there are no data, once, after the longer of staleness and for', async () => {
    const short = await told('error_rate > 5%', '1 1 _*12', 12);
    expect(short.notices).toEqual([{ t: 6, kind: 'no-data', since: 1 }]);
    const long = await told('error_rate > 5% for 8m', '1 1 _*12', 12);
    expect(long.notices).toEqual([{ t: 9, kind: 'no-data', since: 1 }]);
    const twice = await told('error_rate > 5%', '1 _*7 1 _*7', 15);
    expect(twice.notices?.map(({ t }) => t)).toEqual([5, 13]);
  });

  it('never is that there are no data under another policy', async () => {
    const { notices } = await told('error_rate > 5% no data inactive', '1 _*12', 12);
    expect(notices).toEqual([]);
  });
});

describe('series', () => {
  const rule = { condition: 'uptime_check == false', severity: 'P2' };

  it('have an alert each', async () => {
    const production = points('t f f', 'uptime_check');
    const staging = points('t t f', 'uptime_check');
    const given = [
      ...production.map((point) => ({ ...point, labels: { env: 'production' } })),
      ...staging.map((point) => ({ ...point, labels: { env: 'staging' } })),
    ];
    const { alerts } = await play(await rulesFrom(rule), given, { to: 2 });
    expect(alerts.map((alert) => [alert.labels, statesOf(alert)])).toEqual([
      [{ env: 'production' }, '.FF'],
      [{ env: 'staging' }, '..F'],
    ]);
    const only = { condition: 'uptime_check {env="staging"} == false', severity: 'P2' };
    const selected = await play(await rulesFrom(only), given, { to: 2 });
    expect(selected.alerts.map((alert) => alert.labels)).toEqual([{ env: 'staging' }]);
    const ofEnv = { ...rule, fields: { env: 'production' } };
    const bound = await play(await rulesFrom(ofEnv), given, { to: 2 });
    expect(bound.alerts.map((alert) => alert.labels)).toEqual([{ env: 'production' }]);
  });
});

describe('a replay', () => {
  const anyPoint = fc.record({
    at: fc.integer({ min: 0, max: 600 }).map((tenths) => tenths / 10),
    value: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 10 }) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 'stale' as const) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 10_000 }).map((n) => n / 1000) },
    ),
    late: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 80 }).map((tenths) => tenths / 10),
    ),
    metric: fc.constantFrom('error_rate', 'error_count', 'requests'),
  });
  const texts = [
    'error_rate > 5% for 2m',
    'error_rate < 5% in 7m for 1m keep firing 3m no data inactive',
    'error_count > 20 in 5m no data fire',
    'error_count >= 3 with at least 4 requests',
    'change(error_count, baseline 9m) > 50% in 3m',
  ].map((condition, index) => ({ condition, fields: { interval: index === 1 ? '45s' : '60s' } }));

  it('is the same in any order of the samples, and over any other history before', async () => {
    const rules = await rulesFrom(...texts);
    await fc.assert(
      fc.asyncProperty(fc.array(anyPoint, { maxLength: 80 }), async (drawn) => {
        const seen = new Set<string>();
        const given = drawn
          .filter(({ metric, at }) => !seen.has(`${metric}${at}`) && seen.add(`${metric}${at}`))
          .map(({ late, ...point }) => ({ ...point, arrived: point.at + late }));
        const told = async (list: readonly Point[], sorted: boolean) => {
          const { alerts } = await play(rules, list, { from: 20, to: 62, sorted });
          return alerts.map(({ rule, evaluations, notices }) => [rule.name, evaluations, notices]);
        };
        const byTime = given.toSorted((a, b) => a.at - b.at);
        const expected = await told(byTime, true);
        expect(await told(byTime, false)).toEqual(expected);
        expect(await told(given, false)).toEqual(expected);
        const byArrival = given.toSorted((a, b) => a.arrived - b.arrived);
        expect(await told(byArrival, false)).toEqual(expected);
        const old = Array.from({ length: 50 }, (_, i) => ({ at: -1e6 + i, value: i * 1.1e9 }));
        // Since when there are no data is another matter where there were some once.
        const values = (alerts: Awaited<ReturnType<typeof told>>) => alerts.map(([, each]) => each);
        expect(values(await told([...old, ...byTime], false))).toEqual(values(expected));
      }),
      { numRuns: 150 },
    );
  });

  it('fires alike where only that is kept, over many more samples than are evaluated at once', async () => {
    const rules = await rulesFrom(...texts, { condition: 'error_rate > 5% in 9m for 3m' });
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 4000 })), async (drawn) => {
        const values = [...drawn.take(2000)];
        const given = values.flatMap((value, at): Point[] => {
          // Now and then a wave above the thresholds, a gap, a NaN, a late sample.
          const shown = value / 1000 + ((at >> 6) % 3 === 0 ? 4 : 0);
          if (value % 97 === 0) return [];
          const point = { at, value: value % 89 === 0 ? Number.NaN : shown };
          const late = value % 83 === 0 ? { arrived: at + 3.5 } : {};
          const count = { at, value: value % 9, metric: 'error_count' };
          return [{ ...point, ...late }, count, { at, value: 5, metric: 'requests' }];
        });
        const fired = async (kept: boolean, sorted: boolean) => {
          const { alerts } = await play(rules, given, { to: 2000, kept, sorted });
          return alerts.map(({ rule, firings }) => [rule.name, firings]);
        };
        const expected = await fired(true, false);
        expect(expected.flat(2).length).toBeGreaterThan(20);
        expect(await fired(false, false)).toEqual(expected);
        expect(await fired(false, true)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });
});
