import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { type Sandbox, sandboxed, sentry } from './sandboxed.ts';

type ErrorInput = NonNullable<ScenarioInput['errors']>[number];

const ERROR = { type: 'OwnError', message: 'Ours.', culprit: 'src/own.ts in own', perMinute: 20 };
const own = (change: Partial<ErrorInput> = {}) => ({ errors: [{ ...ERROR, ...change }] });

interface Line {
  [field: string]: number | string | null;
}

async function eventsBy(sandbox: Sandbox, field: string, more = 'statsPeriod=2h') {
  const path = `events/?dataset=errors&field=${field}&field=count()&per_page=100&${more}`;
  const lines: Line[] = (await sentry(sandbox, path)).json.data;
  return Object.fromEntries(lines.map((line) => [String(line[field]), Number(line['count()'])]));
}

async function perMinute(sandbox: Sandbox, period = '24h'): Promise<number[]> {
  const path = `events-timeseries/?dataset=errors&yAxis=count()&interval=1m&statsPeriod=${period}`;
  const { json } = await sentry(sandbox, path);
  return json.timeSeries[0].values.map(({ value }: { value: number }) => value).slice(0, -1);
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

/** Variance over mean: 1 where events are independent of one another. */
function dispersion(counts: readonly number[]): number {
  const mean = sum(counts) / counts.length;
  const squares = counts.map((one) => (one - mean) ** 2);
  return sum(squares) / counts.length / mean;
}

describe('the release that events name', () => {
  it('is none, a commit, that before, or that of a run under way, as often as told', async () => {
    const releases = { none: 0.2, commit: 0.1, before: 0.3, next: 0.1 };
    const deploys = [
      { version: 'v1.2.2', at: '-3d' },
      { version: 'v1.2.3', at: '-3h' },
      { version: 'v1.2.3', at: '-90m', took: '10h' },
    ];
    const { sandbox } = await sandboxed('calm', { ...own({ releases }), deploys });
    const by = await eventsBy(sandbox, 'release', 'statsPeriod=90m');
    const all = sum(Object.values(by));
    const share = (name: string) => (by[name] ?? 0) / all;
    const commit = Object.keys(by).find((name) => /^[0-9a-f]{40}$/.test(name)) ?? '';
    expect(share('null')).toBeCloseTo(0.2, 1);
    expect(share(commit)).toBeCloseTo(0.1, 1);
    expect(share('talkstudio@1.2.2')).toBeCloseTo(0.3, 1);
    expect(Object.keys(by)).toHaveLength(4);
  });

  it('is that before only for a day: tabs are closed by then', async () => {
    const releases = { before: 1 };
    const deploys = (at: string) => [
      { version: 'v1.2.2', at: '-9d' },
      { version: 'v1.2.3', at },
    ];
    const young = await sandboxed('calm', { ...own({ releases }), deploys: deploys('-20h') });
    expect(await eventsBy(young.sandbox, 'release')).not.toHaveProperty('talkstudio@1.2.3');
    const old = await sandboxed('calm', { ...own({ releases }), deploys: deploys('-30h') });
    expect(await eventsBy(old.sandbox, 'release')).not.toHaveProperty('talkstudio@1.2.2');
  });

  it('is the new one while its run goes on, and not before it began', async () => {
    const releases = { next: 1 };
    const deploys = [
      { version: 'v1.2.2', at: '-9d' },
      { version: 'v1.2.3', at: '-40m', took: '30m' },
    ];
    const { sandbox } = await sandboxed('calm', { ...own({ releases }), deploys });
    const within = (start: string, end: string) =>
      eventsBy(sandbox, 'release', `start=2026-11-23T${start}&end=2026-11-23T${end}`);
    // The run began at 02:20, and uploaded at 02:47.
    expect(Object.keys(await within('02:21:00', '02:40:00'))).toEqual(['talkstudio@1.2.3']);
    expect(Object.keys(await within('02:00:00', '02:20:00'))).toEqual(['talkstudio@1.2.2']);
  });

  it('is none for the issue whose first event named none, and is not found by another', async () => {
    const { sandbox } = await sandboxed('calm', own({ releases: { none: 1 } }));
    const [issue] = (await sentry(sandbox, 'issues/?query=')).json;
    expect((await sentry(sandbox, `issues/${issue.id}/`)).json.firstRelease).toBeNull();
    const named = await eventsBy(sandbox, 'issue', 'query=release:talkstudio@1.2.3');
    expect(named).toEqual({});
    const plain = await sandboxed('calm', own());
    const [other] = (await sentry(plain.sandbox, 'issues/?query=')).json;
    const { firstRelease } = (await sentry(plain.sandbox, `issues/${other.id}/`)).json;
    expect(firstRelease.version).toMatch(/^talkstudio@1\./);
  });
});

describe('counts by the minute', () => {
  it('vary as independent events do, and with a spread far more, around the same mean', async () => {
    const plain = await perMinute((await sandboxed('calm', own())).sandbox);
    const spread = { minute: 0.5, quarterHour: 0.3 };
    const rough = await perMinute((await sandboxed('calm', own({ spread }))).sandbox);
    const harsh = await perMinute(
      (await sandboxed('calm', own({ spread: { minute: 0.9 } }))).sandbox,
    );
    // By day and night the mean moves, hence not 1.
    expect(dispersion(plain)).toBeLessThan(2.5);
    expect(dispersion(rough)).toBeGreaterThan(5);
    expect(dispersion(harsh)).toBeGreaterThan(dispersion(rough));
    expect(sum(rough) / sum(plain)).toBeCloseTo(1, 0);
  });

  it('have one burst in each stretch of its kind, at another moment each time', async () => {
    const bursts = { every: '6h', times: 10, last: '3m' };
    const counts = await perMinute((await sandboxed('calm', own({ bursts }))).sandbox);
    const many = counts.flatMap((count, i) => (count > 80 ? [i] : []));
    const starts = many.filter((i) => !many.includes(i - 1));
    expect(starts.length).toBeGreaterThanOrEqual(3);
    expect(starts.length).toBeLessThanOrEqual(5);
    expect(many.length).toBeLessThanOrEqual(4 * starts.length);
    const gaps = starts.slice(1).map((at, i) => at - (starts[i] ?? 0));
    expect(new Set(gaps).size).toBeGreaterThan(1);
    const plain = await perMinute((await sandboxed('calm', own())).sandbox);
    expect(Math.max(...plain)).toBeLessThan(80);
  });

  it('rise with the sessions of a surge, and with nothing before or after it', async () => {
    const surges = [{ from: '-3h', until: '-2h', times: 5 }];
    const { sandbox } = await sandboxed('calm', { ...own(), traffic: { surges } });
    const counts = (await perMinute(sandbox, '4h')).slice(-239);
    const mean = (from: number, to: number) => sum(counts.slice(from, to)) / (to - from);
    expect(mean(65, 115) / mean(125, 235)).toBeGreaterThan(4);
    expect(mean(5, 55) / mean(125, 235)).toBeLessThan(1.3);
    const path = 'sessions/?field=sum(session)&statsPeriod=4h&interval=1h';
    const series: number[] = (await sentry(sandbox, path)).json.groups[0].series['sum(session)'];
    expect(Math.max(...series) / Math.min(...series.slice(0, 1))).toBeGreaterThan(4);
  });

  it('come again at the same hour of earlier days, and at no other', async () => {
    const when = { from: '-20m', until: '15m', every: '1d' };
    const { sandbox } = await sandboxed('calm', own({ when }));
    const at = async (day: string, from: string, to: string) =>
      sum(Object.values(await eventsBy(sandbox, 'issue', `start=${day}T${from}&end=${day}T${to}`)));
    for (const day of ['2026-11-23', '2026-11-22', '2026-11-17']) {
      expect(await at(day, '02:40:00', '02:59:00')).toBeGreaterThan(100);
      expect(await at(day, '01:00:00', '02:39:00')).toBe(0);
    }
    expect(await at('2026-11-22', '03:00:00', '03:14:00')).toBeGreaterThan(100);
    expect(await at('2026-11-22', '03:16:00', '12:00:00')).toBe(0);
  });
});

describe('a condition that comes again', () => {
  it.each([
    [{ from: '-20m', every: '1d' }],
    [{ until: '15m', every: '1d' }],
    [{ from: '-25h', until: '1h', every: '1d' }],
  ])('is refused where it does not end before it comes again: %j', async (when) => {
    await expect(sandboxed('calm', own({ when }))).rejects.toThrow(/errors\.0\.when\.every: /);
  });
});

describe('errors of other environments', () => {
  const elsewhere = [
    { environment: 'staging', perMinute: 6 },
    { environment: 'preview', perMinute: 3 },
    { environment: 'staging', perMinute: 2, as: 'production' },
  ];

  it('are told apart by the environment that they name, and are one issue', async () => {
    const { sandbox } = await sandboxed('calm', own({ elsewhere }));
    const by = await eventsBy(sandbox, 'environment');
    expect(Object.keys(by).sort()).toEqual(['preview', 'production', 'staging']);
    const staging = await eventsBy(sandbox, 'environment', 'statsPeriod=2h&environment=staging');
    expect(staging).toEqual({ staging: by.staging });
    const issues = async (more: string) =>
      (await sentry(sandbox, `issues/?query=&statsPeriod=2h${more}`)).json;
    const [all] = await issues('');
    const [inStaging] = await issues('&environment=staging');
    expect([all.id, Number(all.count)]).toEqual([inStaging.id, sum(Object.values(by))]);
    expect(Number(inStaging.count)).toBe(by.staging);
  });

  it('mix with those of production where they name it, and else do not', async () => {
    const count = async (places: typeof elsewhere) => {
      const { sandbox } = await sandboxed('calm', own({ elsewhere: places }));
      return (await eventsBy(sandbox, 'environment', 'statsPeriod=2h&environment=production'))
        .production;
    };
    const alone = await count([]);
    expect(await count(elsewhere.slice(0, 2))).toBe(alone);
    expect(await count(elsewhere)).toBeGreaterThan((alone ?? 0) + 100);
  });

  it('begin when the version reaches their environment, before it reaches production', async () => {
    const when = { versions: ['v1.2.3'] };
    const { sandbox } = await sandboxed('bad-deploy', own({ when, elsewhere }));
    const first = async (more: string) =>
      Date.parse((await sentry(sandbox, `issues/?query=${more}`)).json[0].firstSeen);
    const minutes = (at: number) => (sandbox.world.startedAt - at) / 60_000;
    expect(minutes(await first('&environment=staging'))).toBeGreaterThan(50);
    const posing = elsewhere.slice(0, 2);
    const honest = await sandboxed('bad-deploy', own({ when, elsewhere: posing }));
    const [issue] = (await sentry(honest.sandbox, 'issues/?query=&environment=production')).json;
    expect(minutes(Date.parse(issue.firstSeen))).toBeLessThan(22);
  });
});
