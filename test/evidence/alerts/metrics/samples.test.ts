import { describe, expect, it } from 'vitest';
import type { EvidenceWindow } from '../../../../src/domain/evidence/shape.ts';
import { minute } from '../../../../src/domain/time/units.ts';
import { restsOnCdn } from '../../../../src/evidence/alerts/metrics/cdn.ts';
import { readSamples } from '../../../../src/evidence/alerts/metrics/samples.ts';
import type { ErrorIssue, ErrorTracker } from '../../../../src/ports/errors.ts';
import type { Metrics } from '../../../../src/ports/metrics.ts';
import { fakeTracker, recorded, refusing } from '../../../support/ask.ts';
import type { ContextParts } from '../../../support/context.ts';
import { at, metricContext, pointsOf } from '../../../support/metric-round.ts';

type Services = NonNullable<ContextParts['services']>;

async function samplesOf(metric: string, services: Services, from: number, environment?: string) {
  const parts = metricContext(services, environment === undefined ? {} : { environment });
  const round = { ...parts, now: at + 20_000, budget: 5000, probes: new Map() };
  const answer = (await readSamples(round, [metric], from)).get(metric);
  return { answer, samples: answer?.value?.[0]?.samples, labels: answer?.value?.[0]?.labels };
}

const byMinute = (value: number, series?: Partial<Metrics>) =>
  recorded<Metrics>({
    series: async (_id, _name, { from, to }) =>
      pointsOf((to - from) / minute, (i) => ({ t: from + i * minute, value })),
    ...series,
  });

describe('the CDN’s metrics', () => {
  it.each([
    ['requests', 'requests'],
    ['p50_latency', 'origin-latency'],
    ['p95_latency', 'origin-latency-p95'],
    ['p99_latency', 'origin-latency-p99'],
    ['origin_latency', 'origin-latency'],
    ['cache_hit_ratio', 'hit-ratio'],
    ['cdn_error_rate', 'error-rate'],
  ])('%s is its %s, of whole minutes that are over, each from its end on', async (metric, name) => {
    const metrics = byMinute(7);
    const from = at - 2 * minute - 20_000;
    const { answer, samples, labels } = await samplesOf(
      metric,
      { metrics: async () => metrics },
      from,
    );
    expect(answer).toMatchObject({ verdict: 'ok', source: 'CloudWatch', detail: '' });
    expect(labels).toEqual({ env: 'production' });
    expect(samples).toEqual([-2, -1, 0].map((n) => ({ t: at + n * minute, value: 7 })));
    const whole = { from: at - 3 * minute, to: at };
    expect(metrics.calls.map(({ args }) => args)).toMatchObject([
      ['E1', name, whole, minute, { timeout: 5000 }],
    ]);
    expect(restsOnCdn(metric)).toBe(true);
  });

  it('are no data where there is none, and unknown where no CDN is configured', async () => {
    const none = recorded<Metrics>({ series: async () => [] });
    const { answer } = await samplesOf('requests', { metrics: async () => none }, at - minute);
    expect([answer?.verdict, answer?.detail]).toEqual(['no-data', 'there is no sample of it']);
    const other = await samplesOf('requests', {}, at - minute, 'staging');
    expect(other.answer).toMatchObject({
      verdict: 'unknown',
      problem: { kind: 'config', next: ['tsops help config'] },
    });
    expect(other.answer?.detail).toContain('environments.staging.cdn.distributionId');
  });

  it('are what a rate of errors rests on, and no other metric', () => {
    expect(restsOnCdn('error_rate')).toBe(true);
    for (const metric of ['error_count', 'lcp', 'toString']) expect(restsOnCdn(metric)).toBe(false);
  });
});

describe('the tracker’s counts', () => {
  /** Two errors in each minute, counted in steps. */
  const counting = (step = minute, others: Partial<ErrorTracker> = {}) =>
    fakeTracker({
      errorsPerMinute: async ({ from, to }) => ({
        from,
        step,
        counts: pointsOf((to - from) / step, () => (2 * step) / minute),
      }),
      ...others,
    });

  it.each([
    ['error_count', 'errors'],
    ['unhandled_rejections', 'unhandled-rejections'],
  ])('%s are of whole minutes whose events have arrived', async (metric, kind) => {
    const errors = counting();
    const { answer, samples } = await samplesOf(
      metric,
      { errors: async () => errors },
      at - 150_000,
    );
    // At 20 seconds past, what came in the last 30 may be on its way.
    const whole = { from: at - 3 * minute, to: at - minute };
    expect(samples).toEqual([-2, -1].map((n) => ({ t: at + n * minute, value: 2 })));
    expect(answer?.source).toBe('Sentry');
    expect(errors.calls[0]?.args).toMatchObject([whole, { timeout: 5000 }, kind]);
    expect(errors.calls[0]?.args[1]).not.toHaveProperty('environment');
  });

  it('are of the environment that is meant', async () => {
    const errors = counting();
    await samplesOf('error_count', { errors: async () => errors }, at - 150_000, 'staging');
    expect(errors.calls[0]?.args[1]).toMatchObject({ environment: 'staging' });
  });

  it('of a longer step are known when it is over', async () => {
    const errors = counting(2 * minute);
    const services = { errors: async () => errors };
    const { samples } = await samplesOf('error_count', services, at - 4 * minute);
    expect(samples).toEqual([{ t: at - 2 * minute, value: 4 }]);
  });

  it('of new issues are by the minute in which each was seen first', async () => {
    const firstSeen = [at - 3 * minute, at - 2 * minute - 1, at - 2 * minute, at, at - 9e6, null];
    const errors = counting(minute, {
      issues: async () => firstSeen.map((seen) => ({ firstSeen: seen }) as ErrorIssue),
    });
    const services = { errors: async () => errors };
    const { samples } = await samplesOf('new_issues', services, at - 3 * minute);
    expect(samples).toEqual([
      { t: at - 2 * minute, value: 2 },
      { t: at - minute, value: 1 },
    ]);
    expect(errors.calls[0]?.args).toMatchObject([
      { from: at - 3 * minute, to: at - minute },
      { limit: 300, timeout: 5000 },
    ]);
  });

  it('against the CDN’s requests are percent, in minutes that had any', async () => {
    const errors = counting();
    const series: Metrics['series'] = async () => [
      { t: at - 4 * minute, value: 40 },
      { t: at - 3 * minute, value: 0 },
      // Of the minute before the last nothing is known yet.
    ];
    const metrics = byMinute(0, { series });
    const services = { errors: async () => errors, metrics: async () => metrics };
    const { answer, samples } = await samplesOf('error_rate', services, at - 4 * minute);
    expect(samples).toEqual([{ t: at - 3 * minute, value: 5 }]);
    expect(answer?.source).toBe('Sentry, CloudWatch');
  });
});

describe('vitals', () => {
  const spans: EvidenceWindow[] = [];
  const vitals = fakeTracker({
    vitals: async (span) => {
      spans.push(span);
      return span.to === at ? { lcp: 2500, cls: 0 } : { lcp: 1000 };
    },
  });
  const asked = async (metric: string, from: number) => {
    spans.length = 0;
    return samplesOf(metric, { errors: async () => vitals }, from);
  };

  it('are of five minutes each, back to where they are needed', async () => {
    const { samples, answer } = await asked('lcp', at - 6 * minute);
    expect(samples).toEqual([
      { t: at - 5 * minute, value: 1000 },
      { t: at, value: 2500 },
    ]);
    expect(answer?.source).toBe('Sentry');
    expect(spans).toEqual([
      { from: at - 10 * minute, to: at - 5 * minute },
      { from: at - 5 * minute, to: at },
    ]);
  });

  it('that no browser reported are left out; zero is a value', async () => {
    expect((await asked('cls', at - 6 * minute)).samples).toEqual([{ t: at, value: 0 }]);
    expect((await asked('inp', at - 6 * minute)).answer?.verdict).toBe('no-data');
  });

  it('are fifteen steps at most, and one at least', async () => {
    expect((await asked('lcp', at - 75 * minute)).samples).toHaveLength(15);
    expect((await asked('lcp', at - 76 * minute)).samples).toHaveLength(15);
    expect((await asked('lcp', at - 70 * minute)).samples).toHaveLength(14);
    expect((await asked('lcp', at + 20_000)).samples).toHaveLength(1);
  });

  it('are asked for once, however many of them are meant', async () => {
    const round = {
      ...metricContext({ errors: async () => vitals }),
      now: at,
      budget: 5000,
      probes: new Map(),
    };
    spans.length = 0;
    const answers = await readSamples(round, ['lcp', 'cls', 'fcp', 'ttfb'], at - 5 * minute);
    expect(spans).toHaveLength(1);
    expect([...answers.values()].map(({ verdict }) => verdict)).toEqual([
      'ok',
      'ok',
      'no-data',
      'no-data',
    ]);
  });
});

it('a source that refuses leaves its metric unknown, with its reason', async () => {
  const { answer } = await samplesOf('lcp', { errors: refusing('no scope') }, at - minute);
  expect(answer).toMatchObject({ verdict: 'unknown', value: null, detail: 'no scope' });
});
