/*
 * What `tsops health` reports: the JSON of the command, and what its view shows. Durations are
 * milliseconds, times ISO 8601 in UTC. Fields are added, never renamed.
 */

import { type Verdict, worst } from '../evidence/verdict.ts';
import type { Measurement, ProbeTarget } from './probe.ts';
import type { ProbeReason } from './probe-reason.ts';
import { nearestExpiry, type ProbeFinding } from './probe-verdict.ts';

/** One attempt, and its own reason: null when it was healthy. */
export interface AttemptReport extends Measurement {
  readonly reason: ProbeReason | null;
}

/** One monitor, or one address of it with `--all-addresses`. */
export interface MonitorHealth {
  readonly name: string;
  readonly url: string;
  readonly env: string | null;
  /** The address asked for by `--all-addresses`; null where the probe chose it. */
  readonly address: string | null;
  readonly verdict: Verdict;
  /** The decisive reason; null when all is well. */
  readonly reason: ProbeReason | null;
  /** All that is wrong, the decisive finding first. */
  readonly findings: readonly ProbeFinding[];
  /** Of the last attempt. */
  readonly status: number | null;
  readonly totalMs: number | null;
  readonly certificateDaysLeft: number | null;
  /** Every attempt, in order; the last one decides. */
  readonly attempts: readonly AttemptReport[];
}

export interface ControlHost {
  /** `host:port`. */
  readonly host: string;
  readonly reached: boolean;
}

export interface HealthReport {
  readonly observedAt: string;
  readonly tookMs: number;
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Hosts of the internet at large, asked only after a failure of the network; else empty. */
  readonly controlHosts: readonly ControlHost[];
  readonly monitors: readonly MonitorHealth[];
  /** How many have not answered yet; 0 in the end. */
  readonly pending: number;
}

/** What the last of some attempts says of a monitor. */
export function monitorHealth(
  target: ProbeTarget,
  address: string | null,
  attempts: readonly AttemptReport[],
  findings: readonly ProbeFinding[],
): MonitorHealth {
  const last = attempts.at(-1);
  const [decisive] = findings;
  return {
    name: target.name,
    url: target.url,
    env: target.env,
    address,
    verdict: decisive?.verdict ?? 'ok',
    reason: decisive?.reason ?? null,
    findings,
    status: last?.hops.at(-1)?.status ?? null,
    totalMs: last?.totalMs ?? null,
    certificateDaysLeft: last === undefined ? null : (nearestExpiry(last)?.daysLeft ?? null),
    attempts,
  };
}

/** A monitor that could not be asked at all: `detail` says why, in one sentence. */
export function notAsked(target: ProbeTarget, detail: string): MonitorHealth {
  return monitorHealth(target, null, [], [{ verdict: 'unknown', reason: 'probe_failed', detail }]);
}

export function healthReport(
  parts: Pick<HealthReport, 'observedAt' | 'tookMs' | 'controlHosts' | 'monitors' | 'pending'>,
): HealthReport {
  const counts = { ok: 0, warn: 0, 'no-data': 0, unknown: 0, bad: 0 };
  for (const { verdict } of parts.monitors) counts[verdict] += 1;
  return { ...parts, verdict: worst(parts.monitors.map(({ verdict }) => verdict)), counts };
}
