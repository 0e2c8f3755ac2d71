/*
 * What a rule sees of a series at one moment: the newest sample, the aggregate of a window, or the change
 * of either against what was usual. Rules that look at the same thing share one observation.
 */
import type { Condition } from './condition.ts';
import type { Aggregate } from './metrics.ts';
import type { SampleBuffer } from './sample-buffer.ts';

/** How a rule looks at a series; milliseconds. */
export interface Look {
  readonly aggregate: Aggregate;
  readonly stale: number;
  readonly interval: number;
  readonly window: number | undefined;
  readonly baseline: number | undefined;
}

export function lookOf(
  condition: Pick<Condition, 'metric' | 'window' | 'baseline'>,
  { stale, interval }: { readonly stale: number; readonly interval: number },
): Look {
  const { metric, window, baseline } = condition;
  return { aggregate: metric.aggregate, stale, interval, window, baseline };
}

/** How far back a look reaches. */
export function reachOf({ stale, interval, window, baseline }: Look): number {
  return Math.max(stale, (window ?? (baseline === undefined ? 0 : interval)) + (baseline ?? 0));
}

/** Observations with one key see the same. */
export function lookKey({ aggregate, stale, interval, window, baseline }: Look): string {
  const newest = window === undefined ? stale : '';
  return [aggregate, newest, window, baseline, baseline === undefined ? '' : interval].join();
}

export class Observation {
  /** The moment of the last `observe`. */
  at = Number.NEGATIVE_INFINITY;
  value = Number.NaN;
  absent = true;
  private readonly look: Look;
  private readonly buffer: SampleBuffer;
  private layout = -1;
  /** First index of the window, of the baseline before it, and of what lies beyond the baseline's end. */
  private from = 0;
  private baselineFrom = 0;

  constructor(look: Look, buffer: SampleBuffer) {
    this.look = look;
    this.buffer = buffer;
  }

  /** Time of the newest visible sample or stale marker; undefined where there was none yet. */
  newest(): number | undefined {
    return this.buffer.end === 0 ? undefined : this.buffer.times[this.buffer.end - 1];
  }

  /** Moments only go forward. */
  observe(time: number): void {
    this.at = time;
    const { window, baseline } = this.look;
    if (baseline !== undefined) this.observeChange(time, window, baseline);
    else if (window === undefined) this.observeNewest(time);
    else this.observeWindow(time, window);
  }

  private observeNewest(time: number): void {
    const { buffer } = this;
    const last = buffer.end - 1;
    this.absent =
      last < buffer.start ||
      (buffer.times[last] ?? 0) <= time - this.look.stale ||
      buffer.isStale(last);
    this.value = this.absent ? Number.NaN : buffer.value(last);
  }

  private observeWindow(time: number, window: number): void {
    this.follow();
    this.from = this.after(this.from, time - window);
    this.aggregate();
  }

  /** In percent, against what was usual in the time right before the window (or the last interval). */
  private observeChange(time: number, window: number | undefined, baseline: number): void {
    const { buffer, look } = this;
    const length = window ?? look.interval;
    this.follow();
    this.from = this.after(this.from, time - length);
    this.baselineFrom = this.after(this.baselineFrom, time - length - baseline);
    const usualCount = buffer.count(this.baselineFrom, this.from);
    this.observeCurrent(time, window);
    if (this.absent || usualCount === 0) {
      this.absent = true;
      this.value = Number.NaN;
      return;
    }
    const sum = buffer.sum(this.baselineFrom, this.from);
    const sums = look.aggregate === 'sum' && window !== undefined;
    const usual = sums ? (sum * length) / baseline : sum / usualCount;
    this.value = (100 * (this.value - usual)) / usual;
  }

  private observeCurrent(time: number, window: number | undefined): void {
    if (window === undefined) {
      this.observeNewest(time);
      return;
    }
    this.aggregate();
  }

  /** Of what is in the window, from `from` to the newest. */
  private aggregate(): void {
    const { buffer, from } = this;
    const count = buffer.count(from, buffer.end);
    this.absent = count === 0;
    if (count === 0) {
      this.value = Number.NaN;
      return;
    }
    const sum = buffer.sumFrom(from);
    const kind = this.look.aggregate;
    if (kind === 'sum') this.value = sum;
    else if (kind === 'mean') this.value = sum / count;
    else this.value = Number.isNaN(sum) ? sum : sum === count ? 1 : 0;
  }

  /** After the buffer has moved its samples the kept indices begin again. */
  private follow(): void {
    const { buffer } = this;
    if (this.layout !== buffer.layout) {
      this.layout = buffer.layout;
      this.from = buffer.start;
      this.baselineFrom = buffer.start;
    }
    if (this.from < buffer.start) this.from = buffer.start;
    if (this.baselineFrom < buffer.start) this.baselineFrom = buffer.start;
  }

  /** The first index, from one on, whose time is after `edge`. */
  private after(index: number, edge: number): number {
    const { times, end } = this.buffer;
    let at = index;
    while (at < end && (times[at] as number) <= edge) at += 1;
    return at;
  }
}
