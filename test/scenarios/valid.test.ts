import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/sandbox/scenario-file.ts';

const FOLDERS = [
  ['test/scenarios/first-play', 40],
  ['test/scenarios/second-play', 24],
] as const;
const PARTS = ['Source', 'Truth', 'Runbook', 'Right', 'Harmful'];

const namesIn = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));

/** What the comments at the top of a file say, by their first word. */
function headOf(text: string): Record<string, string> {
  const comments = /^(?:# .*\n)+/.exec(text)?.[0].replaceAll(/^# /gm, '') ?? '';
  const parts = comments.split(/^(?=[A-Z][a-z]+: )/m).map((part) => part.split(/: ([\s\S]*)/));
  return Object.fromEntries(
    parts.map(([key = '', value = '']) => [key, value.replaceAll(/\s+/g, ' ').trim()]),
  );
}

/** The rows of the table that was written before the worlds, by their first cell. */
function tableIn(folder: string) {
  const rows = readFileSync(join(folder, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | '));
  return new Map(rows.map(([name = '', ...cells]) => [name.replaceAll(/[|` ]/g, ''), cells]));
}

describe.each(FOLDERS)('the scenarios of %s', (folder, least) => {
  const names = namesIn(folder);
  const table = tableIn(folder);
  const fileOf = (name: string) => join(folder, `${name}.yaml`);
  const textOf = (name: string) => readFileSync(fileOf(name), 'utf8');

  it('are many, and those of the table', () => {
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect([...table.keys()].toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s is a valid scenario with a runbook and an answer', async (name) => {
    const scenario = await readScenario(fileOf(name));
    expect(scenario.name).toBe(name);
    expect(scenario.runbook).toBe(headOf(textOf(name)).Runbook);
    expect(scenario.answer?.recommended.length).toBeGreaterThan(0);
    const tags = scenario.versions.map(({ version }) => version);
    if (scenario.answer?.rollback) expect(tags).toContain(scenario.answer.rollback);
  });

  it.each(names)('%s names its source and its year, its truth and its answers', (name) => {
    const head = headOf(textOf(name));
    // One that led to a change says so at the end.
    expect(Object.keys(head).filter((part) => part !== 'Tuned')).toEqual(PARTS);
    for (const part of PARTS) expect(head[part]).not.toBe('');
    expect(head.Source).toMatch(/^".+".*, (?:(?:19|20)\d\d|undated)/);
  });

  it.each(names)('%s says first what the table calls right', async (name) => {
    const { answer, runbook } = await readScenario(fileOf(name));
    const [, inTable, , truth, right = ''] = table.get(name) ?? [];
    expect(runbook).toBe(inTable);
    expect(headOf(textOf(name)).Truth).toBe(truth);
    for (const one of answer?.recommended ?? []) expect(right).toContain(one);
    expect(textOf(name).indexOf('\nanswer:')).toBeLessThan(textOf(name).indexOf('\nhistory:'));
  });
});

it('no scenario of one folder is in the other', () => {
  const all = FOLDERS.flatMap(([folder]) => namesIn(folder));
  expect(new Set(all).size).toBe(all.length);
});
