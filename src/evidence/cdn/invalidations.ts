import type { Cdn, CdnRead, Invalidation, InvalidationSummary } from '../../ports/cdn.ts';

/** CloudFront's list is newest first; what is in progress stands at its top. */
const listed = 100;
/** How many of those in progress are asked for their paths. */
const detailed = 20;

/** Exactly `Completed` is completed; any other status is not. */
export function isCompleted({ status }: Pick<InvalidationSummary, 'status'>): boolean {
  return status === 'Completed';
}

/** Invalidations of a distribution that are under way, newest first. Throws what Cdn throws. */
export async function invalidationsInProgress(
  cdn: Cdn,
  cdnId: string,
  read?: CdnRead,
): Promise<readonly InvalidationSummary[]> {
  const invalidations = await cdn.invalidations(cdnId, listed, read);
  return invalidations.filter((invalidation) => !isCompleted(invalidation));
}

export interface InProgress {
  readonly invalidations: readonly Invalidation[];
  /** Under way, but not asked for its paths: there were too many. */
  readonly uncounted: number;
}

/** The same with the paths of the newest twenty. */
export async function pathsInProgress(
  cdn: Cdn,
  cdnId: string,
  read?: CdnRead,
): Promise<InProgress> {
  const summaries = await invalidationsInProgress(cdn, cdnId, read);
  const invalidations = await Promise.all(
    summaries.slice(0, detailed).map(({ id }) => cdn.invalidation(cdnId, id, read)),
  );
  return {
    invalidations: invalidations.filter((invalidation) => !isCompleted(invalidation)),
    uncounted: Math.max(0, summaries.length - detailed),
  };
}
