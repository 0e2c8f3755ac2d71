import { minute } from '../time/units.ts';
import type { Deploy } from './history.ts';
import { compareTags, sameVersion } from './version-tag.ts';

/** An edge may serve the old version for some minutes after a deploy. */
const edgeDelay = 5 * minute;

const endOf = ({ endedAt, at }: Deploy): number => endedAt ?? at;

/** The last deploy of an environment's that succeeded and says what it was; null where there is none. */
export function lastSuccess(deploys: readonly Deploy[]): Deploy | null {
  const live = deploys.filter(({ conclusion, version }) => conclusion === 'success' && version);
  return live.toSorted((a, b) => endOf(b) - endOf(a))[0] ?? null;
}

/**
 * The last deploy that succeeded, where another version is served although the edge had time enough; null where
 * all is as it should be, or where a run beside it, or a later one, brought what is served. `deploys` are
 * those to the environment, `now` is epoch milliseconds.
 */
export function notServed(deploys: readonly Deploy[], served: string, now: number): Deploy | null {
  const last = lastSuccess(deploys);
  if (last === null || last.version === null || sameVersion(last.version, served)) return null;
  // Of two that ran at the same time either may have ended up live.
  const brought = (deploy: Deploy) =>
    endOf(deploy) > last.at && deploy.version !== null && sameVersion(deploy.version, served);
  return isSettling(deploys, now) || deploys.some(brought) ? null : last;
}

/**
 * True where what is served is newer than the last deploy and no run to the environment was of it: something else wrote
 * it there, and it is no copy of before that an invalidation would take away. An older one may be of before the history.
 */
export function isFromElsewhere(deploys: readonly Deploy[], served: string): boolean {
  const last = lastSuccess(deploys)?.version ?? null;
  if (last === null || (compareTags(served, last) ?? 0) <= 0) return false;
  return deploys.every(({ version }) => version !== null && !sameVersion(version, served));
}

/** A deploy ended so lately that the version before may still be served. */
export function isSettling(deploys: readonly Deploy[], now: number): boolean {
  const last = lastSuccess(deploys);
  return last !== null && now - endOf(last) <= edgeDelay;
}
