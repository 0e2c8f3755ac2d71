/* Whether a version moved stored data to a form that the version before may not read. */
import { sameVersion } from '../deploys/version-tag.ts';
import type { DeployTie, ErrorType } from '../errors/findings.ts';
import type { Collected } from '../evidence/findings.ts';
import { known } from './observation.ts';

/**
 * What code and messages call it; VersionError is what a browser throws where stored data are of a newer form than
 * the code that opens them (IndexedDB 3.0).
 */
const words = /migrat|\bVersionError\b|\bschema[ _-]?version/i;

/** A migration that hardly anybody meets says nothing of the data of the others. */
const leastShare = 0.05;
/** From this share of the events on a failing migration is what broke; below it, one of the things that did. */
const mainShare = 1 / 3;

export interface Migration {
  /** Where the weightiest of its errors comes from. */
  readonly culprit: string;
  /** It is what broke, so data have moved for many; else something else broke more. */
  readonly isMain: boolean;
}

/** What new types of the suspect say of a migration; null where hardly any does. */
export function migrationIn(collected: Collected, suspect: DeployTie | null): Migration | null {
  const types = known(collected['error-types']);
  if (types === null || suspect === null) return null;
  const isOwn = ({ isNew, firstVersion }: ErrorType): boolean =>
    isNew && (firstVersion === null || sameVersion(firstVersion, suspect.version));
  const moved = types.types.filter(
    (type) => isOwn(type) && words.test(`${type.title} ${type.culprit}`),
  );
  const events = moved.reduce((sum, one) => sum + one.events, 0);
  const [weightiest] = moved.toSorted((a, b) => b.events - a.events);
  if (weightiest === undefined || events < leastShare * types.events) return null;
  return { culprit: weightiest.culprit, isMain: events >= mainShare * types.events };
}
