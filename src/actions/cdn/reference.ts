import { createHash } from 'node:crypto';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { minute } from '../../domain/time/units.ts';
import {
  type InvalidateRecord,
  newestInvalidate,
  reconcileInvalidate,
} from '../../evidence/cdn/invalidate-record.ts';
import type { Cdn } from '../../ports/cdn.ts';

interface Request {
  readonly cdnId: string;
  readonly paths: readonly string[];
}

/** An earlier run whose answer was lost. */
export interface Repeated {
  /** Its journal record. */
  readonly record: string;
  /** Epoch milliseconds, our clock. */
  readonly sentAt: number;
}

/** A repeat within this time means the invalidation whose answer was lost; later it is a new one. */
const recent = 15 * minute;
/** Records read for it: whoever repeats a lost request does so next, or nearly so. */
const looked = 3;

/** Names the request whatever the order of its paths: 12 hex digits. */
export function hashOfRequest({ cdnId, paths }: Request): string {
  const text = JSON.stringify([cdnId, [...paths].sort()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** A CallerReference of its own for every deliberate run: the same paths again at another time differ. */
export function newReference(request: Request, now: number): string {
  return `tsops-${hashOfRequest(request)}-${now.toString(36)}`;
}

/**
 * The same request that was sent moments ago and whose answer was lost: repeating it under its reference
 * cannot make a second one. Undefined where there is none, or where CloudFront has completed it since, so
 * that asking again means asking anew.
 */
export async function earlierAttempt(
  request: Request,
  { journal, clock }: Pick<Context, 'journal' | 'clock'>,
  cdn: Cdn,
): Promise<{ readonly reference: string; readonly repeats: Repeated } | undefined> {
  const hash = hashOfRequest(request);
  const since = clock.now() - recent;
  const same = (record: InvalidateRecord): boolean => record.pathsHash === hash;
  const record = await newestInvalidate(journal, looked, same);
  if (record === undefined || record.intentAt <= since || !isLost(record)) return undefined;
  const state = await stateOf(record, cdn, clock.now());
  if (state === 'done') return undefined;
  const { reference, intentAt: sentAt } = record;
  return { reference, repeats: { record: record.record, sentAt } };
}

/** Sent, as far as the journal tells, and nobody knows whether it was taken. */
function isLost({ invalidationId, driver, outcome }: InvalidateRecord): boolean {
  const open = outcome === null || outcome === 'unknown';
  return open && invalidationId === null && driver === null;
}

async function stateOf(record: InvalidateRecord, cdn: Cdn, now: number): Promise<string> {
  try {
    return (await reconcileInvalidate(record, cdn, now)).state;
  } catch (thrown) {
    if (thrown instanceof TsopsError) return 'unknown';
    throw thrown;
  }
}
