import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startIncident, writeToIncident } from '../../../src/actions/protocol/incident-journal.ts';
import { incidentMeant, openIncident, readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentOnDisk } from '../../support/incident.ts';

const parts = {
  title: 'Errors after v1.2.3!',
  severity: 'P2' as const,
  environment: 'production',
  runbook: null,
  another: false,
};

describe('an incident', () => {
  it('is begun with one line, and is the open one', async () => {
    const { context } = await incidentOnDisk();
    expect(await openIncident(context)).toBeNull();
    const record = await startIncident(context, parts);
    await record.close();
    expect(record.id).toBe('20261125T031500Z-incident-errors-after-v1.2.3');
    expect(await openIncident(context)).toEqual({
      id: record.id,
      title: 'Errors after v1.2.3!',
      titles: { en: 'Errors after v1.2.3!', ko: 'Errors after v1.2.3!' },
      severity: 'P2',
      environment: 'production',
    });
  });

  it('is begun once by those who begin at the same moment', async () => {
    const { context, journalFor } = await incidentOnDisk();
    const beginners = ['a@x', 'b@y', 'c@z'].map((actor) => ({
      ...context,
      journal: journalFor(actor),
    }));
    const results = await Promise.allSettled(beginners.map((each) => startIncident(each, parts)));
    const begun = results.filter(({ status }) => status === 'fulfilled');
    expect(begun).toHaveLength(1);
    for (const result of results.filter((each) => each.status === 'rejected')) {
      expect(result.reason.message).toMatch(/^An incident is open already/);
    }
  });

  it('can be begun beside another on purpose; then both are listed where one is wanted', async () => {
    const { context } = await incidentOnDisk();
    for (const title of ['first', 'second']) {
      await (await startIncident(context, { ...parts, title, another: true })).close();
    }
    await expect(incidentMeant(context, undefined)).rejects.toMatchObject({
      kind: 'usage',
      next: [expect.stringContaining('second'), expect.stringContaining('first')],
    });
    expect(await incidentMeant(context, 'SECOND')).toMatch(/-incident-second$/);
    await expect(incidentMeant(context, '-incident-')).rejects.toThrow(/2 incidents have/);
    await expect(incidentMeant(context, 'third')).rejects.toThrow(/No incident has/);
  });

  it('takes notes while another process drives it, in records of their own', async () => {
    const { context, journalFor, clock } = await incidentOnDisk();
    const driver = await startIncident({ ...context, journal: journalFor('driver@desk') }, parts);
    const written = await writeToIncident(context, driver.id, 'note', { text: 'from beside' });
    expect(written.beside).toBe(true);
    clock.advance(1000);
    await driver.append('note', { text: 'by the driver' });
    const { lines } = await readIncident(context, driver.id);
    expect(lines.map(({ id, fields }) => [id, fields.text])).toEqual([
      ['#1', undefined],
      ['note#1', 'from beside'],
      ['#2', 'by the driver'],
    ]);
    await writeToIncident(context, driver.id, 'resolved', { summary: 'over' });
    expect(await openIncident(context)).toBeNull();
    await driver.close();
  });

  it('says so where it takes over from a process that is gone', async () => {
    const { context, stateDir } = await incidentOnDisk();
    const record = await startIncident(context, parts);
    await record.close();
    const lock = {
      pid: 4_194_304,
      host: 'gone.example',
      space: '',
      started: null,
      heartbeat: '2026-11-25T03:00:00.000Z',
      nonce: 'abcdefgh12345678',
    };
    await writeFile(join(stateDir, 'records', record.id, 'lock'), `${JSON.stringify(lock)}\n`);
    await writeToIncident(context, record.id, 'note', { text: 'here again' });
    const { lines } = await readIncident(context, record.id);
    expect(lines.map(({ kind }) => kind)).toEqual(['started', 'takeover', 'note']);
    expect(lines[1]?.fields).toMatchObject({ pid: 4_194_304, host: 'gone.example' });
  });

  it('holds no secret, whatever is noted', async () => {
    const { context } = await incidentOnDisk();
    const record = await startIncident(context, parts);
    await record.close();
    await writeToIncident(context, record.id, 'note', { text: 'the key is hunter2-secret' });
    const { lines } = await readIncident(context, record.id);
    expect(lines.at(-1)?.fields).toMatchObject({ text: 'the key is [redacted]', redacted: 1 });
  });

  it('keeps what belongs to it although the clock was set back', async () => {
    const { context, clock } = await incidentOnDisk();
    const record = await startIncident(context, parts);
    await record.close();
    clock.advance(-3_600_000);
    const action = await context.journal.start('rollback-production');
    await action.append('intent', { action: 'rollback', incident: record.id });
    await action.close();
    const { lines } = await readIncident(context, record.id);
    expect(lines.map(({ id }) => id).sort()).toEqual(['#1', 'rollback#1']);
  });

  it('is refused where nothing can be recorded', async () => {
    const { context, stateDir } = await incidentOnDisk();
    await writeFile(join(stateDir, 'turns'), 'a file stands here');
    await expect(startIncident(context, parts)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('a file stands where a directory should'),
    });
  });
});
