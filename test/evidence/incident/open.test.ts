import { describe, expect, it } from 'vitest';
import { startIncident } from '../../../src/actions/protocol/incident-journal.ts';
import { openIncident } from '../../../src/evidence/incident/open.ts';
import { incidentOnDisk } from '../../support/incident.ts';

const parts = {
  title: 'Errors after v1.2.3!',
  severity: 'P2' as const,
  environment: 'production',
  runbook: null,
  another: false,
};

describe('the question for the open incident', () => {
  it('reads no record but those of incidents', async () => {
    const { context } = await incidentOnDisk();
    const other = await context.journal.start('rollback-production');
    await other.append('intent', { action: 'rollback' });
    await other.close();
    const read: string[] = [];
    const journal = {
      ...context.journal,
      read: (id: string) => {
        read.push(id);
        return context.journal.read(id);
      },
    };
    expect(await openIncident({ ...context, journal })).toBeNull();
    expect(read).toEqual([]);
    await (await startIncident(context, parts)).close();
    await openIncident({ ...context, journal });
    expect(read).toEqual(['20261125T031500Z-incident-errors-after-v1.2.3']);
  });

  it('forgets what nobody resolved for two weeks', async () => {
    const { context, clock } = await incidentOnDisk();
    await (await startIncident(context, parts)).close();
    clock.advance(13 * 86_400_000);
    expect(await openIncident(context)).not.toBeNull();
    clock.advance(2 * 86_400_000);
    expect(await openIncident(context)).toBeNull();
  });

  it('prefers the environment that is meant, else takes the newest', async () => {
    const { context, clock } = await incidentOnDisk();
    for (const environment of ['staging', 'production']) {
      clock.advance(1000);
      const options = { ...parts, environment, title: environment, another: true };
      await (await startIncident(context, options)).close();
    }
    const titles = ['staging', 'production', 'preview', undefined].map(async (environment) => {
      return (await openIncident(context, environment))?.title;
    });
    expect(await Promise.all(titles)).toEqual([
      'staging',
      'production',
      'production',
      'production',
    ]);
  });

  it('fails nobody who only wanted to act', async () => {
    const { context } = await incidentOnDisk();
    const broken = { list: () => Promise.reject(new Error('EACCES')) };
    expect(
      await openIncident({ ...context, journal: { ...context.journal, ...broken } }),
    ).toBeNull();
  });
});
