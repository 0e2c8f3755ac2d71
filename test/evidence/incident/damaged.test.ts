import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startIncident, writeToIncident } from '../../../src/actions/protocol/incident-journal.ts';
import { ongoingIncident } from '../../../src/evidence/digest/ongoing-incident.ts';
import {
  incidentMeant,
  lookForIncidents,
  openIncident,
  readIncident,
} from '../../../src/evidence/incident/open.ts';
import { incidentOnDisk } from '../../support/incident.ts';

async function started() {
  const here = await incidentOnDisk();
  const begin = async (title: string) => {
    const record = await startIncident(here.context, {
      title,
      severity: 'P1',
      environment: 'production',
      runbook: null,
      another: true,
    });
    await record.close();
    return record.id;
  };
  const id = await begin('Login fails');
  const file = join(here.stateDir, 'records', id, 'journal.jsonl');
  return { ...here, begin, id, file };
}

const resolvedLine = (prev: string, seq = 2) =>
  `${JSON.stringify({
    seq,
    at: '2026-11-25T03:20:00.000Z',
    eventAt: '2026-11-25T03:20:00.000Z',
    actor: 'nobody@nowhere',
    kind: 'resolved',
    summary: 'fixed',
    prev,
  })}\n`;

describe('a record of an incident that was damaged', () => {
  it.each<[string, (text: string) => string]>([
    ['emptied', () => ''],
    ['cut in its first line', (text) => text.slice(0, 40)],
    ['overwritten with zeros', (text) => `${'\0'.repeat(text.length)}\n`],
  ])('(%s) is never "no incident is open"', async (_how, damage) => {
    const { context, id, file, clock } = await started();
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(await lookForIncidents(context)).toMatchObject({ open: [], damaged: [{ id }] });
    await expect(incidentMeant(context, undefined)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(`The record ${id} is damaged`),
      next: [`tsops incident verify ${id}`, expect.any(String)],
    });
    const evidence = await ongoingIncident(context, 'production', 1000);
    expect(evidence).toMatchObject({ verdict: 'unknown', value: null });
    expect(evidence.detail).toContain('damaged');
    // Two weeks later it is history.
    clock.advance(15 * 86_400_000);
    expect(await lookForIncidents(context)).toEqual({ open: [], damaged: [] });
  });

  it('is said when another one is begun, which is what is meant from then on', async () => {
    const { context, begin, id, file, terminal } = await started();
    writeFileSync(file, '');
    const second = await startIncident(context, {
      title: 'Again',
      severity: 'P1',
      environment: 'production',
      runbook: null,
      another: false,
    });
    await second.close();
    expect(terminal.lines.join('\n')).toContain(`The record ${id} is damaged`);
    expect(await incidentMeant(context, undefined)).toBe(second.id);
    expect(await begin('A third')).not.toBe(second.id);
  });

  it('is none that is whole, nor one that is resolved', async () => {
    const { context, id } = await started();
    expect(await lookForIncidents(context)).toMatchObject({ open: [{ id }], damaged: [] });
    await writeToIncident(context, id, 'resolved', { summary: 'over' });
    expect(await lookForIncidents(context)).toEqual({ open: [], damaged: [] });
    await expect(incidentMeant(context, undefined)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('a line that says "resolved"', () => {
  it.each<[string, string]>([
    ['without its place in the chain', resolvedLine('0'.repeat(64))],
    ['with a number that is none of its own', resolvedLine('0'.repeat(64), 9)],
    ['that is no entry at all', '{"kind":"resolved","summary":"fixed"}\n'],
  ])('%s closes nothing', async (_how, line) => {
    const { context, id, file } = await started();
    appendFileSync(file, line);
    expect(await openIncident(context)).toMatchObject({ id });
    const { incident, notes } = await readIncident(context, id);
    expect(incident.phase).toBe('open');
    expect(notes).not.toEqual([]);
  });

  it('of tsops closes it', async () => {
    const { context, id } = await started();
    await writeToIncident(context, id, 'resolved', { summary: 'over' });
    expect(await openIncident(context)).toBeNull();
    expect((await readIncident(context, id)).incident.phase).toBe('resolved');
  });
});
