/*
 * Which run of the deploy workflow the errors are suspected of: by what is new with it, and only where
 * nothing is, by the time alone.
 */
import type { Deploy } from '../deploys/history.ts';
import { isVersion } from '../deploys/version.ts';
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
}

interface News {
  readonly types: ErrorTypes | null;
  readonly split: ReleaseSplit | null;
}

export interface Suspicion {
  readonly run: SuspectRun;
  /** Share of the events (0 to 1) whose types are new with the run; null where that is not known. */
  readonly brought: number | null;
}

/** `runs` newest first. Of several the one that brought most; where none brought much, the one that is tied. */
export function suspectAmong(runs: readonly SuspectRun[], news: News): Suspicion | null {
  const all = runs.map((run) => ({ run, brought: broughtBy(run, runs, news) }));
  const much = all.filter(({ brought }) => (brought ?? 0) >= leastShare);
  const rank = ({ run, brought }: Suspicion): number => (brought ?? 0) + (run.tie.tied ? 0.01 : 0);
  const [most] = much.sort((a, b) => rank(b) - rank(a));
  return most ?? all.find(({ run }) => run.tie.tied && run.wentLive) ?? null;
}

function broughtBy(
  run: SuspectRun,
  runs: readonly SuspectRun[],
  { types, split }: News,
): number | null {
  if (types === null || types.events === 0) return null;
  const fresh = types.types.filter(({ isNew }) => isNew);
  const count = (some: readonly ErrorType[]): number =>
    some.reduce((sum, { events }) => sum + events, 0);
  const own = fresh.filter((type) => isOfRelease(type, run, runs));
  const told = own.length === 0 ? undefined : split?.newTypesByVersion[run.tie.version];
  const beside = fresh.filter((type) => !own.includes(type) && isOfMoment(type, run, runs));
  return Math.min(1, ((told ?? count(own)) + count(beside)) / types.events);
}

/** Its release is the run's; of two runs of one version the first brought it. */
function isOfRelease(
  { firstVersion, firstSeen }: ErrorType,
  run: SuspectRun,
  runs: readonly SuspectRun[],
) {
  if (firstVersion === null || firstVersion !== run.deploy.version || !run.wentLive) return false;
  const first = runs.findLast(
    ({ deploy, wentLive }) => wentLive && deploy.version === firstVersion,
  );
  return first === run && (firstSeen ?? Infinity) >= run.deploy.at - clockAllowance;
}

/** It came for the first time as the run went on, and no run of the history brought its release. */
function isOfMoment(type: ErrorType, run: SuspectRun, runs: readonly SuspectRun[]): boolean {
  const { firstSeen, firstVersion } = type;
  if (firstSeen === null || runs.some((one) => isOfRelease(type, one, runs))) return false;
  const isKnown = firstVersion !== null && isVersion(firstVersion);
  const until = run.tie.liveAt + (isKnown || !run.wentLive ? atOnce : reach);
  if (firstSeen < run.deploy.at || firstSeen > until) return false;
  return runs.find(({ deploy }) => deploy.at <= firstSeen) === run;
}
