import { type Deploy, deployOf } from '../../domain/deploys/history.ts';
import type { Deploys } from '../../ports/deploys.ts';
import type { Reading } from '../../ports/repository.ts';

/**
 * The latest runs of the deploy workflow, all environments, newest first. `environments` are the
 * configured names. Throws what the GitHub port throws.
 */
export async function deployHistory(
  deploys: Pick<Deploys, 'runs'>,
  environments: readonly string[],
  options: { readonly limit?: number; readonly reading?: Reading } = {},
): Promise<readonly Deploy[]> {
  const runs = await deploys.runs({ limit: options.limit ?? 50 }, options.reading);
  return runs
    .map((run) => deployOf(run, environments))
    .sort((a, b) => b.at - a.at || b.runId - a.runId);
}
