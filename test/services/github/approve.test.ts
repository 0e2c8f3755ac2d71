import { afterEach, describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { base, client, drop, gitHubServer, json, type Reply, text } from './server.ts';

type Server = Awaited<ReturnType<typeof gitHubServer>>;
const open: Server[] = [];
const route = `POST ${base}/actions/runs/7/pending_deployments`;
const request = { runId: 7, environmentIds: [1, 2], comment: 'seen it' };

async function serve(reply: Reply) {
  const server = await gitHubServer({ [route]: reply });
  open.push(server);
  return { server, ...client(server.url) };
}

afterEach(async () => {
  const servers = open.splice(0);
  await Promise.all(servers.map((server) => server.close()));
  for (const { unexpected } of servers) expect(unexpected).toEqual([]);
});

describe('an approval', () => {
  it('names its environments, with the comment that GitHub wants', async () => {
    const { server, github } = await serve(json([{ id: 3, environment: 'production' }]));
    expect(await github.approve(request)).toEqual({ outcome: 'approved' });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      environment_ids: [1, 2],
      state: 'approved',
      comment: 'seen it',
    });
  });

  it.each([
    ['500', json({ message: 'oops' }, 500)],
    ['302 to elsewhere', json({}, 302, { location: 'https://login.test/' })],
    ['a dropped connection', drop],
    ['a 200 that is not of GitHub', text('<html>', 200, { 'content-type': 'text/html' })],
  ])('is unknown after %s, and sent exactly once', async (_what, reply) => {
    const { server, github } = await serve(reply);
    expect(await github.approve(request)).toMatchObject({ outcome: 'unknown' });
    expect(server.count(route)).toBe(1);
  });

  it.each([
    ['422', json({ message: 'You cannot approve' }, 422), 'refused'],
    ['307 (renamed)', json({}, 307, { location: '/repositories/1/actions' }), 'refused'],
    ['401', json({ message: 'Bad credentials' }, 401), 'credentials'],
    ['403', json({ message: 'Resource not accessible' }, 403), 'credentials'],
    ['404', json({ message: 'Not Found' }, 404), 'credentials'],
    ['429', json({ message: 'rate limit' }, 429, { 'retry-after': '1' }), 'unreachable'],
  ])('was not given after %s, and is sent exactly once', async (_what, reply, kind) => {
    const { server, github } = await serve(reply);
    const error = await github.approve(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TsopsError);
    expect(error).toMatchObject({ kind, message: expect.stringMatching(/nothing was approved/) });
    expect(server.count(route)).toBe(1);
  });
});
