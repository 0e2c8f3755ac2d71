/* What UptimeRobot has seen for weeks: every outage, and since when each monitor has been watching. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Reach } from '../../ports/access.ts';
import type { Outage, OutageHistory } from '../../ports/uptime.ts';
import { field } from '../http/vendor-answer.ts';
import { instant, outageOf, readUptimeRobot, type UptimeRobotParts } from './access.ts';

/** A free account has 10 requests a minute; this leaves some for others. */
const mostPages = 6;

/** See `VendorAccess.outageHistory`. */
export async function uptimerobotHistory(
  parts: UptimeRobotParts,
  since: number,
  reach: Reach,
): Promise<OutageHistory | null> {
  const monitors = await readUptimeRobot(parts, '/monitors?limit=200', reach);
  if (monitors === null) return null;
  const outages: Outage[] = [];
  let knownFrom = since;
  let cursor: string | undefined;
  const after = encodeURIComponent(new Date(since).toISOString());
  for (let page = 1; ; page += 1) {
    const next = cursor === undefined ? '' : `&cursor=${cursor}`;
    const answer = await readUptimeRobot(parts, `/incidents?started_after=${after}${next}`, reach);
    outages.push(...(answer?.items ?? []).flatMap((each) => outageOf(each) ?? []));
    const before = cursor;
    cursor = cursorOf(answer?.nextLink);
    if (cursor === undefined || cursor === before) break;
    if (page === mostPages) {
      knownFrom = oldestOf(outages, since);
      break;
    }
  }
  return { knownFrom, outages, monitors: monitors.items.flatMap((each) => monitorOf(each) ?? []) };
}

/** Where reading ended before all were there. Throws where it did not begin with the newest. */
function oldestOf(outages: readonly Outage[], since: number): number {
  const [newest, oldest] = [outages[0]?.startedAt ?? since, outages.at(-1)?.startedAt ?? since];
  if (newest >= oldest) return Math.max(since, oldest);
  throw new TsopsError({
    kind: 'unreachable',
    message: 'UptimeRobot has more outages than can be read at once, and tells the oldest first',
    next: ['ask for a shorter time: --since 7d'],
  });
}

/** The next page is asked for at our own address, wherever the link leads. */
function cursorOf(link: unknown): string | undefined {
  if (typeof link !== 'string' || !URL.canParse(link, 'https://nowhere.invalid')) return undefined;
  const cursor = new URL(link, 'https://nowhere.invalid').searchParams.get('cursor');
  return cursor !== null && /^\d{1,30}$/.test(cursor) ? cursor : undefined;
}

function monitorOf(value: unknown): OutageHistory['monitors'][number] | undefined {
  const name = field(value, 'friendlyName');
  if (typeof name !== 'string') return undefined;
  const interval = field(value, 'interval');
  return {
    name: cleanText(name, 80),
    createdAt: instant(field(value, 'createDateTime')) ?? null,
    // Seconds.
    interval: typeof interval === 'number' && interval > 0 ? interval * 1000 : null,
    paused: field(value, 'status') === 'PAUSED',
  };
}
