import type { Sample } from './sample.ts';

/**
 * Samples that wait to become visible, the earliest first; of equals the one that came first. Nearly all
 * come in order, so that each is put at the end.
 */
export class SampleQueue {
  private waiting: Sample[] = [];
  private next = 0;

  put(sample: Sample): void {
    const { waiting } = this;
    let at = waiting.length;
    waiting.push(sample);
    while (at > this.next) {
      const before = waiting[at - 1];
      if (before === undefined || before.visible <= sample.visible) break;
      waiting[at] = before;
      at -= 1;
    }
    waiting[at] = sample;
  }

  /** Looks at what will be visible at a moment, in order, as long as `look` says so. */
  ahead(time: number, look: (sample: Sample) => boolean): void {
    for (let at = this.next; at < this.waiting.length; at += 1) {
      const sample = this.waiting[at];
      if (sample === undefined || sample.visible > time || !look(sample)) return;
    }
  }

  /** The next one that is visible at a moment. */
  take(time: number): Sample | undefined {
    const sample = this.waiting[this.next];
    if (sample === undefined || sample.visible > time) return undefined;
    this.next += 1;
    if (this.next > 1024 && this.next * 2 > this.waiting.length) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
    return sample;
  }
}
