import type { Verdict } from '../evidence/verdict.ts';
import type { HealthReport, MonitorHealth } from './probe-report.ts';

/** How many latencies a sparkline shows. */
const recentRounds = 16;

/** One monitor over the rounds of a watch. Times are ISO 8601 in UTC, latencies milliseconds. */
export interface WatchedMonitor {
  readonly name: string;
  readonly url: string;
  readonly address: string | null;
  readonly verdict: Verdict;
  /** Since when it has this verdict, as far as this watch has seen. */
  readonly since: string;
  /** What it was before; null while it has not changed. */
  readonly previous: Verdict | null;
  /** Latencies of the last rounds, oldest first; null where there was no healthy answer. */
  readonly recent: readonly (number | null)[];
  /** Rounds that could be told: ok and warn count as available, bad as not, unknown as neither. */
  readonly told: number;
  readonly available: number;
  readonly worstMs: number | null;
}

export interface WatchReport {
  readonly startedAt: string;
  readonly intervalMs: number;
  readonly rounds: number;
  /** True in the last report, after Ctrl-C. */
  readonly ended: boolean;
  readonly monitors: readonly WatchedMonitor[];
}

export function startWatch(startedAt: string, intervalMs: number): WatchReport {
  return { startedAt, intervalMs, rounds: 0, ended: false, monitors: [] };
}

/** The watch after one more round. */
export function afterRound(watch: WatchReport, round: HealthReport): WatchReport {
  const before = new Map(watch.monitors.map((monitor) => [keyOf(monitor), monitor]));
  return {
    ...watch,
    rounds: watch.rounds + 1,
    monitors: round.monitors.map((now) => watched(before.get(keyOf(now)), now, round.observedAt)),
  };
}

function keyOf({ name, url, address }: Pick<WatchedMonitor, 'name' | 'url' | 'address'>): string {
  return [name, url, address].join(' ');
}

function watched(
  before: WatchedMonitor | undefined,
  now: MonitorHealth,
  at: string,
): WatchedMonitor {
  const same = before?.verdict === now.verdict;
  const healthy = now.verdict === 'ok' || now.verdict === 'warn';
  const latency = healthy ? now.totalMs : null;
  return {
    name: now.name,
    url: now.url,
    address: now.address,
    verdict: now.verdict,
    since: same ? before.since : at,
    previous: same ? before.previous : (before?.verdict ?? null),
    recent: [...(before?.recent ?? []), latency].slice(-recentRounds),
    told: (before?.told ?? 0) + (healthy || now.verdict === 'bad' ? 1 : 0),
    available: (before?.available ?? 0) + (healthy ? 1 : 0),
    worstMs: latency === null ? (before?.worstMs ?? null) : Math.max(before?.worstMs ?? 0, latency),
  };
}
