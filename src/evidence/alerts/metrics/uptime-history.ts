/* Whether the site was up, minute by minute over weeks, by the outages that UptimeRobot saw. */

import { TsopsError } from '../../../contract/errors.ts';
import type {
  HistoryPart,
  KeptSeries,
  MetricHistory,
} from '../../../domain/alerts/backtest/metric-history.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import { minute } from '../../../domain/time/units.ts';
import type { OutageHistory, RecordedOutage } from '../../../ports/uptime.ts';
import { type HistoryReads, type HistoryRound, unconfigured } from './family.ts';
import { longestOutage } from './uptime.ts';

export function uptimeHistory(round: HistoryRound): HistoryReads<'uptime_check'> {
  return { uptime_check: () => historyOf(round) };
}

async function historyOf(round: HistoryRound): Promise<MetricHistory> {
  const { context, config, environment, window, deadline } = round;
  const own = config.monitors.filter(({ env }) => env === environment);
  if (own.length === 0) throw unconfigured(`no monitor watches ${environment}`);
  const uptime = await context.services.uptime();
  const timeout = Math.max(1, deadline - context.clock.now());
  const { signal } = context;
  const history = await uptime.outageHistory(window.from - longestOutage, { timeout, signal });
  if (history === null) throw keyMissing();
  const watched = own.flatMap(({ name }) => watchOf(name, history, window) ?? []);
  const unwatched = own.filter(({ name }) => !watched.some((each) => each.name === name));
  return {
    parts: partsOf(watched),
    series: watched.map((watch) => seriesOf(watch, history.outages, environment)),
    lack: lackOf(
      unwatched.map(({ name }) => name),
      watched,
      window,
    ),
  };
}

interface Watch extends HistoryPart {
  readonly name: string;
}

/** Undefined where UptimeRobot does not know such a monitor, or has paused it. */
function watchOf(name: string, history: OutageHistory, window: EvidenceWindow): Watch | undefined {
  const monitor = history.monitors.find((each) => each.name === name);
  if (monitor === undefined || monitor.paused) return undefined;
  const since = Math.max(window.from, history.knownFrom, monitor.createdAt ?? window.from);
  const from = Math.ceil(since / minute) * minute;
  return { name, from, to: window.to, step: Math.max(minute, monitor.interval ?? minute) };
}

/** From when on every monitor is known, no more finely than the slowest of them looks. */
function partsOf(watched: readonly Watch[]): readonly HistoryPart[] {
  const [first] = watched;
  if (first === undefined) return [];
  const from = Math.max(...watched.map((each) => each.from));
  return [{ from, to: first.to, step: Math.max(...watched.map(({ step }) => step)) }];
}

/** Up is what UptimeRobot saw no outage of. */
function seriesOf(watch: Watch, all: readonly RecordedOutage[], environment: string): KeptSeries {
  const { name, from, to } = watch;
  const outages = all.filter(({ monitor }) => monitor === name);
  const samples = Array.from({ length: Math.floor((to - from) / minute) + 1 }, (_, index) => {
    const t = from + index * minute;
    const down = outages.some(
      ({ startedAt, resolvedAt }) => startedAt <= t && (resolvedAt === null || t < resolvedAt),
    );
    return { t, visible: t, value: down ? 0 : 1 };
  });
  return { labels: { env: environment, monitor: name }, samples };
}

function lackOf(
  missing: readonly string[],
  watched: readonly Watch[],
  window: EvidenceWindow,
): string {
  const late = watched.filter(({ from }) => from > window.from + minute).map(({ name }) => name);
  const lacks = [
    missing.length === 0 ? '' : `UptimeRobot does not watch ${missing.join(', ')}`,
    late.length === 0 ? '' : `UptimeRobot does not know more of ${late.join(', ')}`,
  ];
  return lacks.filter((each) => each !== '').join('; ');
}

function keyMissing(): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: 'UPTIMEROBOT_API_KEY is not set: past outages cannot be read',
    next: ['export UPTIMEROBOT_API_KEY=…', 'tsops doctor uptimerobot'],
  });
}
