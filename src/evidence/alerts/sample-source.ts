/* What a source of samples for alert rules gets, and what it answers. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { LiveSeries } from '../../domain/alerts/evaluation/live.ts';
import type { SettledAnswer } from '../asking/settle.ts';

/** What our own probes saw: for each monitor, by the minute (epoch milliseconds), whether it was up. */
export type ProbeMemory = Map<string, Map<number, boolean>>;

export type SeriesAnswer = SettledAnswer<readonly LiveSeries[]>;
/** Where a metric comes from, and how it is read there. */
export interface SampleSource {
  readonly source: string;
  read(signal: AbortSignal): Promise<SeriesAnswer>;
}

export interface SampleRound {
  readonly context: Pick<Context, 'clock' | 'signal' | 'services'>;
  readonly config: Config;
  readonly environment: string;
  /** Epoch milliseconds; the end of every window. */
  readonly now: number;
  /** Milliseconds that one source may take. */
  readonly budget: number;
  /** What our own probes saw in earlier rounds. */
  readonly probes: ProbeMemory;
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
