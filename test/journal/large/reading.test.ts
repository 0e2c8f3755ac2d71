/* Journals of many megabytes: they take a while to write. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFileJournal } from '../../../src/journal/disk.ts';
import { fakeClock } from '../../support/clock.ts';

const mebibyte = 1024 * 1024;
let stateDir: string;

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'tsops-large-'));
});

afterEach(() => rmSync(stateDir, { recursive: true }));

async function written(lines: number) {
  const journal = createFileJournal({ stateDir, clock: fakeClock(), actor: 'kim', secrets: [] });
  const record = await journal.start('x');
  for (let n = 0; n < lines; n += 1) await record.append('observed', { n });
  await record.close();
  const directory = join(stateDir, 'records', record.id);
  const file = join(directory, 'journal.jsonl');
  return { journal, id: record.id, directory, file };
}

describe('a damaged journal', () => {
  test('with a line of more than 16 MiB is read up to it, and not written to', async () => {
    const { journal, id, directory, file } = await written(2);
    appendFileSync(file, `${'x'.repeat(18 * mebibyte)}\n`);
    const before = statSync(file).size;
    const { entries, notes } = await journal.read(id);
    expect(entries).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining('16 MiB')]);
    await expect(journal.reopen(id)).rejects.toMatchObject({ kind: 'refused' });
    expect(statSync(file).size).toBe(before);
    expect(readdirSync(directory)).toEqual(['journal.jsonl']);
  });

  test('with a whole line of just under 16 MiB is read as a whole', async () => {
    const { journal, id, file } = await written(1);
    const first = JSON.parse(readFileSync(file, 'utf8'));
    const line = JSON.stringify({ ...first, body: '' });
    const body = 'x'.repeat(16 * mebibyte - line.length);
    writeFileSync(file, `${JSON.stringify({ ...first, body })}\n`);
    const { entries, notes } = await journal.read(id);
    expect([entries.length, notes]).toEqual([1, []]);
  });

  test('longer than 64 MiB keeps its first entries and says how many it left out', async () => {
    const { journal, id, file } = await written(1);
    const first = JSON.parse(readFileSync(file, 'utf8'));
    const line = `${JSON.stringify({ ...first, body: 'x'.repeat(mebibyte) })}\n`;
    for (let n = 0; n < 70; n += 1) appendFileSync(file, line);
    const { entries, notes } = await journal.read(id);
    expect(entries).toHaveLength(64);
    expect(notes.at(-1)).toBe('the record is longer than 64 MiB: its last 7 entries were left out');
  });

  test('of exactly 64 MiB keeps all of them', async () => {
    const { journal, id, file } = await written(1);
    const first = JSON.parse(readFileSync(file, 'utf8'));
    const bare = JSON.stringify({ ...first, body: '' }).length;
    const line = `${JSON.stringify({ ...first, body: 'x'.repeat(mebibyte - bare) })}\n`;
    writeFileSync(file, '');
    for (let n = 0; n < 64; n += 1) appendFileSync(file, line);
    const { entries, notes } = await journal.read(id);
    expect(entries).toHaveLength(64);
    expect(notes.at(-1)).not.toContain('64 MiB');
  });
});
