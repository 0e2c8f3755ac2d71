import type { Verdict } from '../evidence/verdict.ts';
import type { ProbeReason } from '../health/probe-reason.ts';
import type { MonitorHealth } from '../health/probe-report.ts';
import type { MonitorSeen, SiteLayer, SiteUp } from './findings.ts';

/** Reasons that say of a certificate that it does not hold. */
const certificateReasons: ReadonlySet<ProbeReason> = new Set([
  'tls_expired',
  'tls_untrusted',
  'tls_hostname',
]);

export function isOfCertificate(reason: ProbeReason | null): boolean {
  return reason !== null && certificateReasons.has(reason);
}

const layers: readonly (readonly [RegExp, SiteLayer])[] = [
  [/^(?:dns_|timeout_dns)/, 'dns'],
  [/^(?:connection_|timeout_connect|network_)/, 'connection'],
  [/^(?:tls_|timeout_tls)/, 'tls'],
  [/^(?:http_5xx|timeout_response|timeout_body)/, 'origin'],
];

/** How far a request came that failed for this reason. */
export function layerOf(reason: ProbeReason): SiteLayer {
  return layers.find(([pattern]) => pattern.test(reason))?.[1] ?? 'page';
}

/** A monitor that is slow, or whose certificate ends soon, is up. */
export function monitorSeen({
  name,
  verdict,
  reason,
  findings,
  status,
}: MonitorHealth): MonitorSeen {
  const state = ({ ok: 'up', warn: 'up', bad: 'down' } as const)[verdict as 'ok'] ?? 'unknown';
  return { name, state, reason, detail: findings[0]?.detail ?? String(status ?? '') };
}

type Seen = Pick<SiteUp, 'monitors' | 'uptime'>;

/**
 * Down where no monitor is up and one is known to be down, be it by UptimeRobot alone; null where nobody could
 * tell. Down from one place only is `partly`: it may be some edges, or some paths.
 */
export function siteState({ monitors, uptime }: Seen): SiteUp['state'] | null {
  const states = new Set(monitors.map(({ state }) => state));
  const outside = uptime !== null && uptime.since !== null;
  if (!states.has('up')) return states.has('down') || outside ? 'down' : null;
  return states.has('down') || outside ? 'partly' : 'up';
}

export function siteVerdict({ state, monitors }: SiteUp): Verdict {
  if (state === 'down') return 'bad';
  return state === 'partly' || monitors.some((one) => one.state !== 'up') ? 'warn' : 'ok';
}
