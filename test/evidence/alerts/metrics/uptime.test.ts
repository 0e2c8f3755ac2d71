import { describe, expect, it } from 'vitest';
import type { ProbeTarget } from '../../../../src/domain/health/probe.ts';
import { minute, week } from '../../../../src/domain/time/units.ts';
import { readSamples } from '../../../../src/evidence/alerts/metrics/samples.ts';
import type { RecordedOutage, Uptime } from '../../../../src/ports/uptime.ts';
import { recorded, refusing } from '../../../support/ask.ts';
import { fakeSite, measurement } from '../../../support/fake-site.ts';
import { at, metricContext } from '../../../support/metric-round.ts';

type Outages = Uptime['outages'];

interface Given {
  readonly outages?: Outages;
  /** Status of each monitor by its name; 0 is a network that fails. */
  readonly status?: Readonly<Record<string, number>>;
  readonly environment?: string;
  readonly probes?: Map<string, Map<number, boolean>>;
  readonly from?: number;
}

async function asked(given: Given = {}) {
  const { outages = async () => [], status = {}, environment = 'production' } = given;
  const targets: ProbeTarget[] = [];
  const site = fakeSite((target) => {
    targets.push(target);
    const told = status[target.name] ?? 200;
    return measurement(told === 0 ? { reason: 'dns_failure' } : { status: told });
  });
  const uptime = recorded<Uptime>({ outages });
  const parts = metricContext(
    { uptime: async () => uptime, site: async () => site },
    { environment },
  );
  const probes = given.probes ?? new Map();
  const round = { ...parts, now: at + 20_000, budget: 6000, probes };
  const answers = await readSamples(round, ['uptime_check'], given.from ?? at - 2 * minute);
  const answer = answers.get('uptime_check');
  const values = (name: string) =>
    answer?.value
      ?.find(({ labels }) => labels.monitor === name)
      ?.samples.map(({ t, value }) => `${(t - at) / minute} ${value}`);
  return { answer, values, uptime, targets, probes, site };
}

const outage = (from: number, to: number | null, monitor = 'Home'): RecordedOutage => ({
  monitor,
  startedAt: at + from * minute,
  resolvedAt: to === null ? null : at + to * minute,
  reason: 'HTTP 503',
});

describe('whether the site is up', () => {
  it('is told minute by minute for each of its monitors', async () => {
    const { answer, values, uptime, targets } = await asked();
    expect(answer).toMatchObject({ verdict: 'ok', source: 'own probes, UptimeRobot', detail: '' });
    expect(answer?.value?.map(({ labels }) => labels)).toEqual([
      { env: 'production', monitor: 'Home' },
      { env: 'production', monitor: 'API' },
    ]);
    expect(values('Home')).toEqual(['-2 1', '-1 1', '0 1']);
    // What began a week before may last into the window.
    expect(uptime.calls[0]?.args).toMatchObject([at - 2 * minute - week, { timeout: 6000 }]);
    // So that it can be asked again, and the control hosts, in time.
    expect(targets.map(({ timeout }) => timeout)).toEqual([2000, 1000]);
  });

  it('is not so from the start of an outage until its end, of that monitor alone', async () => {
    const { values } = await asked({ outages: async () => [outage(-2, -1)] });
    expect(values('Home')).toEqual(['-2 0', '-1 1', '0 1']);
    expect(values('API')).toEqual(['-2 1', '-1 1', '0 1']);
    const lasting = await asked({ outages: async () => [outage(-1, null)] });
    expect(lasting.values('Home')).toEqual(['-2 1', '-1 0', '0 0']);
  });

  it('is not so in the minute in which our own probe failed, asked again once', async () => {
    const { values, probes, site } = await asked({ status: { Home: 503 } });
    expect(values('Home')).toEqual(['-2 1', '-1 1', '0 0']);
    expect(site.asked.get('Home')).toBe(2);
    expect(probes.get('Home')?.get(at)).toBe(false);
    expect(probes.get('API')?.get(at)).toBe(true);
  });

  it('is not told by a probe where it is our network that fails', async () => {
    const { values, probes } = await asked({ status: { Home: 0 }, outages: async () => null });
    expect(values('Home')).toEqual([]);
    expect(probes.has('Home')).toBe(false);
    expect(values('API')).toEqual(['0 1']);
  });

  it('is remembered from probe to probe, where nobody else tells of the past', async () => {
    const before = new Map([['Home', new Map([[at - minute, false]])]]);
    const { answer, values } = await asked({ outages: async () => null, probes: before });
    expect(values('Home')).toEqual(['-1 0', '0 1']);
    expect(answer).toMatchObject({ verdict: 'ok' });
    expect(answer?.detail).toContain('UPTIMEROBOT_API_KEY is not set');
  });

  it('is told by our probes alone where the other service refuses, and says so', async () => {
    const { answer, values } = await asked({ outages: refusing('the key is old') });
    expect(values('Home')).toEqual(['0 1']);
    expect(answer?.detail).toContain('the key is old');
  });

  it('is told of whole minutes of the window', async () => {
    const { values } = await asked({ from: at - 2 * minute + 1 });
    expect(values('Home')).toEqual(['-1 1', '0 1']);
  });

  it('is told of the environment that is meant, and unknown where none watches it', async () => {
    const { values } = await asked({ environment: 'staging' });
    expect([values('Staging')?.length, values('Home')]).toEqual([3, undefined]);
    const { answer } = await asked({ environment: 'bare' });
    expect(answer).toMatchObject({ verdict: 'unknown', problem: { kind: 'config' } });
  });
});
