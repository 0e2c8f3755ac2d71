import type { Sample } from './sample.ts';

const first = 4096;

/** Samples in no order, held compactly until all have come, then given out as they become visible. */
export class SortedSamples {
  private count = 0;
  private series = new Uint32Array(first);
  private times = new Float64Array(first);
  private visible = new Float64Array(first);
  private values = new Float64Array(first);
  private stale = new Uint8Array(first);
  earliest = Number.POSITIVE_INFINITY;
  latest = Number.NEGATIVE_INFINITY;

  add({ series, t, visible, value, stale }: Sample): void {
    if (this.count === this.times.length) this.grow();
    const at = this.count;
    this.series[at] = series;
    this.times[at] = t;
    this.visible[at] = visible;
    this.values[at] = value;
    this.stale[at] = stale ? 1 : 0;
    this.earliest = Math.min(this.earliest, t);
    this.latest = Math.max(this.latest, t);
    this.count += 1;
  }

  /** The earliest visible first; of equals the one that came first. */
  *inOrder(): Generator<Sample> {
    const { visible } = this;
    const order = new Uint32Array(this.count).map((_, index) => index);
    order.sort((a, b) => (visible[a] ?? 0) - (visible[b] ?? 0) || a - b);
    for (const index of order) {
      yield {
        series: this.series[index] ?? 0,
        t: this.times[index] ?? 0,
        visible: visible[index] ?? 0,
        value: this.values[index] ?? 0,
        stale: this.stale[index] === 1,
      };
    }
  }

  private grow(): void {
    const size = this.count * 2;
    const moved = <A extends Float64Array | Uint32Array | Uint8Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    this.series = moved(this.series, new Uint32Array(size));
    this.times = moved(this.times, new Float64Array(size));
    this.visible = moved(this.visible, new Float64Array(size));
    this.values = moved(this.values, new Float64Array(size));
    this.stale = moved(this.stale, new Uint8Array(size));
  }
}
