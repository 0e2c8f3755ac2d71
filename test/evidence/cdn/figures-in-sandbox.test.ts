/* Each figure equals that of the world which the sandbox simulates. */
import { describe, expect, it } from 'vitest';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { FigureSet } from '../../../src/domain/numbers/figure.ts';
import type { FigureId } from '../../../src/domain/numbers/titles/table.ts';
import { createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { collectors } from '../../../src/evidence/catalog.ts';
import type { ScenarioInput } from '../../../src/sandbox/scenario.ts';
import { metricAt, percentileFactor } from '../../../src/sandbox/world/metrics.ts';
import type { World } from '../../../src/sandbox/world/model.ts';
import { sandboxInquiry } from '../../support/sandbox-inquiry.ts';

const minute = 60_000;
const hour = 60 * minute;

async function investigated(name: string, since: number, change: Partial<ScenarioInput> = {}) {
  const { sandbox, inquiry } = await sandboxInquiry(name, change);
  const { context, config } = inquiry;
  const pinned = pinTime(sandbox.world.now(), since);
  const asked = { context, config, environment: 'production', pinned, budget: 10_000 };
  return { sandbox, ask: () => createInquiry(asked, collectors).ask('cdn-figures') };
}

const figureOf = (set: FigureSet | null, id: FigureId) =>
  set?.figures.find((figure) => figure.id === id);

/** Every minute of a window. */
const minutes = ({ from, to }: { from: number; to: number }) =>
  Array.from({ length: (to - from) / minute }, (_, at) => from + at * minute);

function truthOf(world: World, window: { from: number; to: number }) {
  const all = minutes(window);
  const requests = all.map((at) => metricAt(world, 'requests', at));
  const total = requests.reduce((sum, each) => sum + each, 0);
  const weighted = (rate: (at: number) => number) =>
    all.reduce((sum, at, index) => sum + rate(at) * (requests[index] ?? 0), 0) / total;
  const latency =
    all.reduce((sum, at) => sum + metricAt(world, 'originLatency', at), 0) / all.length;
  const on4xx = weighted((at) => metricAt(world, 'errorRate4xx', at));
  const on5xx = weighted((at) => metricAt(world, 'errorRate5xx', at));
  return {
    requests: total,
    bandwidth: total * 31_400,
    'error-rate-4xx': on4xx,
    'error-rate-5xx': on5xx,
    'error-rate-total': on4xx + on5xx,
    'hit-ratio': weighted((at) => metricAt(world, 'cacheHitRate', at)),
    'origin-latency-p50': latency,
    'origin-latency-p95': latency * percentileFactor(95),
    'origin-latency-p99': latency * percentileFactor(99),
  } satisfies Partial<Record<FigureId, number>>;
}

describe('the figures of the CDN', () => {
  it.each(['calm', 'hit-ratio-collapse', 'site-down'])(
    'are those of the world in %s',
    async (name) => {
      const { sandbox, ask } = await investigated(name, hour);
      const { value, window } = await ask();
      if (value === null || window === null) throw new Error('nothing was told');
      const before = { from: window.from - hour, to: window.from };
      const [now, earlier] = [truthOf(sandbox.world, window), truthOf(sandbox.world, before)];
      for (const id of Object.keys(now) as (keyof typeof now)[]) {
        const figure = figureOf(value, id);
        expect((figure?.value ?? Number.NaN) / now[id], id).toBeCloseTo(1, 3);
        expect((figure?.before ?? Number.NaN) / earlier[id], id).toBeCloseTo(1, 3);
      }
    },
  );

  it('tell since when hits fail, as the scenario has it', async () => {
    const { sandbox, ask } = await investigated('hit-ratio-collapse', 24 * hour);
    const { value, verdict } = await ask();
    expect(verdict).toBe('bad');
    const began = sandbox.world.startedAt - 80 * minute;
    for (const id of ['hit-ratio', 'origin-latency-p50'] as const) {
      const beyond = figureOf(value, id)?.beyond;
      expect(beyond?.to).toBeNull();
      expect(Math.abs((beyond?.from ?? 0) - began)).toBeLessThanOrEqual(5 * minute);
    }
  });

  it('have the deploys of their window', async () => {
    const { ask } = await investigated('calm', 24 * hour);
    const { value, window } = await ask();
    expect(value?.marks.map(({ version }) => version)).toEqual(['v1.2.3']);
    expect(value?.marks[0]?.at).toBeGreaterThan(window?.from ?? 0);
  });

  it('are one request to CloudWatch', async () => {
    const { sandbox, ask } = await investigated('calm', hour);
    await ask();
    const asked = sandbox.requests().filter(({ system }) => system === 'aws');
    expect(asked).toHaveLength(1);
  });
});

describe('where it cannot be told', () => {
  it('paid metrics that are off are no data, and the rest stands', async () => {
    const { ask } = await investigated('calm', hour, { edge: { additionalMetrics: false } });
    const { value, verdict } = await ask();
    expect(verdict).toBe('ok');
    for (const id of ['hit-ratio', 'origin-latency-p50', 'origin-latency-p99'] as const) {
      expect(figureOf(value, id)?.lack?.code).toBe('no-additional-metrics');
    }
    expect(figureOf(value, 'error-rate-total')?.verdict).toBe('ok');
  });

  it.each([
    { kind: 'status', status: 503 },
    { kind: 'status', status: 403 },
    { kind: 'html' },
    { kind: 'drop-before' },
    { kind: 'malformed-json' },
    { kind: 'wrong-types' },
  ] as const)('all is unknown, with its reason, where AWS has %j', async (fault) => {
    const { sandbox, ask } = await investigated('calm', hour);
    sandbox.inject({ system: 'aws', ...fault });
    const { value, verdict, problem } = await ask();
    expect([verdict, value]).toEqual(['unknown', null]);
    expect(problem?.message).not.toBe('');
  });
});
