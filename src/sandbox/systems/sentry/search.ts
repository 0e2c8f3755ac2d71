import { parseDuration } from '../../../domain/time/duration.ts';
import { week } from '../../../domain/time/units.ts';
import { placesOf, type WorldErrorGroup } from '../../world/error-groups.ts';
import type { Tally } from '../../world/errors.ts';
import type { World } from '../../world/model.ts';

export interface Term {
  key: string;
  value: string;
  not: boolean;
}

/** `key:value`, `!key:"two words"`, and bare words under the key `message`. */
export function termsOf(query: string): Term[] {
  const found = query.matchAll(/(!?)(?:([\w.[\]]+):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/g);
  return [...found].map(([, not, key = 'message', quoted, bare]) => ({
    key,
    value: (quoted ?? bare ?? '').replace(/\\(.)/g, '$1'),
    not: not === '!',
  }));
}

/** Sentry's release of a version of ours; a commit, or nothing, stays what it is. */
export function releaseOf(version: string): string {
  return /^v\d/.test(version) ? `talkstudio@${version.slice(1)}` : version;
}

export function versionOf(release: string): string {
  return release.replace(/^talkstudio@v?/, 'v');
}

/** `-1h` (younger than), `+1h` (older than), `>=2026-11-23T00:00:00` and so on. */
function whenFits(value: string, at: number | undefined, now: number): boolean {
  if (at === undefined) return false;
  const relative = /^([+-])(.+)$/.exec(value);
  if (relative) {
    const age = parseDuration(relative[2] ?? '') ?? 0;
    return relative[1] === '-' ? at >= now - age : at < now - age;
  }
  const match = /^(>=|<=|>|<)?(.+)$/.exec(value);
  const bound = Date.parse(/[zZ]$/.test(match?.[2] ?? '') ? (match?.[2] ?? '') : `${match?.[2]}Z`);
  if (match?.[1] === '>' || match?.[1] === '>=') return at >= bound;
  if (match?.[1] === '<' || match?.[1] === '<=') return at <= bound;
  return Math.floor(at / 1_000) === Math.floor(bound / 1_000);
}

/** `[a,b]` stands for either; anything else for itself. A value with a blank must be quoted, so none is here. */
function oneOf(value: string): string[] {
  return value.replace(/^\[(.*)\]$/, '$1').split(',');
}

/** What its first event names; undefined where that names nothing. */
export function firstVersion(all: Tally): string | undefined {
  return all.versions.keys().next().value || undefined;
}

/** What the SDK's handler that caught it is called. */
function mechanismOf({ told }: WorldErrorGroup): string {
  if (!told.unhandled) return 'generic';
  const handler = told.type === 'UnhandledRejection' ? 'onunhandledrejection' : 'onerror';
  return `auto.browser.global_handlers.${handler}`;
}

/** True where a group, with all that is known of it, fits one term. Unknown keys fit everything. */
export function groupFits(
  world: World,
  group: WorldErrorGroup,
  all: Tally,
  { key, value, not }: Term,
): boolean {
  const { told, id, shortId, title } = group;
  const now = world.now();
  const hits: Record<string, () => boolean> = {
    is: () => value === 'unresolved' || (value === 'new' && now - (all.first ?? 0) < week),
    firstSeen: () => whenFits(value, all.first, now),
    lastSeen: () => whenFits(value, all.last, now),
    firstRelease: () => firstVersion(all) === versionOf(value),
    level: () => oneOf(value).includes(told.level),
    'error.type': () => told.type === value,
    'error.unhandled': () => told.unhandled === (value === 'true' || value === '1'),
    'error.handled': () => told.unhandled !== (value === 'true' || value === '1'),
    'error.mechanism': () => mechanismOf(group).endsWith(value.replace(/^\*/, '')),
    issue: () => shortId === value.toUpperCase(),
    'issue.id': () => id === value,
    message: () => title.toLowerCase().includes(value.replaceAll('*', '').toLowerCase()),
    title: () => title.toLowerCase().includes(value.replaceAll('*', '').toLowerCase()),
    environment: () => placesOf(group, []).some((one) => one.environment === value),
  };
  const hit = hits[key];
  return hit ? hit() !== not : true;
}
