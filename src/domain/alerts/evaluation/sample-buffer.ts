/*
 * The visible samples of one series, oldest first, as far back as any rule looks. Sums are kept as running
 * totals, so that the sum of any window is one subtraction; each total is two doubles (its value and what
 * rounding took), so that a window's sum does not depend on what lies before it.
 */

const first = 64;

export class SampleBuffer {
  /** Milliseconds. Valid from `start` up to, but without, `end`. */
  times = new Float64Array(first);
  private values = new Float64Array(first);
  private stale = new Uint8Array(first);
  /** Totals before each index, hence one longer: of values, of what rounding took from them … */
  high = new Float64Array(first + 1);
  low = new Float64Array(first + 1);
  /** … of NaN, and of stale markers. */
  private nans = new Uint32Array(first + 1);
  private markers = new Uint32Array(first + 1);
  start = 0;
  end = 0;
  /** Changes whenever an index kept from before no longer means the same sample. */
  layout = 0;
  /** Every sample is a number: sums and counts need not look for others. */
  plain = true;

  /** A late sample moves the newer ones up; of two with one time the later arrival is the newer. */
  insert(time: number, value: number, stale: boolean): void {
    if (this.end === this.times.length) this.makeRoom();
    let at = this.end;
    while (at > this.start && (this.times[at - 1] as number) > time) at -= 1;
    if (at < this.end) this.shiftUp(at);
    this.end += 1;
    this.times[at] = time;
    this.values[at] = value;
    this.stale[at] = stale ? 1 : 0;
    if (stale || Number.isNaN(value)) this.plain = false;
    for (let index = at; index < this.end; index += 1) this.total(index);
  }

  /** Forgets what is not newer than `time`, but for the newest sample. */
  forget(time: number): void {
    while (this.start < this.end - 1 && (this.times[this.start] as number) <= time) this.start += 1;
  }

  isStale(index: number): boolean {
    return this.stale[index] === 1;
  }

  value(index: number): number {
    return this.values[index] as number;
  }

  /** How many samples there are from one index up to, but without, another. Stale markers are none. */
  count(from: number, to: number): number {
    if (this.plain) return to - from;
    return to - from - ((this.markers[to] as number) - (this.markers[from] as number));
  }

  /** Their sum; NaN where one of them is. */
  sum(from: number, to: number): number {
    if (!this.plain && this.nans[to] !== this.nans[from]) return Number.NaN;
    return difference(
      this.high[to] as number,
      this.low[to] as number,
      this.high[from] as number,
      this.low[from] as number,
    );
  }

  private total(index: number): void {
    const stale = this.stale[index] === 1;
    const value = this.values[index] as number;
    const isNan = !stale && Number.isNaN(value);
    const added = stale || isNan ? 0 : value;
    const before = this.high[index] as number;
    const sum = before + added;
    // What rounding took from the sum, exactly (Knuth's two-sum).
    const part = sum - before;
    const lost = before - (sum - part) + (added - part);
    this.high[index + 1] = sum;
    this.low[index + 1] = (this.low[index] as number) + lost;
    this.nans[index + 1] = (this.nans[index] as number) + (isNan ? 1 : 0);
    this.markers[index + 1] = (this.markers[index] as number) + (stale ? 1 : 0);
  }

  /** Makes sure that so many samples can come without any index changing its meaning. */
  reserve(count: number): void {
    while (this.end + count > this.times.length) this.makeRoom(count);
  }

  private shiftUp(at: number): void {
    this.times.copyWithin(at + 1, at, this.end);
    this.values.copyWithin(at + 1, at, this.end);
    this.stale.copyWithin(at + 1, at, this.end);
    this.layout += 1;
  }

  /** Moves what is still needed to the front, into arrays twice as long where that frees too little. */
  private makeRoom(count = 1): void {
    const kept = this.end - this.start;
    if ((kept + count) * 2 > this.times.length) this.enlarge();
    this.times.copyWithin(0, this.start, this.end);
    this.values.copyWithin(0, this.start, this.end);
    this.stale.copyWithin(0, this.start, this.end);
    this.start = 0;
    this.end = kept;
    this.plain = true;
    for (let index = 0; index < kept; index += 1) {
      this.total(index);
      if (Number.isNaN(this.values[index])) this.plain = false;
    }
    this.layout += 1;
  }

  private enlarge(): void {
    const size = this.times.length * 2;
    const moved = <A extends Float64Array | Uint8Array>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    this.times = moved(this.times, new Float64Array(size));
    this.values = moved(this.values, new Float64Array(size));
    this.stale = moved(this.stale, new Uint8Array(size));
    this.high = new Float64Array(size + 1);
    this.low = new Float64Array(size + 1);
    this.nans = new Uint32Array(size + 1);
    this.markers = new Uint32Array(size + 1);
  }
}

/** Of two totals, rounded once. */
export function difference(
  high: number,
  low: number,
  beforeHigh: number,
  beforeLow: number,
): number {
  const whole = high - beforeHigh;
  const part = whole - high;
  const lost = high - (whole - part) - (beforeHigh + part);
  return whole + (lost + (low - beforeLow));
}
