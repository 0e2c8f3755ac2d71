/* What speaks for or against a suspected deploy beside the types that it brought. */
import { compareTags, sameVersion } from '../deploys/version-tag.ts';
import type { DeployTie, ReleaseShare } from '../errors/findings.ts';
import type { Collected } from '../evidence/findings.ts';
import { hour, minute } from '../time/units.ts';
import { known } from './observation.ts';

/** Counts are by the minute: what begins within one of going live begins at once. */
const atOnce = minute;
/** Our own figure: what a deploy breaks on every page is met within minutes. */
const late = 5 * minute;
/** Errors a session against those of the other versions that tell the version from what all would meet. */
const tellingLift = 10;
/** Below this the other versions have about as many; so many errors of theirs must be due to tell. */
const noLift = 1.5;
const leastDue = 10;
/** Of the errors now, what another day must have had in the same minutes, and by how much more than before. */
const recurringShare = 1 / 3;
const recurringRise = 3;

/** Milliseconds. A version that served everybody for so long is what all later errors are reported of. */
const longLive = 6 * hour;
/** What a deploy breaks everywhere is met as pages are loaded again, within half an hour. */
const reach = 30 * minute;

/**
 * From going live to the first event of what it brought, or to the onset where that is not known, milliseconds;
 * null where neither is.
 */
function gapOf({ gap, ownGap }: DeployTie): number | null {
  return ownGap ?? gap;
}

/**
 * Whether that its types are new says something of the deploy, and not only of the version that is there: they came
 * after it, and not after it had long been live.
 */
export function isNewsOfDeploy(suspect: DeployTie): boolean {
  const { tied, ownGap } = suspect;
  if (tied) return true;
  return (gapOf(suspect) ?? 0) < longLive && (ownGap ?? 0) > -reach;
}

/** From this share on all errors are of one client. */
const oneClient = 0.8;

/**
 * True where one client alone has the errors, and had none for long after the deploy: an update of that client
 * explains that as well.
 */
export function isClientsOwn(suspect: DeployTie | null, clientShare: number | null): boolean {
  if (suspect === null || (clientShare ?? 0) < oneClient || suspect.tied) return false;
  return (gapOf(suspect) ?? 0) > reach;
}

/** Pages that are open keep the old version for a while: so long after it was replaced it is gone. */
const gone = 15 * minute;
/** Share of the errors that what replaced it must have by itself, of those of the two. */
const mostOfThem = 0.5;

function isOlder(version: string, than: string): boolean {
  return (compareTags(version, than) ?? 0) < 0;
}

/** The older version that replaced the suspect and has the errors all the same, so that its rollback ends nothing. */
export function outlivedBy(collected: Collected, suspect: DeployTie | null): string | null {
  const recent = known(collected['recent-deploys']);
  const split = collected['release-split'];
  const served = recent?.served ?? null;
  // A newer version has what the suspect brought; only an older one tells.
  if (suspect === null || served === null || !isOlder(served, suspect.version)) return null;
  const replaced = recent?.deploys.find(
    ({ version, conclusion }) => sameVersion(version, served) && conclusion === 'success',
  );
  const end = split?.window?.to ?? split?.observedAt ?? 0;
  const since = replaced?.endedAt ?? null;
  if (since === null || since < suspect.liveAt || end - since < gone) return null;
  const errorsOf = (version: string) =>
    known(split)?.releases.find((one) => sameVersion(one.version, version))?.errors ?? 0;
  const [own, left] = [errorsOf(served), errorsOf(suspect.version)];
  return own > 0 && own >= mostOfThem * (own + left) ? served : null;
}

/** True where only the version itself has the errors, in the very minutes in which others are used too. */
export function isVersionsOwn(collected: Collected): boolean {
  return (known(collected.correlation)?.lift ?? 0) >= tellingLift;
}

export function shapeOf(
  collected: Collected,
  suspect: DeployTie | null,
): 'at-once' | 'late-and-sharp' | null {
  const onset = known(collected['error-onset']);
  const gap = suspect?.gap ?? null;
  if (onset === null || gap === null || onset.gradual || !suspect) return null;
  if (suspect.tied && gap <= atOnce) return 'at-once';
  return gap > late && !isVersionsOwn(collected) ? 'late-and-sharp' : null;
}

export function foreignHost(collected: Collected): string | null {
  const host = known(collected.correlation)?.foreignHost?.host ?? null;
  return isVersionsOwn(collected) ? null : host;
}

/** Errors that come at this hour on other days too are no deploy's of today. */
export function isRecurring(collected: Collected): boolean {
  const rate = known(collected['error-rate']);
  const before = known(collected['error-onset'])?.before ?? null;
  if (rate === null || before === null) return false;
  const usual = Math.max(rate.dayAgo ?? 0, rate.weekAgo ?? 0);
  return usual >= rate.perMinute * recurringShare && usual >= before * recurringRise;
}

export function hasFailed(collected: Collected, suspect: DeployTie | null): boolean {
  const recent = known(collected['recent-deploys']);
  const run = recent?.deploys.find(({ runId }) => runId === suspect?.runId);
  return (
    run !== undefined &&
    run.conclusion !== 'success' &&
    !sameVersion(run.version, recent?.served ?? null)
  );
}

/**
 * True where pages of other versions have about as many errors a session in the same minutes. What names a dependency in
 * trouble (`theirs`, a share of them) all versions have alike, and is left out.
 */
export function doOthersHaveThem(
  collected: Collected,
  suspect: DeployTie | null,
  theirs: number,
): boolean {
  const releases = known(collected['release-split'])?.releases ?? [];
  const used = releases.filter(({ sessionShare }) => (sessionShare ?? 0) > 0);
  const isOwn = (one: ReleaseShare) => sameVersion(one.version, suspect?.version ?? null);
  const share = used.find(isOwn)?.sessionShare ?? 0;
  if (share <= 0 || share >= 1) return false;
  const count = (some: readonly ReleaseShare[]) =>
    some.reduce((sum, { errors }) => sum + errors, 0);
  const alike = theirs * count(used);
  const own = (count(used.filter(isOwn)) - alike * share) / share;
  const others = (count(used.filter((one) => !isOwn(one))) - alike * (1 - share)) / (1 - share);
  return own * (1 - share) >= leastDue && own < noLift * others;
}

/** So many events of what is new, and so much of all events, are more than a stray release tells. */
const leastOpen = 10;
const leastOpenShare = 0.03;
/** A version of fewer of the page loads is there in pages that stayed open. */
const hardlyLoaded = 0.02;

/**
 * An older version whose pages are still open and have what is new as well, so that the suspect did not bring it; null
 * where none is known to. Of an older version that has more of the events than all old types together the rest are new
 * ones. Where hardly anybody but old pages has them, the deploy took away what those ask for: that is its doing.
 */
export function openPagesWith(collected: Collected, suspect: DeployTie | null): string | null {
  const brought = known(collected.correlation)?.newInSuspect ?? null;
  const releases = known(collected['release-split'])?.releases ?? [];
  if (suspect === null || brought === null || isVersionsOwn(collected)) return null;
  const count = (some: readonly ReleaseShare[]) =>
    some.reduce((sum, { errors }) => sum + errors, 0);
  const isOpen = ({ version, sessionShare }: ReleaseShare) =>
    (sessionShare ?? 0) < hardlyLoaded && isOlder(version, suspect.version);
  const older = releases.filter(isOpen);
  const own = count(releases.filter(({ version }) => sameVersion(version, suspect.version)));
  const [left, all] = [count(older), count(releases)];
  const fresh = left - (1 - brought) * all;
  if (fresh < Math.max(leastOpen, leastOpenShare * all) || own < left) return null;
  return older.toSorted((a, b) => b.errors - a.errors)[0]?.version ?? null;
}

/** True where the weightiest type of the version was first seen as it went live, whatever hid the onset. */
export function didTypesComeAtOnce({ ownGap }: DeployTie): boolean {
  return ownGap != null && Math.abs(ownGap) <= late;
}
