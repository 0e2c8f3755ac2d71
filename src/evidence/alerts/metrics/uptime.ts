/*
 * Whether the site is up, minute by minute: the outages that UptimeRobot saw, and our own probes. A minute
 * is good only where neither of the two knows better.
 */
import type { Config } from '../../../config/schema.ts';
import type { LiveSeries } from '../../../domain/alerts/evaluation/live.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import type { MonitorHealth } from '../../../domain/health/probe-report.ts';
import { minute, week } from '../../../domain/time/units.ts';
import type { RecordedOutage } from '../../../ports/uptime.ts';
import { collectHealth } from '../../health/monitors.ts';
import { probeTargetOf } from '../../health/target.ts';
import { partOf } from '../../reading/errors.ts';
import { type MetricFamily, type SampleRound, seriesAnswer, unconfigured } from './family.ts';

/** An outage that began so long before the window may last into it. Milliseconds. */
export const longestOutage = week;

type Monitors = Config['monitors'];

export const uptimeMetrics: MetricFamily<'uptime_check'> = {
  // Nobody remembers what our own probes saw.
  sources: { uptime_check: { now: 'own probes, UptimeRobot', past: 'UptimeRobot' } },
  samples: (round) => ({ uptime_check: (signal) => readUptime(round, signal) }),
};

async function readUptime(round: SampleRound, signal: AbortSignal) {
  const { environment, config, context, window } = round;
  const monitors = config.monitors.filter(({ env }) => env === environment);
  if (monitors.length === 0) throw unconfigured(`no monitor watches ${environment}`);
  const reach = { timeout: round.budget, signal };
  const [outages] = await Promise.all([
    partOf(
      context.services
        .uptime()
        .then((service) => service.outages(window.from - longestOutage, reach)),
      context.signal,
    ),
    remember(round, monitors, signal),
  ]);
  const lack = outages.lack ?? (outages.value === null ? 'UPTIMEROBOT_API_KEY is not set' : null);
  const minutes = minutesOf(window);
  const series = monitors.map(({ name }): LiveSeries => {
    const known = outages.value?.filter(({ monitor }) => monitor === name) ?? null;
    const labels = { env: environment, monitor: name };
    return { labels, samples: minutes.flatMap((t) => sampleAt(t, known, round.probes.get(name))) };
  });
  return seriesAnswer(series, lack === null ? undefined : `no history of outages: ${lack}`);
}

/** Whole minutes of the window; of the last one we speak when it is asked for. */
function minutesOf({ from, to }: EvidenceWindow): readonly number[] {
  const first = Math.ceil(from / minute);
  const last = Math.floor(to / minute);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * minute);
}

function sampleAt(
  t: number,
  outages: readonly RecordedOutage[] | null,
  own: ReadonlyMap<number, boolean> | undefined,
): LiveSeries['samples'] {
  const out = outages?.some(
    ({ startedAt, resolvedAt }) => startedAt <= t && (resolvedAt === null || t < resolvedAt),
  );
  const probed = own?.get(t);
  if (out === undefined && probed === undefined) return [];
  return [{ t, value: out === true || probed === false ? 0 : 1 }];
}

/**
 * Probes the monitors; what they answer stands for the minute that has begun. Where it is our own network
 * that fails, nothing is learnt.
 */
async function remember(
  { context, config, now, budget, probes }: SampleRound,
  monitors: Monitors,
  signal: AbortSignal,
): Promise<void> {
  const { maxBody, concurrency, controlHosts, retryDelay } = config.health;
  const targets = monitors.map((monitor) => ({
    ...probeTargetOf(monitor, maxBody),
    // So that a failure can be asked again, and the control hosts, within the budget.
    timeout: Math.min(monitor.timeout, budget / 3),
  }));
  const settings = { retries: 1, retryDelay, concurrency, controlHosts };
  const site = await context.services.site();
  const report = await collectHealth(targets, settings, { site, clock: context.clock, signal });
  const t = Math.floor(now / minute) * minute;
  for (const health of report.monitors) {
    const up = isUp(health);
    if (up === undefined) continue;
    const known = probes.get(health.name) ?? new Map<number, boolean>();
    probes.set(health.name, known.set(t, up));
  }
}

function isUp({ verdict }: MonitorHealth): boolean | undefined {
  if (verdict === 'bad') return false;
  return verdict === 'ok' || verdict === 'warn' ? true : undefined;
}
