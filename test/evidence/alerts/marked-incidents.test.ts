import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { momentOf, readIncidents } from '../../../src/evidence/alerts/marked-incidents.ts';

const home = mkdtempSync(join(tmpdir(), 'tsops-marked-'));
afterAll(() => rmSync(home, { recursive: true }));

function read(...lines: readonly string[]) {
  const file = join(home, 'incidents');
  writeFileSync(file, lines.join('\n'));
  return readIncidents(file, 'marked.jsonl');
}

describe('incidents that people marked', () => {
  it('are one a line, blank lines left out, each with its rules where it names some', async () => {
    const found = await read(
      '{"name":"Login\\u001b[31m","from":100,"to":200,"rules":["A",7]}',
      '',
      '  {"from":"2026-11-23T03:00:00Z","to":"2026-11-23T03:00:00Z","rules":"A"}  ',
    );
    expect(found).toEqual([
      { name: 'Login', from: 100_000, to: 200_000, rules: ['A', '7'] },
      { name: 'incident 3', from: 1_795_402_800_000, to: 1_795_402_800_000 },
    ]);
    expect(found[1]).not.toHaveProperty('rules');
    expect(await read('')).toEqual([]);
  });

  it.each([
    ['no JSON', 'x'],
    ['null', 'null'],
    ['a number', '5'],
    ['no beginning', '{"to":200}'],
    ['no end', '{"from":100}'],
    ['an end before its beginning', '{"from":200,"to":199}'],
  ])('a line that is %s is named with its number', async (_, line) => {
    const reading = read('{"from":1,"to":2}', '', line);
    await expect(reading).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('marked.jsonl:3:'),
      next: ['tsops alerts backtest --help'],
    });
  });

  it('that are not there, or cannot be read, are said to be so', async () => {
    await expect(readIncidents(join(home, 'none'), 'none')).rejects.toMatchObject({
      kind: 'usage',
      message: 'none: there is no such file',
    });
    await expect(readIncidents(home, 'home')).rejects.toMatchObject({
      message: 'home: cannot be read',
    });
  });
});

describe('a moment', () => {
  const day = Date.parse('2026-11-23T00:00:00Z');
  const three = day + 3 * 3_600_000;

  it.each([
    [1.5, 1500],
    [-1, -1000],
    ['1.5', 1500],
    ['-12', -12_000],
    [99_999_999_999, 99_999_999_999_000],
    ['2026-11-23', day],
    ['2026-11-23T03:00Z', three],
    ['2026-11-23T03:00:00Z', three],
    ['2026-11-23t03:00:00.500z', three + 500],
    ['2026-11-23 03:00:00+00:00', three],
    ['2026-11-23T12:00:00+09:00', three],
    ['2026-11-22T22:00:00-05:00', three],
  ])('%j is one', (given, expected) => {
    expect(momentOf(given)).toBe(expected);
  });

  it.each([
    // Milliseconds that somebody forgot to divide.
    [100_000_000_000],
    [-100_000_000_000],
    ['1.'],
    ['1.5s'],
    ['x1'],
    ['2026-11-23T03:00:00'],
    ['2026-11-23T03:00:00+9'],
    ['2026-11-23T03'],
    ['2026-13-45'],
    ['2026-11-23x'],
    ['on 2026-11-23'],
    ['yesterday'],
    [null],
    [undefined],
    [true],
    [Number.NaN],
  ])('%j is none', (given) => {
    expect(momentOf(given)).toBeUndefined();
  });
});
