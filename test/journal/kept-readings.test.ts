import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeToIncident } from '../../src/actions/protocol/incident-journal.ts';
import { openIncidents, readIncident } from '../../src/evidence/incident/open.ts';
import { incidentOnDisk, startedFields } from '../support/incident.ts';
import { rolledBack, writeRecord } from '../support/record-history.ts';

beforeEach(() => {
  // Files that were changed within the tick of a file system's clock are read again.
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
});

async function withIncident() {
  const here = await incidentOnDisk();
  const at = here.clock.now() - 3_600_000;
  const lines = [{ kind: 'started', ...startedFields }];
  const incident = writeRecord(here.stateDir, at, 'incident-errors', lines);
  const fileOf = (id: string) => join(here.stateDir, 'records', id, 'journal.jsonl');
  return { ...here, at, incident, fileOf };
}

describe('a record that is read twice', () => {
  it('has what another process appended meanwhile, and still is one chain', async () => {
    const { journal, journalFor, incident } = await withIncident();
    expect((await journal.read(incident)).entries).toHaveLength(1);
    const other = await journalFor('jaeho@laptop').reopen(incident);
    await other.append('note', { text: 'from elsewhere' });
    await other.close();
    const { entries, notes } = await journal.read(incident);
    expect(entries.map(({ kind }) => kind)).toEqual(['started', 'note']);
    const own = await journal.reopen(incident);
    await own.append('note', { text: 'and from here' });
    await own.close();
    expect(notes).toEqual([]);
    const seen = await journalFor('x@y').read(incident);
    expect([seen.entries.length, seen.notes]).toEqual([3, []]);
  });

  it('has what this process appended, as another one reads it', async () => {
    const { journal, journalFor, incident } = await withIncident();
    await journal.read(incident);
    const record = await journal.reopen(incident);
    for (const text of ['one', 'two', 'three']) await record.append('note', { text });
    const meanwhile = await journal.read(incident);
    await record.append('note', { text: 'four' });
    await record.close();
    expect(meanwhile.entries).toHaveLength(4);
    const [own, fresh] = [await journal.read(incident), await journalFor('x@y').read(incident)];
    expect(own).toEqual(fresh);
    expect(own.entries).toHaveLength(5);
  });

  it('shows an alteration of the same length', async () => {
    const { journal, incident, fileOf } = await withIncident();
    await journal.read(incident);
    const text = readFileSync(fileOf(incident), 'utf8');
    writeFileSync(fileOf(incident), text.replace('v1.2.3', 'v1.2.9'));
    const { entries } = await journal.read(incident);
    expect(JSON.stringify(entries)).toContain('v1.2.9');
  });

  it('is read again where it was changed a moment ago: two changes may look as one', async () => {
    const { journal, incident, fileOf } = await withIncident();
    vi.mocked(Date.now).mockRestore();
    const text = readFileSync(fileOf(incident), 'utf8');
    writeFileSync(fileOf(incident), text);
    await journal.read(incident);
    writeFileSync(fileOf(incident), text.replace('v1.2.3', 'v1.2.9'));
    expect(JSON.stringify(await journal.read(incident))).toContain('v1.2.9');
  });

  it('says that its last line is cut short only once nobody writes it', async () => {
    const { journal, journalFor, incident, fileOf } = await withIncident();
    await journal.read(incident);
    const driven = await journalFor('jaeho@laptop').reopen(incident);
    appendFileSync(fileOf(incident), '{"seq":2,');
    expect((await journal.read(incident)).notes).toEqual([]);
    await driven.close();
    expect((await journal.read(incident)).notes).toHaveLength(1);
  });

  it('is unknown once it is gone', async () => {
    const { journal, incident, stateDir } = await withIncident();
    await journal.read(incident);
    rmSync(join(stateDir, 'records', incident), { recursive: true });
    await expect(journal.read(incident)).rejects.toThrow('There is no record named');
  });
});

describe('a name that is no record', () => {
  it.each(['../turns', '20261125T031500Z-x/../y', '20261125T021500Z-incident-error', ''])(
    '%j is refused, whatever lies there',
    async (name) => {
      const { journal, stateDir } = await withIncident();
      mkdirSync(join(stateDir, 'turns'), { recursive: true });
      await expect(journal.read(name)).rejects.toThrow('There is no record named');
    },
  );

  it('nor is a link to a directory elsewhere, nor a file', async () => {
    const { journal, stateDir, incident } = await withIncident();
    const link = '20261125T031501Z-incident-link';
    symlinkSync(join(stateDir, 'records', incident), join(stateDir, 'records', link));
    await expect(journal.read(link)).rejects.toThrow('There is no record named');
    const file = '20261125T031502Z-incident-file';
    writeFileSync(join(stateDir, 'records', file), '');
    await expect(journal.read(file)).rejects.toThrow('There is no record named');
  });
});

describe('which records name an incident', () => {
  it('are those whose lines do, not those of another one whose name begins alike', async () => {
    const { journal, incident, stateDir, at } = await withIncident();
    const own = writeRecord(stateDir, at + 1000, 'rollback-a', rolledBack({ incident }));
    const alike = { incident: `${incident}-2` };
    const other = writeRecord(stateDir, at + 2000, 'rollback-b', rolledBack(alike));
    const none = writeRecord(stateDir, at + 3000, 'rollback-c', rolledBack());
    expect(await journal.naming(incident, [none, other, own])).toEqual([own]);
    expect(await journal.naming(`${incident}-2`, [none, other, own])).toEqual([other]);
  });

  it('are found again once another process has appended the line that does', async () => {
    const { journal, journalFor, incident, stateDir, at } = await withIncident();
    const id = writeRecord(stateDir, at + 1000, 'note-errors', [{ kind: 'note', text: 'x' }]);
    expect(await journal.naming(incident, [id])).toEqual([]);
    const record = await journalFor('jaeho@laptop').reopen(id);
    await record.append('resolved', { incident, summary: 'over' });
    await record.close();
    expect(await journal.naming(incident, [id])).toEqual([id]);
    expect(await openIncidents({ journal, clock: { now: () => at + 5000 } as never })).toEqual([]);
  });

  it('are found in a long record, wherever the name stands', async () => {
    const { journal, incident, stateDir, at } = await withIncident();
    const line = (length: number) => ({ kind: 'observed', text: 'x'.repeat(length) });
    for (let length = 65_200; length < 65_536; length += 12) {
      const lines = [line(length), { kind: 'note', incident }];
      const id = writeRecord(stateDir, at + length * 1000, 'note-long', lines);
      expect(await journal.naming(incident, [id])).toEqual([id]);
    }
  });

  it('do not include one that only quotes it in the story of the incident', async () => {
    const { journal, incident, stateDir, at } = await withIncident();
    const quoting = [{ kind: 'intent', action: 'notify', about: { incident } }];
    const id = writeRecord(stateDir, at + 1000, 'notify', quoting);
    expect(await journal.naming(incident, [id])).toEqual([id]);
    expect((await readIncident({ journal }, incident)).records).toHaveLength(1);
  });

  it('include what an incident calls its own though it does not name it', async () => {
    const { journal, clock, incident, stateDir, at } = await withIncident();
    const id = writeRecord(stateDir, at + 1000, 'rollback-a', rolledBack());
    await writeToIncident({ journal, clock }, incident, 'linked', { record: id } as never);
    const { records } = await readIncident({ journal }, incident);
    expect(records.map((record) => record.id)).toEqual([incident, id]);
  });

  it('an empty record names none, and is no trouble', async () => {
    const { journal, incident, stateDir } = await withIncident();
    const id = '20261125T031459Z-rollback-begun';
    mkdirSync(join(stateDir, 'records', id));
    expect(await journal.naming(incident, [id])).toEqual([]);
  });
});
