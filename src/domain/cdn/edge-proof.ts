/*
 * What two reads of an address through the edge, before and after an invalidation, prove. A reader sees one
 * edge location: what is proved is proved there.
 */

import type { Verdict } from '../evidence/verdict.ts';
import { formatDuration } from '../time/duration.ts';

/** One read through the edge. Everything from outside is safe text; null is what the edge did not say. */
export interface EdgeRead {
  readonly url: string;
  /** Epoch milliseconds when the answer had come. */
  readonly at: number;
  readonly status: number | null;
  /** `x-cache`: `Hit from cloudfront`, `Miss from cloudfront`, `RefreshHit from cloudfront`, `Error from …`. */
  readonly xCache: string | null;
  /** `age`, seconds. */
  readonly age: number | null;
  readonly etag: string | null;
  /** First 12 hex digits of the body's SHA-256, as transferred. */
  readonly hash: string | null;
  /** Edge location (`x-amz-cf-pop`). */
  readonly pop: string | null;
  /** Why there is no answer. */
  readonly failure: string | null;
}

export interface EdgeProof {
  readonly url: string;
  readonly before: EdgeRead | null;
  readonly after: EdgeRead;
  /** `ok`: fresh content; `bad`: the old copy, or an error that was not there before; `unknown`: cannot tell. */
  readonly verdict: Verdict;
  readonly reason: string;
}

/** `age` counts whole seconds and is set when the answer leaves, so that it may be off by one. */
const ageTolerance = 1000;

/**
 * Judges one address. `since` (epoch milliseconds, our clock) is when the invalidation was asked for; only
 * differences of one clock are used.
 */
export function proveEdge(before: EdgeRead | null, after: EdgeRead, since: number): EdgeProof {
  const { verdict, reason } = judge(before, after, after.at - since);
  return { url: after.url, before, after, verdict, reason };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

function judge(before: EdgeRead | null, after: EdgeRead, elapsed: number): Judgement {
  if (after.status === null) return unknown(after.failure ?? 'it could not be read');
  if (after.status >= 400 && (before?.status ?? 0) < 400 && before?.status != null) {
    return bad(`answers ${after.status} now, ${before.status} before`);
  }
  if (after.status >= 500) return unknown(`answers ${after.status}`);
  const cache = after.xCache?.toLowerCase() ?? '';
  if (/^(?:miss|refreshhit)/.test(cache)) return ok('the edge fetched it again');
  if (before?.hash != null && after.hash !== null && before.hash !== after.hash) {
    return ok('the content changed');
  }
  return byAge(after, elapsed);
}

function byAge(after: EdgeRead, elapsed: number): Judgement {
  if (after.age === null) return unknown('the headers do not tell how old the copy is');
  const age = after.age * 1000;
  const old = `the copy is ${formatDuration(age)} old`;
  if (age + ageTolerance <= elapsed)
    return ok(`${old}, fetched after the invalidation was asked for`);
  if (age - ageTolerance > elapsed)
    return bad(`${old}: from before the invalidation, and unchanged`);
  return unknown(`${old}, as old as the invalidation itself`);
}

const ok = (reason: string): Judgement => ({ verdict: 'ok', reason });
const bad = (reason: string): Judgement => ({ verdict: 'bad', reason });
const unknown = (reason: string): Judgement => ({ verdict: 'unknown', reason });
