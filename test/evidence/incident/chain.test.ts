import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import type { Context } from '../../../src/contract/context.ts';
import { checkIncident } from '../../../src/evidence/incident/chain.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentOnDisk } from '../../support/incident.ts';

let context: Context;
let id: string;
let file: string;

beforeEach(async () => {
  const here = await incidentOnDisk();
  context = here.context;
  const record = await startIncident(context, {
    title: 'x',
    severity: 'P3',
    environment: 'production',
    runbook: null,
    another: false,
  });
  for (const text of ['two', 'three', 'four', 'five']) await record.append('note', { text });
  await record.close();
  id = record.id;
  file = join(here.stateDir, 'records', id, 'journal.jsonl');
});

async function afterEdit(change: (lines: string[]) => string[], end = '\n') {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  await writeFile(file, `${change(lines).join('\n')}${end}`);
  const { whole, records } = await checkIncident(context, id);
  return { whole, fault: records[0]?.fault ?? null };
}

describe('the chain of an incident', () => {
  it('holds where nothing was touched, and names its end', async () => {
    const { whole, records } = await checkIncident(context, id);
    expect([whole, records[0]?.lines]).toEqual([true, 5]);
    expect(records[0]?.head).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names the first line that was altered', async () => {
    const { whole, fault } = await afterEdit((lines) =>
      lines.map((line) => line.replace('three', 'THREE')),
    );
    expect(whole).toBe(false);
    expect(fault).toMatchObject({ line: 3, fault: 'altered' });
  });

  it('names where lines are missing', async () => {
    const { fault } = await afterEdit((lines) => [...lines.slice(0, 1), ...lines.slice(3)]);
    expect(fault).toEqual({
      line: 2,
      fault: 'missing',
      detail: '2 entries are missing before line 2',
    });
  });

  it('names a foreign line', async () => {
    const { fault } = await afterEdit((lines) => [
      ...lines.slice(0, 2),
      'hello',
      ...lines.slice(2),
    ]);
    expect(fault).toMatchObject({ line: 3, fault: 'foreign' });
  });

  it('names a line that is there twice', async () => {
    const { fault } = await afterEdit((lines) => [...lines, lines[4] ?? '']);
    expect(fault).toMatchObject({ line: 6, fault: 'repeated' });
  });

  it('names a last line that was cut short, and reads the rest', async () => {
    const { fault } = await afterEdit((lines) => [...lines.slice(0, 4), '{"seq":5,"at'], '');
    expect(fault).toMatchObject({ line: 5, fault: 'torn' });
    const { lines, notes } = await readIncident(context, id);
    expect(lines).toHaveLength(4);
    expect(notes).toEqual([expect.stringContaining('cut short')]);
  });

  it('tells of a record that lost its beginning, rather than failing', async () => {
    const { fault } = await afterEdit((lines) => lines.slice(1));
    expect(fault).toMatchObject({ line: 1, fault: 'missing' });
    await expect(readIncident(context, id)).rejects.toMatchObject({
      kind: 'unreachable',
      next: [`tsops incident verify ${id}`],
    });
  });

  it('checks the records that name the incident too', async () => {
    const action = await context.journal.start('rollback-production');
    await action.append('intent', { action: 'rollback', incident: id });
    await action.close();
    const { records } = await checkIncident(context, id);
    expect(records.map(({ record }) => record)).toEqual([id, action.id]);
  });
});
