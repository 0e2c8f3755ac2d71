import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/sandbox/scenario-file.ts';

const FOLDER = 'test/scenarios/first-play';
const PARTS = ['Source', 'Truth', 'Runbook', 'Right', 'Harmful'];

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));
const textOf = (name: string) => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');

/** What the comments at the top of a file say, by their first word. */
function headOf(name: string): Record<string, string> {
  const comments = /^(?:# .*\n)+/.exec(textOf(name))?.[0].replaceAll(/^# /gm, '') ?? '';
  const parts = comments.split(/^(?=[A-Z][a-z]+: )/m).map((part) => part.split(/: ([\s\S]*)/));
  return Object.fromEntries(
    parts.map(([key = '', value = '']) => [key, value.replaceAll(/\s+/g, ' ').trim()]),
  );
}

/** The rows of the table that was written before the worlds, by their first cell. */
const table = new Map(
  readFileSync(join(FOLDER, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | '))
    .map(([name = '', ...cells]) => [name.replaceAll(/[|` ]/g, ''), cells]),
);

describe('the scenarios of a first play', () => {
  it('are forty at least, and those of the table', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect([...table.keys()].toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('%s is a valid scenario with a runbook and an answer', async (name) => {
    const scenario = await readScenario(join(FOLDER, `${name}.yaml`));
    expect(scenario.name).toBe(name);
    expect(scenario.runbook).toBe(headOf(name).Runbook);
    expect(scenario.answer?.recommended.length).toBeGreaterThan(0);
    const tags = scenario.versions.map(({ version }) => version);
    if (scenario.answer?.rollback) expect(tags).toContain(scenario.answer.rollback);
  });

  it.each(names)('%s names its source and its year, its truth and its answers', (name) => {
    const head = headOf(name);
    // One that led to a change says so at the end.
    expect(Object.keys(head).filter((part) => part !== 'Tuned')).toEqual(PARTS);
    for (const part of PARTS) expect(head[part]).not.toBe('');
    expect(head.Source).toMatch(/^".+".*, (?:19|20)\d\d/);
  });

  it.each(names)('%s says first what the table calls right', async (name) => {
    const { answer, runbook } = await readScenario(join(FOLDER, `${name}.yaml`));
    const [, inTable, , truth, right = ''] = table.get(name) ?? [];
    expect(runbook).toBe(inTable);
    expect(headOf(name).Truth).toBe(truth);
    for (const one of answer?.recommended ?? []) expect(right).toContain(one);
    expect(textOf(name).indexOf('\nanswer:')).toBeLessThan(textOf(name).indexOf('\nhistory:'));
  });
});
