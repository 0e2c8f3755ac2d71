/* Whether a version moved stored data to a form that the version before may not read. */
import { sameVersion } from '../deploys/version-tag.ts';
import type { DeployTie, ErrorType } from '../errors/findings.ts';
import type { Collected } from '../evidence/findings.ts';
import { known } from './observation.ts';
import { ownShare } from './weights.ts';

/**
 * What code and messages call it; VersionError is what a browser throws where stored data are of a newer form than
 * the code that opens them (IndexedDB 3.0).
 */
const words = /migrat|\bVersionError\b|\bschema[ _-]?version/i;

/** The culprit of the weightiest new type of the suspect that tells of a migration; null where hardly any does. */
export function migrationIn(collected: Collected, suspect: DeployTie | null): string | null {
  const types = known(collected['error-types']);
  if (types === null || suspect === null) return null;
  const isOwn = ({ isNew, firstVersion }: ErrorType): boolean =>
    isNew && (firstVersion === null || sameVersion(firstVersion, suspect.version));
  const moved = types.types.filter(
    (type) => isOwn(type) && words.test(`${type.title} ${type.culprit}`),
  );
  const events = moved.reduce((sum, one) => sum + one.events, 0);
  const [weightiest] = moved.toSorted((a, b) => b.events - a.events);
  return events >= ownShare * types.events ? (weightiest?.culprit ?? null) : null;
}
