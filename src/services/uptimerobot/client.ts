/* UptimeRobot as a vendor, and one page of its lists (API v3). */
import type { AccessBudget } from '../../ports/access.ts';
import { field, listAt } from '../http/json.ts';
import {
  createVendorClient,
  secretError,
  type Vendor,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';

export const uptimerobot: Vendor = {
  title: 'UptimeRobot',
  secret: {
    variable: 'UPTIMEROBOT_API_KEY',
    howToGet: 'an API key of UptimeRobot, v3, read-only is enough',
  },
  headers: (key) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  statuses: { 403: 'rejected' },
  limit: { reset: 'x-ratelimit-reset' },
  unsaidWait: 6000,
  pauses: [500],
  errorText: [['message'], ['error', 'message']],
  maxBody: 2 * 1024 * 1024,
  next: ['tsops doctor uptimerobot'],
};

export interface UptimeRobotParts extends VendorParts {
  readonly apiUrl: string;
  /** Monitors that the config names, by name. */
  readonly monitors: readonly string[];
}

export function openUptimeRobot({ apiUrl, ...parts }: UptimeRobotParts): VendorClient {
  return createVendorClient(uptimerobot, apiUrl, parts);
}

/** One page of a list; null where no key is set. Throws as `VendorAccess.outages` says. */
export async function readUptimeRobot(
  client: VendorClient,
  path: string,
  reach: AccessBudget,
): Promise<{ readonly items: readonly unknown[]; readonly cursor: string | undefined } | null> {
  const { problem } = client.secret;
  if (problem?.state === 'not-set') return null;
  if (problem) throw secretError(problem);
  const { answer, reason } = await client.read({ path }, reach);
  if (answer === undefined) throw client.unreachable(reason);
  if (answer.meaning === 'rejected') {
    const set = `set ${uptimerobot.secret.howToGet}`;
    throw client.notLetIn(`UptimeRobot rejects UPTIMEROBOT_API_KEY (${answer.status})`, set);
  }
  const items = listAt(answer.json, 'data');
  if (answer.meaning !== 'done' || items === undefined) {
    const what = /^\/(\w+)/.exec(path)?.[1] ?? 'entries';
    throw client.unreachable(`UptimeRobot answered ${answer.status} without a list of ${what}`);
  }
  return { items, cursor: cursorOf(field(answer.json, 'nextLink')) };
}

/** The next page is asked for at our own address, wherever the link leads. */
function cursorOf(link: unknown): string | undefined {
  if (typeof link !== 'string' || !URL.canParse(link, 'https://nowhere.invalid')) return undefined;
  const cursor = new URL(link, 'https://nowhere.invalid').searchParams.get('cursor');
  return cursor !== null && /^\d{1,30}$/.test(cursor) ? cursor : undefined;
}
