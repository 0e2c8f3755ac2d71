/* What speaks for or against a suspected deploy beside the types that it brought. */
import type { DeployTie } from '../errors/findings.ts';
import type { Collected } from '../evidence/findings.ts';
import { minute } from '../time/units.ts';
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

/** True where only the version itself has the errors, in the very minutes in which others are used too. */
function isVersionsOwn(collected: Collected): boolean {
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
  return run !== undefined && run.conclusion !== 'success' && run.version !== recent?.served;
}

/** True where pages of other versions have about as many errors a session in the same minutes. */
export function doOthersHaveThem(collected: Collected, suspect: DeployTie | null): boolean {
  const lift = known(collected.correlation)?.lift ?? null;
  const own = known(collected['release-split'])?.releases.find(
    ({ version }) => version === suspect?.version,
  );
  if (lift === null || lift >= noLift || !own?.sessionShare) return false;
  return (own.errors / own.sessionShare) * (1 - own.sessionShare) >= leastDue;
}

/** True where the weightiest type of the version was first seen as it went live, whatever hid the onset. */
export function didTypesComeAtOnce(collected: Collected, suspect: DeployTie): boolean {
  const own = (known(collected['error-types'])?.types ?? []).filter(
    ({ isNew, firstVersion }) => isNew && firstVersion === suspect.version,
  );
  const [weightiest] = own.sort((a, b) => b.events - a.events);
  const gap = (weightiest?.firstSeen ?? Infinity) - suspect.liveAt;
  return Math.abs(gap) <= late;
}
