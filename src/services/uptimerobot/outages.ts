import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type { RecordedOutage } from '../../ports/uptime.ts';
import { field } from '../http/json.ts';
import { openUptimeRobot, readUptimeRobot, type UptimeRobotParts } from './client.ts';

/** See `VendorAccess.outages`. Reads the first page only: a free account has 10 requests a minute. */
export async function uptimerobotOutages(
  parts: UptimeRobotParts,
  since: number,
  reach: AccessBudget,
): Promise<readonly RecordedOutage[] | null> {
  const after = encodeURIComponent(new Date(since).toISOString());
  const path = `/incidents?started_after=${after}`;
  const page = await readUptimeRobot(openUptimeRobot(parts), path, reach);
  if (page === null) return null;
  const outages = page.items.flatMap((each) => recordedOutageOf(each) ?? []);
  return outages.sort((left, right) => right.startedAt - left.startedAt);
}

export function recordedOutageOf(value: unknown): RecordedOutage | undefined {
  const startedAt = timeOf(field(value, 'startedAt'));
  const name = field(value, 'monitor', 'friendlyName');
  if (startedAt === undefined || typeof name !== 'string') return undefined;
  const reason = field(value, 'reason');
  return {
    monitor: cleanText(name, 80),
    startedAt,
    resolvedAt: timeOf(field(value, 'resolvedAt')) ?? null,
    reason: typeof reason === 'string' ? cleanText(reason, 120) : '',
  };
}

// The API's description leaves the type open: ISO 8601, or a number of seconds or milliseconds.
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const parsed = Date.parse(value);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  return value < 1e11 ? value * 1000 : value;
}
