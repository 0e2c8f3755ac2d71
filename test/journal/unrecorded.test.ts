import { describe, expect, it } from 'vitest';
import { createUnrecordedJournal, notRecorded } from '../../src/journal/unrecorded.ts';
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
