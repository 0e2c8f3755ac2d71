import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeptScans, type RecordScan } from '../../src/journal/kept-scans.ts';
import { readRecord } from '../../src/journal/reading.ts';
import { chainedLines, journalFile, sha256 } from '../support/journal-file.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const [first = '', second = '', third = ''] = chainedLines({ n: 1 }, { n: 2 }, { n: 3 });
const read = (directory: string) => readRecord('r-1', directory, now, createKeptScans());

/** A living driver on another machine. */
function drive(directory: string, heartbeat = new Date(now).toISOString()) {
  const driver = { pid: 7, host: 'laptop', user: 'minji', space: '', started: null, heartbeat };
  writeFileSync(join(directory, 'lock'), JSON.stringify({ ...driver, nonce: 'abcdefgh1' }));
}

describe('a record', () => {
  it('that is whole has its lines, and nothing to be said of them', async () => {
    const { directory } = journalFile([first, second]);
    expect(await read(directory)).toEqual({
      id: 'r-1',
      entries: [JSON.parse(first), JSON.parse(second)],
      notes: [],
      faults: [],
      head: sha256(second),
      driver: null,
    });
  });

  it('whose last line was cut short says so', async () => {
    const { directory } = journalFile(`${first}\n${second.slice(0, 30)}`);
    expect(await read(directory)).toMatchObject({
      entries: [{ n: 1 }],
      notes: ['the last line was cut short (30 bytes) and was left out'],
      faults: [{ line: 2, fault: 'torn', detail: 'line 2, the last, was cut short (30 bytes)' }],
    });
  });

  it('says it last, after what else is wrong', async () => {
    const { directory } = journalFile(`${first}\n${third}\n{`);
    const { faults, notes, unvouched } = await read(directory);
    expect(faults?.map(({ fault }) => fault)).toEqual(['missing', 'torn']);
    expect(notes.at(-1)).toBe('the last line was cut short (1 bytes) and was left out');
    expect([...(unvouched ?? [])]).toMatchObject([{ n: 3 }]);
  });

  it('names its living driver, whose last line may not be whole yet', async () => {
    const { directory } = journalFile(`${first}\n{`);
    drive(directory);
    expect(await read(directory)).toMatchObject({
      driver: { pid: 7, host: 'laptop' },
      notes: [],
      faults: [],
    });
    expect((await read(directory)).driver).not.toHaveProperty('user');
  });

  it('names none that is gone', async () => {
    const { directory } = journalFile(`${first}\n{`);
    drive(directory, '2026-11-23T02:58:59.999Z');
    const { driver, notes } = await read(directory);
    expect([driver, notes.length]).toEqual([null, 1]);
  });

  it.each([
    [{ stopped: true, torn: 9 }, ['a line longer than 16 MiB was left out, and what follows it']],
    [{ left: 1 }, ['the record is longer than 64 MiB: its last 1 entries were left out']],
    [
      { stopped: true, left: 2 },
      [
        'a line longer than 16 MiB was left out, and what follows it',
        'the record is longer than 64 MiB: its last 2 entries were left out',
      ],
    ],
    [{ left: 0 }, []],
  ])('that is too long (%o) says what is left out', async (more, notes) => {
    const { directory, file } = journalFile([first]);
    const scans = createKeptScans();
    const scan: RecordScan = { ...(await scans.read(file)), notes: ['before'], ...more };
    const kept = { ...scans, read: async () => scan };
    expect((await readRecord('r-1', directory, now, kept)).notes).toEqual(['before', ...notes]);
  });

  it('to which nothing was written says so', async () => {
    const { directory, file } = journalFile('');
    rmSync(file);
    expect(await read(directory)).toEqual({
      id: 'r-1',
      entries: [],
      notes: ['nothing was written to this record'],
      driver: null,
    });
  });

  it('that cannot be read is an error that names it', async () => {
    const { directory, file } = journalFile('');
    rmSync(file);
    mkdirSync(file);
    await expect(read(directory)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(directory),
    });
  });
});
