/*
 * What a rule sees of a series at one moment: the newest sample, the aggregate of a window, or the change
 * of either against what was usual. Rules that look at the same thing share one observation.
 */
import type { Condition } from '../language/condition.ts';
import type { Aggregate } from '../language/metrics.ts';
import { type Moments, mostMoments } from './moments.ts';
import { difference, type SampleBuffer } from './sample-buffer.ts';

/** How a rule looks at a series; milliseconds. */
export interface AlertReading {
  readonly aggregate: Aggregate;
  readonly stale: number;
  readonly interval: number;
  readonly window: number | undefined;
  readonly baseline: number | undefined;
}

export function lookOf(
  condition: Pick<Condition, 'metric' | 'window' | 'baseline'>,
  { stale, interval }: { readonly stale: number; readonly interval: number },
): AlertReading {
  const { metric, window, baseline } = condition;
  return { aggregate: metric.aggregate, stale, interval, window, baseline };
}

/** How far back a look reaches. */
export function reachOf({ stale, interval, window, baseline }: AlertReading): number {
  return Math.max(stale, (window ?? (baseline === undefined ? 0 : interval)) + (baseline ?? 0));
}

/** Observations with one key see the same. */
export function lookKey({ aggregate, stale, interval, window, baseline }: AlertReading): string {
  const newest = window === undefined ? stale : '';
  return [aggregate, newest, window, baseline, baseline === undefined ? '' : interval].join();
}

/** The samples of a series, and up to which index they are visible at each moment. */
export interface VisibleSamples {
  readonly buffer: SampleBuffer;
  readonly ends: Uint32Array;
}

export class RuleObservation {
  /** For which moments it holds. */
  private moments: Moments | undefined;
  /** One for each moment; NaN where there is no data. */
  readonly values = new Float64Array(mostMoments);
  /** 1 where there is no data. */
  readonly absent = new Uint8Array(mostMoments);
  private readonly look: AlertReading;
  private readonly buffer: SampleBuffer;
  /** How many samples are visible at each moment; all series of an evaluator keep their own. */
  private readonly ends: Uint32Array;
  private layout = -1;
  /** First index of the window, and of the baseline before it. */
  private from = 0;
  private baselineFrom = 0;

  constructor(look: AlertReading, { buffer, ends }: VisibleSamples) {
    this.look = look;
    this.buffer = buffer;
    this.ends = ends;
  }

  /** Time of the newest sample or stale marker that is visible at a moment, if there is one. */
  newest(moment: number): number | undefined {
    const end = this.ends[moment] as number;
    return end === 0 ? undefined : this.buffer.times[end - 1];
  }

  /** Moments only go forward. */
  observe(moments: Moments): void {
    if (this.moments === moments) return;
    this.moments = moments;
    const { window, baseline } = this.look;
    this.follow();
    if (baseline !== undefined) this.observeChange(moments, window, baseline);
    else if (window === undefined) this.observeNewest(moments);
    else this.observeWindow(moments, window);
  }

  private observeNewest({ first, step, count }: Moments): void {
    for (let moment = 0; moment < count; moment += 1) {
      this.newestAt(moment, first + moment * step);
    }
  }

  private newestAt(moment: number, time: number): void {
    const { buffer } = this;
    const last = (this.ends[moment] as number) - 1;
    const absent =
      last < buffer.start ||
      (buffer.times[last] as number) <= time - this.look.stale ||
      buffer.isStale(last);
    this.absent[moment] = absent ? 1 : 0;
    this.values[moment] = absent ? Number.NaN : buffer.value(last);
  }

  private observeWindow({ first, step, count }: Moments, window: number): void {
    const { buffer, ends } = this;
    const { times } = buffer;
    let { from } = this;
    if (buffer.plain && this.look.aggregate !== 'all') {
      this.absent.fill(0, 0, count);
      this.from = this.slide(count, first - window, step);
      return;
    }
    for (let moment = 0; moment < count; moment += 1) {
      const edge = first + moment * step - window;
      const end = ends[moment] as number;
      while (from < end && (times[from] as number) <= edge) from += 1;
      this.aggregateAt(moment, from, end);
    }
    this.from = from;
  }

  /** A window over numbers alone, from its first edge on: nearly all of the time is spent here. */
  private slide(count: number, firstEdge: number, step: number): number {
    const { ends, values, absent } = this;
    const { times, high, low } = this.buffer;
    const sums = this.look.aggregate === 'sum';
    let { from } = this;
    for (let moment = 0; moment < count; moment += 1) {
      const edge = firstEdge + moment * step;
      const end = ends[moment] as number;
      while (from < end && (times[from] as number) <= edge) from += 1;
      const sum = difference(
        high[end] as number,
        low[end] as number,
        high[from] as number,
        low[from] as number,
      );
      values[moment] = sums ? sum : sum / (end - from);
      if (end === from) {
        absent[moment] = 1;
        values[moment] = Number.NaN;
      }
    }
    return from;
  }

  /** In percent, against what was usual in the time right before the window (or the last interval). */
  private observeChange(moments: Moments, window: number | undefined, baseline: number): void {
    const { look } = this;
    const length = window ?? look.interval;
    const scale = look.aggregate === 'sum' && window !== undefined ? length / baseline : undefined;
    for (let moment = 0; moment < moments.count; moment += 1) {
      const time = moments.first + moment * moments.step;
      const end = this.ends[moment] as number;
      this.from = this.after(this.from, end, time - length);
      this.baselineFrom = this.after(this.baselineFrom, end, time - length - baseline);
      if (window === undefined) this.newestAt(moment, time);
      else this.aggregateAt(moment, this.from, end);
      this.againstUsual(moment, scale);
    }
  }

  private againstUsual(moment: number, scale: number | undefined): void {
    const { buffer, from, baselineFrom } = this;
    const count = buffer.count(baselineFrom, from);
    if (count === 0) {
      this.absent[moment] = 1;
      this.values[moment] = Number.NaN;
      return;
    }
    const sum = buffer.sum(baselineFrom, from);
    const usual = scale === undefined ? sum / count : sum * scale;
    const current = this.values[moment] as number;
    this.values[moment] = (100 * (current - usual)) / usual;
  }

  private aggregateAt(moment: number, from: number, end: number): void {
    const count = this.buffer.count(from, end);
    this.absent[moment] = count === 0 ? 1 : 0;
    if (count === 0) {
      this.values[moment] = Number.NaN;
      return;
    }
    const sum = this.buffer.sum(from, end);
    const kind = this.look.aggregate;
    if (kind === 'sum') this.values[moment] = sum;
    else if (kind === 'mean') this.values[moment] = sum / count;
    else this.values[moment] = Number.isNaN(sum) ? sum : sum === count ? 1 : 0;
  }

  /** After the buffer has moved its samples the kept indices begin again. */
  private follow(): void {
    const { buffer } = this;
    if (this.layout !== buffer.layout) {
      this.layout = buffer.layout;
      this.from = buffer.start;
      this.baselineFrom = buffer.start;
    }
    this.from = Math.max(this.from, buffer.start);
    this.baselineFrom = Math.max(this.baselineFrom, buffer.start);
  }

  /** The first index, from one on, whose time is after `edge`. */
  private after(index: number, end: number, edge: number): number {
    const { times } = this.buffer;
    let at = index;
    while (at < end && (times[at] as number) <= edge) at += 1;
    return at;
  }
}
