/* What a family of metrics is: who tells each of them, how they stand now, and what is known of their past. */
import type { Config } from '../../../config/schema.ts';
import type { Context } from '../../../contract/context.ts';
import { TsopsError } from '../../../contract/errors.ts';
import type { HistoryPart, MetricHistory } from '../../../domain/alerts/backtest/metric-history.ts';
import type { LiveSeries } from '../../../domain/alerts/evaluation/live.ts';
import type { RuleMetricName } from '../../../domain/alerts/language/metrics.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import type { MetricName, MetricPoint } from '../../../ports/metrics.ts';
import type { SettledAnswer } from '../../asking/settle.ts';

/** What our own probes saw: for each monitor, by the minute (epoch milliseconds), whether it was up. */
export type ProbeMemory = Map<string, Map<number, boolean>>;

export interface MetricContext {
  readonly context: Pick<Context, 'clock' | 'signal' | 'services'>;
  readonly config: Config;
  readonly environment: string;
}

/** What the samples of this moment are read with. */
export interface SampleRound extends MetricContext {
  /** Epoch milliseconds; the end of every window. */
  readonly now: number;
  /** Milliseconds that one source may take. */
  readonly budget: number;
  /** What our own probes saw in earlier rounds. */
  readonly probes: ProbeMemory;
  readonly window: EvidenceWindow;
  /** Each asked for once, whichever metrics rest on it. */
  cdnPoints(name: MetricName): Promise<readonly MetricPoint[]>;
}

/** What the CDN measured in a stretch of time. */
export interface CdnPiece extends HistoryPart {
  readonly points: readonly MetricPoint[];
}

export interface CdnPieces {
  /** Oldest first. */
  readonly pieces: readonly CdnPiece[];
  /** Why it is less than was asked for; empty where it is not. */
  readonly lack: string;
}

/** What the past is read with. */
export interface HistoryRound extends MetricContext {
  /** Whole minutes, epoch milliseconds; `to` is now. */
  readonly window: EvidenceWindow;
  /** Epoch milliseconds: what was not read by then is left. */
  readonly deadline: number;
  /** Each asked for once, whichever metrics rest on it. */
  cdnPieces(name: MetricName): Promise<CdnPieces>;
}

export type SeriesAnswer = SettledAnswer<readonly LiveSeries[]>;
/** What reads how each metric of a family stands now. */
export type SampleReads<Name extends RuleMetricName> = Readonly<
  Record<Name, (signal: AbortSignal) => Promise<SeriesAnswer>>
>;
/** What reads the past of each. */
export type HistoryReads<Name extends RuleMetricName> = Readonly<
  Record<Name, () => Promise<MetricHistory>>
>;

/** Who tells a metric: one for now and for the past, or each by itself. */
export type MetricSource = string | { readonly now: string; readonly past: string };

/** Metrics that are read in one way: who tells each, and how it stands now. */
export interface MetricFamily<Name extends RuleMetricName> {
  readonly sources: Readonly<Record<Name, MetricSource>>;
  samples(round: SampleRound): SampleReads<Name>;
}

/** The same names, each with what `make` makes of its value. */
export function mapValues<Name extends string, Value, Made>(
  values: Readonly<Record<Name, Value>>,
  make: (value: Value, name: Name) => Made,
): Readonly<Record<Name, Made>> {
  const entries = Object.entries(values) as [Name, Value][];
  const made = entries.map(([name, value]) => [name, make(value, name)]);
  return Object.fromEntries(made) as Record<Name, Made>;
}

/** What there is of a metric. */
export function seriesAnswer(series: readonly LiveSeries[], lack?: string): SeriesAnswer {
  const some = series.some(({ samples }) => samples.length > 0);
  const detail = lack ?? (some ? '' : 'there is no sample of it');
  return { verdict: some ? 'ok' : 'no-data', value: series, detail };
}

export function unconfigured(message: string): TsopsError {
  return new TsopsError({ kind: 'config', message, next: ['tsops help config'] });
}
