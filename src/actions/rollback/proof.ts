import type { Context, ProgressSink } from '../../contract/context.ts';
import { asTsopsError, problemOf } from '../../contract/errors.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { say } from '../../domain/text/language.ts';
import { readBuildInfo } from '../../evidence/reading/build-info.ts';
import type { OpenRecord } from '../../ports/journal.ts';

/** What the environment was seen to serve after the run. */
export interface ServedProof {
  readonly wanted: string;
  /** True after three reads in a row that showed the wanted version. */
  readonly proved: boolean;
  /** The version of each read, oldest first; null for a read that failed. The last 20. */
  readonly reads: readonly (string | null)[];
  /** The last version that was read. */
  readonly serving: string | null;
  /** Time ran out before the reads that would have told. */
  readonly cutShort: boolean;
  /** The invalidation that was made because the edge still served another version. */
  readonly invalidation: string | null;
  readonly problems: readonly Problem[];
}

interface ProofWanted {
  readonly version: string;
  readonly buildInfo: string;
  /** The CDN to invalidate when the edge is stale; null: none, or not wanted. */
  readonly invalidates: { readonly provider: string; readonly id: string } | null;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly pollInterval: number;
}

type Sources = Pick<Context, 'clock' | 'signal' | 'terminal' | 'services'>;

const inARow = 3;
const pause = 1000;
/** Reads before the edge is called stale: the deploy's own invalidation may still be on its way. */
const readsBefore = 6;
/** Reads after our invalidation; at the poll interval, at least 2 s. */
const readsAfter = 36;
const readTimeout = 10_000;
const keptReads = 20;

/**
 * Reads build-info.json through the edge until three reads in a row show the version. Where the edge goes
 * on to serve another one it is invalidated, once, and read again.
 */
export async function proveServed(
  context: Sources,
  wanted: ProofWanted,
  record: OpenRecord | null,
): Promise<ServedProof> {
  const progress = context.terminal.progress(
    context.terminal.screen.say(say('reading what is served', '제공 중인 버전을 확인하는 중')),
  );
  const reads: (string | null)[] = [];
  const problems: Problem[] = [];
  const until = (most: number, interval: number) =>
    readUntilProved(context, wanted, { most, interval, reads, problems, progress });
  const proof = (proved: boolean, invalidation: string | null): ServedProof => ({
    wanted: wanted.version,
    proved,
    reads: reads.slice(-keptReads),
    serving: reads.findLast((version) => version !== null) ?? null,
    cutShort: !proved && context.clock.now() >= wanted.deadline,
    invalidation,
    problems: proved ? [] : problems.slice(-2),
  });
  try {
    if (await until(readsBefore, pause)) return proof(true, null);
    if (wanted.invalidates === null || record === null) return proof(false, null);
    const invalidation = await invalidate(context, wanted.invalidates, record, problems);
    if (invalidation === null) return proof(false, null);
    const note = say(
      `the edge still serves the old version: invalidating /* (${invalidation})`,
      `엣지가 아직 이전 버전을 제공하여 /* 경로를 무효화하는 중(${invalidation})`,
    );
    progress.note(`  ${context.terminal.screen.say(note)}`);
    return proof(await until(readsAfter, Math.max(2000, wanted.pollInterval)), invalidation);
  } finally {
    progress.stop();
  }
}

interface Reading {
  readonly most: number;
  readonly interval: number;
  readonly reads: (string | null)[];
  readonly problems: Problem[];
  readonly progress: ProgressSink;
}

async function readUntilProved(
  context: Sources,
  { version, buildInfo, deadline }: ProofWanted,
  { most, interval, reads, problems, progress }: Reading,
): Promise<boolean> {
  const { clock, signal, terminal } = context;
  let row = 0;
  // A row that has begun may end: the last reads are not cut off in the middle of a proof.
  for (let count = 0; count < most || (row > 0 && count < most + inARow); count += 1) {
    const read = await readBuildInfo(context, buildInfo, { timeout: readTimeout, signal }).catch(
      (thrown: unknown) => {
        signal.throwIfAborted();
        problems.push(problemOf(asTsopsError(thrown)));
        return null;
      },
    );
    reads.push(read?.version ?? null);
    row = read !== null && sameVersion(read.version, version) ? row + 1 : 0;
    if (row === inARow) return true;
    progress.update(
      terminal.screen.say(
        say(
          `serving ${read?.version ?? 'unknown'}, wanted ${version} (${row} of ${inARow})`,
          `제공 중 ${read?.version ?? '확인 불가'}, 기다리는 버전 ${version} (${inARow}회 중 ${row}회)`,
        ),
      ),
    );
    if (row === 0 && clock.now() >= deadline) return false;
    await clock.sleep(row > 0 ? pause : interval, signal);
  }
  return false;
}

/** Noted in the journal before it is sent; the record's id is the reference, so a repeat is the same one. */
async function invalidate(
  context: Sources,
  { provider, id: cdnId }: NonNullable<ProofWanted['invalidates']>,
  record: OpenRecord,
  problems: Problem[],
): Promise<string | null> {
  try {
    const cdn = await context.services.cdn(provider);
    const reference = `tsops-${record.id}`;
    const paths = ['/*'];
    const written = { distributionId: cdnId, paths, callerReference: reference };
    await record.append('invalidating', written);
    const submitted = await cdn.invalidate({ cdnId, paths, reference });
    if (submitted.taken === 'yes') {
      await record.append('invalidated', { invalidation: submitted.invalidation.id });
      return submitted.invalidation.id;
    }
    problems.push(submitted.problem);
  } catch (thrown) {
    context.signal.throwIfAborted();
    const error = asTsopsError(thrown);
    if (error.kind === 'bug') throw thrown;
    problems.push(problemOf(error));
  }
  return null;
}
