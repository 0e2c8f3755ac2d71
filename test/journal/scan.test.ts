import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scan } from '../../src/journal/scan.ts';
import type { JournalEntry } from '../../src/ports/journal.ts';
import { chainedLines, journalFile, sha256 } from '../support/journal-file.ts';

async function scanned(text: string | readonly string[]) {
  const { file } = journalFile(text);
  const visits: [JournalEntry, number, boolean][] = [];
  const descriptor = openSync(file, 'r');
  try {
    const result = await scan(descriptor, (...visit) => visits.push(visit));
    return { result, visits, seen: visits.map(([{ seq }, , continues]) => [seq, continues]) };
  } finally {
    closeSync(descriptor);
  }
}

const four = chainedLines({ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 });
const [one = '', two = '', three = '', last = ''] = four;

describe('a journal that is whole', () => {
  it('is visited line by line, and tells where it ends', async () => {
    const { result, visits } = await scanned(four);
    expect(visits).toEqual(four.map((line) => [JSON.parse(line), line.length, true]));
    const whole = four.join('\n').length + 1;
    const read = { whole, torn: 0, stopped: false };
    expect(result).toEqual({ ...read, seq: 4, prev: sha256(last), notes: [], faults: [] });
  });

  it('has no entry where it is empty', async () => {
    const { result, visits } = await scanned('');
    const nothing = { whole: 0, torn: 0, stopped: false, seq: 0, prev: sha256('') };
    expect(result).toEqual({ ...nothing, notes: [], faults: [] });
    expect(visits).toEqual([]);
  });

  it('is the same wherever its lines meet the pieces of 64 KiB', async () => {
    const piece = 64 * 1024;
    const bare = (chainedLines({ text: '' })[0] ?? '').length;
    for (const length of [piece - 2, piece - 1, piece, piece + 1, 2 * piece - 1, 3 * piece + 5]) {
      const lines = chainedLines({ text: 'x'.repeat(length - bare) }, { n: 2 }, { n: 3 });
      expect(lines[0]).toHaveLength(length);
      const { result, visits, seen } = await scanned(lines);
      expect(seen).toEqual([
        [1, true],
        [2, true],
        [3, true],
      ]);
      expect(visits[0]?.[1]).toBe(length);
      expect(result).toMatchObject({ whole: lines.join('\n').length + 1, torn: 0, notes: [] });
    }
  });
});

describe('a last line that was cut short', () => {
  it.each([1, 40])('by %i bytes is counted, and not visited', async (cut) => {
    const text = `${one}\n${two}\n${three}`.slice(0, -cut);
    const { result, seen } = await scanned(text);
    const whole = one.length + two.length + 2;
    expect(seen.map(([seq]) => seq)).toEqual([1, 2]);
    expect(result).toMatchObject({ whole, torn: three.length - cut, stopped: false, notes: [] });
    expect(result.prev).toBe(sha256(two));
  });

  it('that is longer than a piece is counted as a whole', async () => {
    const { result } = await scanned(`${one}\n${'x'.repeat(200_000)}`);
    expect(result).toMatchObject({ whole: one.length + 1, torn: 200_000, seq: 1 });
  });
});

describe('a chain that does not hold', () => {
  it('names what is no entry, and goes on behind it', async () => {
    const { result, seen } = await scanned([one, 'rubbish', two]);
    expect(seen).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(result.notes).toEqual([
      'line 2 is damaged and was left out',
      'line 3 does not continue the line before it',
    ]);
    expect(result.faults).toEqual([
      { line: 2, fault: 'foreign', detail: 'line 2 is not an entry that tsops wrote' },
      {
        line: 2,
        fault: 'altered',
        detail: 'line 2 was altered after it was written: line 3 does not continue it',
      },
    ]);
  });

  it('names the entry that is missing', async () => {
    const { result, seen } = await scanned([one, three, last]);
    expect(seen).toEqual([
      [1, true],
      [3, false],
      [4, true],
    ]);
    expect(result.notes).toEqual([
      'line 2 is entry 3, not 2',
      'line 2 does not continue the line before it',
    ]);
    expect(result.faults).toEqual([
      { line: 2, fault: 'missing', detail: 'entry 2 is missing before line 2' },
    ]);
  });

  it('counts those that are missing', async () => {
    expect((await scanned([one, last])).result.faults).toEqual([
      { line: 2, fault: 'missing', detail: '2 entries are missing before line 2' },
    ]);
    expect((await scanned([two])).result.faults).toEqual([
      { line: 1, fault: 'missing', detail: 'entry 1 is missing before line 1' },
    ]);
  });

  it('names the entry that is repeated', async () => {
    const { result, seen } = await scanned([one, two, two, three]);
    expect(seen.map(([, continues]) => continues)).toEqual([true, true, false, true]);
    expect(result.notes).toEqual([
      'line 3 is entry 2, not 3',
      'line 3 does not continue the line before it',
    ]);
    expect(result.faults).toEqual([
      { line: 3, fault: 'repeated', detail: 'line 3 is entry 2 again, after entry 2' },
    ]);
  });

  it('names the line that was altered, by the one that does not continue it', async () => {
    const { result, seen } = await scanned([one, two.replace('"n":2', '"n":7'), three, last]);
    expect(seen.map(([, continues]) => continues)).toEqual([true, true, false, true]);
    expect(result.notes).toEqual(['line 3 does not continue the line before it']);
    expect(result.faults).toMatchObject([{ line: 2, fault: 'altered' }]);
  });

  it('names the first line where nothing stands before it', async () => {
    const foreign = one.replace(sha256(''), sha256('x'));
    expect((await scanned([foreign])).result.faults).toMatchObject([{ line: 1, fault: 'altered' }]);
  });

  it.each([
    [20, 20, undefined],
    [21, 21, '1 more lines like these'],
    [30, 21, '10 more lines like these'],
  ])('is told of %i lines in %i notes', async (lines, notes, more) => {
    const { result } = await scanned(Array(lines).fill('rubbish'));
    expect(result.notes).toHaveLength(notes);
    expect(result.notes[19]).toBe('line 20 is damaged and was left out');
    expect(result.notes[20]).toBe(more);
    expect(result.faults).toHaveLength(20);
    expect(result.faults.at(-1)).toMatchObject({ line: 20 });
  });
});
