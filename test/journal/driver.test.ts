import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, ourselves, parseDriver } from '../../src/journal/driver.ts';

const now = Date.parse('2026-11-23T03:00:00.000Z');
const me = ourselves(now);
const onLinux = process.platform === 'linux';

/** Higher than the highest pid that Linux gives out, 2^22. */
const nobody = 2 ** 22 + 1;

const ago = (ms: number) => new Date(now - ms).toISOString();

describe('a driver of this machine', () => {
  it('lives while its process does, however long it did not show itself', () => {
    expect(isAlive(me, now)).toBe(true);
    expect(isAlive({ ...me, heartbeat: ago(3_600_000) }, now)).toBe(true);
  });

  it('is gone with its process, however lately it showed itself', () => {
    expect(isAlive({ ...me, pid: nobody }, now)).toBe(false);
  });

  it.runIf(onLinux)('is gone where its pid was given to another process since', () => {
    expect(isAlive({ ...me, started: '1' }, now)).toBe(false);
    // What was written without a start time is believed by its pid.
    expect(isAlive({ ...me, started: null }, now)).toBe(true);
  });
});

describe.runIf(onLinux)('a process that has ended and that nobody has collected', () => {
  let parent: ChildProcess | undefined;
  afterEach(async () => {
    if (parent === undefined) return;
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });

  it('drives nothing any more', async () => {
    // `exec` leaves the ended child to a program that collects none.
    parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'], { stdio: 'pipe' });
    const [text] = await once(parent.stdout ?? process.stdin, 'data');
    const child = { ...me, pid: Number(String(text)), started: null };
    while (isAlive(child, now)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(process.kill(child.pid, 0)).toBe(true);
    expect(isAlive(child, now)).toBe(false);
  });
});

describe('a driver elsewhere', () => {
  it.each([
    ['another machine', { host: 'other-laptop' }],
    ['another container of this one', { space: 'another boot pid:[1]' }],
  ])('on %s counts as long as it showed itself within a minute', (_where, place) => {
    const there = { ...me, ...place, pid: nobody };
    expect(isAlive({ ...there, heartbeat: ago(60_000) }, now)).toBe(true);
    expect(isAlive({ ...there, heartbeat: ago(60_001) }, now)).toBe(false);
    // Its pid means another process here.
    expect(isAlive({ ...there, pid: process.pid, heartbeat: ago(60_001) }, now)).toBe(false);
  });
});

describe('what a lock says', () => {
  const text = (change: object = {}) => JSON.stringify({ ...me, nonce: 'abcdefgh', ...change });

  it('is read back as it was written, without what is not the driver', () => {
    expect(parseDriver(text())).toEqual(me);
    expect(parseDriver(text({ started: null }))).toEqual({ ...me, started: null });
  });

  it.runIf(onLinux)('names the boot, the namespace and the start of the process', () => {
    expect(me).toMatchObject({
      pid: process.pid,
      space: expect.stringMatching(/^[0-9a-f-]{36} pid:\[\d+\]$/),
      started: expect.stringMatching(/^\d+$/),
      heartbeat: '2026-11-23T03:00:00.000Z',
    });
  });

  it.each([
    ['no pid', { pid: undefined }],
    ['a pid of zero', { pid: 0 }],
    ['a group of processes', { pid: -7 }],
    ['half a pid', { pid: 1.5 }],
    ['a pid as text', { pid: '7' }],
    ['no machine', { host: undefined }],
    ['a number for a machine', { host: 7 }],
    ['a number for a boot', { space: 7 }],
    ['a number for a start', { started: 7 }],
    ['no start', { started: undefined }],
    ['no time', { heartbeat: undefined }],
    ['a time that is none', { heartbeat: 'lately' }],
  ])('names nobody with %s', (_what, change) => {
    expect(parseDriver(text(change))).toBeUndefined();
  });

  it.each(['', '{', 'null', '[]', '7'])('names nobody where it is %j', (rubbish) => {
    expect(parseDriver(rubbish)).toBeUndefined();
  });
});
