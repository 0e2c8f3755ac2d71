import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { Measurement } from '../../../src/domain/health/probe.ts';
import type { Inquiry } from '../../../src/evidence/asking/inquiry.ts';
import pageSpeed from '../../../src/evidence/speed/page-speed.ts';
import type { LabRun, VitalValues } from '../../../src/ports/lab.ts';
import type { Services } from '../../../src/ports/services.ts';
import { fakeContext } from '../../support/context.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
/** Real time does not pass, and no budget runs out. */
const clock = { now: () => now, sleep: () => new Promise<void>(() => {}) };
const failed = (message: string) =>
  new TsopsError({ kind: 'credentials', message, next: ['set the key'] });

interface Parts {
  readonly drill?: boolean;
  readonly url?: string;
  /** One after the other; the last one is answered from then on. */
  readonly lighthouse?: readonly (LabRun | null)[];
  readonly psi?: LabRun | null | TsopsError;
  readonly crux?: VitalValues | null | TsopsError;
  readonly sentry?: VitalValues | TsopsError;
  /** Milliseconds to the first byte of each probe; null fails. */
  readonly ttfb?: readonly (number | null)[];
}

function answer<Value>(value: Value | TsopsError): Promise<Value> {
  return value instanceof TsopsError ? Promise.reject(value) : Promise.resolve(value);
}

function measurement(firstByteMs: number | null): Measurement {
  const hop = { dnsMs: 1, connectMs: 2, tlsMs: 3, firstByteMs };
  return {
    hops: [hop],
    failure: firstByteMs === null ? { reason: 'timeout', detail: 'no answer' } : null,
  } as unknown as Measurement;
}

async function asked(parts: Parts) {
  const { config } = await loadConfig({ env: {}, cwd: '/' });
  const calls: string[] = [];
  const told = <Value>(name: string, value: Value): Value => {
    calls.push(name);
    return value;
  };
  const { lighthouse = [null], psi = null, crux = null, sentry = {}, ttfb = [100] } = parts;
  let [runs, probes] = [0, 0];
  const next = <Item>(items: readonly Item[], at: number) => items[Math.min(at, items.length - 1)];
  const services: Partial<Services> = {
    lab: async () => ({
      run: async () => told('lighthouse', next(lighthouse, runs++) ?? null),
    }),
    remoteLab: async () => ({
      run: () => told('psi', answer(psi)),
      field: () => told('crux', answer(crux)),
    }),
    errors: async () => ({ vitals: () => answer(sentry) }) as never,
    site: async () =>
      ({ probe: async () => told('probe', measurement(next(ttfb, probes++) ?? null)) }) as never,
  };
  const { url } = parts;
  const environments =
    url === undefined ? config.environments : { production: { url, buildInfo: url } };
  const inquiry: Inquiry = {
    context: fakeContext({ clock, services, drill: parts.drill ?? false }),
    config: { ...config, environments },
    environment: 'production',
    pinned: pinTime(now),
    budget: 10_000,
    ask: () => Promise.reject(new Error('asks nothing else')),
  };
  return { evidence: await pageSpeed(inquiry), calls };
}

const run = (score: number | null, lcp: number): LabRun => ({ score, vitals: { lcp, cls: 0 } });
const lcpOf = (evidence: Awaited<ReturnType<typeof asked>>['evidence']) =>
  evidence.value?.vitals.find(({ vital }) => vital === 'lcp');

describe('the speed of the page by Lighthouse', () => {
  it('is the median of the runs that the config wants, one after the other', async () => {
    const { evidence, calls } = await asked({
      lighthouse: [run(70, 5200), run(99, 1500), run(80, 4100)],
    });
    expect(evidence.verdict).toBe('bad');
    expect(evidence.value).toMatchObject({ measuredBy: 'lighthouse', runs: 3, score: 80 });
    expect(lcpOf(evidence)).toEqual({ vital: 'lcp', value: 4100, rating: 'poor' });
    expect(calls.filter((call) => call === 'lighthouse')).toHaveLength(3);
    expect(calls).not.toContain('psi');
  });

  it('leaves runs that failed out, says so, and takes no missing score for zero', async () => {
    const { evidence } = await asked({
      lighthouse: [{ failure: 'NO_FCP' }, run(null, 1500), run(90, 1700)],
    });
    expect(evidence.value).toMatchObject({ runs: 2, score: 90 });
    expect(lcpOf(evidence)?.value).toBe(1600);
    expect(evidence.detail).toMatch(/1 of 3 runs failed: NO_FCP/);
  });

  it('has no INP: nobody interacts', async () => {
    const { evidence } = await asked({ lighthouse: [run(90, 1500)] });
    expect(evidence.value?.vitals.map(({ vital }) => vital)).not.toContain('inp');
  });

  it('is given up after two failures', async () => {
    const { evidence, calls } = await asked({ lighthouse: [{ failure: 'NO_FCP' }] });
    expect(calls.filter((call) => call === 'lighthouse')).toHaveLength(2);
    expect(evidence.value?.measuredBy ?? 'http').toBe('http');
    expect(evidence.detail).toMatch(/2 of 2 runs failed/);
  });
});

describe('without Lighthouse', () => {
  it('PageSpeed Insights is asked', async () => {
    const { evidence } = await asked({ psi: run(44, 5100) });
    expect(evidence.value).toMatchObject({ measuredBy: 'pagespeed-insights', runs: 1, score: 44 });
  });

  it('and without its key, plain requests tell the first byte, by the median of three', async () => {
    const { evidence, calls } = await asked({ ttfb: [2000, 900, 1000], sentry: { lcp: 2000 } });
    expect(evidence.value).toMatchObject({
      measuredBy: 'http',
      score: null,
      vitals: [{ vital: 'ttfb', value: 1006, rating: 'needs-improvement' }],
    });
    expect(calls.filter((call) => call === 'probe')).toHaveLength(3);
    expect(evidence.detail).toMatch(/Lighthouse or a Chromium is not installed; PAGESPEED_API_KEY/);
  });

  it('a key that is rejected is said, and the rest goes on', async () => {
    const message = 'PageSpeed Insights rejects PAGESPEED_API_KEY (403)';
    const { evidence } = await asked({ psi: failed(message), sentry: { lcp: 2000 } });
    expect(evidence.verdict).toBe('ok');
    expect(evidence.detail).toContain(message);
  });

  it.each([
    ['in a drill', { drill: true }, ['probe']],
    ['of an address of this machine', { url: 'http://localhost:5173/' }, ['lighthouse', 'probe']],
  ])('nobody at Google is asked %s', async (_what, parts, expected) => {
    const { calls } = await asked({ ...parts, psi: run(90, 1500), crux: { lcp: 1 } });
    expect([...new Set(calls)]).toEqual(expected);
  });

  it('is unknown where the page does not answer either', async () => {
    const { evidence } = await asked({ ttfb: [null], sentry: { lcp: 2000 } });
    expect(evidence).toMatchObject({ verdict: 'unknown', problem: { kind: 'unreachable' } });
  });
});

describe('what users have', () => {
  it('decides, beside a good run in the lab', async () => {
    const { evidence } = await asked({
      lighthouse: [run(99, 1500)],
      sentry: { lcp: 5200, inp: 310 },
    });
    expect(evidence.verdict).toBe('bad');
    expect(evidence.value?.reported).toEqual([
      { vital: 'lcp', value: 5200, rating: 'poor' },
      { vital: 'inp', value: 310, rating: 'needs-improvement' },
    ]);
  });

  it('is unknown where Sentry cannot be asked and nothing else measures LCP', async () => {
    const { evidence } = await asked({ sentry: failed('SENTRY_AUTH_TOKEN is not set') });
    expect(evidence).toMatchObject({ verdict: 'unknown', problem: { kind: 'credentials' } });
  });

  it('may be missing where Lighthouse measures it', async () => {
    const { evidence } = await asked({
      lighthouse: [run(99, 1500)],
      sentry: failed('SENTRY_AUTH_TOKEN is not set'),
    });
    expect(evidence.verdict).toBe('ok');
    expect(evidence.detail).toMatch(/Sentry: SENTRY_AUTH_TOKEN is not set/);
  });

  it('of four weeks is the background, and changes no verdict', async () => {
    const { evidence } = await asked({
      lighthouse: [run(99, 1500)],
      crux: { lcp: 9000, cls: 0.07 },
    });
    expect(evidence.verdict).toBe('ok');
    expect(evidence.value?.field).toEqual([
      { vital: 'lcp', value: 9000, rating: 'poor' },
      { vital: 'cls', value: 0.07, rating: 'good' },
    ]);
  });
});
