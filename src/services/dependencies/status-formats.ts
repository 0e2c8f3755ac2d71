/* The forms in which vendors publish how they are: Statuspage's, Slack's, AWS's. Undefined: none of it. */
import { cleanText } from '../../domain/text/clean.ts';
import type { PageState } from '../../ports/dependencies.ts';
import { field, listAt } from '../http/json.ts';

/** A body as text: UTF-8, or UTF-16 of either byte order where a mark says so (as AWS answers). */
export function decodeBody(body: Uint8Array): string {
  const [first, second] = body;
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(body);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(body);
  return new TextDecoder().decode(body);
}

const indicators: Readonly<Record<string, PageState['state']>> = {
  none: 'none',
  minor: 'minor',
  // Planned work is told, and is no outage.
  maintenance: 'minor',
  major: 'major',
  critical: 'critical',
};

/** `/api/v2/status.json`: `{ status: { indicator, description } }`. */
export function statuspageState(json: unknown): PageState | undefined {
  const indicator = field(json, 'status', 'indicator');
  const state = typeof indicator === 'string' ? indicators[indicator] : undefined;
  if (state === undefined) return undefined;
  return { state, detail: cleanText(field(json, 'status', 'description') ?? indicator, 120) };
}

const slackTypes: Readonly<Record<string, PageState['state']>> = {
  notice: 'minor',
  maintenance: 'minor',
  incident: 'major',
  outage: 'critical',
};

/** `{ status: "ok" | "active", active_incidents: [{ type, title }] }`. Source: Slack's status API. */
export function slackState(json: unknown): PageState | undefined {
  const incidents = listAt(json, 'active_incidents');
  const status = field(json, 'status');
  if (typeof status !== 'string' || incidents === undefined) return undefined;
  const states = incidents.map((one) => slackTypes[String(field(one, 'type'))] ?? 'minor');
  const first = field(incidents[0], 'title');
  if (incidents.length === 0) {
    return status === 'ok' ? { state: 'none', detail: 'ok' } : { state: 'minor', detail: 'active' };
  }
  return { state: gravest(states), detail: cleanText(first ?? 'an incident', 120) };
}

/**
 * A list of events, each with `status` ("0" resolved, "1" informational, "2" degraded, "3" disrupted) and
 * a region. AWS has an open event somewhere most of the time: those elsewhere are none of ours.
 */
export function awsState(json: unknown, region: string): PageState | undefined {
  const events = listAt(json);
  if (events === undefined) return undefined;
  const ours = events.filter((event) => {
    const where = `${field(event, 'region_name')} ${field(event, 'service')}`.toLowerCase();
    const open = String(field(event, 'status')) !== '0' && field(event, 'end_time') === undefined;
    const global = /cloudfront|route53|global/.test(where);
    return open && (global || where.includes(region));
  });
  if (ours.length === 0) return { state: 'none', detail: 'no open event that affects us' };
  const states = ours.map((event) => awsStates[String(field(event, 'status'))] ?? 'minor');
  const [first] = ours;
  const name = cleanText(field(first, 'service_name') ?? field(first, 'service') ?? 'AWS', 60);
  return {
    state: gravest(states),
    detail: `${name}: ${cleanText(field(first, 'summary') ?? '', 100)}`,
  };
}

const awsStates: Readonly<Record<string, PageState['state']>> = {
  '1': 'minor',
  '2': 'major',
  '3': 'critical',
};

function gravest(states: readonly PageState['state'][]): PageState['state'] {
  const order: readonly PageState['state'][] = ['critical', 'major', 'minor'];
  return order.find((state) => states.includes(state)) ?? 'none';
}
