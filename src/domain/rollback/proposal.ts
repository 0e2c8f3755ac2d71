import type { Deploy } from '../deploys/history.ts';
import { compareTags, isVersionTag, sameVersion, type TagFormat } from '../deploys/version-tag.ts';

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
  format: TagFormat | null = null,
): readonly Candidate[] {
  const lives = livesOf(deploys, environment, format);
  const order = (a: string, b: string) => compareTags(a, b, format) ?? 0;
  const seen = new Set<string>();
  return lives.flatMap((deploy, index): Candidate[] => {
    if (seen.has(deploy.version)) return [];
    seen.add(deploy.version);
    const against = (): Candidate['against'] => {
      if (served !== null && sameVersion(served, deploy.version)) return 'served';
      if (perhaps.some((version) => sameVersion(version, deploy.version))) return 'perhaps served';
      if (tags?.has(deploy.version) === false) return 'no tag';
      if (!forward && served !== null && order(deploy.version, served) > 0) {
        return 'newer';
      }
      return wasRolledBack(lives, index, order) ? 'rolled back' : null;
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

function livesOf(
  deploys: readonly Deploy[],
  environment: string,
  format: TagFormat | null,
): Live[] {
  return deploys
    .filter(
      (deploy): deploy is Live =>
        deploy.environment === environment &&
        deploy.conclusion === 'success' &&
        deploy.version !== null &&
        isVersionTag(deploy.version, format),
    )
    .sort((a, b) => b.at - a.at);
}

/** Newest first: what replaced the newest deploy of a version, which is at `index`, stands before it. */
function wasRolledBack(
  lives: readonly Live[],
  index: number,
  order: (a: string, b: string) => number,
): boolean {
  const [next, own] = [lives[index - 1], lives[index]];
  return next !== undefined && own !== undefined && order(next.version, own.version) < 0;
}
