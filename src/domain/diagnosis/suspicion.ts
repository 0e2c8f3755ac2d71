/* What speaks for or against a suspected deploy beside the types that it brought. */
import { compareTags, sameVersion } from '../deploys/version-tag.ts';
import type { DeployTie } from '../errors/findings.ts';
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
/** Share of the errors that what replaced it must have by itself. */
const mostOfThem = 0.8;

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
  const own = known(split)?.releases.find(({ version }) => sameVersion(version, served));
  return (own?.errorShare ?? 0) >= mostOfThem ? served : null;
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

/** True where pages of other versions have about as many errors a session in the same minutes. */
export function doOthersHaveThem(collected: Collected, suspect: DeployTie | null): boolean {
  const lift = known(collected.correlation)?.lift ?? null;
  const own = known(collected['release-split'])?.releases.find(({ version }) =>
    sameVersion(version, suspect?.version ?? null),
  );
  if (lift === null || lift >= noLift || !own?.sessionShare) return false;
  return (own.errors / own.sessionShare) * (1 - own.sessionShare) >= leastDue;
}

/** True where the weightiest type of the version was first seen as it went live, whatever hid the onset. */
export function didTypesComeAtOnce(collected: Collected, suspect: DeployTie): boolean {
  const own = (known(collected['error-types'])?.types ?? []).filter(
    ({ isNew, firstVersion }) => isNew && sameVersion(firstVersion, suspect.version),
  );
  const [weightiest] = own.sort((a, b) => b.events - a.events);
  const gap = (weightiest?.firstSeen ?? Infinity) - suspect.liveAt;
  return Math.abs(gap) <= late;
}
