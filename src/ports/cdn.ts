/** The CDN in our own words; `cloudfront.ts` is the adapter. Times are epoch milliseconds. */
import type { Problem } from '../domain/evidence/result.ts';

export interface Distribution {
  readonly id: string;
  /** The CDN's own name for it (`d111111abcdef8.cloudfront.net`). */
  readonly domain: string;
  /** `Deployed` or `InProgress`; text that CloudFront may extend. */
  readonly status: string;
  readonly enabled: boolean;
  /** The site's own names that it answers to. */
  readonly aliases: readonly string[];
  /** Invalidations that are under way. */
  readonly inProgress: number;
  /** The response header that holds cache tags; null where invalidating by `#tag` is not set up. */
  readonly cacheTagHeader: string | null;
}

export interface InvalidationSummary {
  readonly id: string;
  /** `InProgress` or exactly `Completed`; anything else is not completed. */
  readonly status: string;
  readonly createdAt: number;
}

export interface Invalidation extends InvalidationSummary {
  readonly paths: readonly string[];
  readonly reference: string;
}

export interface InvalidationRequest {
  readonly cdnId: string;
  /** As CloudFront takes them: `/index.html`, `/images/*`, `#tag`. */
  readonly paths: readonly string[];
  /** The same reference with the same paths answers the first invalidation again instead of a new one. */
  readonly reference: string;
}

export type Submitted =
  | { readonly taken: 'yes'; readonly invalidation: Invalidation }
  /** Sent, repeated once under the same reference, and no answer tells whether it was taken. */
  | { readonly taken: 'unknown'; readonly problem: Problem };

export interface CdnRead {
  /** Milliseconds for one answer (of a list: one page), repeats after throttling included. Default 30 s. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/**
 * Every method throws TsopsError: `credentials` (none, expired, not allowed), `failed` (CloudFront refused:
 * no such distribution, too many in progress, invalid paths), `unreachable` (no answer, or not CloudFront's).
 */
export interface Cdn {
  distribution(id: string, read?: CdnRead): Promise<Distribution>;
  invalidate(request: InvalidationRequest): Promise<Submitted>;
  invalidation(cdnId: string, id: string, read?: CdnRead): Promise<Invalidation>;
  /** Newest first, at most `limit`. CloudFront's list does not say which paths. */
  invalidations(
    cdnId: string,
    limit: number,
    read?: CdnRead,
  ): Promise<readonly InvalidationSummary[]>;
}
