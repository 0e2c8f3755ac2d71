import { writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../src/journal/one-at-a-time.ts';
import { incidentOnDisk } from '../support/incident.ts';

it('one at a time runs what asks for the same turn, others do not wait', async () => {
  const { journal, journalFor } = await incidentOnDisk();
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  const other = journalFor('other@desk');
  await Promise.all([journal, other, journal].map((each) => each.exclusively('a', work)));
  expect(most).toBe(1);
  await journal.exclusively('a', () => other.exclusively('b', work));
});

it('the turn is given back by work that fails, and taken over from a process that is gone', async () => {
  const { journal, stateDir } = await incidentOnDisk();
  const failing = journal.exclusively('a', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await journal.exclusively('a', async () => 'again')).toBe('again');
  const stale = { pid: 4_194_304, host: 'gone', space: '', started: null, nonce: 'abcdefgh1234' };
  const lock = { ...stale, heartbeat: '2026-11-25T03:00:00.000Z' };
  await writeFile(join(stateDir, 'turns', 'a', 'lock'), `${JSON.stringify(lock)}\n`);
  expect(await journal.exclusively('a', async () => 'mine')).toBe('mine');
});

it.each([
  ['was free', 61_000, 61_000, false, 0],
  ['was kept at the first try', 59_000, 59_000, true, 1],
  [
    'was kept at the first try, by a process that was gone when it was to be named',
    59_000,
    61_000,
    true,
    0,
  ],
])('a turn that %s is told so to its work', async (_how, first, then, waited, named) => {
  const { clock, stateDir } = await incidentOnDisk();
  const turns = join(stateDir, 'turns');
  await mkdir(join(turns, 'a'), { recursive: true });
  const elsewhere = { pid: 12, host: 'elsewhere', space: '', started: null, nonce: 'abcdefgh1234' };
  const heartbeat = new Date(clock.now()).toISOString();
  await writeFile(join(turns, 'a', 'lock'), `${JSON.stringify({ ...elsewhere, heartbeat })}\n`);
  const at = clock.now();
  // One try to take it asks twice for the time.
  let asked = 0;
  const moving = {
    ...clock,
    now: () => {
      asked += 1;
      return at + (asked <= 2 ? first : asked === 3 ? then : 61_000);
    },
  };
  const told: unknown[] = [];
  const work = async (before: boolean) => before;
  const onWait = (holder: unknown) => void told.push(holder);
  expect(await oneAtATime(turns, 'a', moving, work, { onWait })).toBe(waited);
  expect(told).toHaveLength(named);
});

describe('a turn that a machine with a clock far ahead has kept', () => {
  /** Its lock, and what it writes there while we wait. */
  async function kept(beats: boolean) {
    const { clock, stateDir } = await incidentOnDisk();
    const turns = join(stateDir, 'turns');
    await mkdir(join(turns, 'a'), { recursive: true });
    const elsewhere = { pid: 12, host: 'elsewhere', space: '', started: null };
    let beat = clock.now() + 365 * 86_400_000;
    const show = () => {
      const lock = { ...elsewhere, heartbeat: new Date(beat).toISOString(), nonce: 'abcdefgh1234' };
      writeFileSync(join(turns, 'a', 'lock'), `${JSON.stringify(lock)}\n`);
    };
    show();
    let last = clock.now();
    const beating = {
      ...clock,
      now: () => clock.now(),
      sleep: async (milliseconds: number) => {
        await clock.sleep(milliseconds);
        if (!beats || clock.now() - last < 15_000) return;
        last = clock.now();
        beat += 15_000;
        show();
      },
    };
    const work = async (waited: boolean) => waited;
    return { clock, take: oneAtATime(turns, 'a', beating, work, { patience: 120_000 }) };
  }

  it('is taken over once it has stood still for a minute', async () => {
    const { clock, take } = await kept(false);
    expect(await take).toBe(true);
    expect(clock.slept()).toBeGreaterThan(60_000);
    expect(clock.slept()).toBeLessThan(62_000);
  });

  it('is waited for as long as it shows itself', async () => {
    const { clock, take } = await kept(true);
    await expect(take).rejects.toMatchObject({ kind: 'refused' });
    expect(clock.slept()).toBeGreaterThanOrEqual(120_000);
  });
});

it('a turn that another process keeps is refused in the end', async () => {
  const { journal, journalFor, clock } = await incidentOnDisk();
  await journal.exclusively('a', async () => {
    const waiting = journalFor('other@desk').exclusively('a', async () => 'never');
    await expect(waiting).rejects.toMatchObject({ kind: 'refused' });
  });
  expect(clock.slept()).toBeGreaterThan(4000);
});

it('a turn that cannot be kept at all is refused at once, and its work not begun', async () => {
  const { journal, stateDir, clock } = await incidentOnDisk();
  await writeFile(join(stateDir, 'turns'), 'a file where a directory should be');
  const work = journal.exclusively('a', async () => 'never');
  await expect(work).rejects.toMatchObject({ kind: 'refused' });
  expect(clock.slept()).toBe(0);
});
