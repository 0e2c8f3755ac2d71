import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../src/config/load.ts';
import type { Environment } from '../../../../src/config/schema.ts';
import { readHistory } from '../../../../src/evidence/alerts/metrics/history.ts';
import { readSamples } from '../../../../src/evidence/alerts/metrics/samples.ts';
import type { ErrorTracker } from '../../../../src/ports/errors.ts';
import type { Metrics } from '../../../../src/ports/metrics.ts';
import { fakeContext } from '../../../support/context.ts';

const minute = 60_000;
const { config: shipped } = await loadConfig({ file: undefined, env: {}, cwd: '/' });
const cdn = { provider: 'cloudfront', id: 'E1' } as const;
const production = { ...shipped.environments.production, cdn } as Environment;
const config = { ...shipped, environments: { production } };

/** Ports that count what they are asked for; one error and ten requests in each minute. */
function counted() {
  const asked: string[] = [];
  const metrics: Metrics = {
    turnOn: String,
    seriesOfAll: async () => [],
    series: async (_id, name, { from, to }, step) => {
      asked.push(name);
      const count = Math.floor((to - from) / step);
      return Array.from({ length: count }, (_, index) => ({ t: from + index * step, value: 10 }));
    },
  };
  const errors: Pick<ErrorTracker, 'errorsPerMinute'> = {
    errorsPerMinute: async ({ from, to }, _read, kind) => {
      asked.push(`${kind}`);
      return { from, step: minute, counts: new Array<number>((to - from) / minute).fill(1) };
    },
  };
  const context = fakeContext({
    services: { metrics: async () => metrics, errors: async () => errors as ErrorTracker },
  });
  return { asked, context, now: context.clock.now() };
}

type Ports = ReturnType<typeof counted>;
const environment = 'production';

function samplesOf({ context, now }: Ports, metrics: readonly string[]) {
  const round = { context, config, environment, now, budget: 10_000, probes: new Map() };
  return readSamples(round, metrics, now - 10 * minute);
}

function pastOf({ context, now }: Ports, metrics: readonly string[], settled = (_: string) => {}) {
  const window = { from: now - 30 * minute, to: now };
  return readHistory({ context, config, environment, window }, metrics, settled);
}

const readers = [
  ['samples', samplesOf, 'over time'],
  ['the past', pastOf, 'over weeks'],
] as const;

describe.each(readers)('%s of metrics', (_, read, span) => {
  it('come from whoever tells each', async () => {
    const answers = await read(counted(), ['error_rate', 'requests']);
    expect(answers.get('error_rate')).toMatchObject({
      question: `error_rate ${span}`,
      source: 'Sentry, CloudWatch',
      verdict: 'ok',
    });
    expect(answers.get('requests')).toMatchObject({ source: 'CloudWatch', verdict: 'ok' });
  });

  it('that rest on the same answer ask for it once', async () => {
    const ports = counted();
    await read(ports, ['error_rate', 'error_count', 'requests', 'p50_latency', 'origin_latency']);
    expect(ports.asked.toSorted()).toEqual(['errors', 'origin-latency', 'requests']);
  });

  it('that are not asked for cost no question', async () => {
    const ports = counted();
    await read(ports, ['requests']);
    expect(ports.asked).toEqual(['requests']);
  });

  it('are unknown where nothing measures one, and known of the next', async () => {
    const answers = await read(counted(), ['tbt', 'requests']);
    expect(answers.get('tbt')).toMatchObject({
      source: 'no source',
      verdict: 'unknown',
      value: null,
      detail: 'nothing measures tbt',
      problem: { kind: 'config' },
    });
    expect(answers.get('requests')?.verdict).toBe('ok');
  });
});

describe('errors per request', () => {
  it('are percent of the requests of the same minute, now and in the past', async () => {
    const live = await samplesOf(counted(), ['error_rate']);
    const past = await pastOf(counted(), ['error_rate']);
    const values = [
      live.get('error_rate')?.value?.flatMap(({ samples }) => samples),
      past.get('error_rate')?.value?.series.flatMap(({ samples }) => samples),
    ].map((samples) => new Set(samples?.map(({ value }) => value)));
    expect(values).toEqual([new Set([10]), new Set([10])]);
  });
});

describe('a long reading', () => {
  it('tells of each metric that has come, whether it is known or not', async () => {
    const settled: string[] = [];
    await pastOf(counted(), ['requests', 'tbt'], (metric) => settled.push(metric));
    expect(settled.toSorted()).toEqual(['requests', 'tbt']);
  });
});
