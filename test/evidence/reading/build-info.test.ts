import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { servedVersion } from '../../../src/evidence/reading/build-info.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeContext } from '../../support/context.ts';

type Reply = (response: ServerResponse, reads: number) => void;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A real socket; `reads` counts from 0. */
async function served(reply: Reply, options: { reads?: number; timeout?: number } = {}) {
  let reads = 0;
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url);
    reply(response, reads++);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const buildInfo = `http://127.0.0.1:${port}/build-info.json`;
  // The fake clock jumps over the whole budget at once; a clock that never wakes leaves it to the sockets.
  const clock = { now: () => Date.now(), sleep: () => new Promise<void>(() => {}) };
  const http = createHttp({ env: {}, loopbackOnly: true });
  const context = fakeContext({ clock, services: { http } });
  const evidence = await servedVersion(context, { name: 'production', buildInfo }, options);
  return { ...evidence, seen, connections: reads };
}

const json =
  (version: string): Reply =>
  (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ version, commit: '3f2c' }));
const body =
  (text: string, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(status, headers).end(text);

describe('what an environment serves', () => {
  it('is read from its build-info.json, once, without cache-busting', async () => {
    const { verdict, value, detail, seen } = await served(json('v1.2.3'));
    expect([verdict, detail]).toEqual(['ok', 'serves v1.2.3']);
    expect(value).toMatchObject({ version: 'v1.2.3', commit: '3f2c', reads: 1, failedReads: 0 });
    expect(seen).toEqual(['/build-info.json']);
  });

  it('is bad where two versions are served', async () => {
    const both: Reply = (response, reads) =>
      json(reads % 3 === 0 ? 'v1.2.2' : 'v1.2.3')(response, reads);
    const { verdict, value, detail } = await served(both, { reads: 12 });
    expect([verdict, detail]).toEqual([
      'bad',
      'a mixed fleet serves v1.2.3 (8 of 12) and v1.2.2 (4 of 12)',
    ]);
    expect(value?.versions).toEqual([
      { version: 'v1.2.3', reads: 8 },
      { version: 'v1.2.2', reads: 4 },
    ]);
  });

  it('is one version with and without its v', async () => {
    const both: Reply = (response, reads) =>
      json(reads === 0 ? '1.2.3' : 'v1.2.3')(response, reads);
    expect((await served(both, { reads: 4 })).verdict).toBe('ok');
  });

  it('is a warning where some reads fail', async () => {
    const flaky: Reply = (response, reads) =>
      reads === 1 ? body('', 503)(response, reads) : json('v1.2.3')(response, reads);
    const { verdict, detail, problem } = await served(flaky, { reads: 5 });
    expect([verdict, detail]).toEqual(['warn', 'serves v1.2.3; 1 of 5 reads failed']);
    expect(problem?.message).toContain('answers HTTP 503');
  });

  it('follows a redirect', async () => {
    const moved: Reply = (response, reads) =>
      reads === 0
        ? body('', 302, { location: '/elsewhere.json' })(response, reads)
        : json('v1.2.3')(response, reads);
    expect((await served(moved)).seen).toEqual(['/build-info.json', '/elsewhere.json']);
  });

  it.each<[string, Reply, string]>([
    ["an SPA's fallback page", body('<!doctype html><title>TalkStudio</title>'), 'is an HTML page'],
    ['no version', body('{"commit":"3f2c"}'), 'has no `version`'],
    [
      'a version that is a number',
      body('{"version":1.2}'),
      'has a `version` that is not a short text',
    ],
    ['broken JSON', body('{"version":"v1'), 'is not valid JSON'],
    [
      'invalid UTF-8',
      (response) => void response.end(Buffer.from([0xff, 0xfe, 0x00])),
      'is not valid JSON',
    ],
    ['nothing', body(''), 'is empty'],
    [
      'more than 256 KiB',
      body(`{"version":"v1","x":"${'x'.repeat(300_000)}"}`),
      'is larger than 256 KiB',
    ],
    ['503', body('', 503), 'answers HTTP 503'],
    ['404', body('', 404), 'answers HTTP 404'],
    ['a redirect loop', body('', 302, { location: '/build-info.json' }), 'redirects too often'],
    ['a redirect to no address', body('', 302, { location: 'http://' }), 'redirects too often'],
    ['a dropped connection', (response) => void response.destroy(), 'was not read'],
    ['no answer', () => {}, 'was not read'],
    [
      'a body that never ends',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
      'was not read',
    ],
  ])('is unknown for %s', async (_what, reply, trouble) => {
    const { verdict, value, problem } = await served(reply, { timeout: 300 });
    expect([verdict, value]).toEqual(['unknown', null]);
    expect(problem?.kind).toBe('unreachable');
    expect(problem?.message).toContain(trouble);
  });

  it('is unknown where nobody listens', async () => {
    const clock = { now: () => Date.now(), sleep: () => new Promise<void>(() => {}) };
    const http = createHttp({ env: {}, loopbackOnly: true });
    const context = fakeContext({ clock, services: { http } });
    const buildInfo = 'http://127.0.0.1:1/build-info.json';
    const { verdict, detail } = await servedVersion(context, { name: 'production', buildInfo });
    expect([verdict, detail]).toEqual([
      'unknown',
      expect.stringContaining('the connection was refused'),
    ]);
  });
});
