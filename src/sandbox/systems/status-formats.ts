/* The status pages that are not Statuspage's: those of AWS and Slack. */
import { json, type Reply } from '../http/reply.ts';
import type { World } from '../world/model.ts';
import { ongoingOutage } from '../world/outages.ts';

/** AWS's current events: a list in UTF-16, the higher byte first, behind a byte order mark. */
export function awsEvents(world: World): Reply {
  const outage = ongoingOutage(world, 'aws', world.now());
  const at = outage && Math.round((world.startedAt + outage.from) / 1_000);
  const events = outage
    ? [
        {
          date: String(at),
          region_name: 'Global',
          status: '2',
          service: 'cloudfront',
          service_name: 'Amazon CloudFront',
          summary: outage.note,
          event_log: [{ summary: outage.note, message: outage.note, status: 2, timestamp: at }],
        },
      ]
    : [];
  const body = Buffer.from(`\ufeff${JSON.stringify(events)}`, 'utf16le').swap16();
  return { status: 200, headers: { 'content-type': 'application/json;charset=utf-16' }, body };
}

export function slackStatus(world: World): Reply {
  const outage = ongoingOutage(world, 'slack', world.now());
  const at = new Date(outage ? world.startedAt + outage.from : world.startedAt).toISOString();
  const active = outage
    ? [{ id: 1, title: outage.note, type: 'incident', status: 'active', date_created: at }]
    : [];
  return json({
    status: outage ? 'active' : 'ok',
    date_created: at,
    date_updated: at,
    active_incidents: active,
  });
}
