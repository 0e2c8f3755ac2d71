import { afterEach, describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import {
  base,
  client,
  drop,
  empty,
  gitHubServer,
  json,
  type Reply,
  runJson,
  text,
  token,
} from './server.ts';

type Server = Awaited<ReturnType<typeof gitHubServer>>;
const open: Server[] = [];

async function serve(routes: Readonly<Record<string, Reply | readonly Reply[]>>) {
  const server = await gitHubServer(routes);
  open.push(server);
  return { server, ...client(server.url) };
}

afterEach(async () => {
  const servers = open.splice(0);
  await Promise.all(servers.map((server) => server.close()));
  for (const { unexpected, unasked } of servers) {
    expect(unexpected).toEqual([]);
    expect(unasked()).toEqual([]);
  }
});

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${JSON.stringify(thrown)}`);
  return thrown;
}

const runsRoute = `GET ${base}/actions/workflows/deploy-prod.yml/runs`;
const dispatchRoute = `POST ${base}/actions/workflows/deploy-prod.yml/dispatches`;
const request = { ref: 'main', inputs: { version: 'v1.2.2' } };

const packageRoute = `GET ${base}/contents/package.json`;
const file = (text: string) => ({
  type: 'file',
  encoding: 'base64',
  // GitHub breaks the lines.
  content: Buffer.from(text)
    .toString('base64')
    .replace(/(.{60})/g, '$1\n'),
});

describe('where people look', () => {
  it.each([
    ['https://api.github.com', 'https://github.com'],
    ['https://github.acme.test/api/v3', 'https://github.acme.test'],
  ])('is beside the API at %s: %s', (apiUrl, web) => {
    const { github } = client(apiUrl);
    const actions = `${web}/talkstudio/talkstudio-web/actions`;
    expect(github.pipelineUrl).toBe(`${actions}/workflows/deploy-prod.yml`);
    expect(github.runUrl(42)).toBe(`${actions}/runs/42`);
  });
});

describe('the dependencies of a version', () => {
  it('are those of its package.json at run time', async () => {
    const text = JSON.stringify({
      name: 'talkstudio',
      dependencies: { react: '19.1.0', 'bad\u001b[31m': '1.0.0', odd: 7 },
      devDependencies: { vite: '7.0.0' },
    });
    const { server, github } = await serve({ [packageRoute]: json(file(text)) });
    expect(await github.dependencies('v1.2.3')).toEqual({ react: '19.1.0', bad: '1.0.0' });
    expect(server.seen[0]?.query).toEqual({ ref: 'v1.2.3' });
  });

  it('are none where the file names none, and null where there is no such tag or file', async () => {
    const some = await serve({ [packageRoute]: json(file('\ufeff{"name":"talkstudio"}')) });
    expect(await some.github.dependencies('v1.2.3')).toEqual({});
    const missing = await serve({ [packageRoute]: json({ message: 'Not Found' }, 404) });
    expect(await missing.github.dependencies('v9.9.9')).toBeNull();
  });

  it.each([
    ['a file that is no JSON', file('{"dependencies":')],
    ['a list', file('[]')],
    ['dependencies that are a list', file('{"dependencies":[]}')],
    ['a file too large to be sent', { ...file(''), encoding: 'none' }],
    ['a directory', [{ type: 'dir' }]],
  ])('cannot be told from %s', async (_what, body) => {
    const { github } = await serve({ [packageRoute]: json(body) });
    expect((await failure(github.dependencies('v1.2.3'))).kind).toBe('unreachable');
  });
});

describe('a tag', () => {
  const refOf = (name: string) => `GET ${base}/git/ref/tags%2F${name}`;

  it('is asked for by its name, in one question', async () => {
    const body = json({ ref: 'refs/tags/v1.2.2', object: { sha: 'a1', type: 'tag' } });
    const { server, github } = await serve({ [refOf('v1.2.2')]: body });
    expect(await github.hasTag('v1.2.2')).toBe(true);
    expect(server.seen).toHaveLength(1);
  });

  it('is none where GitHub has no such name, or tells of another one', async () => {
    const other = json({ ref: 'refs/tags/v1.2.20', object: { sha: 'a1', type: 'tag' } });
    const { github } = await serve({
      [refOf('v9.9.9')]: json({ message: 'Not Found' }, 404),
      [refOf('v1.2.2')]: other,
    });
    expect(await github.hasTag('v9.9.9')).toBe(false);
    expect(await github.hasTag('v1.2.2')).toBe(false);
  });
});

describe('every request', () => {
  it('carries the token, the API version and our name', async () => {
    const { server, github } = await serve({ [`GET ${base}/tags`]: json([]) });
    await github.tags();
    expect(server.seen[0]?.headers).toMatchObject({
      accept: 'application/vnd.github+json',
      authorization: `token ${token}`,
      'x-github-api-version': '2022-11-28',
      'user-agent': expect.stringMatching(/^tsops/),
    });
  });
});

describe('reads', () => {
  it.each([
    ['workflow_dispatch', true],
    ['push', false],
  ])('take a run that %s started as dispatched: %s', async (event, dispatched) => {
    const { github } = await serve({
      [runsRoute]: json({ total_count: 1, workflow_runs: [runJson({ event })] }),
    });
    expect(await github.runs()).toMatchObject([{ event, dispatched }]);
  });

  it('take runs of the workflow as GitHub writes them, and only show safe text', async () => {
    const title = 'Deploy v1.2.3\u001b[31m to\nproduction\u202e';
    const { server, github } = await serve({
      [runsRoute]: json({ total_count: 1, workflow_runs: [runJson({ display_title: title })] }),
    });
    const [run] = await github.runs({ dispatched: true, limit: 7 });
    expect(run).toEqual({
      id: 19_400_000_001,
      title: 'Deploy v1.2.3 to production',
      status: 'completed',
      conclusion: 'success',
      event: 'workflow_dispatch',
      dispatched: true,
      actor: 'minji-kim',
      ref: 'main',
      sha: '528743a8e5ef',
      attempt: 1,
      createdAt: Date.parse('2026-11-23T02:00:00Z'),
      startedAt: Date.parse('2026-11-23T02:00:05Z'),
      updatedAt: Date.parse('2026-11-23T02:04:00Z'),
      url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/19400000001',
    });
    expect(server.seen[0]?.query).toEqual({
      event: 'workflow_dispatch',
      per_page: '7',
      exclude_pull_requests: 'true',
    });
  });

  it('take all pages of the tags', async () => {
    const names = (from: number) =>
      Array.from({ length: 100 }, (_, at) => ({ name: `v1.${from + at}.0`, commit: { sha: 'a' } }));
    const { server, github } = await serve({
      [`GET ${base}/tags`]: (response, incoming) => {
        const page = Number(new URL(incoming.url ?? '', 'http://x').searchParams.get('page'));
        const link = `<http://x/tags?per_page=100&page=2>; rel="next", <http://x/tags?per_page=100&page=3>; rel="last"`;
        json(names(page * 100), 200, page < 3 ? { link } : {})(response, incoming);
      },
    });
    expect(new Set((await github.tags()).map(({ name }) => name)).size).toBe(300);
    expect(server.seen.map(({ query }) => query.page).sort()).toEqual(['1', '2', '3']);
  });

  it('take at most 10,000 tags', async () => {
    const link = `<http://x/tags?page=2>; rel="next", <http://x/tags?per_page=100&page=900>; rel="last"`;
    const tag = { name: 'v1.0.0', commit: { sha: 'a' } };
    const { server, github } = await serve({ [`GET ${base}/tags`]: json([tag], 200, { link }) });
    await github.tags();
    expect(server.seen).toHaveLength(100);
  });

  it('compare two versions, newest commit first', async () => {
    const commit = (sha: string, message: string, date: string) => ({
      sha,
      commit: { message, author: { name: 'Minji', date }, committer: { date } },
      author: null,
    });
    const { github } = await serve({
      [`GET ${base}/compare/v1.2.2...v1.2.3`]: json({
        status: 'ahead',
        ahead_by: 300,
        behind_by: 0,
        total_commits: 300,
        base_commit: commit('b', 'base', '2026-11-01T00:00:00Z'),
        commits: [
          commit('1', 'fix: older\n\nbody', '2026-11-02T00:00:00Z'),
          commit('2', 'feat: newer', '2026-11-03T00:00:00Z'),
        ],
      }),
    });
    const comparison = await github.compare('v1.2.2', 'v1.2.3');
    expect(comparison).toMatchObject({ status: 'ahead', aheadBy: 300, behindBy: 0 });
    expect(comparison.baseAt).toBe(Date.parse('2026-11-01T00:00:00Z'));
    expect(comparison.commits.map(({ title }) => title)).toEqual(['feat: newer', 'fix: older']);
  });

  const workflow = (yaml: string) =>
    json({ type: 'file', encoding: 'base64', content: Buffer.from(yaml).toString('base64') });
  const file = `GET ${base}/contents/.github/workflows/deploy-prod.yml`;

  it('read the workflow file at the configured ref, with its inputs', async () => {
    const { server, github } = await serve({
      [file]: workflow(`
name: Deploy
run-name: Deploy \${{ inputs.version }} to production
on:
  workflow_dispatch:
    inputs:
      version: { required: true, type: string }
      environment: { type: choice, options: [production, staging], default: production }
concurrency: { group: deploy }
jobs: { deploy: { environment: { name: production }, runs-on: ubuntu-latest, steps: [] } }
`),
    });
    expect(await github.pipelineFile()).toEqual({
      path: '.github/workflows/deploy-prod.yml',
      dispatchable: true,
      inputs: [
        { name: 'version', required: true, default: null, options: [] },
        {
          name: 'environment',
          required: false,
          default: 'production',
          options: ['production', 'staging'],
        },
      ],
      runName: `Deploy \${{ inputs.version }} to production`,
      concurrency: 'deploy',
      environments: ['production'],
    });
    expect(server.seen[0]?.query).toEqual({ ref: 'main' });
  });

  it.each([
    ['on: workflow_dispatch', true],
    ['on: [push, workflow_dispatch]', true],
    ['on: { workflow_dispatch: }', true],
    ['on: { push: { branches: [main] } }', false],
    ['on: push', false],
  ])('know whether %s can be dispatched: %s', async (yaml, dispatchable) => {
    const { github } = await serve({ [file]: workflow(yaml) });
    expect((await github.pipelineFile())?.dispatchable).toBe(dispatchable);
  });

  it('answer null where the workflow, the run or the environment does not exist', async () => {
    const missing = json({ message: 'Not Found', status: '404' }, 404);
    const { github } = await serve({
      [file]: missing,
      [`GET ${base}/actions/workflows/deploy-prod.yml`]: missing,
      [`GET ${base}/actions/runs/7`]: missing,
      [`GET ${base}/environments/production`]: missing,
    });
    expect(await github.pipelineFile()).toBeNull();
    expect(await github.pipelineState()).toBeNull();
    expect(await github.run(7)).toBeNull();
    expect(await github.protection('production')).toBeNull();
  });

  it('name the reviewers of an environment and of a waiting run', async () => {
    const reviewers = [
      { type: 'User', reviewer: { login: 'haseongpark' } },
      { type: 'Team', reviewer: { slug: 'ops', name: 'Ops' } },
    ];
    const { github } = await serve({
      [`GET ${base}/environments/production`]: json({
        name: 'production',
        protection_rules: [
          { type: 'wait_timer', wait_timer: 5 },
          { type: 'required_reviewers', reviewers },
        ],
      }),
      [`GET ${base}/actions/runs/7/pending_deployments`]: json([
        {
          environment: { id: 1, name: 'production' },
          wait_timer: 0,
          current_user_can_approve: true,
          reviewers,
        },
      ]),
    });
    expect(await github.protection('production')).toEqual({
      reviewers: ['@haseongpark', 'team ops'],
      waitMinutes: 5,
    });
    expect(await github.pendingApprovals(7)).toEqual([
      {
        environmentId: 1,
        environment: 'production',
        reviewers: ['@haseongpark', 'team ops'],
        youCanApprove: true,
        waitMinutes: 0,
      },
    ]);
  });

  it("know the token's owner", async () => {
    const { server, github } = await serve({ 'GET /user': json({ login: 'haseongpark' }) });
    expect(await github.login()).toBe('haseongpark');
    expect(server.seen[0]?.query).toEqual({});
  });

  it('know what the token may do', async () => {
    const { github } = await serve({
      [`GET ${base}`]: json({ private: true, permissions: { push: true, admin: false } }, 200, {
        'x-oauth-scopes': 'repo, read:org',
      }),
    });
    expect(await github.access()).toEqual({
      private: true,
      canPush: true,
      scopes: ['repo', 'read:org'],
      tokenKind: 'classic',
    });
  });

  it("fetch a job's log from the address GitHub gives, without the token and without following it", async () => {
    const storage = await gitHubServer({
      'GET /log.txt': text(
        '2026-11-23T02:00:00.1Z first\n2026-11-23T02:00:01.1Z \u001b[31mboom\u001b[0m\n##[group]Next\n##[error]exit 1\n##[endgroup]\n\n',
      ),
    });
    open.push(storage);
    const { github } = await serve({
      [`GET ${base}/actions/jobs/9/logs`]: (response) =>
        void response.writeHead(302, { location: `${storage.url}/log.txt?sig=1` }).end(),
    });
    expect(await github.logTail(9, 10)).toEqual(['first', 'boom', 'exit 1']);
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
  });

  it("fetch a job's log from the same host without the token too", async () => {
    const { server, github } = await serve({
      [`GET ${base}/actions/jobs/9/logs`]: (response) =>
        void response.writeHead(302, { location: '/log.txt' }).end(),
      'GET /log.txt': text('only line\n'),
    });
    expect(await github.logTail(9, 10)).toEqual(['only line']);
    expect(server.seen[1]?.headers.authorization).toBeUndefined();
  });

  it('follow the redirect of a renamed repository on the same host', async () => {
    const { github } = await serve({
      [`GET ${base}/tags`]: (response) =>
        void response.writeHead(301, { location: '/repositories/1/tags' }).end(),
      'GET /repositories/1/tags': json([{ name: 'v1.0.0', commit: { sha: 'a' } }]),
    });
    expect(await github.tags()).toEqual([{ name: 'v1.0.0', sha: 'a' }]);
  });

  it('do not carry the token to another host', async () => {
    const other = await gitHubServer({});
    open.push(other);
    const { github } = await serve({
      [`GET ${base}/tags`]: (response) =>
        void response.writeHead(301, { location: `${other.url}/tags` }).end(),
    });
    await failure(github.tags());
    expect(other.seen).toEqual([]);
  });
});

describe('a read that GitHub does not answer', () => {
  const tags = `GET ${base}/tags`;
  const good = json([{ name: 'v1.0.0', commit: { sha: 'a' } }]);

  it.each([
    ['a 502', json({ message: 'Bad gateway' }, 502)],
    ['a dropped connection', drop],
  ])('is asked again after %s', async (_what, bad) => {
    const { server, github } = await serve({ [tags]: [bad, good] });
    expect(await github.tags()).toHaveLength(1);
    expect(server.count(tags)).toBe(2);
  });

  it('waits as long as Retry-After says', async () => {
    const limited = json({ message: 'You have exceeded a secondary rate limit' }, 403, {
      'retry-after': '40',
    });
    const { github, clock } = await serve({ [tags]: [limited, good] });
    const waits: number[] = [];
    await github.tags({ patience: 60_000, onWait: (wait) => waits.push(wait) });
    expect(waits).toEqual([40_000]);
    expect(clock.slept()).toBe(40_000);
  });

  it('waits a minute for a secondary limit that does not say how long', async () => {
    const limited = json({ message: 'You have exceeded a secondary rate limit' }, 403);
    const { github, clock } = await serve({ [tags]: [limited, good] });
    await github.tags({ patience: 90_000 });
    expect(clock.slept()).toBe(60_000);
  });

  it('waits for the reset of an exhausted primary limit', async () => {
    const { github, clock, server } = await serve({
      [tags]: [
        (response, incoming) => {
          const reset = String(Math.floor(clock.now() / 1000) + 30);
          const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
          json({ message: 'API rate limit exceeded' }, 403, headers)(response, incoming);
        },
        good,
      ],
    });
    await github.tags({ patience: 60_000 });
    expect([server.count(tags), clock.slept()]).toEqual([2, 31_000]);
  });

  it('gives up where the wait is longer than its patience, and says how long', async () => {
    const limited = json({ message: 'API rate limit exceeded' }, 429, { 'retry-after': '600' });
    const { github, clock } = await serve({ [tags]: limited });
    const error = await failure(github.tags());
    expect([error.kind, clock.slept()]).toEqual(['unreachable', 0]);
    expect(error.next).toEqual(['wait 10m, then run it again']);
  });

  it.each([
    ['401', json({ message: 'Bad credentials' }, 401), 'credentials'],
    ['403', json({ message: 'Resource not accessible' }, 403), 'credentials'],
    ['404', json({ message: 'Not Found' }, 404), 'credentials'],
    ['418', json({ message: 'teapot' }, 418), 'unreachable'],
  ])('is not repeated after %s', async (_what, reply, kind) => {
    const { server, github } = await serve({ [tags]: reply });
    const error = await failure(github.tags());
    expect([error.kind, server.count(tags)]).toEqual([kind, 1]);
    expect(`${error.message} ${error.next.join(' ')}`).not.toContain(token);
  });

  it.each([
    ['HTML', text('<html>sign in</html>', 200, { 'content-type': 'text/html' })],
    ['cut JSON', text('[{"name":', 200, { 'content-type': 'application/json' })],
    ['another shape', json({ tags: [] })],
    ['wrong types', json([{ name: 7 }])],
    ['an empty body', empty(200)],
  ])('throws a clear error for %s', async (_what, reply) => {
    const { github } = await serve({ [tags]: reply });
    const error = await failure(github.tags());
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/^GitHub's answer cannot be read: /);
  });

  it('throws a clear error for a run in a state that GitHub does not have', async () => {
    const run = runJson({ status: 'dancing' });
    const { github } = await serve({ [runsRoute]: json({ workflow_runs: [run] }) });
    expect((await failure(github.runs())).message).toContain('“dancing”');
  });

  it('throws a clear error for a workflow file that is no YAML', async () => {
    const content = Buffer.from('on: [\n').toString('base64');
    const { github } = await serve({
      [`GET ${base}/contents/.github/workflows/deploy-prod.yml`]: json({
        encoding: 'base64',
        content,
      }),
    });
    expect((await failure(github.pipelineFile())).message).toContain('is not valid YAML');
  });
});

describe('the dispatch', () => {
  it('asks for the run, and carries the version and nothing else', async () => {
    const { server, github } = await serve({
      [dispatchRoute]: json({
        workflow_run_id: 42,
        run_url: 'https://api.github.com/x',
        html_url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/42',
      }),
    });
    expect(await github.dispatch(request)).toEqual({
      outcome: 'accepted',
      runId: 42,
      url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/42',
    });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      ref: 'main',
      inputs: { version: 'v1.2.2' },
      return_run_details: true,
    });
    expect(server.seen[0]?.headers['content-type']).toMatch(/^application\/json/);
  });

  it('is sent again without the key that an older Enterprise Server refuses, once', async () => {
    const { server, github } = await serve({
      [dispatchRoute]: [
        json({ message: 'Invalid.\n"return_run_details" is not a permitted key.' }, 422),
        empty(204),
      ],
    });
    expect(await github.dispatch(request)).toMatchObject({ outcome: 'accepted', runId: null });
    expect(server.count(dispatchRoute)).toBe(2);
    const again = JSON.parse(server.seen[1]?.body ?? '');
    expect(again).toEqual({ ref: 'main', inputs: { version: 'v1.2.2' } });
  });

  it.each([
    ['goes on refusing it', json({ message: '"return_run_details" is not permitted' }, 422), 2],
    ['refuses something else', json({ message: '"inputs" is not permitted' }, 422), 1],
    ['refuses us and names it', json({ message: 'return_run_details' }, 403), 1],
    ['fails and names it', json({ message: 'return_run_details' }, 500), 1],
  ])('is not repeated for ever where the server %s', async (_what, reply, times) => {
    const { server, github } = await serve({ [dispatchRoute]: reply });
    await github.dispatch(request).catch(() => undefined);
    expect(server.count(dispatchRoute)).toBe(times);
  });

  it('says what a repository that was moved is called now', async () => {
    const { github } = await serve({
      [dispatchRoute]: json({}, 307, { location: '/repositories/1/dispatches' }),
      [`GET ${base}`]: json({ full_name: 'talk/web', private: true }),
    });
    const error = await failure(github.dispatch(request));
    expect(error.next.join()).toContain('set github.owner and github.repo to its new name');
    expect((await github.access()).movedTo).toBe('talk/web');
  });

  it('is accepted without a run by an older GitHub (204)', async () => {
    const { github } = await serve({ [dispatchRoute]: empty(204) });
    expect(await github.dispatch(request)).toEqual({
      outcome: 'accepted',
      runId: null,
      url: null,
    });
  });

  it.each([
    ['500', json({ message: 'oops' }, 500)],
    ['502', text('<html>Bad gateway</html>', 502, { 'content-type': 'text/html' })],
    ['503 with Retry-After', json({ message: 'later' }, 503, { 'retry-after': '1' })],
    ['a dropped connection', drop],
    ['a 200 that is not GitHub', text('<html>', 200, { 'content-type': 'text/html' })],
    ['a 200 of wrong types', json({ workflow_run_id: '42' })],
  ])('is unknown after %s, and sent exactly once', async (_what, reply) => {
    const { server, github } = await serve({ [dispatchRoute]: reply });
    expect(await github.dispatch(request)).toMatchObject({ outcome: 'unknown' });
    expect(server.count(dispatchRoute)).toBe(1);
  });

  it.each([
    [
      '422',
      json({ message: "Workflow does not have 'workflow_dispatch' trigger" }, 422),
      'refused',
    ],
    ['422 with bidi', json({ message: 'No ref found for: \u202emain\u001b[2J' }, 422), 'refused'],
    ['404', json({ message: 'Not Found' }, 404), 'refused'],
    ['409', json({ message: 'Conflict' }, 409), 'refused'],
    ['307 (renamed)', json({}, 307, { location: '/repositories/1/dispatches' }), 'refused'],
    ['401', json({ message: 'Bad credentials' }, 401), 'credentials'],
    ['403', json({ message: 'Must have admin rights' }, 403), 'credentials'],
    ['429', json({ message: 'rate limit' }, 429, { 'retry-after': '1' }), 'unreachable'],
  ])('has not started anything after %s, and is sent exactly once', async (_what, reply, kind) => {
    const { server, github } = await serve({ [dispatchRoute]: reply });
    const error = await failure(github.dispatch(request));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(/nothing was started/);
    expect(error.message).not.toMatch(/[\u001b\u202e]/);
    expect(server.count(dispatchRoute)).toBe(1);
  });

  it('has not started anything where the connection is refused', async () => {
    const gone = await gitHubServer({});
    await gone.close();
    const error = await failure(client(gone.url).github.dispatch(request));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(/^nothing was started/);
  });
});

describe('the adapter', () => {
  it('says what to set where the repository is not configured', async () => {
    const { createGitHub } = await import('../../../src/services/github/deploys.ts');
    const config = {
      workflow: 'deploy-prod.yml',
      ref: 'main',
      versionInput: 'version',
      apiUrl: 'https://api.github.com',
    };
    const make = () => createGitHub({ config } as unknown as Parameters<typeof createGitHub>[0]);
    expect(make).toThrow(/github\.owner and github\.repo are not set/);
  });

  it('writes nothing to the console, whatever fails', async () => {
    const written: unknown[] = [];
    const original = { ...console };
    const note = (...args: unknown[]) => void written.push(args);
    Object.assign(console, { log: note, info: note, warn: note, error: note, debug: note });
    try {
      const headers = { deprecation: 'true', sunset: 'soon' };
      const { github } = await serve({
        [`GET ${base}/tags`]: json([], 200, headers),
        [dispatchRoute]: json({ message: 'oops' }, 500),
      });
      await github.tags();
      await github.dispatch(request);
    } finally {
      Object.assign(console, original);
    }
    expect(written).toEqual([]);
  });
});
