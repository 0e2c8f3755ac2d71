import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGitHub } from '../../../src/services/github/deploys.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/**
 * A GitHub that answers only what it was told: `routes` holds, by method and path, the replies in order
 * (the last one again where there are more requests than replies). Anything else lands in `unexpected`.
 */
export async function gitHubServer(routes: Readonly<Record<string, Reply | readonly Reply[]>>) {
  const seen: Seen[] = [];
  const unexpected: string[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const { pathname, searchParams } = new URL(url, 'http://github.test');
      seen.push({ method, path: pathname, query: Object.fromEntries(searchParams), headers, body });
      const key = `${method} ${pathname}`;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      const replies = [routes[key] ?? []].flat();
      const reply = replies[count] ?? replies.at(-1);
      if (reply !== undefined) return reply(response, request);
      unexpected.push(key);
      response.writeHead(599).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    unexpected,
    count: (key: string) => counts.get(key) ?? 0,
    /** Routes that nobody has asked for. */
    unasked: () => Object.keys(routes).filter((key) => !counts.has(key)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      .end(JSON.stringify(value));

export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);

export const empty =
  (status: number): Reply =>
  (response) =>
    void response.writeHead(status).end();

export const drop: Reply = (_response, request) => void request.socket.destroy();

export const token = 'ghp_secretsecretsecret';
export const base = '/repos/talkstudio/talkstudio-web';

/** The real adapter and the real HTTP, on a clock that does not wait. */
export function client(apiUrl: string, parts: { signal?: AbortSignal; token?: string } = {}) {
  const clock = fakeClock();
  const github = createGitHub({
    http: createHttp({ env: {}, loopbackOnly: true }),
    config: {
      owner: 'talkstudio',
      repo: 'talkstudio-web',
      workflow: 'deploy-prod.yml',
      ref: 'main',
      versionInput: 'version',
      apiUrl,
    },
    token: parts.token ?? token,
    clock,
    signal: parts.signal ?? new AbortController().signal,
  });
  return { github, clock };
}

/** A run as GitHub writes it, with the fields that matter here. */
export function runJson(parts: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 19_400_000_001,
    name: 'Deploy',
    display_title: 'Deploy v1.2.3 to production',
    status: 'completed',
    conclusion: 'success',
    event: 'workflow_dispatch',
    actor: { login: 'minji-kim' },
    triggering_actor: { login: 'minji-kim' },
    head_branch: 'main',
    head_sha: '528743a8e5ef',
    run_attempt: 1,
    created_at: '2026-11-23T02:00:00Z',
    run_started_at: '2026-11-23T02:00:05Z',
    updated_at: '2026-11-23T02:04:00Z',
    html_url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400000001',
    ...parts,
  };
}
