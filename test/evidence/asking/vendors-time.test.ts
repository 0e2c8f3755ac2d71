import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClockOffsets } from '../../../src/domain/evidence/clock-offset.ts';
import type { EvidenceId } from '../../../src/domain/evidence/findings.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import {
  type Collectors,
  createInquiry,
  type Inquiry,
} from '../../../src/evidence/asking/inquiry.ts';
import { askInTheirTime, pinnedInTheirTime } from '../../../src/evidence/asking/vendors-time.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const hour = 3_600_000;

/** A vendor whose clock is `ahead` of ours, and a context that asks it. */
async function vendor(ahead: number) {
  const clock = fakeClock();
  const server = createServer((_, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(clock.now() + ahead).toUTCString());
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const clockOffsets = createClockOffsets();
  const { note: onAnswer } = clockOffsets;
  const http = createHttp({ env: {}, loopbackOnly: true, clock, onAnswer });
  return { clock, url, context: fakeContext({ clock, services: { http, clockOffsets } }) };
}

describe('a question', () => {
  it('is asked once where our clock is right', async () => {
    const { context, url, clock } = await vendor(0);
    const times: number[] = [];
    const asked = await askInTheirTime(context, 'en', async (by) => {
      times.push(by.clock.now());
      return (await by.services.http.send({ url, timeout: 5000 })).status;
    });
    expect(asked).toMatchObject({ value: 200, wrong: null });
    expect(times).toEqual([clock.now()]);
  });

  it('is asked again in their time where it is wrong, and the last answer counts', async () => {
    const { context, url, clock } = await vendor(3 * hour);
    const times: number[] = [];
    const asked = await askInTheirTime(context, 'en', async (by) => {
      times.push(by.clock.now());
      await by.services.http.send({ url, timeout: 5000 });
      return times.length;
    });
    expect(asked.value).toBe(2);
    expect(asked.wrong?.text).toContain('3h behind');
    expect(times[0]).toBe(clock.now());
    expect(Math.abs((times[1] ?? 0) - clock.now() - 3 * hour)).toBeLessThan(1001);
  });
});

describe('an inquiry', () => {
  async function windowsAsked(ahead: number): Promise<{ windows: number[]; answered: number }> {
    const { context, url, clock } = await vendor(ahead);
    const windows: number[] = [];
    const collect = async ({ pinned, context: by }: Inquiry) => {
      windows.push(pinned.window.to);
      await by.services.http.send({ url, timeout: 5000 });
      return { value: windows.length } as never;
    };
    const collectors = { rate: async () => collect } as unknown as Collectors;
    const parts = { context, config: {} as never, environment: 'production', budget: 1000 };
    const inquiry = createInquiry({ ...parts, pinned: pinTime(clock.now()) }, collectors);
    const evidence = await inquiry.ask('rate' as EvidenceId);
    await inquiry.ask('rate' as EvidenceId);
    return { windows, answered: evidence.value as unknown as number };
  }

  it('is put about the same minutes by a right clock', async () => {
    expect((await windowsAsked(0)).windows).toHaveLength(1);
  });

  it('is put again about theirs by a wrong one, and keeps what was answered then', async () => {
    const { windows, answered } = await windowsAsked(-24 * hour);
    expect(answered).toBe(2);
    expect((windows[0] ?? 0) - (windows[1] ?? 0)).toBeGreaterThan(23.9 * hour);
    expect(windows).toHaveLength(2);
  });
});

describe('a pinned time', () => {
  const now = Date.parse('2026-11-23T03:00:20Z');
  const behind = { aheadMs: -3 * hour, source: 'api.test' };

  it('that is now is that of the vendors', () => {
    const pinned = pinnedInTheirTime(pinTime(now), now, behind);
    expect(pinned).toEqual(pinTime(now + 3 * hour));
  });

  it('that somebody named stays', () => {
    const named = pinTime(now - 2 * hour);
    expect(pinnedInTheirTime(named, now, behind)).toBe(named);
  });
});
