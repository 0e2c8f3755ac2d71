/* Whether a version was ever live in an environment, by the deploys that were read. */
import type { Deploy } from '../deploys/history.ts';
import { sameVersion } from '../deploys/version-tag.ts';

export type RanHere =
  | { readonly known: 'yes' }
  /** The whole history was read, and all of it tells what went where. */
  | { readonly known: 'no' }
  | { readonly known: 'not told'; readonly why: string };

/** True where the deploy made that version live there. */
export function madeLive(
  { conclusion, environment, version }: Deploy,
  where: string,
  wanted: string,
): boolean {
  if (conclusion !== 'success' || environment !== where) return false;
  return version !== null && sameVersion(version, wanted);
}

/** `whole`: there are no earlier deploys than these. */
export function ranHere(
  deploys: readonly Deploy[],
  whole: boolean,
  environment: string,
  version: string,
): RanHere {
  if (deploys.some((deploy) => madeLive(deploy, environment, version))) return { known: 'yes' };
  if (!whole) return { known: 'not told', why: `it is not among the last ${deploys.length} runs` };
  const own = deploys.filter(
    (each) => each.conclusion === 'success' && each.environment === environment,
  );
  // Then it is deployed in another way, or was until lately.
  if (own.length === 0) return { known: 'not told', why: 'no run tells of a deploy there' };
  const silent = deploys.filter(
    ({ conclusion, environment: where, version: which }) =>
      conclusion === 'success' && (where === null || (where === environment && which === null)),
  );
  if (silent.length === 0) return { known: 'no' };
  const runs = silent.length === 1 ? '1 run does' : `${silent.length} runs do`;
  return { known: 'not told', why: `${runs} not say what was deployed, or where` };
}
