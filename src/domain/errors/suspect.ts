/*
 * Which run of the deploy workflow the errors are suspected of: by what is new with it, and only where
 * nothing is, by the time alone.
 */
import type { Deploy } from '../deploys/history.ts';
import { isVersionTag, sameVersion } from '../deploys/version-tag.ts';
import { minute } from '../time/units.ts';
import type { DeployTie, ErrorType, ErrorTypes, ReleaseSplit } from './findings.ts';

/** What a deploy breaks is met as pages are loaded again, and people reload within half an hour. */
export const reach = 30 * minute;
/** So soon after a run a new type is its, whichever release it is reported of: old tabs, or a half upload. */
const atOnce = 5 * minute;
/** The clocks of two vendors may differ, and smoke tests run after the upload. */
const clockAllowance = 30 * minute;
/** Share of the events that a run must have brought to be suspected of them whenever they began. */
const leastShare = 0.2;

export interface SuspectRun {
  readonly deploy: Deploy;
  readonly tie: DeployTie;
  /** False of a failed run whose version is not the one that is served. */
  readonly wentLive: boolean;
  /** Its version was live before: nothing can be new with it by its release. */
  readonly again?: boolean;
}

interface News {
  readonly types: ErrorTypes | null;
  readonly split: ReleaseSplit | null;
  /** True of a type that names a dependency in trouble: no run's doing, however new it is. */
  readonly isExcused?: (type: ErrorType) => boolean;
}

export interface Suspicion {
  readonly run: SuspectRun;
  /** Share of the events (0 to 1) whose types are new with the run; null where that is not known. */
  readonly brought: number | null;
  /** First event of the weightiest type that it brought, epoch milliseconds; null where it brought none. */
  readonly firstSeen: number | null;
}

/** `runs` newest first. Of several the one that brought most; where none brought much, the one that is tied. */
export function suspectAmong(runs: readonly SuspectRun[], news: News): Suspicion | null {
  const { isExcused = () => false } = news;
  const all = runs.map((run) => {
    const own = newsOf(run, runs, news);
    return { run, own, unexcused: own?.filter(({ type }) => !isExcused(type)) ?? null };
  });
  const shareOf = ({ unexcused }: (typeof all)[number]) => unexcused && shareIn(unexcused);
  const much = all.filter((one) => (shareOf(one) ?? 0) >= leastShare);
  const rank = (one: (typeof all)[number]) => (shareOf(one) ?? 0) + (one.run.tie.tied ? 0.01 : 0);
  const [most] = much.sort((a, b) => rank(b) - rank(a));
  if (most) return suspicion(most.run, shareOf(most), most.unexcused);
  const tied = all.find(({ run }) => run.tie.tied && run.wentLive);
  return tied ? suspicion(tied.run, tied.own && shareIn(tied.own), tied.own) : null;
}

interface Own {
  readonly type: ErrorType;
  /** Share of all events of the window, 0 to 1. */
  readonly share: number;
}

const shareIn = (own: readonly Own[]) =>
  Math.min(
    1,
    own.reduce((sum, { share }) => sum + share, 0),
  );

function suspicion(run: SuspectRun, brought: number | null, own: readonly Own[] | null): Suspicion {
  const [weightiest] = (own ?? []).toSorted((a, b) => b.share - a.share);
  return { run, brought, firstSeen: weightiest?.type.firstSeen ?? null };
}

/** The types that are new with the run; null where types are not known. */
function newsOf(
  run: SuspectRun,
  runs: readonly SuspectRun[],
  { types, split }: News,
): readonly Own[] | null {
  if (types === null || types.events === 0) return null;
  const fresh = types.types.filter(({ isNew }) => isNew);
  const ofRelease = fresh.filter((type) => isOfRelease(type, run, runs));
  const ofMoment = fresh.filter((type) => !ofRelease.includes(type) && isOfMoment(type, run, runs));
  const listed = ofRelease.reduce((sum, { events }) => sum + events, 0);
  // Types that are not listed are counted there too.
  const told = newTypesOf(run, split) ?? listed;
  const weight = (type: ErrorType, scale: number): Own => ({
    type,
    share: (scale * type.events) / types.events,
  });
  return [
    ...ofRelease.map((type) => weight(type, listed === 0 ? 1 : told / listed)),
    ...ofMoment.map((type) => weight(type, 1)),
  ];
}

function newTypesOf({ tie }: SuspectRun, split: ReleaseSplit | null): number | undefined {
  const all = Object.entries(split?.newTypesByVersion ?? {});
  return all.find(([version]) => sameVersion(version, tie.version))?.[1];
}

/** Its release is the run's; of several runs of one version the first brought it, however long ago. */
function isOfRelease(
  { firstVersion, firstSeen }: ErrorType,
  run: SuspectRun,
  runs: readonly SuspectRun[],
) {
  if (!run.wentLive || run.again) return false;
  const first = runs.findLast(
    ({ deploy, wentLive }) => wentLive && sameVersion(deploy.version, firstVersion),
  );
  return first === run && (firstSeen ?? Infinity) >= run.deploy.at - clockAllowance;
}

/** It came for the first time as the run went on, and no run of the history brought its release. */
function isOfMoment(type: ErrorType, run: SuspectRun, runs: readonly SuspectRun[]): boolean {
  const { firstSeen, firstVersion } = type;
  if (firstSeen === null || runs.some((one) => isOfRelease(type, one, runs))) return false;
  const isKnown = firstVersion !== null && isVersionTag(firstVersion);
  const until = run.tie.liveAt + (isKnown || !run.wentLive ? atOnce : reach);
  if (firstSeen > until) return false;
  return runs.find(({ deploy }) => deploy.at <= firstSeen) === run;
}
