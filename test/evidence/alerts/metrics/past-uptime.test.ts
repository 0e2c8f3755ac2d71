import { describe, expect, it } from 'vitest';
import { day, hour, minute, week } from '../../../../src/domain/time/units.ts';
import { readHistory } from '../../../../src/evidence/alerts/metrics/history.ts';
import type { ErrorTracker, VitalSeries } from '../../../../src/ports/errors.ts';
import type { OutageHistory, Uptime } from '../../../../src/ports/uptime.ts';
import { fakeTracker, recorded, refusing } from '../../../support/ask.ts';
import type { ContextParts } from '../../../support/context.ts';
import { at, metricContext, pointsOf } from '../../../support/metric-round.ts';

async function pastOf(
  metric: string,
  back: number,
  services: NonNullable<ContextParts['services']>,
  environment = 'production',
) {
  const parts = metricContext(services, { environment });
  const window = { from: at - back, to: at };
  const answer = (await readHistory({ ...parts, window }, [metric], () => {})).get(metric);
  return {
    answer,
    series: answer?.value?.series ?? [],
    samples: answer?.value?.series[0]?.samples,
  };
}

type Monitor = OutageHistory['monitors'][number];
const monitor = (name: string, parts: Partial<Monitor> = {}): Monitor => ({
  name,
  createdAt: null,
  interval: null,
  paused: false,
  ...parts,
});

function uptime(history: Partial<OutageHistory> | null) {
  return recorded<Uptime>({
    outageHistory: async () =>
      history && {
        knownFrom: 0,
        outages: [],
        monitors: [monitor('Home'), monitor('API')],
        ...history,
      },
  });
}

const asked = async (history: Partial<OutageHistory> | null, environment?: string) => {
  const service = uptime(history);
  const past = await pastOf('uptime_check', hour, { uptime: async () => service }, environment);
  return { ...past, service };
};

describe('the past of whether the site was up', () => {
  it('is by the minute for each monitor, down where there was an outage', async () => {
    const outages = [
      { monitor: 'Home', startedAt: at - 10 * minute, resolvedAt: at - 8 * minute, reason: '' },
      { monitor: 'API', startedAt: at - 2 * minute, resolvedAt: null, reason: '' },
    ];
    const { answer, series, service } = await asked({ outages });
    expect(service.calls[0]?.args).toMatchObject([at - hour - week, { timeout: 120_000 }]);
    expect(answer).toMatchObject({ verdict: 'ok', source: 'UptimeRobot', detail: '' });
    expect(answer?.value?.parts).toEqual([{ from: at - hour, to: at, step: minute }]);
    const down = series.map(({ labels, samples }) => [
      labels,
      samples.length,
      samples.filter(({ value }) => value === 0).map(({ t }) => (t - at) / minute),
    ]);
    expect(down).toEqual([
      [{ env: 'production', monitor: 'Home' }, 61, [-10, -9]],
      [{ env: 'production', monitor: 'API' }, 61, [-2, -1, 0]],
    ]);
    expect(series[0]?.samples[0]).toEqual({ t: at - hour, visible: at - hour, value: 1 });
  });

  it('begins when all of them were watched, no finer than the slowest of them looks', async () => {
    const monitors = [
      monitor('Home', { createdAt: at - 30 * minute - 1, interval: 5 * minute }),
      monitor('API', { createdAt: at - 2 * day, interval: 1000 }),
    ];
    const { answer, series } = await asked({ monitors });
    expect(answer?.value?.parts).toEqual([{ from: at - 30 * minute, to: at, step: 5 * minute }]);
    expect(series.map(({ samples }) => samples.length)).toEqual([31, 61]);
    expect(answer?.detail).toBe('UptimeRobot does not know more of Home');
  });

  it('begins when outages are known, which is said where it is more than a minute late', async () => {
    const late = await asked({ knownFrom: at - 50 * minute });
    expect(late.answer?.detail).toBe('UptimeRobot does not know more of Home, API');
    expect(late.answer?.value?.parts[0]?.from).toBe(at - 50 * minute);
    expect((await asked({ knownFrom: at - 59 * minute })).answer?.detail).toBe('');
    expect((await asked({ knownFrom: at - 59 * minute + 1 })).answer?.detail).not.toBe('');
  });

  it('is none of a monitor that is paused, or that nobody knows', async () => {
    const { answer, series } = await asked({
      monitors: [monitor('Home'), monitor('API', { paused: true })],
    });
    expect(series.map(({ labels }) => labels.monitor)).toEqual(['Home']);
    expect(answer?.detail).toBe('UptimeRobot does not watch API');
    const none = await asked({ monitors: [] });
    expect(none.answer).toMatchObject({
      verdict: 'no-data',
      detail: 'UptimeRobot does not watch Home, API',
    });
  });

  it('is unknown without a key, and where no monitor watches the environment', async () => {
    expect((await asked(null)).answer).toMatchObject({
      verdict: 'unknown',
      problem: { kind: 'credentials', next: [expect.any(String), 'tsops doctor uptimerobot'] },
    });
    expect((await asked({}, 'bare')).answer).toMatchObject({
      verdict: 'unknown',
      problem: { kind: 'config' },
    });
    expect((await asked({ monitors: [monitor('Staging')] }, 'staging')).series).toHaveLength(1);
  });
});

describe('the past of vitals', () => {
  const five = 5 * minute;
  /** A point at the end of each step, and one beyond either end. */
  const measured = (others: Partial<ErrorTracker> = {}) =>
    fakeTracker({
      vitalOverTime: async (_vital, { from, to }, step): Promise<VitalSeries> => ({
        step,
        points: pointsOf((to - from) / step + 2, (i) => ({ t: from + i * step, value: 2000 })),
      }),
      ...others,
    });

  it('is of whole steps of five minutes whose events have arrived', async () => {
    const errors = measured();
    const { answer, samples } = await pastOf('lcp', hour + minute, { errors: async () => errors });
    const window = { from: at - hour, to: at - five };
    expect(errors.calls[0]?.args).toMatchObject(['lcp', window, five, { timeout: 120_000 }]);
    expect(answer).toMatchObject({ verdict: 'ok', source: 'Sentry', detail: '' });
    expect(answer?.value?.parts).toEqual([{ ...window, step: five }]);
    expect(samples).toHaveLength(11);
    const t = at - hour + five;
    expect(samples?.[0]).toEqual({ t, visible: t + 30_000, value: 2000 });
    expect(samples?.at(-1)?.t).toBe(at - five);
  });

  it('is read six days at a time, the newest first', async () => {
    const errors = measured();
    const { answer } = await pastOf('cls', 7 * day, { errors: async () => errors });
    const to = at - five;
    expect(errors.calls.map(({ args }) => args.slice(0, 2))).toEqual([
      ['cls', { from: to - 6 * day, to }],
      ['cls', { from: at - 7 * day, to: to - 6 * day }],
    ]);
    expect(answer?.value?.parts).toEqual([{ from: at - 7 * day, to, step: five }]);
  });

  it('is no further back than the tracker keeps events, which is said', async () => {
    const errors = measured();
    const { answer } = await pastOf('inp', 91 * day, { errors: async () => errors });
    expect(answer?.value?.parts[0]?.from).toBe(at - 90 * day);
    expect(answer?.detail).toContain('90 days');
  });

  it('that no browser reported is no data, and one that is refused is unknown', async () => {
    const none = measured({ vitalOverTime: async () => ({ step: five, points: [] }) });
    const { answer } = await pastOf('fcp', hour, { errors: async () => none });
    expect(answer).toMatchObject({ verdict: 'no-data', detail: 'there is no sample of it' });
    const refused = measured({ vitalOverTime: refusing('no scope') });
    const past = await pastOf('ttfb', hour, { errors: async () => refused });
    expect(past.answer).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
  });

  it('is what was read before a refusal, with its reason', async () => {
    let nth = 0;
    const whole = measured();
    const errors = measured({
      vitalOverTime: (...args) => {
        nth += 1;
        return nth === 1 ? whole.vitalOverTime(...args) : refusing('over its quota')();
      },
    });
    const { answer } = await pastOf('lcp', 7 * day, { errors: async () => errors });
    expect(answer).toMatchObject({ verdict: 'ok', detail: 'over its quota' });
  });
});
