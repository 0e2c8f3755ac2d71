/*
 * What earlier versions wrote goes on being read. `test/fixtures/written-by/<version>` holds a state folder
 * and a config as that version left them, and beside them what it made of them itself.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reconcileIssue } from '../../src/actions/incident/reconcile-issue.ts';
import incidentReport from '../../src/commands/incident/report.ts';
import incidentTimeline from '../../src/commands/incident/timeline.ts';
import { loadConfig } from '../../src/config/load.ts';
import { withoutSecrets } from '../../src/config/show.ts';
import { ledgerOf } from '../../src/domain/notification/ledger.ts';
import { addedSilences } from '../../src/evidence/alerts/silences.ts';
import { invalidateIn } from '../../src/evidence/cdn/invalidate-record.ts';
import { checkIncident } from '../../src/evidence/incident/chain.ts';
import { rollbackIn } from '../../src/evidence/rollback/state.ts';
import { createFileJournal } from '../../src/journal/disk.ts';
import type { IssueTracker } from '../../src/ports/issues.ts';
import type { Services } from '../../src/ports/services.ts';
import { fakeClock } from '../support/clock.ts';
import { fakeContext } from '../support/context.ts';

const written = join(import.meta.dirname, '../fixtures/written-by/0.1.0');
const folder = mkdtempSync(join(tmpdir(), 'tsops-written-before-'));
cpSync(join(written, 'state'), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const incident = '20261129T123533Z-incident-errors-after-v1.2.3';
const clock = fakeClock(Date.parse('2026-11-29T12:40:00Z'));
const journal = createFileJournal({
  stateDir: join(folder, 'tsops'),
  clock,
  actor: 'tester@desk',
  secrets: [],
});

async function recordOf(topic: string): Promise<string> {
  const found = (await journal.list()).filter((id) => id.endsWith(`-${topic}`));
  expect(found, topic).not.toEqual([]);
  return found.at(-1) ?? '';
}

async function context(services: Partial<Services> = {}) {
  const { config } = await loadConfig({
    file: join(written, 'tsops.config.yaml'),
    env: {},
    cwd: '/',
  });
  return fakeContext({ journal, clock, config, drill: true, services });
}

const live = { update: () => {}, emit: () => {} };
const golden = (file: string): string => readFileSync(join(written, file), 'utf8');

describe('the state folder of version 0.1.0', () => {
  it('has every record as it was written, by its chain of hashes', async () => {
    const { whole, records } = await checkIncident({ journal }, incident);
    expect(whole).toBe(true);
    expect(records).toHaveLength(11);
  });

  it('tells of a rollback what was sent, and how it ended', async () => {
    const found = rollbackIn(await journal.read(await recordOf('rollback-production')));
    expect(found?.record).toMatchObject({
      from: 'v1.2.3',
      to: 'v1.2.2',
      invalidates: 'E2SANDBOX1PROD',
      dispatch: { afterRunId: 19_400_089_600 },
      run: { id: 19_400_096_853 },
      outcome: { state: 'done' },
    });
  });

  it('tells of an invalidation which copies, and under which reference', async () => {
    const found = invalidateIn(await journal.read(await recordOf('invalidate-production')));
    expect(Object.values(found ?? {})).toEqual(
      expect.arrayContaining(['E2SANDBOX1PROD', expect.stringMatching(/^tsops-\w+-\w+$/), 'done']),
    );
    expect(found?.before).toHaveLength(1);
  });

  it('tells of an issue the mark by which it is found again', async () => {
    const bodies = ['another comment'];
    const url = 'https://github.com/talkstudio/talkstudio-web/issues/101#issuecomment-1';
    const issues = {
      comments: async () =>
        bodies.map((body, id) => ({ id, author: 'me', createdAt: 0, body, url })),
    };
    const record = await recordOf('open-issue-production');
    const reading = await journal.read(record);
    const here = await context({
      issues: async () => issues as Partial<IssueTracker> as IssueTracker,
    });
    expect(await reconcileIssue(here, reading, null)).toMatchObject({ state: 'not-done' });
    bodies.push(`<!-- tsops:report-of ${incident} 904d03a26dfb -->`);
    expect(await reconcileIssue(here, reading, null)).toMatchObject({ state: 'done' });
  });

  it('tells which alerts people know of, and in which message', async () => {
    const { entries } = await journal.read(await recordOf('alert-notifications'));
    const { alerts, queue, sent, roots } = ledgerOf(entries);
    expect([...alerts.values()].filter(({ firing, told }) => firing && told)).toHaveLength(1);
    expect(queue).toEqual([]);
    expect(sent.get('firing-0c45c7b446f6')).toEqual({
      state: 'sent',
      channel: 'C171E7F3D',
      ts: '1795955753.000102',
    });
    // What comes next of the alert goes into the thread of its first message.
    expect([...roots.values()]).toEqual(['firing-0c45c7b446f6']);
  });

  it('tells what is silenced, until when and why', async () => {
    expect(await addedSilences(journal)).toMatchObject([{ id: 's1', reason: 'rolled back' }]);
  });

  it('gives the same timeline as then', async () => {
    const { data } = await incidentTimeline.run({ incident }, await context(), live);
    expect(data).toEqual(JSON.parse(golden('timeline.json')));
  });

  it('gives the same report as then', async () => {
    const input = { incident, output: '-', open: false, github: false, yes: false };
    const { data } = await incidentReport.run(input, await context(), live);
    expect(data.markdown).toBe(golden('report.md'));
  });
});

describe('the config of version 0.1.0', () => {
  it('means what it meant, key by key', async () => {
    const file = join(written, 'every-key.config.yaml');
    const { config } = await loadConfig({ file, env: {}, cwd: '/' });
    expect(withoutSecrets(config)).toMatchObject(JSON.parse(golden('every-key.shown.json')));
  });
});
