import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { MonitorState } from '../../../src/domain/digest/facts.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { Measurement, ProbeTarget } from '../../../src/domain/health/probe.ts';
import { askMonitors } from '../../../src/evidence/digest/health.ts';
import { never, patientClock, refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';

type Answers = ReadonlyMap<string, Evidence<MonitorState>>;
const named = (length: number) =>
  Array.from({ length }, (_, i) => ({ name: `m${i}`, url: `https://site.test/${i}` }));

interface Given {
  readonly count?: number;
  readonly answer?: (target: ProbeTarget, nth: number) => Measurement | Promise<Measurement>;
  /** Time that passes with each answer, milliseconds. */
  readonly passes?: number;
  readonly site?: () => Promise<never>;
  readonly signal?: AbortSignal;
  readonly concurrency?: number;
  readonly late?: boolean;
}

async function asked({ count = 2, answer = () => measurement(), passes = 0, ...given }: Given) {
  const clock = given.late ? fakeClock() : patientClock();
  const site = fakeSite((target, nth) => {
    clock.advance(passes);
    return answer(target, nth);
  });
  const config = resolveConfig({
    environments: { production: { url: 'https://site.test' } },
    monitors: named(count),
    health: { controlHosts: [], concurrency: given.concurrency ?? 50 },
  });
  const context = fakeContext({
    config,
    clock,
    services: { site: given.site ?? (async () => site) },
    ...(given.signal && { signal: given.signal }),
  });
  const told: Answers[] = [];
  await askMonitors(context, config, 4000, (answers) => told.push(answers));
  const all = new Map(told.flatMap((answers) => [...answers]));
  return { told, all, site, clock };
}

describe('the monitors', () => {
  it('are each told once, as it answers', async () => {
    const { told, all } = await asked({ concurrency: 1 });
    expect(told.map((answers) => [...answers.keys()]).filter(({ length }) => length > 0)).toEqual([
      ['m0'],
      ['m1'],
    ]);
    expect(all.get('m0')).toMatchObject({
      verdict: 'ok',
      value: { name: 'm0', environment: 'production', verdict: 'ok', reason: null },
      source: 'https://site.test/0',
      tookMs: 100,
      detail: '200 in 100 ms',
    });
  });

  it('that fail are asked again once, a moment later, and told with the reason', async () => {
    const { all, site, clock } = await asked({
      count: 1,
      answer: () => measurement({ status: 503 }),
    });
    expect(all.get('m0')).toMatchObject({ verdict: 'bad', value: { reason: 'http_5xx' } });
    expect([site.asked.get('m0'), clock.slept()]).toEqual([2, 300]);
    expect(all.get('m0')?.detail).toBe(all.get('m0')?.value?.detail);
  });

  it('that nobody can tell of are unknown', async () => {
    const { all } = await asked({ count: 1, answer: () => measurement({ reason: 'dns_failure' }) });
    expect(all.get('m0')).toMatchObject({ verdict: 'unknown', value: null });
  });

  it('are told ten times a second where there are more than fifty', async () => {
    const times = async (count: number, passes: number) => {
      const { told, all } = await asked({ count, passes, concurrency: 1 });
      expect(all.size).toBe(count);
      return told.length;
    };
    // The beginning, each answer, and the rest.
    expect(await times(50, 50)).toBe(52);
    expect(await times(51, 50)).toBe(27);
    expect(await times(51, 100)).toBe(53);
  });
});

describe('what takes too long', () => {
  it('is unknown, never bad, beside what came in time', async () => {
    const answer = ({ name }: ProbeTarget) => (name === 'm1' ? never() : measurement());
    const { all, told } = await asked({ answer, late: true });
    expect(all.get('m0')?.verdict).toBe('ok');
    expect(all.get('m1')).toMatchObject({
      verdict: 'unknown',
      value: null,
      question: 'is m1 up',
      source: 'https://site.test/1',
      detail: 'no answer within 4 s; tsops health waits longer',
    });
    expect(told.at(-1)?.size).toBe(1);
  });

  it('is told for its own reason where it was no time that ran out', async () => {
    const { all } = await asked({ site: refusing('no certificate store') });
    expect([...all.values()]).toMatchObject([
      { verdict: 'unknown', detail: 'no certificate store' },
      { verdict: 'unknown', detail: 'no certificate store' },
    ]);
  });

  it('is no answer after an interrupt', async () => {
    const stop = new AbortController();
    const answer = () => {
      stop.abort(new Error('Ctrl-C'));
      return never();
    };
    await expect(asked({ answer, signal: stop.signal, late: true })).rejects.toThrow('Ctrl-C');
  });
});
