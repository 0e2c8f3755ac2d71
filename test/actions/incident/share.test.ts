import { describe, expect, it } from 'vitest';
import { startIncident, writeToIncident } from '../../../src/actions/protocol/incident-journal.ts';
import join from '../../../src/commands/incident/join.ts';
import share from '../../../src/commands/incident/share.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';

const parts = {
  title: 'Errors after v1.2.3',
  severity: 'P2' as const,
  environment: 'production',
  runbook: null,
  another: false,
};

async function begun(env: Readonly<Record<string, string | undefined>> = {}) {
  const here = await incidentInSandbox(env);
  const record = await startIncident(here.context, parts);
  for (let index = 1; index <= 90; index += 1)
    await record.append('note', { text: `note ${index}` });
  await record.close();
  const issues = () => here.sandbox.world.events.filter(({ kind }) => kind === 'issue');
  const comments = () =>
    here.sandbox.world.events.flatMap((event) => (event.kind === 'comment' ? [event.body] : []));
  const marks = () =>
    comments().flatMap((body) => body.match(/<!-- tsops:entry [\w.-]+ \d+/g) ?? []);
  return { ...here, id: record.id, issues, comments, marks };
}

const onComment = { system: 'github', method: 'POST', path: '*/comments', count: 1 } as const;
const onIssue = { system: 'github', method: 'POST', path: '*/issues', count: 1 } as const;

describe('sharing an incident', () => {
  it('mirrors each entry once, however often it is shared', async () => {
    const { context, issues, comments, marks, id } = await begun();
    const { data } = await run(share, context);
    expect(data).toMatchObject({ state: 'done', receipt: { written: 91 } });
    expect([issues().length, comments().length, new Set(marks()).size]).toEqual([1, 3, 91]);
    await writeToIncident(context, id, 'note', { text: 'later' });
    expect((await run(share, context)).data).toMatchObject({ receipt: { written: 1 } });
    expect((await run(share, context)).data).toMatchObject({ receipt: { written: 0 } });
    expect([issues().length, marks().length]).toEqual([1, 92]);
  });

  it('doubles nothing where the answer to a comment was lost', async () => {
    const { context, issues, marks, inject } = await begun();
    inject({ ...onComment, kind: 'drop-after', skip: 1 });
    expect((await run(share, context)).data.state).toBe('unknown');
    expect((await run(share, context)).data.state).toBe('done');
    expect([issues().length, marks().length]).toEqual([1, 91]);
  });

  it('opens no second issue where the answer to the first was lost', async () => {
    const { context, issues, marks, inject } = await begun();
    inject({ ...onIssue, kind: 'drop-after' });
    expect((await run(share, context)).data.state).toBe('unknown');
    expect((await run(share, context)).data.state).toBe('done');
    expect([issues().length, marks().length]).toEqual([1, 91]);
  });

  it('goes on where it was killed after any comment', async () => {
    for (const skip of [0, 1, 2]) {
      const { context, issues, marks, inject } = await begun();
      inject({ ...onComment, kind: 'drop-before', skip });
      await run(share, context).catch(() => undefined);
      await run(share, context);
      expect([issues().length, marks().length]).toEqual([1, 91]);
    }
  });

  it.each([
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'credentials'],
    [410, 'refused'],
    [422, 'refused'],
    [429, 'unreachable'],
  ])('answered %i is said, and nothing is doubled later', async (status, kind) => {
    const { context, issues, marks, inject } = await begun();
    inject({ ...onIssue, kind: 'status', status });
    await expect(run(share, context)).rejects.toMatchObject({ kind });
    await run(share, context);
    expect([issues().length, marks().length]).toEqual([1, 91]);
  });

  it.each(['html', 'malformed-json', 'wrong-types'] as const)(
    'answered with garbage (%s) is unknown, and doubles nothing',
    async (kind) => {
      const { context, issues, marks, inject } = await begun();
      inject({ ...onIssue, kind });
      expect((await run(share, context)).data.state).toBe('unknown');
      await run(share, context);
      expect([issues().length, marks().length]).toEqual([issues().length, 91]);
      expect(issues()).toHaveLength(1);
    },
  );

  it('is refused to a token that may only read', async () => {
    const { context } = await begun({ GH_TOKEN: 'ghp_sandboxReader' });
    await expect(run(share, context)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('Nothing was written'),
    });
  });

  it('refuses an issue that is not there', async () => {
    const { context } = await begun();
    await expect(run(share, context, { issue: '7' })).rejects.toThrow(/has no issue 7/);
  });

  it('can be joined elsewhere: the same incident, rebuilt from the issue', async () => {
    const { context, id } = await begun();
    const before = await readIncident(context, id);
    await run(share, context);
    const elsewhere = await incidentInSandbox();
    const there = { ...context, journal: elsewhere.journal };
    const { data, verdict } = await run(join, there, { issue: '101' });
    const { incident } = (data as { status: { incident: unknown } }).status;
    expect(verdict).toBe('bad');
    expect(incident).toEqual({ ...before.incident, lines: 91 });
    expect(await elsewhere.journal.list()).toEqual([]);
  });

  it('cannot be joined where nothing was shared', async () => {
    const { context } = await begun();
    await expect(run(join, context, { issue: '#101' })).rejects.toThrow(
      /has no such|cannot be joined/,
    );
  });
});
