/* What a CDN is measured by, and against which limits. Plain data. */
import type { FigureTarget, FigureUnit } from './figure.ts';
import type { FigureId } from './titles/table.ts';

/** Of the port `metrics`; a test holds the two together. */
type CdnMetric =
  | 'requests'
  | 'bytes-downloaded'
  | 'hit-ratio'
  | 'error-rate'
  | 'error-rate-4xx'
  | 'error-rate-5xx'
  | 'origin-latency'
  | 'origin-latency-p95'
  | 'origin-latency-p99';

export interface CdnMeasure {
  readonly id: FigureId;
  readonly metric: CdnMetric;
  readonly unit: FigureUnit;
  readonly target: FigureTarget | null;
  /** How a longer time follows from shorter ones: percentiles do not, and are asked for. */
  readonly whole: 'sum' | 'by-requests' | 'percentile';
  /** A metric that the provider keeps only where it is paid for. */
  readonly paid: boolean;
}

/** Limits of MONITORING section 5.1, of the p95 that of its alert (6.2); bad where the alarms of 5.3 and the alerts begin. */
export const cdnMeasures: readonly CdnMeasure[] = [
  { id: 'requests', metric: 'requests', unit: 'count', whole: 'sum', target: null, paid: false },
  {
    id: 'bandwidth',
    metric: 'bytes-downloaded',
    unit: 'bytes',
    whole: 'sum',
    target: null,
    paid: false,
  },
  {
    id: 'error-rate-total',
    metric: 'error-rate',
    unit: 'percent',
    whole: 'by-requests',
    target: { is: 'below', value: 1, bad: 5 },
    paid: false,
  },
  {
    id: 'error-rate-4xx',
    metric: 'error-rate-4xx',
    unit: 'percent',
    whole: 'by-requests',
    target: { is: 'below', value: 1, bad: 5 },
    paid: false,
  },
  {
    id: 'error-rate-5xx',
    metric: 'error-rate-5xx',
    unit: 'percent',
    whole: 'by-requests',
    target: { is: 'below', value: 1, bad: 5 },
    paid: false,
  },
  {
    id: 'hit-ratio',
    metric: 'hit-ratio',
    unit: 'percent',
    whole: 'by-requests',
    target: { is: 'above', value: 90, bad: 80 },
    paid: true,
  },
  {
    id: 'origin-latency-p50',
    metric: 'origin-latency',
    unit: 'milliseconds',
    whole: 'percentile',
    target: { is: 'below', value: 500, bad: 1000 },
    paid: true,
  },
  {
    id: 'origin-latency-p95',
    metric: 'origin-latency-p95',
    unit: 'milliseconds',
    whole: 'percentile',
    target: { is: 'at-most', value: 3000 },
    paid: true,
  },
  {
    id: 'origin-latency-p99',
    metric: 'origin-latency-p99',
    unit: 'milliseconds',
    whole: 'percentile',
    target: null,
    paid: true,
  },
];
