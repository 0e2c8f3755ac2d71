/*
 * What the journal says of an invalidation, and what became of it in the world. Used after a crash, a lost
 * answer or Ctrl-C.
 */

import type { Reconciled } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { EdgeRead } from '../../domain/cdn/edge-proof.ts';
import { say } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import type { Cdn, CdnRead, Invalidation } from '../../ports/cdn.ts';
import type { Journal, JournalReading } from '../../ports/journal.ts';
import { isCompleted } from './invalidations.ts';

/** An invalidation as the journal tells it. Times are epoch milliseconds. */
export interface InvalidateRecord {
  readonly record: string;
  readonly environment: string;
  readonly cdnId: string;
  /** As sent; the first hundred. */
  readonly paths: readonly string[];
  readonly pathsHash: string;
  readonly reference: string;
  readonly intentAt: number;
  /** When its request was sent, as far as it is known; the intent's time where no receipt was written. */
  readonly sentAt: number;
  /** What the edge served before, as the intent holds it. */
  readonly before: readonly EdgeRead[];
  /** CloudFront's id; null where no receipt was written. */
  readonly invalidationId: string | null;
  /** What the journal holds as its outcome; null where it ends without one. */
  readonly outcome: string | null;
  /** The live process that drives it still, if any. */
  readonly driver: { readonly pid: number; readonly host: string } | null;
}

export interface ReconciledInvalidation extends Reconciled {
  readonly invalidation: Invalidation | null;
}

/**
 * The newest invalidation that matches, among as many of the newest records of invalidations. Records
 * that cannot be read are passed over.
 */
export async function newestInvalidate(
  journal: Journal,
  looked: number,
  matches: (record: InvalidateRecord) => boolean,
): Promise<InvalidateRecord | undefined> {
  const ids = (await journal.list()).filter((id) => id.includes('invalidate'));
  for (const id of ids.slice(0, looked)) {
    const reading = await journal.read(id).catch(() => undefined);
    const record = reading === undefined ? undefined : invalidateIn(reading);
    if (record !== undefined && matches(record)) return record;
  }
  return undefined;
}

/** The invalidation of one record; undefined where it holds none. */
export function invalidateIn({
  id,
  entries,
  driver,
}: JournalReading): InvalidateRecord | undefined {
  const intent = entries.find((entry) => entry.kind === 'intent' && entry.action === 'invalidate');
  if (intent === undefined) return undefined;
  const receipt = entries.findLast((entry) => entry.kind === 'receipt')?.receipt;
  const intentAt = Date.parse(intent.at);
  const outcome = entries.findLast((entry) => entry.kind === 'outcome');
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    record: id,
    environment: text(intent.environment),
    cdnId: text(intent.distributionId),
    paths: Array.isArray(intent.paths) ? intent.paths.map(text) : [],
    pathsHash: text(intent.pathsHash),
    reference: text(intent.key),
    intentAt,
    sentAt: sentAt(receipt) ?? intentAt,
    before: Array.isArray(intent.before) ? intent.before : [],
    invalidationId: idOf(receipt),
    outcome: outcome === undefined ? null : text(outcome.state),
    driver,
  };
}

function sentAt(receipt: unknown): number | null {
  const at = (receipt as { readonly submittedAt?: unknown } | null | undefined)?.submittedAt;
  return typeof at === 'number' ? at : null;
}

function idOf(receipt: unknown): string | null {
  const id = (receipt as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

/** CloudFront's list may lag behind what it has taken; within this time "not listed" proves nothing. */
const listLag = minute;
/** Clocks differ; AWS refuses requests whose clock is off by more. */
const clockTolerance = 15 * minute;
/** From the intent, the time within which its request was sent or never. */
const sending = 5 * minute;
const listed = 100;

/**
 * Asks CloudFront what became of it: by its id where there is a receipt, else by its CallerReference among
 * the distribution's invalidations since. Throws what Cdn throws.
 */
export async function reconcileInvalidate(
  record: InvalidateRecord,
  cdn: Cdn,
  now: number,
  read?: CdnRead,
): Promise<ReconciledInvalidation> {
  if (record.invalidationId !== null) return byId(record, record.invalidationId, cdn, read);
  if (record.outcome === 'not-done') {
    return {
      state: 'not-done',
      detail: say(
        'CloudFront refused it; nothing was done.',
        'CloudFront가 거부하여 실행되지 않았습니다.',
      ),
      invalidation: null,
    };
  }
  const since = record.intentAt - clockTolerance;
  const until = record.intentAt + clockTolerance + sending;
  const all = await cdn.invalidations(record.cdnId, listed, read);
  const candidates = all.filter(({ createdAt }) => createdAt >= since && createdAt <= until);
  for (const { id } of candidates) {
    const invalidation = await cdn.invalidation(record.cdnId, id, read);
    if (invalidation.reference === record.reference) return standing(invalidation);
  }
  const whole = all.length < listed || all.some(({ createdAt }) => createdAt < since);
  return notListed(record, whole, now);
}

async function byId(
  record: InvalidateRecord,
  id: string,
  cdn: Cdn,
  read: CdnRead | undefined,
): Promise<ReconciledInvalidation> {
  try {
    return standing(await cdn.invalidation(record.cdnId, id, read));
  } catch (thrown) {
    if (!(thrown instanceof TsopsError) || thrown.kind !== 'usage') throw thrown;
    const detail = say(
      `CloudFront accepted it as ${id}, and does not know that id now.`,
      `CloudFront가 ${id}(으)로 접수했으나 지금은 그 ID가 없습니다.`,
    );
    return { state: 'unknown', detail, invalidation: null };
  }
}

function standing(invalidation: Invalidation): ReconciledInvalidation {
  const { id } = invalidation;
  return isCompleted(invalidation)
    ? {
        state: 'done',
        detail: say(`CloudFront completed it: ${id}.`, `CloudFront가 완료했습니다: ${id}.`),
        invalidation,
      }
    : {
        state: 'in-progress',
        detail: say(`CloudFront is working on it: ${id}.`, `CloudFront가 처리 중입니다: ${id}.`),
        invalidation,
      };
}

function notListed(record: InvalidateRecord, whole: boolean, now: number): ReconciledInvalidation {
  if (whole && now - record.intentAt > listLag) {
    const detail = say(
      'CloudFront has no invalidation with its reference: it was never accepted.',
      '같은 참조의 무효화가 CloudFront에 없습니다: 접수되지 않았습니다.',
    );
    return { state: 'not-done', detail, invalidation: null };
  }
  const why = whole
    ? say('it was asked for a moment ago', '방금 요청했습니다')
    : say('there are too many to look through', '너무 많아 모두 볼 수 없습니다');
  return {
    state: 'unknown',
    detail: say(
      `CloudFront does not list it (${why.en}).`,
      `CloudFront 목록에 없습니다(${why.ko}).`,
    ),
    invalidation: null,
  };
}
