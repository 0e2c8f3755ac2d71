import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../src/contract/context.ts';
import { driverOf, type Lock, takeLock } from '../../src/journal/lock.ts';
import { fakeClock } from '../support/clock.ts';

const clock = fakeClock();
let directory: string;
let taken: Lock[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tsops-lock-'));
  taken = [];
});

afterEach(() => {
  for (const lock of taken) lock.release();
  rmSync(directory, { recursive: true });
});

function take(from: Clock = clock): Lock {
  const lock = takeLock(directory, from);
  taken.push(lock);
  return lock;
}

/** A clock at whose second reading, between looking at the lock and taking it, something happens. */
function clockWith(happening: () => void): Clock {
  let readings = 0;
  const now = () => {
    readings += 1;
    if (readings === 2) happening();
    return clock.now();
  };
  return { ...clock, now };
}

function leaveStaleLock(nonce: string, name = 'lock'): void {
  const long = '2026-11-22T00:00:00.000Z';
  const driver = { pid: 7, host: 'gone', space: '', started: null, heartbeat: long, nonce };
  writeFileSync(join(directory, name), JSON.stringify(driver));
}

test('a stale lock that another took, gave back, and a third now holds is not taken again', () => {
  leaveStaleLock('stale0001');
  let third: Lock | undefined;
  const slow = clockWith(() => {
    take().release();
    third = take();
  });
  expect(() => take(slow)).toThrow(`by process ${process.pid}`);
  expect(third?.held()).toBe(true);
  third?.release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a stale lock that another takes in the same moment is taken by one of the two', () => {
  leaveStaleLock('stale0001');
  let other: Lock | undefined;
  const slow = clockWith(() => {
    other = take();
  });
  expect(() => take(slow)).toThrow(`by process ${process.pid}`);
  expect(other?.held()).toBe(true);
});

test('locks left by crash after crash are succeeded, and all removed by the first that ends well', () => {
  leaveStaleLock('stale0001');
  leaveStaleLock('stale0002', 'lock.stale0001');
  leaveStaleLock('stale0003', 'lock.stale0002');
  expect(driverOf(directory, clock.now())).toBeNull();
  const lock = take();
  expect(driverOf(directory, clock.now())?.pid).toBe(process.pid);
  expect(readdirSync(directory)).toHaveLength(4);
  lock.release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a lock removed by hand is no longer held, and releasing it harms nobody', () => {
  const lost = take();
  unlinkSync(join(directory, 'lock'));
  expect(lost.held()).toBe(false);
  const next = take();
  expect(lost.held()).toBe(false);
  lost.release();
  expect(next.held()).toBe(true);
});

test('locks that lead in a circle are an error, not an endless loop', () => {
  leaveStaleLock('stale0001');
  leaveStaleLock('stale0001', 'lock.stale0001');
  expect(() => take()).toThrow('in a circle');
});
