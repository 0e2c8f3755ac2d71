import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import digest from '../../src/commands/digest/command.ts';
import list from '../../src/commands/incident/list.ts';
import note from '../../src/commands/incident/note.ts';
import report from '../../src/commands/incident/report.ts';
import status from '../../src/commands/incident/status.ts';
import timeline from '../../src/commands/incident/timeline.ts';
import verify from '../../src/commands/incident/verify.ts';
import handoff from '../../src/commands/oncall/handoff.ts';
import pages from '../../src/commands/paging/pages.ts';
import rollbackStatus from '../../src/commands/rollback/status.ts';
import type { AnyCommand } from '../../src/contract/command.ts';
import { readIncident } from '../../src/evidence/incident/open.ts';
import { incidentInSandbox, run, startedFields } from '../support/incident.ts';
import { rolledBack, writeRecord, writeRollbacks } from '../support/record-history.ts';

const disk = vi.hoisted(() => ({ opened: new Map<string, number>(), listings: 0 }));

vi.mock('node:fs', async (load) => {
  const fs = await load<typeof import('node:fs')>();
  return {
    ...fs,
    openSync: (path: string, ...rest: [string, number?]) => {
      if (path.endsWith('journal.jsonl')) disk.opened.set(path, (disk.opened.get(path) ?? 0) + 1);
      return fs.openSync(path, ...rest);
    },
    readdirSync: (path: string, options: { withFileTypes: true }) => {
      disk.listings += 1;
      return fs.readdirSync(path, options);
    },
  };
});

const day = 86_400_000;

beforeEach(() => {
  // Files that were changed within the tick of a file system's clock are read again.
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
});

/** An open incident with two actions of its own, three earlier ones, and so many records of other matters. */
async function beside(others: number) {
  const here = await incidentInSandbox();
  const { stateDir, clock } = here;
  const begun = clock.now() - 6 * day;
  for (const ago of [9, 8, 7]) {
    const lines = [{ kind: 'started', ...startedFields, title: `${ago} days ago` }];
    writeRecord(stateDir, clock.now() - ago * day, 'incident-earlier', [
      ...lines,
      { kind: 'resolved', summary: 'over' },
    ]);
  }
  const own = writeRecord(stateDir, begun, 'incident-errors', [
    { kind: 'started', ...startedFields },
  ]);
  for (const attempt of [1, 2]) {
    const lines = rolledBack({ incident: own });
    writeRecord(stateDir, begun + 60_000, 'rollback-production', lines, attempt);
  }
  writeRollbacks(stateDir, clock.now() - 60_000, others);
  return { ...here, own };
}

/** What the command costs as a process of its own would pay. */
async function costOf(command: AnyCommand, others: number, raw = {}) {
  const { context, journalFor } = await beside(others);
  disk.opened.clear();
  disk.listings = 0;
  const result = await run(command, { ...context, journal: journalFor('minji@desk') }, raw);
  const { listings } = disk;
  const all = [...disk.opened.values()];
  return { result, listings, opened: all.length, most: Math.max(0, ...all) };
}

describe('beside hundreds of records', () => {
  const commands: readonly (readonly [string, AnyCommand, object])[] = [
    ['incident status', status as AnyCommand, {}],
    ['incident timeline', timeline as AnyCommand, {}],
    ['incident list', list as AnyCommand, {}],
    ['incident verify', verify as AnyCommand, {}],
    ['incident note', note as AnyCommand, { text: 'it is slower still' }],
    ['incident report', report as AnyCommand, { stdout: true }],
    ['oncall handoff', handoff as AnyCommand, { stdout: true }],
    ['pages', pages as AnyCommand, {}],
    ['rollback status', rollbackStatus as AnyCommand, {}],
    ['digest', digest as AnyCommand, {}],
  ];

  it.each(commands)(
    '%s lists no more often, and opens no journal thrice',
    async (_, command, raw) => {
      const few = await costOf(command, 40, raw);
      const many = await costOf(command, 240, raw);
      expect(few.listings).toBeGreaterThan(0);
      expect(many.listings).toBe(few.listings);
      expect(many.most).toBeLessThanOrEqual(2);
      expect(many.opened).toBeGreaterThan(0);
    },
  );

  it('the digest, pages and the status of a rollback look at as many as before', async () => {
    for (const command of [digest, pages, rollbackStatus] as AnyCommand[]) {
      const few = await costOf(command, 60);
      expect((await costOf(command, 240)).opened).toBe(few.opened);
    }
  });

  it('an incident has its own actions, also two of one second, and no other', async () => {
    const { context, own } = await beside(60);
    const { records } = await readIncident(context, own);
    const [first, ...actions] = records.map(({ id }) => id);
    expect(first).toBe(own);
    expect(actions).toEqual([
      '20261119T031600Z-rollback-production',
      '20261119T031600Z-rollback-production-2',
    ]);
  });

  it('the folder holds what it should', async () => {
    const { stateDir } = await beside(50);
    expect(readdirSync(join(stateDir, 'records'))).toHaveLength(50 + 3 + 1 + 2);
  });
});
