import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { LabSet } from '../../../src/domain/lab/set.ts';
import type { Inquiry } from '../../../src/evidence/asking/inquiry.ts';
import labFigures from '../../../src/evidence/speed/lab-figures.ts';
import { fakeContext } from '../../support/context.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const clock = { now: () => now, sleep: () => new Promise<void>(() => {}) };

const set = (ago: number, change: Partial<LabSet> = {}): LabSet => ({
  url: 'https://talkstudio.app/',
  at: now - ago,
  served: 'v1.2.3',
  runs: 3,
  values: {
    performance: 95,
    accessibility: 100,
    'best-practices': 96,
    seo: 83,
    fcp: 900,
    lcp: 1000 + ago,
    cls: 0.02,
    tbt: 40,
  },
  conditions: {
    program: '12.8.2',
    formFactor: 'mobile',
    throttling: 'simulate',
    screen: '412x823@1.75 mobile',
    browser: 140,
    benchmarkIndex: 1400,
  },
  files: [],
  ...change,
});

async function asked(sets: readonly LabSet[]) {
  const { config } = await loadConfig({ env: {}, cwd: '/' });
  const context = fakeContext({
    clock,
    services: { labHistory: async () => ({ sets: async () => sets, keep: async () => true }) },
  });
  const deploy = { version: 'v1.2.3', endedAt: now - 1500, conclusion: 'success' };
  const inquiry = {
    context,
    config,
    environment: 'production',
    pinned: pinTime(now),
    budget: 5000,
    ask: async () => ({ value: { deploys: [deploy] } }),
  } as unknown as Inquiry;
  return labFigures(inquiry);
}

describe('the figures of the last kept set', () => {
  it('stand with their budgets, the comparable sets before them, and the deploys between', async () => {
    const slower = set(2000, { conditions: { ...set(0).conditions, benchmarkIndex: 700 } });
    const { verdict, value, detail } = await asked([set(1000), slower, set(3000)]);
    expect(verdict).toBe('warn');
    expect(detail).toBe('SEO 83 (limit ≥ 90)');
    const lcp = value?.figures.find(({ id }) => id === 'lab-lcp');
    expect(lcp).toMatchObject({
      verdict: 'ok',
      value: 2000,
      before: 4000,
      unit: 'milliseconds',
      target: { is: 'at-most', value: 2500 },
      source: 'lab-sets',
      readAt: now - 1000,
      window: { from: now - 3000, to: now - 1000 },
      series: [
        { t: now - 3000, value: 4000 },
        { t: now - 1000, value: 2000 },
      ],
    });
    expect(value?.figures).toHaveLength(8);
    expect(value?.marks).toEqual([{ at: now - 1500, version: 'v1.2.3' }]);
  });

  it.each([
    ['nothing is kept', []],
    [
      'only a set of another device is',
      [set(1, { conditions: { ...set(0).conditions, formFactor: 'desktop' } })],
    ],
    ['only a set without all figures is', [set(1, { values: { lcp: 900 } })]],
  ])('are no data where %s, and what to run is told', async (_, sets) => {
    const { verdict, value, lack, detail } = await asked(sets);
    expect([verdict, value, lack?.code]).toEqual(['no-data', null, 'no-lab-set']);
    expect(detail).toContain('tsops site lighthouse');
  });
});
