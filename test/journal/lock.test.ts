import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
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

const lockText = () => readFileSync(join(directory, 'lock'), 'utf8');

test('a lock is a line that names us, for our eyes alone, and nothing else is left beside it', () => {
  take();
  const { nonce, ...driver } = JSON.parse(lockText());
  expect(driver).toMatchObject({ pid: process.pid, heartbeat: '2026-11-23T03:00:00.000Z' });
  expect(nonce).toMatch(/^[a-z0-9]{8,64}$/);
  expect(lockText().endsWith('}\n')).toBe(true);
  expect(statSync(join(directory, 'lock')).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['lock']);
});

test('what a driver took over is told, and nothing where nobody was there', () => {
  const lock = take();
  expect(lock.tookOver).toBeNull();
  lock.release();
  leaveStaleLock('stale0001');
  expect(take().tookOver).toEqual({ pid: 7, host: 'gone' });
});

test('a lock that is held refuses, says by whom, and leaves nothing behind', () => {
  const lock = take();
  expect(() => take()).toThrow(
    expect.objectContaining({
      kind: 'refused',
      message: expect.stringMatching(`^This record is being written by process ${process.pid} on `),
      next: [expect.stringMatching(/^wait until it ends/)],
    }),
  );
  expect(readdirSync(directory)).toEqual(['lock']);
  expect(lock.held()).toBe(true);
});

test('a lock is held until it is given back, and a second time is no harm to the next', () => {
  const lock = take();
  expect(lock.held()).toBe(true);
  lock.release();
  expect(lock.held()).toBe(false);
  const next = take();
  lock.release();
  expect(next.held()).toBe(true);
  expect(driverOf(directory, clock.now())?.pid).toBe(process.pid);
});

test('a lock that somebody else put in the place of ours is not held, and stays', () => {
  const lost = take();
  unlinkSync(join(directory, 'lock'));
  leaveStaleLock('other0001');
  expect(lost.held()).toBe(false);
  lost.release();
  expect(lockText()).toContain('other0001');
});

test('a lock that was succeeded is not held, and both stay when it is given back', () => {
  const lost = take();
  const { nonce } = JSON.parse(lockText());
  leaveStaleLock('other0001', `lock.${nonce}`);
  expect(lost.held()).toBe(false);
  lost.release();
  expect(readdirSync(directory).toSorted()).toEqual(['lock', `lock.${nonce}`]);
});

test('a lock without a name of its own is stale, and is succeeded under a made one', () => {
  for (const nonce of ['short01', 'x'.repeat(65), 'UPPER0001']) {
    leaveStaleLock(nonce);
    expect(driverOf(directory, clock.now())).toBeNull();
    const lock = take();
    expect(readdirSync(directory).toSorted()).toEqual(['lock', 'lock.unreadable0']);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  }
  for (const nonce of ['length08', 'x'.repeat(64)]) {
    leaveStaleLock(nonce);
    const lock = take();
    expect(existsSync(join(directory, `lock.${nonce}`))).toBe(true);
    lock.release();
  }
});

test('a lock that cannot be read is an error, and nothing is left beside it', () => {
  mkdirSync(join(directory, 'lock'));
  expect(() => take()).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  expect(readdirSync(directory)).toEqual(['lock']);
});

test('a directory that is not there is an error', () => {
  const missing = join(directory, 'missing');
  expect(() => takeLock(missing, clock)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  expect(driverOf(missing, clock.now())).toBeNull();
});

test('a chain of 999 locks is followed, one of a thousand is a circle', () => {
  leaveStaleLock('stale0000');
  const name = (at: number) => `stale${String(at).padStart(4, '0')}`;
  for (let at = 1; at < 999; at += 1) leaveStaleLock(name(at), `lock.${name(at - 1)}`);
  expect(driverOf(directory, clock.now())).toBeNull();
  leaveStaleLock(name(999), `lock.${name(998)}`);
  expect(() => driverOf(directory, clock.now())).toThrow('in a circle');
});
