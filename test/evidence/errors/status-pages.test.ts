import { describe, expect, it } from 'vitest';
import statusPages from '../../../src/evidence/errors/status-pages.ts';
import type { DependencyReads, PageState } from '../../../src/ports/dependencies.ts';
import { inquiryWith, never, recorded, stillClock } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';

type States = readonly PageState['state'][];

async function asked(states: States, budget = 5000) {
  const reads = recorded<DependencyReads>({
    statusPage: async ({ url }) => {
      const state = states[Number(new URL(url).port) - 1] ?? 'unknown';
      return { state, detail: `says ${state}` };
    },
  });
  const pages = states.map((_, i) => ({ name: `v${i}`, url: `https://v.test:${i + 1}/` }));
  const clock = stillClock();
  const found = await statusPages(
    inquiryWith({
      config: { statusPages: pages },
      services: { dependencies: async () => reads },
      budget,
      clock,
    }),
  );
  return { found, reads, clock };
}

describe('the status pages of vendors', () => {
  it.each<[States, string]>([
    [['none', 'none'], 'ok'],
    [['none', 'minor'], 'warn'],
    [['none', 'unknown'], 'warn'],
    [['critical', 'unknown'], 'warn'],
    [['unknown', 'unknown'], 'unknown'],
  ])('%j together are %s', async (states, verdict) => {
    const { found } = await asked(states);
    expect(found.verdict).toBe(verdict);
  });

  it('are each told with what they say', async () => {
    const { found } = await asked(['none', 'major']);
    expect(found.value?.pages).toEqual([
      { name: 'v0', state: 'none', detail: 'says none' },
      { name: 'v1', state: 'major', detail: 'says major' },
    ]);
    expect(found.source).toBe('status pages');
  });

  it('are no data where none is configured, and nobody is asked', async () => {
    const { found, reads } = await asked([]);
    expect(found).toMatchObject({ verdict: 'no-data', lack: { code: 'no-status-page' } });
    expect(reads.calls).toEqual([]);
  });

  it.each([
    [5000, 4500],
    [1000, 500],
    [600, 500],
  ])('of %i ms each has %i, so that a silent one hides no other', async (budget, timeout) => {
    const { reads, clock } = await asked(['none'], budget);
    expect(reads.calls[0]?.args[1]).toMatchObject({ timeout });
    expect(clock.sleeps).toEqual([budget]);
  });

  it('are unknown where nothing comes in time', async () => {
    const found = await statusPages(
      inquiryWith({
        config: { statusPages: [{ name: 'v', url: 'https://v.test' }] },
        services: { dependencies: never },
        clock: fakeClock(),
      }),
    );
    expect(found).toMatchObject({ verdict: 'unknown', problem: { kind: 'unreachable' } });
  });
});
