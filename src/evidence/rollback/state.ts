import type { Context } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { byStart, deployOf } from '../../domain/deploys/history.ts';
import type { FactOrTrouble } from '../../domain/rollback/facts.ts';
import { type RollbackRecord, rollbackRecord } from '../../domain/rollback/record.ts';
import { findOurRun } from '../../domain/rollback/run.ts';
import type { RunSearch, StatusFacts } from '../../domain/rollback/status.ts';
import { minute } from '../../domain/time/units.ts';
import type { DeployRun, Deploys } from '../../ports/deploys.ts';
import type { JournalReading } from '../../ports/journal.ts';

/** A run that GitHub took is listed well within this. */
const listedAfter = 120_000;
const searched = 50;

export interface FoundRecord {
  readonly id: string;
  readonly record: RollbackRecord;
  readonly driver: JournalReading['driver'];
  readonly notes: readonly string[];
}

/** The newest rollback in the journal, or the one that started a run; null where there is none. */
export async function findRollback(
  { journal }: Pick<Context, 'journal'>,
  runId: number | null,
): Promise<FoundRecord | null> {
  for (const id of (await journal.list()).slice(0, searched)) {
    const found = rollbackIn(await journal.read(id));
    if (found !== null && (runId === null || found.record.run?.id === runId)) return found;
  }
  return null;
}

/** The rollback of one record; null where it holds none. */
export function rollbackIn({ id, entries, driver, notes }: JournalReading): FoundRecord | null {
  const record = rollbackRecord(entries);
  return record === null ? null : { id, record, driver, notes };
}

type FoundDeployRun = RunSearch & { readonly run?: DeployRun };

/** Clocks differ. Milliseconds. */
const aboutThen = minute;

/** A record whose end is lost tells neither whether nor after which run: those since its beginning are looked at. */
async function runSinceIntent(
  deploys: Deploys,
  { at, to }: RollbackRecord,
): Promise<FoundDeployRun> {
  const runs = await deploys.runs({ dispatched: true, limit: searched });
  const since = runs.filter(({ createdAt }) => createdAt >= at - aboutThen);
  const found = findOurRun(since, { version: to, afterRunId: 0, actor: null });
  return found.found === 'none' ? { found: 'none', sure: true } : found;
}

/**
 * Asks GitHub for the run: by its id where it is known, else among the runs since the dispatch; since the intent
 * where the record is `damaged`.
 */
export async function searchRun(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  deploys: FactOrTrouble<Deploys>,
  record: RollbackRecord | null,
  runId: number | null,
  damaged = false,
): Promise<FoundDeployRun> {
  if ('trouble' in deploys) return { found: 'not-asked', trouble: deploys.trouble };
  try {
    const id = runId ?? record?.run?.id ?? null;
    if (id !== null) {
      const run = await deploys.value.run(id);
      return run === null ? { found: 'none', sure: false } : { found: 'one', run };
    }
    if (record?.dispatch == null) {
      if (record == null || !damaged) return { found: 'none', sure: true };
      return await runSinceIntent(deploys.value, record);
    }
    const limit = 100;
    const runs = await deploys.value.runs({ dispatched: true, limit });
    const { afterRunId, actor, at } = record.dispatch;
    const found = findOurRun(runs, { version: record.to, afterRunId, actor });
    if (found.found !== 'none') return found;
    const all = runs.length < limit || runs.some((run) => run.id <= afterRunId);
    return { found: 'none', sure: all && clock.now() - at >= listedAfter };
  } catch (thrown) {
    signal.throwIfAborted();
    const error = asTsopsError(thrown);
    if (error.kind === 'bug') throw thrown;
    return { found: 'not-asked', trouble: error.message };
  }
}

/** A successful deploy to the environment that was started, or started again, after the run; null where none is known. */
export async function replacement(
  deploys: Deploys,
  run: DeployRun,
  environments: readonly string[],
  environment: string,
): Promise<StatusFacts['replacedBy']> {
  try {
    const began = run.startedAt ?? run.createdAt;
    const runs = await deploys.runs({ limit: searched });
    const later = runs
      .filter(({ id, conclusion }) => id !== run.id && conclusion === 'success')
      .map((each) => deployOf(each, environments))
      .sort(byStart)
      .find((deploy) => deploy.environment === environment && deploy.at > began);
    return later === undefined ? null : { version: later.version, url: later.url };
  } catch (thrown) {
    if (thrown instanceof TsopsError) return null;
    throw thrown;
  }
}
