import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { teamIncidents } from '../../src/evidence/alerts/team-incidents.ts';
import { createFileJournal } from '../../src/journal/disk.ts';
import { sandboxed } from './sandboxed.ts';

const day = 86_400_000;

async function journalled(scenario: string) {
  const { sandbox, clock } = await sandboxed(scenario);
  const stateDir = join(sandbox.env.XDG_STATE_HOME ?? '', 'tsops');
  const journal = createFileJournal({ stateDir, clock, actor: 'tester@desk', secrets: [] });
  return { journal, now: sandbox.world.startedAt };
}

describe('the incidents of the weeks before a scenario', () => {
  it('are whole records of the journal, all of them resolved', async () => {
    const { journal } = await journalled('bad-deploy');
    const ids = await journal.list();
    expect(ids).toHaveLength(5);
    for (const id of ids) {
      const { entries, notes, faults } = await journal.read(id);
      expect(entries.map(({ kind }) => kind)).toEqual(['started', 'resolved']);
      expect([...notes, ...(faults ?? [])]).toEqual([]);
    }
  });

  it('are what a back-test is held against, inside the sandbox alone', async () => {
    const { journal, now } = await journalled('calm');
    const month = { from: now - 30 * day, to: now };
    const found = await teamIncidents({ journal, drill: true }, month, []);
    expect(found.map(({ name }) => name)).toEqual([
      'Site down',
      'Slow for some minutes',
      'Export breaks since v1.2.0',
      'Cache emptied by a wrong header',
      'Slow origin',
    ]);
    expect(found.every(({ from, to }) => from < to && to < now)).toBe(true);
    expect(await teamIncidents({ journal, drill: false }, month, [])).toEqual([]);
    const week = { from: now - 12 * day, to: now };
    expect(await teamIncidents({ journal, drill: true }, week, [])).toHaveLength(1);
  });
});
