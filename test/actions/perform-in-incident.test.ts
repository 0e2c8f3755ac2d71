import { describe, expect, it } from 'vitest';
import { startIncident, writeToIncident } from '../../src/actions/protocol/incident-journal.ts';
import { perform } from '../../src/actions/protocol/perform.ts';
import type { Action, Plan } from '../../src/contract/action.ts';
import { readIncident } from '../../src/evidence/incident/open.ts';
import { fakeContext } from '../support/context.ts';
import { incidentOnDisk } from '../support/incident.ts';
import { fakeTerminal } from '../support/terminal.ts';
import { sameText } from '../support/text.ts';

const options = {
  dryRun: false,
  yes: false,
  confirm: 'production',
  wait: true,
  timeout: 60_000,
  typed: 'tsops rollback v1.2.2',
};

const rollback: Action<Plan, { id: number }, null> = {
  name: 'rollback',
  lock: () => 'deploy-production',
  noun: 'rollback',
  danger: 'production',
  timeout: 60_000,
  plan: async () => ({ environment: 'production', guards: [], key: 'key-1' }),
  showPlan: () => 'v1.2.3 → v1.2.2',
  intent: () => ({ from: 'v1.2.3', to: 'v1.2.2' }),
  apply: async () => ({ applied: 'yes', receipt: { id: 7 } }),
  verify: async () => ({
    state: 'done',
    verdict: 'ok',
    proof: null,
    detail: sameText('v1.2.2 is served'),
  }),
  stillRunning: () => ({ detail: sameText('it goes on'), next: [] }),
  undo: () => null,
};

async function world() {
  const { journal, clock } = await incidentOnDisk();
  const terminal = fakeTerminal(() => clock.now());
  const context = fakeContext({ journal, clock, terminal });
  const intentOf = async (record: string | null) =>
    (await journal.read(record ?? '')).entries.find(({ kind }) => kind === 'intent');
  return { context, clock, journal, intentOf };
}

const started = {
  title: 'High Error Rate',
  severity: 'P2',
  environment: 'production',
  runbook: null,
  another: false,
} as const;

describe('a write that is made while an incident is open', () => {
  it('names the incident in its intent, and stands in its timeline', async () => {
    const { context, intentOf } = await world();
    const incident = await startIncident(context, started);
    await incident.close();
    const { data } = await perform(rollback, context, options);
    expect(await intentOf(data.record)).toMatchObject({ incident: incident.id });
    const { lines } = await readIncident(context, incident.id);
    expect(lines.filter(({ record }) => record === data.record).map(({ kind }) => kind)).toEqual([
      'intent',
      'receipt',
      'outcome',
    ]);
  });

  it('does so while another process drives the incident', async () => {
    const { context, intentOf } = await world();
    const incident = await startIncident(context, started);
    const { data } = await perform(rollback, context, options);
    expect(await intentOf(data.record)).toMatchObject({ incident: incident.id });
    await incident.close();
  });

  it('names none once the incident is resolved, nor where there never was one', async () => {
    const { context, intentOf } = await world();
    const before = await perform(rollback, context, options);
    expect(await intentOf(before.data.record)).not.toHaveProperty('incident');
    const incident = await startIncident(context, started);
    await incident.close();
    await writeToIncident(context, incident.id, 'resolved', { summary: 'rolled back' });
    const after = await perform(rollback, context, options);
    expect(await intentOf(after.data.record)).not.toHaveProperty('incident');
  });

  it('names it in the second one as well, after a record that is none of it', async () => {
    const { context, intentOf } = await world();
    await perform(rollback, context, options);
    const incident = await startIncident(context, started);
    await incident.close();
    for (const _ of ['first', 'second']) {
      const { data } = await perform(rollback, context, options);
      expect(await intentOf(data.record)).toMatchObject({ incident: incident.id });
    }
  });

  it('names the one of its environment, else the newest', async () => {
    const { context, clock, intentOf } = await world();
    const begin = async (environment: string) => {
      clock.advance(60_000);
      const options = { ...started, title: environment, environment, another: true };
      const record = await startIncident(context, options);
      await record.close();
      return record.id;
    };
    await begin('preview');
    const newest = await begin('staging');
    const elsewhere = await perform(rollback, context, options);
    expect(await intentOf(elsewhere.data.record)).toMatchObject({ incident: newest });
    const its = await begin('production');
    await begin('development');
    const here = await perform(rollback, context, options);
    expect(await intentOf(here.data.record)).toMatchObject({ incident: its });
  });

  it('names the step of the runbook that makes it, whatever else is open', async () => {
    const { context, intentOf } = await world();
    const incident = await startIncident(context, started);
    await incident.close();
    const meant = { id: '20261125T030000Z-incident-other', step: 'act' };
    const { data } = await perform(rollback, context, { ...options, incident: meant });
    expect(await intentOf(data.record)).toMatchObject({ incident: meant.id, step: 'act' });
  });
});
