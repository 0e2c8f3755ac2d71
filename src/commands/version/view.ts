import type { Screen } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { wrap } from '../../domain/text/wrap.ts';

/** What one environment serves. Times are epoch milliseconds. */
export interface EnvironmentVersion {
  readonly name: string;
  /** Where build-info.json was read. */
  readonly url: string;
  readonly verdict: Verdict;
  /** The version of most reads; null where none could be read. */
  readonly version: string | null;
  readonly commit: string | null;
  readonly builtAt: number | null;
  /** Each version seen, and in how many reads. */
  readonly versions: readonly { readonly version: string; readonly reads: number }[];
  readonly reads: number;
  readonly failedReads: number;
  readonly detail: string;
  /** build-info.json as it was served. */
  readonly raw: Readonly<Record<string, unknown>> | null;
  /** Versions between this one and the newest tag; null where GitHub was not asked. */
  readonly behind: number | null;
  /** The latest deploy that succeeded; null where there is none, or GitHub was not asked. */
  readonly lastDeploy: Deploy | null;
  /** The version that was deployed last and is not served, although time enough has passed; else null. */
  readonly notServed: string | null;
  readonly problem: Problem | null;
}

/** The data of `tsops version`. */
export interface Versions {
  readonly environments: readonly EnvironmentVersion[];
  /** From `--expect`. */
  readonly expected: string | null;
  readonly newestTag: string | null;
  readonly deploys: { readonly known: true } | { readonly known: false; readonly problem: Problem };
}

export function showVersions(data: Versions, screen: Screen): string {
  const rows = data.environments.map((one) => [
    screen.sign(one.verdict),
    screen.paint.bold(one.name),
    one.version ?? '?',
    one.commit?.slice(0, 12) ?? '',
    one.builtAt === null ? '' : `built ${screen.ago(one.builtAt)}`,
  ]);
  const lines = [screen.table(rows, { flexible: 2 })];
  for (const one of data.environments) {
    // What could not be read is told below, as a problem.
    if (one.verdict === 'ok' || one.verdict === 'unknown') continue;
    const room = screen.terminal ? screen.columns - 5 : Number.POSITIVE_INFINITY;
    const wrapped = wrap(`${one.name} ${one.detail}`, room, screen.width);
    const told = wrapped.map((line) => `     ${line}`);
    lines.push(...(screen.terminal ? told.map((line) => screen.fit(line, screen.columns)) : told));
  }
  return [...lines, '', ...deployLines(data, screen)].join('\n');
}

function deployLines({ environments, newestTag, deploys }: Versions, screen: Screen): string[] {
  if (!deploys.known) {
    const line = `  deploys: not known, ${deploys.problem.message}`;
    return [screen.paint.dim(screen.terminal ? screen.fit(line, screen.columns) : line)];
  }
  const rows = environments.map((one) => [one.name, deployPhrase(one, screen), behindPhrase(one)]);
  const newest = newestTag === null ? 'there are no version tags' : `newest tag ${newestTag}`;
  return [screen.table(rows, { head: ['', 'last successful deploy', newest], flexible: 1 })];
}

function deployPhrase({ lastDeploy }: EnvironmentVersion, screen: Screen): string {
  if (lastDeploy === null) return 'none known';
  const version = lastDeploy.version ?? 'a version that its run does not name';
  return `${version} by ${lastDeploy.actor || 'someone'}, ${screen.ago(lastDeploy.at)}`;
}

function behindPhrase({ behind }: EnvironmentVersion): string {
  if (behind === null) return '';
  return behind === 0 ? 'up to date' : `${behind} version${behind === 1 ? '' : 's'} behind`;
}
