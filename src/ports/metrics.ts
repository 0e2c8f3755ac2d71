/** The CDN's metrics in our own words; `cloudwatch-metrics.ts` is the adapter. Times are epoch milliseconds. */
import type { Problem } from '../domain/evidence/result.ts';
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

/** A metric in periods of so many milliseconds (whole minutes). */
export interface MetricAsk {
  readonly metric: MetricName;
  readonly period: number;
}

/** As of `series`; without points and with its problem where the provider could not give this one. */
export interface MetricAnswer {
  readonly points: readonly MetricPoint[];
  readonly problem?: Problem;
}

export interface Metrics {
  /**
   * The periods (milliseconds, whole minutes) that begin at `window.from` or later and before `window.to`,
   * counted from `window.from`, oldest first. A period without data is left out, and the list is empty where the CDN keeps no such
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
  /**
   * Several at once, in one round trip: an answer for each, in the same order. Periods are counted from `window.from`,
   * so that one as long as the window gives its true mean or percentile. Throws as `series` where none was answered.
   */
  seriesOfAll(
    cdnId: string,
    asks: readonly MetricAsk[],
    window: EvidenceWindow,
    read?: MetricsRead,
  ): Promise<readonly MetricAnswer[]>;
  /** The command, of the provider's own tool, that turns on the metrics which are paid for. */
  turnOn(cdnId: string): string;
}
