import type { PagedSpan } from '../domain/oncall/paged.ts';

/** PagerDuty, as far as it tells who is paged. */
export interface OnCallService {
  /**
   * Who is on call at each level of `pagerduty.escalationPolicy` from `since` until `until` (epoch
   * milliseconds). Null where PAGERDUTY_API_TOKEN is not set. Throws TsopsError: `credentials` (rejected, or
   * may not read it), `config` (no such policy), `unreachable`.
   */
  onCalls(
    window: { readonly since: number; readonly until: number },
    reach: { readonly timeout: number; readonly signal?: AbortSignal },
  ): Promise<readonly PagedSpan[] | null>;
}
