import { deployEnd } from './deploy-end.ts';
import type { Deploy } from './history.ts';
import { sameVersion } from './version-tag.ts';

/** What the deploys alone tell of what an environment serves. */
export interface LiveByDeploys {
  /** The version that went live last; null where none did, it names none, or the deploys contradict each other. */
  readonly version: string | null;
  /** Other versions that may be live: of deploys that ran beside or after it. */
  readonly perhaps: readonly string[];
  /** Why it is not sure; null where it is. */
  readonly doubt: string | null;
}

/**
 * The last deploy that succeeded wins, unless another one of another version ran at the same time: then which
 * of them ended up live cannot be told. One that failed, was cancelled or still runs may have gone live in part.
 */
export function liveByDeploys(deploys: readonly Deploy[], environment: string): LiveByDeploys {
  const own = deploys.filter((deploy) => deploy.environment === environment);
  const last = own
    .filter(({ conclusion }) => conclusion === 'success')
    .sort((a, b) => deployEnd(b) - deployEnd(a))[0];
  if (last === undefined) return { version: null, perhaps: [], doubt: null };
  const other = ({ version }: Deploy) =>
    version !== last.version &&
    !(version !== null && last.version !== null && sameVersion(version, last.version));
  const beside = own.filter((deploy) => other(deploy) && overlap(deploy, last));
  const after = own.filter((deploy) => other(deploy) && deploy.at > deployEnd(last));
  const perhaps = [...beside, ...after].flatMap(({ version }) => version ?? []);
  const clash = beside.find(({ conclusion }) => conclusion === 'success');
  if (clash !== undefined) {
    const doubt = `the deploys of ${nameOf(last)} and ${nameOf(clash)} overlapped`;
    return {
      version: null,
      perhaps: [...(last.version === null ? [] : [last.version]), ...perhaps],
      doubt,
    };
  }
  const unclear = [...after, ...beside][0];
  const doubt =
    unclear === undefined ? null : `a later deploy of ${nameOf(unclear)} ${endingOf(unclear)}`;
  return { version: last.version, perhaps, doubt };
}

/** True where two deploys ran at the same time. */
function overlap(a: Deploy, b: Deploy): boolean {
  return a !== b && a.at < deployEnd(b) && b.at < deployEnd(a);
}

function nameOf({ version, runId }: Deploy): string {
  return version ?? `run ${runId}`;
}

function endingOf({ conclusion }: Deploy): string {
  if (conclusion === null) return 'is still running';
  return conclusion === 'cancelled' ? 'was cancelled' : `ended in ${conclusion}`;
}
