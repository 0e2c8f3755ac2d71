import { sameVersion } from '../deploys/version-tag.ts';
import type { Verdict } from '../evidence/verdict.ts';
import type { FactOrTrouble } from './guards.ts';
import type { RollbackRecord } from './record.ts';

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string;
}

/** The run of a rollback, as far as it could be found out. */
export type RunSearch =
  | { readonly found: 'one'; readonly run: RunFacts }
  /** `sure`: GitHub listed all runs since the dispatch, and it was long enough ago to be listed. */
  | { readonly found: 'none'; readonly sure: boolean }
  | { readonly found: 'several'; readonly runs: readonly RunFacts[] }
  | { readonly found: 'not-asked'; readonly trouble: string };

export interface StatusFacts {
  /** Null for a run that no rollback here has started. */
  readonly record: RollbackRecord | null;
  /** The record is damaged: the line of its dispatch may be among what is lost. */
  readonly damaged?: boolean;
  /** The live process that drives the rollback. */
  readonly driver: { readonly pid: number; readonly host: string } | null;
  readonly environment: string;
  /** Null where neither the journal nor the run's title names it. */
  readonly wanted: string | null;
  readonly run: RunSearch;
  /** What is served, by three reads in a row where it is the wanted version. */
  readonly serving: FactOrTrouble<string>;
  /** A successful deploy to the same environment that was started after the run. */
  readonly replacedBy: { readonly version: string | null; readonly url: string } | null;
}

export interface RollbackStatus {
  readonly state: 'done' | 'not-done' | 'in-progress' | 'unknown';
  readonly verdict: Verdict;
  readonly detail: string;
}

/** Where a rollback stands: never more than what the journal, GitHub and build-info.json together show. */
export function rollbackStatus(facts: StatusFacts): RollbackStatus {
  return fromJournal(facts) ?? fromRun(facts);
}

/** What the journal alone decides. */
function fromJournal({ record, driver, damaged, run }: StatusFacts): RollbackStatus | null {
  if (record === null) return null;
  if (driver !== null) {
    return inProgress(`Process ${driver.pid} on ${driver.host} is driving it.`);
  }
  const said = record.outcome;
  const perhapsSent = damaged === true && run.found !== 'none';
  if (record.dispatch === null && perhapsSent) return null;
  if (record.dispatch === null) {
    return notDone(`Nothing was sent: ${said?.detail || 'it stopped before the dispatch'}.`, 'ok');
  }
  if (said?.state === 'not-done' && record.run === null) {
    return notDone(`Nothing was started: ${said.detail}`, 'ok');
  }
  return null;
}

function fromRun(facts: StatusFacts): RollbackStatus {
  const { run, environment, wanted, serving } = facts;
  if (run.found === 'not-asked') return notAsked(facts, run.trouble);
  if (run.found === 'several') {
    const urls = run.runs.map(({ url }) => url).join(' ');
    return unknown(`Which of ${run.runs.length} runs is ours is not known: ${urls}`);
  }
  if (run.found === 'none') return withoutRun(facts, run.sure);
  const { status, conclusion } = run.run;
  if (status !== 'completed') return inProgress(`The run is ${status.replace('_', ' ')}.`);
  const ended = conclusion === 'success' ? 'The run succeeded' : `The run ended in ${conclusion}`;
  if (wanted === null) {
    return unknown(`${ended}; its title does not say which version it deployed.`);
  }
  const bad = conclusion === 'success' ? 'unknown' : 'bad';
  if ('trouble' in serving) {
    return {
      ...unknown(`${ended}; what ${environment} serves could not be read: ${serving.trouble}`),
      verdict: bad,
    };
  }
  if (sameVersion(serving.value, wanted)) {
    const detail = `${environment} serves ${wanted}`;
    return conclusion === 'success'
      ? { state: 'done', verdict: 'ok', detail: `${detail}; the run succeeded.` }
      : { state: 'done', verdict: 'bad', detail: `${detail}, yet the run ended in ${conclusion}.` };
  }
  return servesAnother(facts, ended, serving.value, wanted);
}

function servesAnother(
  { record, environment, replacedBy }: StatusFacts,
  ended: string,
  serving: string,
  wanted: string,
): RollbackStatus {
  if (record?.outcome?.state === 'done') {
    const detail = `It was done: ${wanted} was served then. Now ${environment} serves ${serving}.`;
    return { state: 'done', verdict: 'warn', detail };
  }
  if (replacedBy !== null) {
    const other = replacedBy.version ?? 'another version';
    return unknown(
      `${ended}, and ${other} was deployed since (${replacedBy.url}): whether ${wanted} was served is not known.`,
    );
  }
  return notDone(`NOT rolled back: serving ${serving}, wanted ${wanted}. ${ended}.`, 'bad');
}

function notAsked({ record, wanted, environment, serving }: StatusFacts, trouble: string) {
  const now = 'value' in serving ? ` ${environment} serves ${serving.value}.` : '';
  if (record?.outcome?.state === 'done') {
    const detail = `The journal says done: ${wanted} was served then.${now}`;
    return { state: 'done', verdict: 'ok', detail } as const;
  }
  return unknown(`GitHub could not be asked: ${trouble}.${now}`);
}

function withoutRun({ wanted, serving, environment }: StatusFacts, sure: boolean): RollbackStatus {
  const served = 'value' in serving && wanted !== null && sameVersion(serving.value, wanted);
  if (served) return unknown(`No run of it was found, yet ${environment} serves ${wanted}.`);
  return sure
    ? notDone('GitHub has no run of it: the dispatch was not taken.', 'bad')
    : unknown('No run of it was found yet; GitHub may still list one.');
}

function inProgress(detail: string): RollbackStatus {
  return { state: 'in-progress', verdict: 'ok', detail };
}

/** `ok` where nothing was even tried: there is nothing wrong to look at. */
function notDone(detail: string, verdict: Verdict): RollbackStatus {
  return { state: 'not-done', verdict, detail };
}

function unknown(detail: string): RollbackStatus {
  return { state: 'unknown', verdict: 'unknown', detail };
}
