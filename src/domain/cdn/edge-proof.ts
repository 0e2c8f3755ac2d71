/*
 * What two reads of an address through the edge, before and after an invalidation, prove. A reader sees one
 * edge location: what is proved is proved there.
 */

import type { Verdict } from '../evidence/verdict.ts';
import { say, type Text } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';
import { durationText } from '../time/span-text.ts';

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
  /** The reason in every language. */
  readonly said: Text;
}

/** `age` counts whole seconds and is set when the answer leaves, so that it may be off by one. */
const ageTolerance = 1000;

/**
 * Judges one address. `since` (epoch milliseconds, our clock) is when the invalidation was asked for; only
 * differences of one clock are used.
 */
export function proveEdge(before: EdgeRead | null, after: EdgeRead, since: number): EdgeProof {
  const { verdict, said } = judge(before, after, after.at - since);
  return { url: after.url, before, after, verdict, reason: said.en, said };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly said: Text;
}

function judge(before: EdgeRead | null, after: EdgeRead, elapsed: number): Judgement {
  if (after.status === null) {
    const why = after.failure;
    return unknown(why ?? 'it could not be read', why ?? '읽지 못했습니다');
  }
  if (after.status >= 400 && (before?.status ?? 0) < 400 && before?.status != null) {
    return bad(
      `answers ${after.status} now, ${before.status} before`,
      `지금은 ${after.status}, 이전에는 ${before.status} 응답`,
    );
  }
  if (after.status >= 500) return unknown(`answers ${after.status}`, `${after.status} 응답`);
  const cache = after.xCache?.toLowerCase() ?? '';
  if (/^(?:miss|refreshhit)/.test(cache))
    return ok('the edge fetched it again', '엣지가 다시 가져왔습니다');
  if (before?.hash != null && after.hash !== null && before.hash !== after.hash) {
    return ok('the content changed', '내용이 바뀌었습니다');
  }
  return byAge(after, elapsed);
}

function byAge(after: EdgeRead, elapsed: number): Judgement {
  if (after.age === null) {
    return unknown('the headers do not tell how old the copy is', '헤더에 사본의 나이가 없습니다');
  }
  const age = after.age * 1000;
  const old = `the copy is ${formatDuration(age)} old`;
  const oldKo = `사본의 나이 ${durationText(age).ko}`;
  if (age + ageTolerance <= elapsed)
    return ok(
      `${old}, fetched after the invalidation was asked for`,
      `${oldKo}, 무효화 요청 후 가져옴`,
    );
  if (age - ageTolerance > elapsed)
    return bad(
      `${old}: from before the invalidation, and unchanged`,
      `${oldKo}, 무효화 이전 그대로`,
    );
  return unknown(`${old}, as old as the invalidation itself`, `${oldKo}, 무효화 시점과 같음`);
}

const ok = (en: string, ko: string): Judgement => ({ verdict: 'ok', said: say(en, ko) });
const bad = (en: string, ko: string): Judgement => ({ verdict: 'bad', said: say(en, ko) });
const unknown = (en: string, ko: string): Judgement => {
  return { verdict: 'unknown', said: say(en, ko) };
};
