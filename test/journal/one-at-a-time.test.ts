import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
