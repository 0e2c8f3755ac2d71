import { tagIn, titleNamesTag } from '../deploys/title-version.ts';

/** What must be known to recognise the run that a dispatch started. */
export interface Dispatch {
  readonly version: string;
  /** The newest run known right before the dispatch; 0 where there was none. Ids only grow. */
  readonly afterRunId: number;
  /** Login of the token's owner; null where it belongs to no user. */
  readonly actor: string | null;
}

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly dispatched: boolean;
  readonly actor: string;
}

export type RunMatch<R> =
  | { readonly found: 'one'; readonly run: R }
  | { readonly found: 'none' }
  /** Several could be ours: nothing in them tells which. */
  | { readonly found: 'several'; readonly runs: readonly R[] };

/**
 * The run that a dispatch of ours started, among runs of the pipeline. Newer than the newest one before
 * it, started by hand, by us, and for our version: a title that names another version is another's. A
 * title without any version (no `run-name`) counts only where no title names ours.
 */
export function findOurRun<R extends RunFacts>(
  runs: readonly R[],
  dispatch: Dispatch,
): RunMatch<R> {
  const possible = runs.filter(
    (run) =>
      run.id > dispatch.afterRunId &&
      run.dispatched &&
      (dispatch.actor === null || run.actor === '' || run.actor === dispatch.actor),
  );
  const named = possible.filter((run) => titleNamesTag(run.title, dispatch.version));
  const ours = named.length > 0 ? named : possible.filter((run) => tagIn(run.title) === null);
  const [only] = ours;
  if (only === undefined) return { found: 'none' };
  return ours.length === 1 ? { found: 'one', run: only } : { found: 'several', runs: ours };
}
