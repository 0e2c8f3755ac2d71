import { describe, expect, it } from 'vitest';
import { DISTRIBUTION } from '../../../src/sandbox/systems/aws/access.ts';
import { createMetrics } from '../../../src/services/aws/cloudwatch-metrics.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'sekrit' };
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 600_000, to };
const signal = new AbortController().signal;

function metricsAt(endpoint: string, env: Readonly<Record<string, string>> = keys) {
  const config = { region: 'eu-west-1', endpoint };
  return createMetrics({ clock: fakeClock(to), signal, env, config, drill: true });
}

async function answered(reply: VendorReply) {
  const server = await vendorServer({ 'POST /': reply });
  const reading = metricsAt(server.url).series('E123', 'requests', window, 60_000, {
    timeout: 2000,
  });
  return { server, found: await reading.catch((thrown: unknown) => thrown) };
}

const page = (StatusCode: string, at: readonly number[], values: readonly unknown[]) => ({
  MetricDataResults: [
    {
      Id: 'm1',
      Label: 'Requests',
      StatusCode,
      Timestamps: at.map((t) => t / 1000),
      Values: values,
    },
  ],
  Messages: [],
});

describe('metrics of the CDN', () => {
  it('are read per minute, oldest first, whatever order CloudWatch answers in', async () => {
    const { found } = await answered({
      body: page('Complete', [to - 60_000, to - 120_000], [7, 5]),
    });
    expect(found).toEqual([
      { t: to - 120_000, value: 5 },
      { t: to - 60_000, value: 7 },
    ]);
  });

  it('are no data, and no failure, where the distribution keeps no such metric', async () => {
    expect((await answered({ body: page('Complete', [], []) })).found).toEqual([]);
  });

  it('of the sandbox cover the window with the statistic that each metric wants', async () => {
    const { sandbox } = await sandboxed('calm');
    const metrics = metricsAt(sandbox.urls.aws, sandbox.env as Record<string, string>);
    for (const name of ['requests', 'hit-ratio', 'origin-latency', 'error-rate-5xx'] as const) {
      const found = await metrics.series(DISTRIBUTION, name, window, 60_000);
      expect(found.map(({ t }) => t)).toEqual(
        Array.from({ length: 10 }, (_, i) => window.from + i * 60_000),
      );
      expect(Math.min(...found.map(({ value }) => value))).toBeGreaterThan(0);
    }
  });

  it('are read page by page, and not for ever where a page leads to itself', async () => {
    const body = { ...page('PartialData', [to - 120_000], [5]), NextToken: 'more' };
    const { found, server } = await answered({ body });
    expect(found).toEqual([{ t: to - 120_000, value: 5 }]);
    expect(server.asked).toHaveLength(2);
  });

  it('of the sandbox are kept by the minute for 15 days, and by five minutes for 63', async () => {
    const { sandbox } = await sandboxed('calm');
    const metrics = metricsAt(sandbox.urls.aws, sandbox.env as Record<string, string>);
    const day = 86_400_000;
    const old = { from: to - 20 * day, to: to - 19 * day };
    expect(await metrics.series(DISTRIBUTION, 'hit-ratio', old, 60_000)).toEqual([]);
    expect(await metrics.series(DISTRIBUTION, 'hit-ratio', old, 300_000)).toHaveLength(288);
  });

  it('say which permission is missing', async () => {
    const denied = {
      status: 400,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body: { __type: 'com.amazonaws.cloudwatch#AccessDeniedException', message: 'no\u001b[31m' },
    };
    for (const reply of [denied, { body: page('Forbidden', [], []) }]) {
      const { found } = await answered(reply);
      expect(found).toMatchObject({ kind: 'credentials' });
      expect(JSON.stringify((found as { next: unknown }).next)).toContain(
        'cloudwatch:GetMetricData',
      );
      expect(isCleanLine((found as Error).message)).toBe(true);
    }
  });

  it('ask again after throttling, and give up in the end', async () => {
    const { found, server } = await answered({
      status: 400,
      headers: { 'x-amzn-errortype': 'ThrottlingException' },
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
    });
    expect(found).toMatchObject({ kind: 'unreachable' });
    expect(server.asked).toHaveLength(3);
  });

  it.each<readonly [string, VendorReply]>([
    ['500', { status: 500, body: '<html>\u001b[2J' }],
    ['HTML', { body: '<html>' }],
    ['cut JSON', { body: '{"MetricDataResults": [' }],
    ['no list', { body: { MetricDataResults: 'none' } }],
    ['a failure of its own', { body: page('InternalError', [], []) }],
    ['values without times', { body: page('Complete', [], [3]) }],
    ['a dropped connection', { drop: true }],
  ])('cannot be read from %s', async (_name, reply) => {
    const { found } = await answered(reply);
    expect(found).toMatchObject({ kind: 'unreachable' });
    expect(isCleanLine((found as Error).message)).toBe(true);
  });
});

const part = (Id: string, values: readonly unknown[], more: object = {}) => ({
  Id,
  StatusCode: 'Complete',
  Timestamps: values.map((_, at) => (to - (at + 1) * 60_000) / 1000),
  Values: values,
  ...more,
});

async function allOf(MetricDataResults: readonly object[]) {
  const server = await vendorServer({ 'POST /': { body: { MetricDataResults, Messages: [] } } });
  const asks = [
    { metric: 'requests', period: 60_000 },
    { metric: 'hit-ratio', period: 300_000 },
    { metric: 'origin-latency-p95', period: 600_000 },
  ] as const;
  return { server, answers: await metricsAt(server.url).seriesOfAll('E123', asks, window) };
}

describe('several metrics at once', () => {
  it('are one request, whose answers may come in any order', async () => {
    const { server, answers } = await allOf([
      part('m3', [240]),
      part('m1', [7, 5]),
      part('m2', []),
    ]);
    expect(server.asked).toHaveLength(1);
    expect(answers.map(({ points }) => points.map(({ value }) => value))).toEqual([
      [5, 7],
      [],
      [240],
    ]);
    expect(answers.some(({ problem }) => problem)).toBe(false);
  });

  it.each<readonly [string, object]>([
    ['fails', part('m2', [90], { StatusCode: 'InternalError' })],
    ['is forbidden', part('m2', [90], { StatusCode: 'Forbidden' })],
    ['is text', part('m2', ['90'])],
    ['is not a number', part('m2', ['NaN'])],
    ['is negative', part('m2', [-1])],
    ['is more than the whole', part('m2', [140])],
    ['has other times than values', part('m2', [90], { Timestamps: [] })],
    ['is left out', part('m9', [90])],
  ])('stand where one of them %s', async (_name, odd) => {
    const { answers } = await allOf([part('m1', [7]), odd, part('m3', [240])]);
    expect(answers.map(({ points }) => points.length)).toEqual([1, 0, 1]);
    expect(answers[1]?.problem?.message).toMatch(/CloudWatch/);
    expect(answers[0]?.problem).toBeUndefined();
  });

  it('are cut to the window, however many rows come', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => at);
    const { answers } = await allOf([part('m1', many), part('m2', [90]), part('m3', [240])]);
    expect(answers[0]?.points).toHaveLength(10);
  });

  it('of the sandbox have the percentile of the whole window, counted from its start', async () => {
    const { sandbox } = await sandboxed('calm');
    const metrics = metricsAt(sandbox.urls.aws, sandbox.env as Record<string, string>);
    const odd = { from: to - 7 * 60_000 - 3_600_000, to: to - 7 * 60_000 };
    const [whole] = await metrics.seriesOfAll(
      DISTRIBUTION,
      [{ metric: 'origin-latency', period: 3_600_000 }],
      odd,
    );
    expect(whole?.points.map(({ t }) => t)).toEqual([odd.from]);
  });
});
