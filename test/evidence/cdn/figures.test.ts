import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config, Environment } from '../../../src/config/schema.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { Figure } from '../../../src/domain/numbers/figure.ts';
import type { FigureId } from '../../../src/domain/numbers/titles/table.ts';
import { createInquiry, type Inquiry } from '../../../src/evidence/asking/inquiry.ts';
import { settle } from '../../../src/evidence/asking/settle.ts';
import { collectors } from '../../../src/evidence/catalog.ts';
import type { MetricAnswer, MetricAsk, Metrics } from '../../../src/ports/metrics.ts';
import { stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

const minute = 60_000;
const hour = 60 * minute;
const { config: shipped } = await loadConfig({ file: undefined, env: {}, cwd: '/' });
const cdn = { provider: 'cloudfront', id: 'E1' } as const;
const withCdn = { ...shipped.environments.production, cdn } as Environment;
const failed = { kind: 'unreachable', message: 'CloudWatch failed to read the metric' };

/** A metric's value at a time; null where it has none. */
type Model = (metric: MetricAsk['metric'], t: number, ask: MetricAsk) => number | null;

const usual: Partial<Record<MetricAsk['metric'], number>> = {
  requests: 10,
  'bytes-downloaded': 1000,
  'hit-ratio': 95,
  'error-rate': 0.4,
  'error-rate-4xx': 0.3,
  'error-rate-5xx': 0.1,
};

const noDeploys = async () => (inquiry: Inquiry) =>
  settle(inquiry.context, { question: 'deploys?', source: 'GitHub', budget: 1000 }, async () => ({
    verdict: 'ok' as const,
    value: { deploys: [], served: null, builtAt: null, tags: null },
    detail: 'none',
  }));

function asking(
  model: Model,
  parts: {
    environment?: Environment;
    instead?: Metrics['seriesOfAll'];
    since?: number;
    deploys?: 'unknown';
  } = {},
) {
  const asked: { cdn: string; asks: readonly MetricAsk[]; from: number; to: number }[] = [];
  const seriesOfAll: Metrics['seriesOfAll'] = async (id, asks, { from, to }) => {
    asked.push({ cdn: id, asks, from, to });
    return asks.map((ask): MetricAnswer => {
      const points = Array.from({ length: (to - from) / ask.period }, (_, at) => {
        const t = from + at * ask.period;
        return { t, value: model(ask.metric, t, ask) };
      });
      return { points: points.flatMap(({ t, value }) => (value === null ? [] : [{ t, value }])) };
    });
  };
  const metrics: Metrics = {
    series: async () => [],
    seriesOfAll: parts.instead ?? seriesOfAll,
    turnOn: (id) => `turn on ${id}`,
  };
  const context = fakeContext({
    clock: stillClock(),
    services: { metrics: async () => metrics },
  });
  const config: Config = {
    ...shipped,
    environments: { production: parts.environment ?? withCdn },
  };
  const pinned = pinTime(context.clock.now(), parts.since ?? hour);
  const inquiry = createInquiry(
    { context, config, environment: 'production', pinned, budget: 1000 },
    parts.deploys === 'unknown' ? collectors : { ...collectors, 'recent-deploys': noDeploys },
  );
  return { found: inquiry.ask('cdn-figures'), asked, now: pinned.at };
}

const calm: Model = (metric) => usual[metric] ?? 120;

async function figureIn(model: Model, id: FigureId, since = hour): Promise<Figure> {
  const { value } = await asking(model, { since }).found;
  const figure = value?.figures.find((each) => each.id === id);
  if (figure === undefined) throw new Error(`no ${id}`);
  return figure;
}

describe('what is asked of the CDN', () => {
  it('is one request for all metrics, the window and the one before, up to what is complete', async () => {
    const { found, asked, now } = asking(calm);
    expect((await found).window).toEqual({ from: now - hour - 5 * minute, to: now - 5 * minute });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      cdn: 'E1',
      from: now - 2 * hour - 5 * minute,
      to: now - 5 * minute,
    });
    // A percentile of the window is asked for: it does not follow from those of its periods.
    expect(asked[0]?.asks).toContainEqual({ metric: 'origin-latency-p95', period: hour });
  });
});

describe('a figure of the CDN', () => {
  it('counts add up, over the window and the one before', async () => {
    const { now } = asking(calm);
    const half: Model = (metric, t) =>
      metric === 'requests' && t < now - hour - 5 * minute
        ? 5
        : calm(metric, t, { metric, period: 1 });
    expect(await figureIn(half, 'requests')).toMatchObject({ value: 600, before: 300 });
  });

  it('a rate weighs by its requests, not by its hours', async () => {
    const { now } = asking(calm);
    const isLate = (t: number) => t >= now - 20 * minute - 5 * minute;
    const model: Model = (metric, t, ask) => {
      if (metric === 'requests') return isLate(t) ? 1 : 100;
      if (metric === 'error-rate') return isLate(t) ? 90 : 0;
      return calm(metric, t, ask);
    };
    const { value } = await figureIn(model, 'error-rate-total');
    expect(value).toBeCloseTo((20 * 90) / (20 + 40 * 100));
  });

  it('a percentile is that of the whole window', async () => {
    const model: Model = (metric, t, ask) =>
      metric === 'origin-latency' ? (ask.period === hour ? 333 : 120) : calm(metric, t, ask);
    const figure = await figureIn(model, 'origin-latency-p50');
    expect(figure).toMatchObject({ value: 333, before: 333 });
    expect(figure.series.map(({ value }) => value)).toEqual(Array(20).fill(120));
  });

  it('is bad by what it is now, though the window as a whole would pass', async () => {
    const { now } = asking(calm);
    const began = now - 30 * minute;
    const model: Model = (metric, t, ask) =>
      metric === 'hit-ratio' && t >= began ? 22 : calm(metric, t, ask);
    const figure = await figureIn(model, 'hit-ratio', 24 * hour);
    expect(figure.value).toBeGreaterThan(90);
    expect(figure).toMatchObject({ verdict: 'bad', beyond: { to: null, now: 22 } });
    expect(Math.abs((figure.beyond?.from ?? 0) - began)).toBeLessThanOrEqual(5 * minute);
  });

  it('has every period of its window, and a gap where the CDN told none', async () => {
    const { now } = asking(calm);
    const quiet: Model = (metric, t, ask) => (t >= now - 20 * minute ? null : calm(metric, t, ask));
    const { series } = await figureIn(quiet, 'error-rate-total');
    expect(series).toHaveLength(20);
    expect(series.slice(-5).map(({ value }) => value)).toEqual(Array(5).fill(null));
  });
});

describe('what is missing', () => {
  it('of paid metrics is no data, and says how to turn them on', async () => {
    const off: Model = (metric, t, ask) =>
      metric === 'hit-ratio' || metric.startsWith('origin') ? null : calm(metric, t, ask);
    expect((await asking(off).found).verdict).toBe('ok');
    const figure = await figureIn(off, 'hit-ratio');
    expect(figure).toMatchObject({
      verdict: 'no-data',
      value: null,
      before: null,
      series: [],
      lack: { code: 'no-additional-metrics' },
      remarks: [{ code: 'additional-metrics-are-paid', values: ['turn on E1'] }],
    });
  });

  it('without any request is no data, and no 0 % of errors', async () => {
    const found = await asking(() => null).found;
    expect(found).toMatchObject({ verdict: 'no-data', lack: { code: 'no-requests' } });
    for (const { value, verdict, lack } of found.value?.figures ?? []) {
      expect([value, verdict, lack?.code]).toEqual([null, 'no-data', 'no-requests']);
    }
  });

  it('of a percentile that came for parts alone is said to be so', async () => {
    const model: Model = (metric, t, ask) =>
      metric === 'origin-latency-p99' && ask.period === hour ? null : calm(metric, t, ask);
    expect(await figureIn(model, 'origin-latency-p99')).toMatchObject({
      value: null,
      lack: { code: 'no-whole-value' },
    });
  });

  it('of one metric leaves the others standing, and the whole is not ok', async () => {
    const broken: Metrics['seriesOfAll'] = async (_id, asks, { from, to }) =>
      asks.map(({ metric, period }) =>
        metric === 'hit-ratio'
          ? { points: [], problem: failed }
          : {
              points: Array.from({ length: (to - from) / period }, (_, at) => ({
                t: from + at * period,
                value: usual[metric] ?? 120,
              })),
            },
      );
    const found = await asking(calm, { instead: broken }).found;
    expect(found).toMatchObject({ verdict: 'unknown', problem: failed });
    const verdicts = found.value?.figures.map(({ verdict }) => verdict);
    expect(verdicts?.filter((verdict) => verdict === 'unknown')).toHaveLength(1);
    expect(verdicts?.filter((verdict) => verdict === 'ok')).toHaveLength(8);
  });

  it('of the requests leaves no rate: what they weigh is not known', async () => {
    const broken: Metrics['seriesOfAll'] = async (_id, asks) =>
      asks.map(({ metric }) =>
        metric === 'requests' ? { points: [], problem: failed } : { points: [] },
      );
    const found = await asking(calm, { instead: broken }).found;
    const rate = found.value?.figures.find(({ id }) => id === 'error-rate-5xx');
    expect(rate).toMatchObject({ verdict: 'unknown', value: null, problem: failed });
  });

  it('of the deploys is said, and the figures stand', async () => {
    const found = await asking(calm, { deploys: 'unknown' }).found;
    expect(found).toMatchObject({ verdict: 'ok', value: { marks: [] } });
    for (const { remarks } of found.value?.figures ?? []) {
      expect(remarks).toEqual([{ code: 'no-deploys-known', values: [] }]);
    }
  });

  it('of all is unknown with the reason', async () => {
    const refused: Metrics['seriesOfAll'] = async () => {
      throw new TsopsError({ kind: 'credentials', message: 'the token has expired' });
    };
    const found = await asking(calm, { instead: refused }).found;
    expect(found).toMatchObject({
      verdict: 'unknown',
      value: null,
      problem: { kind: 'credentials' },
    });
  });

  it('without a CDN in the config nothing is asked', async () => {
    const { cdn: _cdn, ...environment } = withCdn;
    const { found, asked } = asking(calm, { environment });
    expect(await found).toMatchObject({
      verdict: 'no-data',
      value: null,
      lack: { code: 'no-cdn' },
    });
    expect(asked).toEqual([]);
  });
});
