import { describe, expect, it } from 'vitest';
import { incidentInSandbox } from '../../support/incident.ts';

async function issues() {
  const here = await incidentInSandbox();
  return { ...here, github: await here.context.services.issues() };
}

describe('issues of GitHub', () => {
  it('are opened, read, commented on, and found by their mark', async () => {
    const { github, sandbox } = await issues();
    const opened = await github.open({ title: 'T', body: '<!-- m -->\nB', labels: ['incident'] });
    if (opened.outcome === 'unknown') throw new Error(opened.reason);
    const { number, url } = opened.made;
    expect(url).toMatch(/\/issues\/101$/);
    expect(await github.issue(number)).toMatchObject({
      title: 'T',
      body: '<!-- m -->\nB',
      state: 'open',
    });
    expect(await github.issue(number + 1)).toBeNull();
    expect(await github.issueWith('<!-- m -->', 0)).toMatchObject({ number });
    expect(await github.issueWith('<!-- n -->', 0)).toBeNull();
    await github.comment(number, 'hello');
    expect(await github.comments(number)).toMatchObject([{ body: 'hello', author: 'on-call' }]);
    expect(await github.isPublic()).toBe(false);
    expect(sandbox.requests().filter(({ unexpected }) => unexpected)).toEqual([]);
  });

  it('have all their comments read, page by page', async () => {
    const { github, sandbox } = await issues();
    await github.open({ title: 'T', body: 'B' });
    for (let index = 0; index < 205; index += 1) {
      const at = sandbox.world.now();
      sandbox.world.record({ kind: 'comment', at, issue: 101, body: `c${index}`, actor: 'x' });
    }
    const all = await github.comments(101);
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, i) => `c${i}`));
  });

  it('are not said to be missing where there are more than can be looked through', async () => {
    const { github, sandbox } = await issues();
    const open = (count: number, body: string): void => {
      for (let index = 0; index < count; index += 1) {
        const at = sandbox.world.now();
        sandbox.world.record({ kind: 'issue', at, title: 'T', body, labels: [], actor: 'x' });
      }
    };
    open(999, 'of somebody');
    expect(await github.issueWith('<!-- m -->', 0)).toBeNull();
    open(1, '<!-- m --> ours');
    expect(await github.issueWith('<!-- m -->', 0)).toMatchObject({ title: 'T' });
    open(1, '<!-- n --> ours');
    await expect(github.issueWith('<!-- n -->', 0)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('more issues than can be looked through'),
    });
  });

  it('have a body cut that GitHub would not take', async () => {
    const { github, writes } = await issues();
    expect((await github.open({ title: 'T', body: 'x'.repeat(70_000) })).outcome).toBe('accepted');
    const { body } = JSON.parse(writes('github')[0]?.body ?? '{}');
    expect(body).toHaveLength(65_536);
    expect(body).toMatch(/cut: GitHub takes no more\)$/);
  });

  it('are read patiently, and written to once', async () => {
    const { github, inject, writes } = await issues();
    await github.open({ title: 'T', body: 'B' });
    inject({ system: 'github', method: 'GET', kind: 'status', status: 502, count: 2 });
    expect(await github.issue(101)).toMatchObject({ number: 101 });
    inject({ system: 'github', method: 'POST', kind: 'status', status: 502, count: 1 });
    expect(await github.comment(101, 'x')).toEqual({ outcome: 'unknown', reason: 'HTTP 502' });
    inject({ system: 'github', method: 'POST', kind: 'drop-before', count: 1 });
    expect((await github.comment(101, 'x')).outcome).toBe('unknown');
    expect(writes('github').filter(({ path }) => path.endsWith('/comments'))).toHaveLength(1);
  });
});
