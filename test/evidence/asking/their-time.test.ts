/* The same minutes by the vendors' clock; with a vendor that answers: ./vendors-time.test.ts. */
import { describe, expect, it } from 'vitest';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { minute } from '../../../src/domain/time/units.ts';
import {
  askInTheirTime,
  inTimeOf,
  pinnedInTheirTime,
} from '../../../src/evidence/asking/vendors-time.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

const hour = 60 * minute;
const ahead = { aheadMs: 3 * hour, source: 'api.test' };

function timed(wrong: typeof ahead | null) {
  const clock = fakeClock();
  const clockOffsets = { note: () => {}, wrong: () => wrong };
  return { clock, context: fakeContext({ clock, services: { clockOffsets } as never }) };
}

describe('a context in the vendors’ time', () => {
  it('has their now, sleeps as ever, and compares no clocks again', async () => {
    const { clock, context } = timed(ahead);
    const theirs = inTimeOf(context, ahead);
    expect(theirs.clock.now()).toBe(clock.now() - 3 * hour);
    await theirs.clock.sleep(50);
    expect(clock.slept()).toBe(50);
    const stopped = theirs.clock.sleep(50, AbortSignal.abort(new Error('Ctrl-C')));
    await expect(stopped).rejects.toThrow('Ctrl-C');
    expect(theirs.services.clockOffsets).toBeUndefined();
    expect(theirs.services.http).toBe(context.services.http);
  });

  it('is asked in again only where ours is wrong', async () => {
    const [right, wrong, alone] = [timed(null).context, timed(ahead).context, fakeContext()];
    for (const context of [right, alone]) {
      const asked = await askInTheirTime(context, 'en', async ({ clock }) => clock.now());
      expect(asked).toEqual({ value: context.clock.now(), wrong: null, context });
    }
    const again = await askInTheirTime(wrong, 'en', async ({ clock }) => clock.now());
    expect(again.value).toBe(wrong.clock.now() - 3 * hour);
    expect(again.wrong).not.toBeNull();
    expect(again.context.clock.now()).toBe(again.value);
  });
});

describe('a pinned time', () => {
  const now = Date.parse('2026-11-23T03:00:00Z');

  it('is taken for now up to ten minutes away, before and after', () => {
    for (const away of [10, -10]) {
      const pinned = pinTime(now - away * minute);
      expect(pinnedInTheirTime(pinned, now, ahead)).toEqual(pinTime(pinned.at - 3 * hour));
    }
    for (const away of [11, -11]) {
      const named = pinTime(now - away * minute);
      expect(pinnedInTheirTime(named, now, ahead)).toBe(named);
    }
  });

  it('keeps the length of its window', () => {
    const found = pinnedInTheirTime(pinTime(now, 90 * minute), now, ahead);
    expect(found.window).toEqual({ from: now - 3 * hour - 90 * minute, to: now - 3 * hour });
  });

  it('that is no whole minute is moved to the millisecond', () => {
    const at = now + 1234;
    const pinned = { ...pinTime(now), at, window: { from: at - 5000, to: at } };
    const { window, at: moved, history } = pinnedInTheirTime(pinned, now, ahead);
    expect([window, moved]).toEqual([
      { from: at - 5000 - 3 * hour, to: at - 3 * hour },
      at - 3 * hour,
    ]);
    expect(history.to).toBe(now - 3 * hour);
  });
});
