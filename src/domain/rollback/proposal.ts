import { sameVersion } from '../deploys/build-info.ts';
import type { Deploy } from '../deploys/history.ts';
import { compareTags, isTagOfVersion, namesTag } from '../deploys/tag.ts';
import { versionTag } from '../deploys/version.ts';

/** A version of the deploy history, as a target to roll back to. */
export interface Candidate {
  readonly version: string;
  /** Its latest successful deploy, epoch milliseconds. */
  readonly deployedAt: number;
  readonly actor: string;
  /** What speaks against it; null for a good one. */
  readonly against: 'served' | 'perhaps served' | 'newer' | 'rolled back' | 'no tag' | null;
}

/**
 * The versions that were live in an environment, newest deploy first. “Rolled back” is a version that was
 * replaced by an older one: it was live, and somebody did not want it to stay.
 *
 * `served` is null where it is not known; then nothing is marked served or newer. `tags` are all
 * tag names; null where they were not asked for, and then none is said to lack one. `perhaps` are versions
 * that may be live where only the deploys tell.
 */
export function rollbackCandidates(
  deploys: readonly Deploy[],
  environment: string,
  served: string | null,
  tags: ReadonlySet<string> | null,
  forward: boolean,
  perhaps: readonly string[] = [],
): readonly Candidate[] {
  const lives = livesOf(deploys, environment);
  const current = served === null ? undefined : (versionTag(served) ?? served);
  const seen = new Set<string>();
  return lives.flatMap((deploy, index): Candidate[] => {
    if (seen.has(deploy.version)) return [];
    seen.add(deploy.version);
    const against = (): Candidate['against'] => {
      if (served !== null && namesTag(served, deploy.version)) return 'served';
      if (perhaps.some((version) => sameVersion(version, deploy.version))) return 'perhaps served';
      if (tags?.has(deploy.version) === false) return 'no tag';
      if (!forward && current !== undefined && (compareTags(deploy.version, current) ?? 0) > 0) {
        return 'newer';
      }
      return wasRolledBack(lives, index) ? 'rolled back' : null;
    };
    const { version, at: deployedAt, actor } = deploy;
    return [{ version, deployedAt, actor, against: against() }];
  });
}

/** The last version that was live and healthy before the one served; null where none is known. */
export function proposedVersion(candidates: readonly Candidate[]): string | null {
  return candidates.find(({ against }) => against === null)?.version ?? null;
}

type Live = Deploy & { readonly version: string };

function livesOf(deploys: readonly Deploy[], environment: string): Live[] {
  return deploys
    .filter(
      (deploy): deploy is Live =>
        deploy.environment === environment &&
        deploy.conclusion === 'success' &&
        deploy.version !== null &&
        isTagOfVersion(deploy.version),
    )
    .sort((a, b) => b.at - a.at);
}

/** Newest first: what replaced the newest deploy of a version, which is at `index`, stands before it. */
function wasRolledBack(lives: readonly Live[], index: number): boolean {
  const [next, own] = [lives[index - 1], lives[index]];
  return (
    next !== undefined && own !== undefined && (compareTags(next.version, own.version) ?? 0) < 0
  );
}
