import { credentials } from '../../credentials.ts';
import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import type { World } from '../../world/model.ts';

const ACTIONS = ['trigger', 'acknowledge', 'resolve'];

const SEVERITIES = ['critical', 'error', 'warning', 'info'];

interface EventBody {
  routing_key?: unknown;
  event_action?: unknown;
  dedup_key?: unknown;
  payload?: { summary?: unknown; source?: unknown; severity?: unknown };
}

function eventErrors({ routing_key, event_action, dedup_key, payload }: EventBody): string[] {
  const errors: string[] = [];
  if (typeof routing_key !== 'string') errors.push("'routing_key' is missing or blank");
  else if (routing_key.length !== 32)
    errors.push("Length of 'routing_key' is incorrect (should be 32 characters)");
  if (!ACTIONS.includes(String(event_action))) errors.push("'event_action' is invalid");
  if (event_action !== 'trigger' && !dedup_key) errors.push("'dedup_key' is missing or blank");
  if (typeof dedup_key === 'string' && dedup_key.length > 255)
    errors.push("'dedup_key' is too long");
  if (event_action !== 'trigger') return errors;
  if (typeof payload?.summary !== 'string') errors.push("'payload.summary' is missing or blank");
  if (typeof payload?.source !== 'string') errors.push("'payload.source' is missing or blank");
  if (!SEVERITIES.includes(String(payload?.severity)))
    errors.push(
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    );
  return errors;
}

/** 202 even where it changes nothing: an unknown key, or one of another service. */
function enqueue(world: World, ask: Ask): Reply {
  const body = jsonBody<EventBody>(ask);
  const errors = body ? eventErrors(body) : ['Invalid JSON'];
  if (!body || errors.length > 0) {
    return json({ status: 'invalid event', message: 'Event object is invalid', errors }, 400);
  }
  const at = world.now();
  const dedupKey = String(body.dedup_key ?? hexOf(`page/${world.events.length}`, 32));
  if (body.routing_key === credentials.PAGERDUTY_ROUTING_KEY) {
    const summary = String(body.payload?.summary ?? '').slice(0, 1_024);
    const severity = String(body.payload?.severity ?? '');
    world.record({
      kind: 'page',
      at,
      action: String(body.event_action),
      dedupKey,
      summary,
      severity,
    });
  }
  return json({ status: 'success', message: 'Event processed', dedup_key: dedupKey }, 202);
}

/** The Events API v2, which wants no token: the routing key says which service is meant. */
export function pagerDutyEventRoutes(world: World): Route[] {
  const changed = { status: 'success', message: 'Change event processed' };
  return [
    route('POST', '/v2/enqueue', (ask) => enqueue(world, ask)),
    route('POST', '/v2/change/enqueue', () => json(changed, 202)),
  ];
}
