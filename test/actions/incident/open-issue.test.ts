import { describe, expect, it } from 'vitest';
import { openIssueAction } from '../../../src/actions/incident/open-issue.ts';
import { perform } from '../../../src/actions/protocol/perform.ts';
import { incidentInSandbox } from '../../support/incident.ts';

async function opening() {
  const here = await incidentInSandbox();
  const { context } = here;
  const github = await context.services.issues();
  const open = (title = 'Hotfix the picker', more: object = {}) => {
    const parts = {
      context,
      issues: github,
      environment: 'production',
      title,
      body: 'ask @minji, see #12',
    };
    const action = openIssueAction({ ...parts, labels: ['hotfix'], ...more });
    const consent = { yes: true, confirm: undefined, dryRun: false, wait: true };
    return perform(action, context, { ...consent, timeout: action.timeout, typed: 'tsops' });
  };
  const kinds = () => here.sandbox.world.events.map(({ kind }) => kind);
  return { ...here, open, kinds };
}

describe('opening an issue', () => {
  it('is done once, and mentions nobody', async () => {
    const { open, kinds, writes } = await opening();
    expect((await open()).data).toMatchObject({
      state: 'done',
      receipt: { issue: 101, written: true },
    });
    expect((await open()).data).toMatchObject({
      state: 'done',
      receipt: { issue: 101, written: false },
    });
    expect(kinds()).toEqual(['issue']);
    const { body } = JSON.parse(writes('github')[0]?.body ?? '{}');
    expect(body).toMatch(
      /^<!-- tsops:issue [0-9a-f]{12} -->\nask @<!-- -->minji, see #<!-- -->12$/,
    );
  });

  it('is looked up, not repeated, where the answer was lost', async () => {
    const { open, kinds, inject } = await opening();
    inject({ system: 'github', method: 'POST', path: '*/issues', kind: 'drop-after', count: 1 });
    expect((await open()).data.state).toBe('unknown');
    expect((await open()).data).toMatchObject({ state: 'done', receipt: { written: false } });
    expect(kinds()).toEqual(['issue']);
  });

  it('can be a comment on one that is there, and on none that is not', async () => {
    const { open, kinds } = await opening();
    await open();
    await open('Another', { commentOn: 101 });
    await open('Another', { commentOn: 101 });
    expect(kinds()).toEqual(['issue', 'comment']);
    await expect(open('Another', { commentOn: 7 })).rejects.toThrow(/there is no issue 7/);
  });
});
