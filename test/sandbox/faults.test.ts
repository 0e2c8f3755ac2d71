import { describe, expect, it } from 'vitest';
import { ask, DISPATCHES, dispatchOf, github, sandboxed } from './sandboxed.ts';

describe('a fault on demand', () => {
  it('answers as told, with Retry-After, for as many requests as told', async () => {
    const { sandbox } = await sandboxed();
    const fault = {
      system: 'github',
      path: '/repos/*/tags',
      kind: 'status',
      status: 429,
      retryAfter: '2',
      count: 2,
    };
    const added = await ask(`${sandbox.url}/faults`, { method: 'POST', body: fault });
    expect(added.status).toBe(201);
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await github(sandbox, '/tags')).status);
    expect(statuses).toEqual([429, 429, 200]);
    expect((await github(sandbox, '/releases')).status).toBe(200);
    const [first] = sandbox.requests();
    expect(first).toMatchObject({ system: 'github', status: 429, fault: 'status' });
  });

  it('lets a request through first where it is to skip some', async () => {
    const { sandbox } = await sandboxed();
    sandbox.inject({ system: 'github', kind: 'status', status: 502, skip: 1, count: 1 });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await github(sandbox, '/tags')).status);
    expect(statuses).toEqual([200, 502, 200]);
  });

  it('drops the connection before a request took effect, or after', async () => {
    const { sandbox } = await sandboxed();
    sandbox.inject({ system: 'github', method: 'POST', kind: 'drop-before', count: 1 });
    await expect(github(sandbox, DISPATCHES, dispatchOf('v1.2.2'))).rejects.toThrow();
    expect(sandbox.world.events).toHaveLength(0);
    sandbox.inject({ system: 'github', method: 'POST', kind: 'drop-after', count: 1 });
    await expect(github(sandbox, DISPATCHES, dispatchOf('v1.2.2'))).rejects.toThrow();
    expect(sandbox.world.events).toMatchObject([{ kind: 'dispatch' }]);
  });

  it('answers 502 to a dispatch that took effect all the same', async () => {
    const { sandbox } = await sandboxed();
    sandbox.inject({ system: 'github', method: 'POST', kind: 'status', status: 502, effect: true });
    expect((await github(sandbox, DISPATCHES, dispatchOf('v1.2.2'))).status).toBe(502);
    expect(sandbox.world.events).toHaveLength(1);
  });

  it('spoils the body: cut JSON, HTML, wrong types', async () => {
    const { sandbox } = await sandboxed();
    const spoiled = async (kind: 'malformed-json' | 'html' | 'wrong-types') => {
      sandbox.inject({ system: 'github', kind, count: 1 });
      return github(sandbox, '/tags?per_page=1');
    };
    expect((await spoiled('malformed-json')).json).toBeUndefined();
    expect(await spoiled('html')).toMatchObject({
      status: 200,
      text: expect.stringContaining('<html>'),
    });
    expect((await spoiled('wrong-types')).json).toEqual({ items: 1 });
  });

  it('sends a body as huge as told, at the reader’s pace', async () => {
    const { sandbox } = await sandboxed();
    sandbox.inject({ system: 'staging', kind: 'huge', bytes: 3_000_000 });
    const { text } = await ask(sandbox.siteUrls.staging);
    expect(text.length).toBeGreaterThanOrEqual(3_000_000);
  });

  it('never answers, or drips, until the asker hangs up; and closing cuts it off', async () => {
    const { sandbox } = await sandboxed();
    sandbox.inject({ system: 'staging', kind: 'hang', count: 1 });
    const hanging = ask(sandbox.siteUrls.staging);
    sandbox.inject({ system: 'dicebear', kind: 'drip', count: 1 });
    const dripping = ask(`${sandbox.urls.dicebear}/10.x`);
    await expect.poll(() => sandbox.requests().length).toBe(2);
    const both = Promise.allSettled([hanging, dripping]);
    await sandbox.close();
    expect((await both).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  });

  it('comes with a scenario too, and is gone when cleared', async () => {
    const { sandbox } = await sandboxed('calm', {
      faults: [{ system: 'sentry', kind: 'status', status: 500 }],
    });
    expect((await ask(`${sandbox.urls.sentry}/api/0/`)).status).toBe(500);
    const cleared = await ask(`${sandbox.url}/faults`, { method: 'DELETE' });
    expect(cleared.status).toBe(204);
    expect((await ask(`${sandbox.urls.sentry}/api/0/`)).status).toBe(401);
  });

  it('is refused with what is wrong with it', async () => {
    const { sandbox } = await sandboxed();
    const { status, json } = await ask(`${sandbox.url}/faults`, {
      method: 'POST',
      body: { kind: 'burn' },
    });
    expect(status).toBe(400);
    expect(json.errors[0]).toMatch(/^kind: .*"status"\|"drop-before"\|/);
  });
});

describe('the control address', () => {
  it('lists every request with its body and without its credentials', async () => {
    const { sandbox } = await sandboxed();
    await github(sandbox, DISPATCHES, dispatchOf('v1.2.2'));
    const { json, text } = await ask(`${sandbox.url}/requests?system=github`);
    expect(json).toMatchObject([
      { method: 'POST', path: expect.stringContaining('/dispatches'), status: 204 },
    ]);
    expect(JSON.parse(json[0].body).inputs).toEqual({ version: 'v1.2.2' });
    expect(text).not.toContain('ghp_sandbox');
  });

  it('marks a request to an address that no system knows', async () => {
    const { sandbox } = await sandboxed();
    await github(sandbox, '/no-such-thing');
    await github(sandbox, '/tags');
    expect(sandbox.requests().map((one) => one.unexpected ?? false)).toEqual([true, false]);
  });

  it('moves time on for all systems at once', async () => {
    const { sandbox } = await sandboxed();
    await github(sandbox, DISPATCHES, dispatchOf('v1.2.2'));
    const moved = await ask(`${sandbox.url}/advance`, { method: 'POST', body: { by: '1m' } });
    expect(moved.json.now).toBe('2026-11-23T03:01:00.000Z');
    const { json } = await ask(`${sandbox.url}/state`);
    expect(json).toMatchObject({ drill: true, scenario: 'calm', serves: { production: 'v1.2.2' } });
    expect(json.runs[0]).toMatchObject({ version: 'v1.2.2', conclusion: 'success' });
    expect((await ask(`${sandbox.url}/advance`, { method: 'POST', body: {} })).status).toBe(400);
  });
});
