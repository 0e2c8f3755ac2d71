import { TsopsError } from '../../contract/errors.ts';
import { type Access, access } from '../../domain/doctor/access.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Reach } from '../../ports/access.ts';
import type { Http } from '../../ports/http.ts';
import type { Outage } from '../../ports/uptime.ts';
import { secretOf } from '../http/secret.ts';
import { type Asked, askVendor, field, join, list } from '../http/vendor-answer.ts';

export interface UptimeRobotParts {
  readonly http: Http;
  readonly env: Env;
  readonly apiUrl: string;
  /** Monitors that the config names, by name. */
  readonly monitors: readonly string[];
}

const howToGet = 'an API key of UptimeRobot, v3, read-only is enough';

function ask(parts: UptimeRobotParts, key: string, path: string, reach: Reach): Promise<Asked> {
  const request = {
    url: join(parts.apiUrl, path),
    headers: { authorization: `Bearer ${key}` },
  };
  return askVendor(parts.http, 'UptimeRobot', request, reach);
}

/** Reads the list of monitors, and tells which of the config's monitors UptimeRobot does not watch. */
export async function uptimerobotAccess(parts: UptimeRobotParts, reach: Reach): Promise<Access> {
  const key = secretOf(parts.env, 'UPTIMEROBOT_API_KEY', howToGet);
  if (key.problem) return key.problem;
  const { answer, reason } = await ask(parts, key.value, '/monitors?limit=200', reach);
  if (answer === undefined) return access('unknown', reason);
  if (answer.status === 401 || answer.status === 403) return rejected(answer.status);
  const monitors = list(answer.json, 'data');
  if (answer.status >= 300 || monitors === undefined) {
    return access('unknown', `UptimeRobot answered ${answer.status} without a list of monitors`);
  }
  return watched(parts.monitors, monitors, typeof field(answer.json, 'nextLink') === 'string');
}

function rejected(status: number): Access {
  const detail = `UptimeRobot rejects UPTIMEROBOT_API_KEY (${status})`;
  return access('rejected', detail, `set ${howToGet}`);
}

function watched(wanted: readonly string[], monitors: readonly unknown[], more: boolean): Access {
  const stateOf = new Map(
    monitors.map((each) => [field(each, 'friendlyName'), field(each, 'status')]),
  );
  const missing = more ? [] : wanted.filter((name) => !stateOf.has(name));
  const paused = wanted.filter((name) => stateOf.get(name) === 'PAUSED');
  const count = `${monitors.length}${more ? ' or more' : ''} monitors`;
  if (missing.length === 0 && paused.length === 0) return access('works', count);
  const gaps = [
    missing.length === 0 ? '' : `not watched: ${missing.join(', ')}`,
    paused.length === 0 ? '' : `paused: ${paused.join(', ')}`,
  ].filter((gap) => gap !== '');
  return access(
    'limited',
    `${count}; ${cleanText(gaps.join('; '), 200)}`,
    'add or start them in UptimeRobot, under the same names as in tsops.config.yaml',
  );
}

/** See `VendorAccess.outages`. Reads the first page only: a free account has 10 requests a minute. */
export async function uptimerobotOutages(
  parts: UptimeRobotParts,
  since: number,
  reach: Reach,
): Promise<readonly Outage[] | null> {
  const after = encodeURIComponent(new Date(since).toISOString());
  const page = await readUptimeRobot(parts, `/incidents?started_after=${after}`, reach);
  return (
    page?.items
      .map(outageOf)
      .filter((each) => each !== undefined)
      .sort((left, right) => right.startedAt - left.startedAt) ?? null
  );
}

/** One page of a list; null where no key is set. Throws as `VendorAccess.outages` says. */
export async function readUptimeRobot(
  parts: UptimeRobotParts,
  path: string,
  reach: Reach,
): Promise<{ readonly items: readonly unknown[]; readonly nextLink: unknown } | null> {
  const key = secretOf(parts.env, 'UPTIMEROBOT_API_KEY', howToGet);
  if (key.problem?.state === 'not-set') return null;
  if (key.problem) throw notLetIn(key.problem);
  const { answer, reason } = await ask(parts, key.value, path, reach);
  if (answer === undefined) throw unreachable(reason);
  if (answer.status === 401 || answer.status === 403) throw notLetIn(rejected(answer.status));
  const items = list(answer.json, 'data');
  if (answer.status >= 300 || items === undefined) {
    const what = /^\/(\w+)/.exec(path)?.[1] ?? 'entries';
    throw unreachable(`UptimeRobot answered ${answer.status} without a list of ${what}`);
  }
  return { items, nextLink: field(answer.json, 'nextLink') };
}

function notLetIn(problem: Access): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: problem.detail,
    next: problem.next ?? [],
  });
}

function unreachable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message });
}

export function outageOf(value: unknown): Outage | undefined {
  const startedAt = instant(field(value, 'startedAt'));
  const name = field(value, 'monitor', 'friendlyName');
  if (startedAt === undefined || typeof name !== 'string') return undefined;
  const reason = field(value, 'reason');
  return {
    monitor: cleanText(name, 80),
    startedAt,
    resolvedAt: instant(field(value, 'resolvedAt')) ?? null,
    reason: typeof reason === 'string' ? cleanText(reason, 120) : '',
  };
}

// The API's description leaves the type open: ISO 8601, or a number of seconds or milliseconds.
export function instant(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const parsed = Date.parse(value);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  return value < 1e11 ? value * 1000 : value;
}
