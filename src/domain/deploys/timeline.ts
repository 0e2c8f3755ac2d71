/* What was live when, as far as the deploys alone can tell: each run beside those before and after it. */
import { deployEnd } from './deploy-end.ts';
import type { Deploy } from './history.ts';
import { sameVersion } from './version-tag.ts';

/** A deploy in the history of its environment. Times are epoch milliseconds. */
export interface PastDeploy extends Deploy {
  /** Which attempt of its run it was; 1 for a run that was run once. */
  readonly attempt: number;
  /** Its run was run more than once. */
  readonly rerun: boolean;
  /** While it was live. Null where it did not succeed, or where it cannot be told which of two ended up live. */
  readonly live: { readonly from: number; readonly to: number | null } | null;
  /** Runs of the same environment that ran at the same time, by their versions or numbers. */
  readonly beside: readonly string[];
}

/** Newest first, as given. All of `deploys` must be of one environment. */
export function deployTimeline(deploys: readonly Deploy[]): readonly PastDeploy[] {
  const succeeded = deploys
    .filter(({ conclusion }) => conclusion === 'success')
    .toSorted((a, b) => deployEnd(a) - deployEnd(b));
  return deploys.map((deploy) => {
    const { attempt = 1, runId } = deploy;
    const others = deploys.filter((each) => each !== deploy && ranBeside(each, deploy));
    return {
      ...deploy,
      attempt,
      rerun: attempt > 1 || deploys.some((each) => each !== deploy && each.runId === runId),
      live: liveSpan(deploy, succeeded, others),
      beside: others.map(({ version, runId: run }) => version ?? `run ${run}`),
    };
  });
}

/** From its own end to that of the next that succeeded. */
function liveSpan(
  deploy: Deploy,
  succeeded: readonly Deploy[],
  beside: readonly Deploy[],
): PastDeploy['live'] {
  const at = succeeded.indexOf(deploy);
  const rival = ({ conclusion, version }: Deploy) =>
    conclusion === 'success' && !isSame(version, deploy.version);
  if (at === -1 || beside.some(rival)) return null;
  const next = succeeded[at + 1];
  return { from: deployEnd(deploy), to: next === undefined ? null : deployEnd(next) };
}

function isSame(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && sameVersion(a, b));
}

function ranBeside(a: Deploy, b: Deploy): boolean {
  return a.at < deployEnd(b) && b.at < deployEnd(a);
}
