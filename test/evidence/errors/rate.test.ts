import { describe, expect, it } from 'vitest';
import type { ErrorOnset } from '../../../src/domain/errors/findings.ts';
import type { EvidenceWindow } from '../../../src/domain/evidence/shape.ts';
import { day, hour, minute } from '../../../src/domain/time/units.ts';
import errorRate from '../../../src/evidence/errors/rate.ts';
import type { Metrics } from '../../../src/ports/metrics.ts';
import {
  answered,
  fakeTracker,
  inquiryWith,
  never,
  recorded,
  refusing,
  stillClock,
} from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
const earlier = (by: number): EvidenceWindow => ({ from: window.from - by, to: window.to - by });

/** Two errors a minute in the window, one a minute in the same minutes an hour earlier, none else. */
const counts = Array.from({ length: day / minute }, (_, i) => {
  const t = at - day + i * minute;
  if (t >= window.from) return 2;
  return t >= window.from - hour && t < window.to - hour ? 1 : 0;
});
const onset: ErrorOnset = {
  at: null,
  between: null,
  confidence: 0,
  before: 0,
  since: 0,
  endedAt: null,
  gradual: false,
  from: at - day,
  counts,
};

interface Given {
  /** Requests a minute, now and yesterday; null where the CDN refuses. */
  readonly now?: number | null;
  readonly yesterday?: number | null;
  readonly others?: Readonly<Record<string, number | null>>;
  readonly onset?: ErrorOnset | null;
  readonly cdn?: boolean;
}

function asked(given: Given = {}) {
  const { now = 100, yesterday = 50, others = {}, cdn = true } = given;
  const metrics = recorded<Metrics>({
    series: async (_id, _metric, { from, to }) => {
      const requests = to === at ? now : yesterday;
      if (requests === null) return refusing('CloudWatch refused')();
      const length = (to - from) / minute;
      return Array.from({ length }, (_, i) => ({ t: from + i * minute, value: requests }));
    },
  });
  const errors = fakeTracker({
    errors: async ({ to }) => {
      const events = others[(at - to) / day] ?? null;
      return events === null ? refusing()() : { events, users: 1 };
    },
  });
  const clock = stillClock();
  const told = given.onset === undefined ? onset : given.onset;
  const site = { url: 'https://site.test', ...(cdn && { cdn: { distributionId: 'E1' } }) };
  const inquiry = inquiryWith({
    config: { environments: { production: site } },
    services: { metrics: async () => metrics, errors: async () => errors },
    answers: { 'error-onset': answered<ErrorOnset>(told, { detail: 'no scope' }) },
    clock,
  });
  return { found: errorRate(inquiry), metrics, errors, clock };
}

describe('errors per request', () => {
  it('are those of the window, beside the hour, the day and the week before', async () => {
    const { found, metrics, errors, clock } = asked({ others: { 1: 60, 7: 15 } });
    const { value, ...told } = await found;
    expect(value).toMatchObject({
      errors: 60,
      requests: 3000,
      rate: 2,
      perMinute: 2,
      recentPerMinute: 2,
      hourAgo: 1,
      dayAgo: 2,
      weekAgo: 0.5,
      usualRequests: 1500,
      limit: 5,
    });
    expect(told).toMatchObject({ verdict: 'ok', unit: '%', source: 'Sentry, CloudWatch', window });
    expect(told.detail).not.toContain('requests:');
    const spans = metrics.calls.map(({ args }) => [args[0], args[1], args[2], args[3]]);
    expect(spans).toEqual([
      ['E1', 'requests', window, minute],
      ['E1', 'requests', earlier(day), minute],
    ]);
    expect(metrics.calls[0]?.args[4]).toMatchObject({ timeout: 5000 });
    expect(errors.calls.map(({ args }) => args[0])).toEqual([earlier(day), earlier(7 * day)]);
    // It waits for the onset, which settles within its own time.
    expect(clock.sleeps).toEqual([5500]);
  });

  it('are bad above the limit, and not at it', async () => {
    expect((await asked({ now: 40 }).found).verdict).toBe('ok');
    expect((await asked({ now: 39 }).found).verdict).toBe('bad');
  });

  it('have no rate without a CDN, which is not asked', async () => {
    const { found, metrics } = asked({ cdn: false });
    const { value, detail } = await found;
    expect(value).toMatchObject({ errors: 60, requests: null, rate: null });
    expect(value).not.toHaveProperty('usualRequests');
    expect(metrics.calls).toEqual([]);
    expect(detail).not.toContain('requests:');
  });

  it('have no rate where the CDN refuses, and say why', async () => {
    const { value, detail } = await asked({ now: null }).found;
    expect(value).toMatchObject({ errors: 60, requests: null, rate: null, usualRequests: 1500 });
    expect(detail).toContain('CloudWatch refused');
  });

  it('go on without what was usual, and without a word of it', async () => {
    const { value, detail } = await asked({ yesterday: null }).found;
    expect(value).toMatchObject({ rate: 2, dayAgo: null, weekAgo: null });
    expect(value).not.toHaveProperty('usualRequests');
    expect(detail).not.toContain('refused');
  });

  it('are unknown where the onset is, for its reason', async () => {
    const found = await asked({ onset: null }).found;
    expect(found).toMatchObject({ verdict: 'unknown', value: null, detail: 'no scope' });
  });
});

describe('the hour before', () => {
  const from = (start: number) => ({
    ...onset,
    from: start,
    counts: counts.slice(-(at - start) / minute),
  });

  it('is known where the history holds all of it', async () => {
    const all = await asked({ onset: from(window.from - hour) }).found;
    expect(all.value).toMatchObject({ errors: 60, hourAgo: 1 });
    const less = await asked({ onset: from(window.from - hour + minute) }).found;
    expect(less.value).toMatchObject({ errors: 60, hourAgo: null });
  });
});

it('minutes that the CDN has not told yet are none of zero requests', async () => {
  const metrics = recorded<Metrics>({
    series: async (_id, _metric, { from }) =>
      Array.from({ length: 20 }, (_, i) => ({ t: from + i * minute, value: 100 })),
  });
  const site = { url: 'https://site.test', cdn: { distributionId: 'E1' } };
  const inquiry = inquiryWith({
    config: { environments: { production: site } },
    services: {
      metrics: async () => metrics,
      errors: async () => fakeTracker({ errors: refusing() }),
    },
    answers: { 'error-onset': answered(onset) },
  });
  expect((await errorRate(inquiry)).value).toMatchObject({ requests: 3000, rate: 2 });
});

it('a CDN that is silent leaves the answer unknown in its time', async () => {
  const site = { url: 'https://site.test', cdn: { distributionId: 'E1' } };
  const inquiry = inquiryWith({
    config: { environments: { production: site } },
    services: { metrics: never, errors: async () => fakeTracker({ errors: refusing() }) },
    answers: { 'error-onset': answered(onset) },
    clock: fakeClock(),
  });
  expect(await errorRate(inquiry)).toMatchObject({
    verdict: 'unknown',
    problem: { kind: 'unreachable' },
  });
});
