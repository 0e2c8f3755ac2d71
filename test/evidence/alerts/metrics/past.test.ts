/* What is known of the past of each metric: how far back, how finely, and what is said of the rest. */
import { describe, expect, it } from 'vitest';
import type { EvidenceWindow } from '../../../../src/domain/evidence/shape.ts';
import { day, hour, minute } from '../../../../src/domain/time/units.ts';
import { readHistory } from '../../../../src/evidence/alerts/metrics/history.ts';
import type { ErrorTracker } from '../../../../src/ports/errors.ts';
import type { Metrics } from '../../../../src/ports/metrics.ts';
import { fakeTracker, recorded, refusing } from '../../../support/ask.ts';
import type { ContextParts } from '../../../support/context.ts';
import { at, metricContext, pointsOf } from '../../../support/metric-round.ts';

async function pastOf(
  metric: string,
  back: number,
  services: NonNullable<ContextParts['services']>,
) {
  const parts = metricContext(services);
  const window = { from: at - back, to: at };
  const told: string[] = [];
  const answers = await readHistory({ ...parts, window }, [metric], (name) => told.push(name));
  const answer = answers.get(metric);
  return { answer, samples: answer?.value?.series[0]?.samples ?? [], parts, told };
}

/** One point in each period. */
const cdn = (value: number, others: Partial<Metrics> = {}) =>
  recorded<Metrics>({
    series: async (_id, _name, { from, to }, period) =>
      pointsOf((to - from) / period, (i) => ({ t: from + i * period, value })),
    ...others,
  });

describe('the past of the CDN', () => {
  it('is as fine as it is kept: minutes for 15 days, then five, then hours', async () => {
    const metrics = cdn(7);
    const back = 70 * day;
    const { answer, samples } = await pastOf('p95_latency', back, { metrics: async () => metrics });
    const tiers = [
      { from: at - 15 * day, to: at, step: minute },
      { from: at - 63 * day, to: at - 15 * day, step: 5 * minute },
      { from: at - 70 * day, to: at - 63 * day, step: hour },
    ];
    expect(metrics.calls.map(({ args }) => args.slice(0, 4))).toEqual(
      tiers.map((tier) => ['E1', 'origin-latency-p95', tier, tier.step]),
    );
    // Two minutes are the time of all, of which none has passed.
    expect(metrics.calls[0]?.args[4]).toMatchObject({ timeout: 120_000 });
    expect(answer).toMatchObject({ verdict: 'ok', source: 'CloudWatch', detail: '' });
    expect(answer?.value?.parts).toEqual(tiers.toReversed());
    expect(answer?.value?.series[0]?.labels).toEqual({ env: 'production' });
    // Nobody knew a value before its period was over.
    const first = at - 70 * day + hour;
    expect(samples[0]).toEqual({ t: first, visible: first, value: 7 });
    expect(samples.at(-1)).toEqual({ t: at, visible: at, value: 7 });
  });

  it('begins at whole periods, and is of one kind where the window is short', async () => {
    const metrics = cdn(7);
    await pastOf('p95_latency', hour + 1000, { metrics: async () => metrics });
    expect(metrics.calls.map(({ args }) => args[2])).toMatchObject([{ from: at - hour, to: at }]);
    const [more] = [cdn(7)];
    await pastOf('p95_latency', 15 * day + 7 * minute, { metrics: async () => more });
    expect(more.calls.map(({ args }) => args[2])).toMatchObject([
      { from: at - 15 * day },
      { from: at - 15 * day - 5 * minute, to: at - 15 * day },
    ]);
  });

  it('of requests is by the minute, however long the period', async () => {
    const metrics = cdn(60);
    const { samples } = await pastOf('requests', 63 * day + hour, { metrics: async () => metrics });
    const from = at - 63 * day - hour;
    expect(samples.slice(0, 2)).toEqual([
      { t: from + minute, visible: from + hour, value: 1 },
      { t: from + 2 * minute, visible: from + hour, value: 1 },
    ]);
  });

  it('ends where nothing is kept any more, and says so', async () => {
    const metrics = cdn(7);
    const at455 = await pastOf('p95_latency', 455 * day, { metrics: async () => metrics });
    expect(at455.answer?.detail).toBe('');
    const more = await pastOf('p95_latency', 456 * day, { metrics: async () => metrics });
    expect(more.answer?.detail).toContain('455 days');
    expect(more.answer?.value?.parts[0]?.from).toBe(at - 455 * day);
  });

  it('that has no value is no data', async () => {
    const none = cdn(7, { series: async () => [] });
    const { answer } = await pastOf('p95_latency', hour, { metrics: async () => none });
    expect(answer).toMatchObject({ verdict: 'no-data', detail: 'there is no sample of it' });
    expect(answer?.value).toBeNull();
  });

  it('is what was read before a refusal, with its reason; nothing before it is unknown', async () => {
    let nth = 0;
    const series: Metrics['series'] = async (_id, _name, { from }) => {
      nth += 1;
      return nth === 1 ? [{ t: from, value: 1 }] : refusing('expired')();
    };
    const some = await pastOf('p95_latency', 20 * day, { metrics: async () => cdn(7, { series }) });
    expect(some.answer).toMatchObject({ verdict: 'ok', detail: 'expired' });
    expect(some.answer?.value?.parts).toHaveLength(1);
    const none = cdn(7, { series: refusing('expired') });
    const { answer, told } = await pastOf('p95_latency', hour, { metrics: async () => none });
    expect([answer?.verdict, answer?.detail, told]).toEqual([
      'unknown',
      'expired',
      ['p95_latency'],
    ]);
  });
});

/** Two errors in each minute. */
function counting(others: Partial<ErrorTracker> = {}, step = minute) {
  return fakeTracker({
    errorsPerMinute: async ({ from, to }) => ({
      from,
      step,
      counts: pointsOf((to - from) / step, () => (2 * step) / minute),
    }),
    ...others,
  });
}
const spans = (calls: ReturnType<typeof counting>['calls']) =>
  calls.map(({ args }) => args[0] as EvidenceWindow);

describe('the past of errors', () => {
  it.each([
    ['error_count', 'errors'],
    ['unhandled_rejections', 'unhandled-rejections'],
  ])('of %s is by the minute, seen when it has arrived', async (metric, kind) => {
    const errors = counting();
    const { answer, samples } = await pastOf(metric, hour, { errors: async () => errors });
    const window = { from: at - hour, to: at - minute };
    expect(errors.calls[0]?.args).toMatchObject([window, { timeout: 120_000 }, kind]);
    expect(answer?.value?.parts).toEqual([{ ...window, step: minute }]);
    expect(samples).toHaveLength(59);
    const t = at - hour + minute;
    expect(samples[0]).toEqual({ t, visible: t + 30_000, value: 2 });
    expect(samples.at(-1)?.t).toBe(at - minute);
  });

  it('is read six days at a time, the newest first, and told as one', async () => {
    const errors = counting();
    const { answer, samples } = await pastOf('error_count', 13 * day, {
      errors: async () => errors,
    });
    const to = at - minute;
    expect(spans(errors.calls)).toEqual([
      { from: to - 6 * day, to },
      { from: to - 12 * day, to: to - 6 * day },
      { from: at - 13 * day, to: to - 12 * day },
    ]);
    expect(answer?.value?.parts).toEqual([{ from: at - 13 * day, to, step: minute }]);
    expect(samples[0]?.t).toBe(at - 13 * day + minute);
  });

  it('goes back 90 days at most, and says so', async () => {
    const errors = counting({}, hour);
    const whole = await pastOf('error_count', 90 * day, { errors: async () => errors });
    expect(whole.answer?.detail).toBe('');
    const more = await pastOf('error_count', 90 * day + minute, { errors: async () => errors });
    expect(more.answer?.detail).toContain('90 days');
    expect(more.answer?.value?.parts[0]?.from).toBe(at - 90 * day);
  });

  it('is what was read in time', async () => {
    const pieces: number[] = [];
    const { context, config } = metricContext({});
    const errors = counting({
      errorsPerMinute: async ({ from, to }) => {
        pieces.push(to);
        (context.clock as unknown as { advance(by: number): void }).advance(60_000);
        return {
          from,
          step: hour,
          counts: pointsOf((to - from) / hour, () => 1),
        };
      },
    });
    const round = {
      context: { ...context, services: { ...context.services, errors: async () => errors } },
      config,
      environment: 'production',
      window: { from: at - 30 * day, to: at },
    };
    const answer = (await readHistory(round, ['error_count'], () => {})).get('error_count');
    expect(pieces).toHaveLength(2);
    expect(errors.calls.map(({ args }) => args[1])).toMatchObject([
      { timeout: 120_000 },
      { timeout: 60_000 },
    ]);
    expect(answer).toMatchObject({ verdict: 'ok', detail: 'there was no time for more' });
  });

  it('of new issues is by the minute in which each was seen first', async () => {
    const times = [at - hour, at - hour + 59_999, at - 2 * minute, at - minute, at - 2 * hour];
    const errors = counting({ firstSeen: async ({ from }) => ({ knownFrom: from, times }) });
    const { answer, samples } = await pastOf('new_issues', hour, { errors: async () => errors });
    expect(errors.calls[0]?.args).toMatchObject([
      { from: at - hour, to: at - minute },
      { timeout: 120_000 },
    ]);
    expect(samples).toHaveLength(59);
    const t = at - hour + minute;
    expect(samples[0]).toEqual({ t, visible: t + 30_000, value: 2 });
    expect(samples.at(-1)).toMatchObject({ t: at - minute, value: 1 });
    expect(samples.reduce((sum, { value }) => sum + value, 0)).toBe(3);
    expect(answer?.detail).toBe('');
  });

  it('of new issues begins later where there are too many, and says so', async () => {
    const knownFrom = at - 10 * minute + 1;
    const errors = counting({ firstSeen: async () => ({ knownFrom, times: [at - 3 * minute] }) });
    const { answer } = await pastOf('new_issues', hour, { errors: async () => errors });
    expect(answer?.value?.parts).toEqual([
      { from: at - 9 * minute, to: at - minute, step: minute },
    ]);
    expect(answer?.detail).toContain('too many');
  });

  it('per request is percent, in each period of which all is known', async () => {
    const errors = counting();
    const metrics = cdn(40, {
      series: async (_id, _name, { from }) => [
        { t: from, value: 40 },
        { t: from + minute, value: 0 },
        // Its errors have not arrived.
        { t: at - minute, value: 40 },
      ],
    });
    const services = { errors: async () => errors, metrics: async () => metrics };
    const { answer, samples } = await pastOf('error_rate', hour, services);
    const t = at - hour + minute;
    expect(samples).toEqual([{ t, visible: t + 30_000, value: 5 }]);
    expect(answer?.value?.parts).toEqual([{ from: at - hour, to: at - minute, step: minute }]);
    expect(answer?.source).toBe('Sentry, CloudWatch');
  });

  it('per request of a longer period is of all its errors', async () => {
    const errors = counting();
    const metrics = cdn(1000);
    const services = { errors: async () => errors, metrics: async () => metrics };
    const { samples } = await pastOf('error_rate', 15 * day + hour, services);
    const t = at - 15 * day - hour + 5 * minute;
    expect(samples[0]).toEqual({ t, visible: t + 30_000, value: 1 });
  });
});
