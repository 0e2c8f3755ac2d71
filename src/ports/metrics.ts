/** The CDN's metrics in our own words; `cloudwatch-metrics.ts` is the adapter. Times are epoch milliseconds. */
import type { EvidenceWindow } from '../domain/evidence/shape.ts';

/**
 * `requests` are counted in each period; ratios and rates are percent, averaged over it; latencies are
 * milliseconds (the percentile named, `origin-latency` the median).
 */
export type MetricName =
  | 'requests'
  | 'bytes-downloaded'
  | 'hit-ratio'
  | 'error-rate'
  | 'error-rate-4xx'
  | 'error-rate-5xx'
  | 'origin-latency'
  | 'origin-latency-p95'
  | 'origin-latency-p99';

/** One period, by its start. */
export interface MetricPoint {
  readonly t: number;
  readonly value: number;
}

export interface MetricsRead {
  /** Milliseconds for the whole answer, repeats after throttling included. Default 10 s. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface Metrics {
  /**
   * The periods (milliseconds, whole minutes) that begin at `window.from` or later and before `window.to`,
   * oldest first. A period without data is left out, and the list is empty where the CDN keeps no such
   * metric: `hit-ratio` and the latencies want its additional metrics. Throws TsopsError: `credentials`
   * (none, expired, not allowed), `unreachable` (no answer, a part of one, or not the vendor's).
   */
  series(
    cdnId: string,
    metric: MetricName,
    window: EvidenceWindow,
    period: number,
    read?: MetricsRead,
  ): Promise<readonly MetricPoint[]>;
}
