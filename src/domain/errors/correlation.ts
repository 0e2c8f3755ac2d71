/* Which deploy, if any, the errors are tied to, and which version was the last one without them. */
import type { Deploy } from '../deploys/history.ts';
import { compareTags, sameVersion } from '../deploys/version-tag.ts';
import { minute } from '../time/units.ts';
import type {
  Correlation,
  DeployTie,
  ErrorOnset,
  ErrorType,
  ErrorTypes,
  RecentDeploys,
  ReleaseSplit,
} from './findings.ts';
import { reach, type SuspectRun, suspectAmong } from './suspect.ts';

/**
 * A run ends after its files are at the origin: what it breaks may begin up to five minutes before its end,
 * and never before the run.
 */
const tolerance = 5 * minute;
/** New types that make up less of the events do not make the version bad in which they were first seen. */
const badShare = 0.1;

interface Known {
  readonly onset: ErrorOnset;
  readonly recent: RecentDeploys;
  readonly split: ReleaseSplit | null;
  readonly types: ErrorTypes | null;
  readonly isExcused?: (type: ErrorType) => boolean;
}

/** `since` (epoch milliseconds) is where the history of the errors begins. */
export function correlate(known: Known, since: number): Correlation {
  const { onset, recent, split } = known;
  const ended = recent.deploys.filter(({ endedAt }) => endedAt !== null && endedAt >= since);
  const runs = ended.map(
    (deploy): SuspectRun => ({
      deploy,
      tie: tieOf(deploy, onset),
      wentLive: wentLive(deploy, recent),
      again: wasLiveBefore(deploy, recent, since),
    }),
  );
  const ties = runs.filter((run) => run.wentLive).map(({ tie }) => tie);
  const found = onset.at === null ? null : suspectAmong(runs, known);
  if (found === null) {
    return { deploys: ties, suspect: null, lift: null, newInSuspect: null, lastGood: null };
  }
  const { run, firstSeen } = found;
  const ownGap = firstSeen === null ? null : firstSeen - run.tie.liveAt;
  const suspect = { ...run.tie, ownGap };
  const live = recent.deploys.filter((deploy) => wentLive(deploy, recent));
  return {
    deploys: run.wentLive ? ties : [run.tie, ...ties],
    suspect,
    lift: liftOf(suspect.version, split),
    newInSuspect: found.brought,
    lastGood: lastGoodBefore(suspect, live, known),
  };
}

/** A failed run may have put its version live all the same: then it is what is served, and no other run did. */
function wentLive(deploy: Deploy, { served, deploys }: RecentDeploys): boolean {
  const { endedAt, conclusion, version } = deploy;
  if (endedAt === null) return false;
  if (conclusion === 'success') return true;
  return sameVersion(version, served) && !deploys.some((one) => succeeded(one, version));
}

function succeeded({ version, conclusion }: Deploy, wanted: string | null): boolean {
  return conclusion === 'success' && sameVersion(version, wanted);
}

/** True of a run whose version had been live before the history of the errors begins. */
function wasLiveBefore({ version }: Deploy, { deploys }: RecentDeploys, since: number): boolean {
  return deploys.some((one) => succeeded(one, version) && (one.endedAt ?? since) < since);
}

function tieOf(deploy: Deploy, onset: ErrorOnset): DeployTie {
  const liveAt = deploy.endedAt ?? deploy.at;
  const earliest = Math.max(deploy.at, liveAt - tolerance);
  const from = onset.between?.from ?? null;
  return {
    version: deploy.version ?? 'unnamed',
    runId: deploy.runId,
    url: deploy.url,
    actor: deploy.actor,
    liveAt,
    gap: onset.at === null ? null : onset.at - liveAt,
    tied: from !== null && from >= earliest && from <= liveAt + reach,
  };
}

/**
 * Errors a session of the version against those of the others, of which pages were loaded in the same minutes: events
 * without a release, or of old tabs, tell of no version. Half an error is added to the others.
 */
function liftOf(version: string, split: ReleaseSplit | null): number | null {
  const releases = split?.releases ?? [];
  const own = releases.find((release) => sameVersion(release.version, version));
  if (own === undefined || own.sessionShare === null) return null;
  if (own.sessionShare <= 0 || own.sessionShare >= 1) return null;
  const used = releases.filter((one) => one !== own && (one.sessionShare ?? 0) > 0);
  const others = used.reduce((sum, { errors }) => sum + errors, 0.5);
  return own.errors / own.sessionShare / (others / (1 - own.sessionShare));
}

/**
 * The newest version that was live before the suspect and is fit to go back to: it has a tag, it was not
 * itself rolled back, and it did not bring a good part of these errors (then it is bad too).
 */
function lastGoodBefore(
  suspect: DeployTie,
  live: readonly Deploy[],
  { recent, types, isExcused = () => false }: Known,
): string | null {
  const earlier = live.filter(({ endedAt }) => (endedAt ?? 0) < suspect.liveAt);
  const own = (types?.types ?? []).filter((type) => !isExcused(type));
  const good = earlier.find((deploy, index) => {
    const { version } = deploy;
    if (version === null || sameVersion(version, suspect.version)) return false;
    if (recent.tags !== null && !recent.tags.includes(version)) return false;
    return !broughtMany(deploy, own) && !wasRolledBack(version, earlier.slice(0, index));
  });
  return good?.version ?? null;
}

/**
 * True where a good part of the errors is new and was first seen in that version soon after it went live.
 * What was first seen in it days later came from elsewhere.
 */
function broughtMany({ version, endedAt, at }: Deploy, types: readonly ErrorType[]): boolean {
  const errors = types.filter(({ level }) => level === 'error' || level === 'fatal');
  const soon = (endedAt ?? at) + reach;
  const own = errors.filter(
    (type) =>
      type.isNew && sameVersion(type.firstVersion, version) && (type.firstSeen ?? 0) <= soon,
  );
  const count = (some: typeof errors) => some.reduce((sum, { events }) => sum + events, 0);
  return own.length > 0 && count(own) >= badShare * count(errors);
}

/** The deploy after it put an older version live again. `later` is newest first. */
function wasRolledBack(version: string, later: readonly Deploy[]): boolean {
  const next = later.findLast((deploy) => !sameVersion(deploy.version, version))?.version ?? null;
  return next !== null && (compareTags(next, version) ?? 0) < 0;
}
