import { describe, expect, it } from 'vitest';
import { emptyHash } from '../../src/journal/line.ts';
import { createUnrecordedJournal, notRecorded } from '../../src/journal/unrecorded.ts';
import type { OpenRecord } from '../../src/ports/journal.ts';
import { fakeClock } from '../support/clock.ts';
import { incidentOnDisk } from '../support/incident.ts';

async function unrecorded() {
  const { journal, clock } = await incidentOnDisk();
  const recorded = await journal.start('rollback-production');
  await recorded.append('intent', { action: 'rollback' });
  await recorded.close();
  const warnings: string[] = [];
  const made = createUnrecordedJournal({
    recorded: journal,
    clock,
    actor: 'minji@desk',
    secrets: ['hunter2-secret'],
    warn: (text) => void warnings.push(text),
  });
  return { journal: made, disk: journal, warnings, recorded: recorded.id };
}

describe('a journal that is not recorded', () => {
  it('says so once, before the first line', async () => {
    const { journal, warnings } = await unrecorded();
    expect(warnings).toEqual([]);
    await journal.start('incident-x');
    await journal.start('incident-y');
    expect(warnings).toEqual([notRecorded]);
  });

  it('keeps its lines, chained and without secrets, and writes none', async () => {
    const { journal, disk, recorded } = await unrecorded();
    const record = await journal.start('incident-x');
    await Promise.all([
      record.append('started', { title: 'hunter2-secret' }),
      record.append('note', { text: 'two' }),
    ]);
    const { entries, notes } = await journal.read(record.id);
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'started'],
      [2, 'note'],
    ]);
    expect(entries[0]?.title).toBe('[redacted]');
    expect(entries[1]?.prev).toMatch(/^[0-9a-f]{64}$/);
    expect(entries[1]?.prev).not.toBe(entries[0]?.prev);
    expect(notes).toEqual(['kept in memory only']);
    expect(await journal.list()).toEqual([record.id, recorded]);
    expect(await disk.list()).toEqual([recorded]);
  });

  it('reads what was recorded before, and goes on from it in memory', async () => {
    const { journal, disk, recorded } = await unrecorded();
    const record = await journal.reopen(recorded);
    const { seq } = await record.append('outcome', { state: 'done' });
    expect(seq).toBe(2);
    expect((await journal.read(recorded)).entries).toHaveLength(2);
    expect((await disk.read(recorded)).entries).toHaveLength(1);
  });

  it('says so as well where the first thing it does is to go on with an old record', async () => {
    const { journal, warnings, recorded } = await unrecorded();
    await journal.reopen(recorded);
    expect(warnings).toEqual([notRecorded]);
  });

  it('names no second record as another is named, in memory or on disk', async () => {
    const { journal, recorded } = await unrecorded();
    const ids: string[] = [];
    for (let times = 0; times < 3; times += 1) ids.push((await journal.start('incident-x')).id);
    const [first = ''] = ids;
    expect(ids).toEqual([first, `${first}-2`, `${first}-3`]);
    expect((await journal.start('rollback-production')).id).toBe(`${recorded}-2`);
  });

  it('lists the newest first, and once each', async () => {
    const { journal, recorded } = await unrecorded();
    const first = await journal.start('incident-x');
    const second = await journal.start('incident-y');
    await journal.reopen(recorded);
    expect(await journal.list()).toEqual([recorded, second.id, first.id]);
  });

  it('tells what is kept in memory only from what was recorded', async () => {
    const { journal, disk, recorded } = await unrecorded();
    const { id } = await journal.start('incident-x');
    expect(await journal.read(id)).toEqual({
      id,
      entries: [],
      notes: ['kept in memory only'],
      driver: null,
      unrecorded: true,
    });
    expect(await journal.read(recorded)).toEqual(await disk.read(recorded));
    await expect(journal.read('20200101T000000Z-x')).rejects.toMatchObject({ kind: 'usage' });
  });

  it('goes on with the chain of what was recorded, and begins one of its own', async () => {
    const { journal, disk, recorded } = await unrecorded();
    const { head } = await disk.read(recorded);
    const again = await journal.reopen(recorded);
    const [next, after] = [await again.append('receipt'), await again.append('outcome')];
    expect(next.prev).toBe(head);
    expect(after.prev).not.toBe(next.prev);
    const fresh = await (await journal.start('incident-x')).append('started');
    expect([fresh.seq, fresh.prev]).toEqual([1, emptyHash]);
  });

  it('finds the records that name an incident, in memory and on disk', async () => {
    const { journal, disk } = await unrecorded();
    const line = async (record: Promise<OpenRecord>, incident?: string) => {
      const opened = await record;
      await opened.append('note', { text: 'first' });
      if (incident !== undefined) await opened.append('note', { incident });
      await opened.close();
      return opened.id;
    };
    const written = await line(disk.start('note-a'), 'i-1');
    const other = await line(disk.start('note-b'), 'i-2');
    const kept = await line(journal.start('note-c'), 'i-1');
    const nameless = await line(journal.start('note-d'));
    const all = [written, other, kept, nameless];
    expect(await journal.naming('i-1', all)).toEqual([written, kept]);
    expect(await journal.naming('i-2', all)).toEqual([other]);
    expect(await journal.naming('i-1', [other, nameless])).toEqual([]);
    // What goes on in memory is read there: the disk does not know of it.
    await (await journal.reopen(other)).append('note', { incident: 'i-1' });
    expect(await journal.naming('i-1', all)).toEqual([written, other, kept]);
  });

  it('lets work that asks for a turn go on, and answers what it answers', async () => {
    const { journal } = await unrecorded();
    expect(await journal.exclusively('a', async () => 'done')).toBe('done');
  });

  it('works where not even the list can be read', async () => {
    const journal = createUnrecordedJournal({
      recorded: {
        list: () => Promise.reject(new Error('EIO')),
        naming: () => Promise.reject(),
        read: () => Promise.reject(),
      },
      clock: fakeClock(),
      actor: 'x',
      secrets: [],
      warn: () => {},
    });
    const record = await journal.start('incident-x');
    expect(await journal.list()).toEqual([record.id]);
  });
});
