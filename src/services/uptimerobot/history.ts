/* What UptimeRobot has seen for weeks: every outage, and since when each monitor has been watching. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type { OutageHistory, RecordedOutage } from '../../ports/uptime.ts';
import { field } from '../http/json.ts';
import { readPages } from '../http/pages.ts';
import { openUptimeRobot, readUptimeRobot, type UptimeRobotParts } from './client.ts';
import { recordedOutageOf, timeOf } from './outages.ts';

/** A free account has 10 requests a minute; this leaves some for others. */
const mostPages = 6;

/** See `VendorAccess.outageHistory`. */
export async function uptimerobotHistory(
  parts: UptimeRobotParts,
  since: number,
  reach: AccessBudget,
): Promise<OutageHistory | null> {
  const client = openUptimeRobot(parts);
  const monitors = await readUptimeRobot(client, '/monitors?limit=200', reach);
  if (monitors === null) return null;
  const after = encodeURIComponent(new Date(since).toISOString());
  const { items: outages, more } = await readPages({ most: mostPages }, async (cursor) => {
    const next = cursor === undefined ? '' : `&cursor=${cursor}`;
    const page = await readUptimeRobot(client, `/incidents?started_after=${after}${next}`, reach);
    const items = (page?.items ?? []).flatMap((each) => recordedOutageOf(each) ?? []);
    return { items, next: page?.cursor };
  });
  const knownFrom = more ? oldestOf(outages, since) : since;
  return { knownFrom, outages, monitors: monitors.items.flatMap((each) => monitorOf(each) ?? []) };
}

/** Where reading ended before all were there. Throws where it did not begin with the newest. */
function oldestOf(outages: readonly RecordedOutage[], since: number): number {
  const [newest, oldest] = [outages[0]?.startedAt ?? since, outages.at(-1)?.startedAt ?? since];
  if (newest >= oldest) return Math.max(since, oldest);
  throw new TsopsError({
    kind: 'unreachable',
    message: 'UptimeRobot has more outages than can be read at once, and lists the oldest first',
    next: ['ask for a shorter time: --since 7d'],
  });
}

function monitorOf(value: unknown): OutageHistory['monitors'][number] | undefined {
  const name = field(value, 'friendlyName');
  if (typeof name !== 'string') return undefined;
  const interval = field(value, 'interval');
  return {
    name: cleanText(name, 80),
    createdAt: timeOf(field(value, 'createDateTime')) ?? null,
    // Seconds.
    interval: typeof interval === 'number' && interval > 0 ? interval * 1000 : null,
    paused: field(value, 'status') === 'PAUSED',
  };
}
