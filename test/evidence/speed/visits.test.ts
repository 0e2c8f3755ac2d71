import { describe, expect, it } from 'vitest';
import visits from '../../../src/evidence/speed/visits.ts';
import type { Analytics, VisitReport } from '../../../src/ports/analytics.ts';
import { inquiryWith, never, recorded, refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';

function asked(report: VisitReport | null) {
  const analytics = recorded<Analytics>({ visits: async () => report });
  const inquiry = inquiryWith({ services: { analytics: async () => analytics } });
  return { found: visits(inquiry), analytics };
}
const figures = (bounceRate: number) => ({ bounceRate, sessions: 100 });

describe('visitors who leave at once', () => {
  it.each([
    [60, 'bad'],
    [59, 'warn'],
    [50, 'warn'],
    [49, 'ok'],
  ])('of %i percent against 40 as usual are %s', async (today, verdict) => {
    const { found, analytics } = asked({ today: figures(today), usual: figures(40) });
    expect(await found).toMatchObject({
      verdict,
      unit: '%',
      value: { bounceRate: today, sessions: 100, usualBounceRate: 40 },
    });
    expect(analytics.calls[0]?.args[0]).toMatchObject({ timeout: 5000 });
  });

  it('are ok where nobody knows what is usual', async () => {
    const { found } = asked({ today: figures(90), usual: null });
    expect(await found).toMatchObject({ verdict: 'ok', value: { usualBounceRate: null } });
  });

  it('are no data where analytics is not configured, or counted nothing yet', async () => {
    expect(await asked(null).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-analytics' },
    });
    expect(await asked({ today: null, usual: figures(40) }).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-sessions' },
    });
  });

  it('are unknown where it refuses, or is late', async () => {
    const refused = inquiryWith({ services: { analytics: refusing('no access') } });
    expect(await visits(refused)).toMatchObject({ verdict: 'unknown', detail: 'no access' });
    const late = inquiryWith({ services: { analytics: never }, clock: fakeClock() });
    expect(await visits(late)).toMatchObject({ verdict: 'unknown', tookMs: 5000 });
  });
});
