/*
 * What became of a rollback, read from the journal, GitHub and the edge: after a crash, a lost answer or
 * Ctrl-C. Reads only.
 */

import type { Config, Environment } from '../../config/schema.ts';
import type { ActionState, Verified } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { deployOf } from '../../domain/deploys/history.ts';
import { undoCommand } from '../../domain/deploys/suggested-command.ts';
import { type TagFormat, tagFormatOf } from '../../domain/deploys/version-tag.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import type { FactOrTrouble } from '../../domain/rollback/facts.ts';
import { type RollbackStatus, rollbackStatus } from '../../domain/rollback/status.ts';
import type { Text } from '../../domain/text/language.ts';
import { type FoundRecord, replacement, searchRun } from '../../evidence/rollback/state.ts';
import type { DeployRun, Deploys, Job, PendingApproval } from '../../ports/deploys.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { proveServed } from './proof.ts';
import {
  type FailedRun,
  type RollbackHealth,
  type RollbackProof,
  verifyRollback,
  type WatchedRollback,
} from './verify.ts';

/** The data of `tsops rollback status`. Times are epoch milliseconds. */
export interface RollbackStatusData {
  readonly state: ActionState;
  readonly verdict: Verdict;
  readonly detail: string;
  /** The detail in every language. */
  readonly said: Text;
  /** The journal record; null for a run that no rollback here has started. */
  readonly record: string | null;
  /** What reading the journal met: a torn last line, a broken chain. */
  readonly notes: readonly string[];
  readonly startedAt: number | null;
  readonly environment: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly run: DeployRun | null;
  readonly jobs: readonly Job[];
  readonly approvals: readonly PendingApproval[];
  readonly serving: string | null;
  /** Where the run broke; only after `--follow`. */
  readonly failed?: FailedRun | null;
  readonly undo: string | null;
}

export interface Looked {
  readonly data: RollbackStatusData;
  readonly status: RollbackStatus;
  readonly found: FoundRecord | null;
  readonly deploys: FactOrTrouble<Deploys>;
  readonly run: DeployRun | null;
  readonly site: Environment;
}

/**
 * Looks at one rollback: that of a record which was found, or the run of a number, whoever started it. Throws
 * a config error where its environment is not configured any more.
 */
export async function lookAtRollback(
  context: Context,
  config: Config,
  found: FoundRecord | null,
  runId: number | null,
): Promise<Looked> {
  const deploys = await opened(context);
  const record = found?.record ?? null;
  const damaged = (found?.notes.length ?? 0) > 0;
  const search = await searchRun(context, deploys, record, runId, damaged);
  const run = search.found === 'one' ? (search.run as DeployRun) : null;
  const names = Object.keys(config.environments);
  const tags = {
    tags: null,
    format: tagFormatOf('value' in deploys ? deploys.value.tagFormat : undefined),
  };
  const deploy = run === null ? null : deployOf(run, names, null, tags);
  const environment = record?.environment ?? deploy?.environment ?? (await context.environment());
  const site = config.environments[environment];
  if (site === undefined) throw noEnvironment(environment);
  const wanted = record?.to ?? deploy?.version ?? null;
  const [serving, details, replacedBy] = await Promise.all([
    servingNow(context, config, site, { wanted, run }),
    detailsOf(deploys, run),
    run === null || 'trouble' in deploys
      ? null
      : replacement(deploys.value, run, names, environment),
  ]);
  const driver = found?.driver ?? null;
  const facts = { record, damaged, driver, environment, wanted, run: search, serving, replacedBy };
  const now = rollbackStatus(facts);
  const data = {
    ...now,
    ...recorded(now.detail),
    record: found?.id ?? null,
    notes: found?.notes ?? [],
    startedAt: record?.at ?? run?.startedAt ?? run?.createdAt ?? null,
    environment,
    from: record?.from ?? null,
    to: wanted,
    reason: record?.reason ?? null,
    run,
    ...details,
    serving: 'value' in serving ? serving.value : null,
    undo: undoOf(now, { from: record?.from ?? null, to: wanted }, environment, tags.format),
  };
  return { data, status: now, found, deploys, run, site };
}

/** Nothing can be undone but what was done. */
function undoOf(
  { state }: RollbackStatus,
  { from, to }: { readonly from: string | null; readonly to: string | null },
  environment: string,
  format: TagFormat | null,
): string | null {
  return state === 'not-done' ? null : undoCommand(from, environment, to, format);
}

async function opened(context: Context): Promise<FactOrTrouble<Deploys>> {
  try {
    return { value: await context.services.deploys() };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { trouble: asTsopsError(thrown).message };
  }
}

/** The edge may need this long after a deploy, milliseconds; each look waits three seconds for it. */
const settling = 600_000;

/**
 * Three reads in a row while they show what is wanted, else one; a few more shortly after the run has
 * ended. Invalidates nothing.
 */
async function servingNow(
  context: Context,
  { rollback }: Config,
  { buildInfo }: Environment,
  { wanted, run }: { readonly wanted: string | null; readonly run: DeployRun | null },
): Promise<FactOrTrouble<string>> {
  const { pollInterval } = rollback;
  const now = context.clock.now();
  const justEnded = run?.conclusion === 'success' && now - run.updatedAt < settling;
  const deadline = justEnded ? now + 3000 : now;
  const proof = await proveServed(
    context,
    { version: wanted ?? '', buildInfo, invalidates: null, deadline, pollInterval },
    null,
  );
  if (proof.proved && wanted !== null) return { value: wanted };
  // Wanted in some reads, and not three times in a row: the edge is mixed, which is not served.
  const other = proof.reads.findLast((version) => version !== null && version !== wanted);
  return other == null ? { trouble: proof.problems[0]?.message ?? 'no answer' } : { value: other };
}

async function detailsOf(
  deploys: FactOrTrouble<Deploys>,
  run: DeployRun | null,
): Promise<{ jobs: readonly Job[]; approvals: readonly PendingApproval[] }> {
  if ('trouble' in deploys || run === null) return { jobs: [], approvals: [] };
  const [jobs, approvals] = await Promise.all([
    deploys.value.jobs(run.id).catch(() => []),
    run.status === 'waiting' ? deploys.value.pendingApprovals(run.id).catch(() => []) : [],
  ]);
  return { jobs, approvals };
}

function noEnvironment(environment: string): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: `The rollback was of ${environment}, which is not in the config (any more).`,
    next: ['tsops config show --origin'],
  });
}

/** What the record named goes on to be invalidated, whatever the config names by now. */
function cdnOf(id: string | null, { cdn }: Environment): WatchedRollback['invalidates'] {
  return id === null || cdn === undefined ? null : { provider: cdn.provider, id };
}

export interface Following {
  /** The rollback's own, driven by the caller; null where there is none: then nothing is invalidated. */
  readonly record: OpenRecord | null;
  readonly health: (() => Promise<RollbackHealth>) | null;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Takes up waiting and proving where an earlier process left it. Null where there is no run to follow. */
export async function followRollback(
  context: Context,
  config: Config,
  { data, found, deploys, run, site }: Looked,
  { record, health, timeout }: Following,
): Promise<Verified<RollbackProof> | null> {
  if ('trouble' in deploys || run === null) return null;
  const watched = {
    environment: data.environment,
    version: data.to ?? '',
    buildInfo: site.buildInfo,
    invalidates: cdnOf(found?.record.invalidates ?? null, site),
    pollInterval: config.rollback.pollInterval,
    health,
  };
  const receipt = { runId: run.id, url: run.url };
  return verifyRollback(context, deploys.value, watched, receipt, record, timeout);
}
