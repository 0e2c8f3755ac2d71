/* Repositories as people have them, from the wire to what a rollback's guards and doctor say of them. */
import { afterEach, describe, expect, it } from 'vitest';
import { rollbackAction } from '../../../src/actions/rollback/action.ts';
import type { RollbackPlan } from '../../../src/actions/rollback/parts.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkGitHub } from '../../../src/services/github/check.ts';
import { createGitHub } from '../../../src/services/github/deploys.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { rollbackParts, rollbackWorld } from '../../support/rollback.ts';
import { base, empty, gitHubServer, json, type Reply, runJson, token } from './server.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Parts {
  readonly github?: Partial<Config['github']>;
  /** Null: GitHub knows no such workflow. */
  readonly state?: string | null;
  readonly repository?: Readonly<Record<string, unknown>>;
  /** Null: not at the ref. */
  readonly file?: string | null;
  readonly dispatch?: Reply;
}

const source = 'on: { workflow_dispatch: { inputs: { version: { required: true } } } }';

/** A GitHub on loopback with one repository, the real adapter on it, and a rollback to v1.2.2. */
async function repositoryWith(parts: Parts) {
  const config = {
    owner: 'talkstudio',
    repo: 'talkstudio-web',
    workflow: 'deploy-prod.yml',
    ref: 'main',
    versionInput: 'version',
    ...parts.github,
  };
  const { workflow } = config;
  const { file = source, state = 'active' } = parts;
  const full = {
    full_name: 'talkstudio/talkstudio-web',
    private: true,
    default_branch: 'main',
    permissions: { push: true },
    ...parts.repository,
  };
  const runs = [runJson({ display_title: 'Deploy v1.2.2 to production' })];
  const ofWorkflow = `${base}/actions/workflows/${workflow}`;
  const content = Buffer.from(file ?? '').toString('base64');
  const server = await gitHubServer({
    [`GET ${base}`]: json(full, 200, { 'x-oauth-scopes': 'repo' }),
    [`GET ${base}/contents/.github/workflows/${workflow}`]:
      file === null ? empty(404) : json({ encoding: 'base64', content }),
    [`GET ${ofWorkflow}`]: state === null ? empty(404) : json({ state }),
    [`GET ${ofWorkflow}/runs`]: json({ workflow_runs: runs }),
    [`POST ${ofWorkflow}/dispatches`]: parts.dispatch ?? empty(599),
    [`GET ${base}/git/ref/tags%2Fv1.2.2`]: json({ ref: 'refs/tags/v1.2.2' }),
    [`GET ${base}/environments/production`]: empty(404),
    [`GET ${base}/compare/v1.2.2...v1.2.3`]: empty(404),
  });
  servers.push(server);
  const world = rollbackWorld();
  const deploys = createGitHub({
    http: createHttp({ env: {}, loopbackOnly: true }),
    config: { ...config, apiUrl: server.url },
    token,
    clock: world.clock,
    signal: new AbortController().signal,
  });
  const action = rollbackAction({ ...rollbackParts(world), deploys }, null);
  const plan = (): Promise<RollbackPlan> =>
    action.plan({ wait: true, timeout: 1000 } as Parameters<typeof action.plan>[0]);
  return {
    server,
    deploys,
    guard: async (name: string) => (await plan()).guards.find((each) => each.name === name),
    doctor: async (name: string) =>
      (await checkGitHub({ ...config, deploys: async () => deploys }, { timeout: 1000 })).find(
        (row) => row.name === name,
      ),
  };
}

describe('a workflow that is disabled', () => {
  it.each([
    ['disabled_manually', 'was disabled by hand (disabled_manually)'],
    [
      'disabled_inactivity',
      'was disabled by GitHub, as nothing happened in the repository for 60 days',
    ],
    ['disabled_fork', 'is disabled by GitHub, as in every fork (disabled_fork)'],
    ['resting', 'is resting'],
  ])('is told before anything is sent, with how to enable it: %s', async (state, said) => {
    const { guard, doctor, server } = await repositoryWith({ state });
    expect(await guard('workflow')).toMatchObject({
      state: 'refuse',
      detail: expect.stringContaining(`deploy-prod.yml ${said}`),
      next: ['gh workflow enable deploy-prod.yml'],
    });
    expect(await doctor('workflow')).toMatchObject({
      state: 'limited',
      detail: expect.stringContaining(`deploy-prod.yml ${said}`),
      next: ['gh workflow enable deploy-prod.yml'],
    });
    expect(server.unexpected).toEqual([]);
  });

  it('is none that is active', async () => {
    const { guard, doctor } = await repositoryWith({});
    expect((await guard('workflow'))?.state).toBe('pass');
    expect((await doctor('workflow'))?.detail).not.toContain('disabled');
  });
});

describe('a workflow file', () => {
  it('may end in .yaml', async () => {
    const { guard, server } = await repositoryWith({ github: { workflow: 'deploy.yaml' } });
    expect(await guard('workflow')).toMatchObject({
      state: 'pass',
      detail: 'deploy.yaml at main takes version, deploys production',
    });
    expect(server.unexpected).toEqual([]);
  });

  it('is read, and its run started, at a ref with a slash', async () => {
    const answer = json({ workflow_run_id: 7, html_url: 'https://github.test/7' });
    const parts = { github: { ref: 'release/2026' }, dispatch: answer };
    const { guard, deploys, server } = await repositoryWith(parts);
    expect((await guard('workflow'))?.detail).toContain('deploy-prod.yml at release/2026 takes');
    expect(server.seen.find(({ path }) => path.includes('/contents/'))?.query).toEqual({
      ref: 'release/2026',
    });
    await deploys.dispatch({ ref: deploys.ref, inputs: { version: 'v1.2.2' } });
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toMatchObject({ ref: 'release/2026' });
  });

  it('that is not at main is looked for at the default branch by the engineer: master', async () => {
    const parts = { file: null, repository: { default_branch: 'master' } };
    const { guard, doctor } = await repositoryWith(parts);
    expect(await guard('workflow')).toMatchObject({
      state: 'refuse',
      detail: 'there is no deploy-prod.yml at main; the default branch is master',
      next: ['set github.ref to master in tsops.config.yaml', 'tsops config show --origin'],
    });
    expect(await doctor('workflow')).toMatchObject({
      state: 'limited',
      next: ['set github.ref to master in tsops.config.yaml'],
    });
  });

  it('that is not at the default branch either is a matter of both keys', async () => {
    const { guard } = await repositoryWith({ file: null });
    expect(await guard('workflow')).toMatchObject({
      detail: 'there is no deploy-prod.yml at main',
      next: [
        'check github.workflow and github.ref in tsops.config.yaml',
        'tsops config show --origin',
      ],
    });
  });

  it('at master is fine where the config says so', async () => {
    const parts = { github: { ref: 'master' }, repository: { default_branch: 'master' } };
    expect((await (await repositoryWith(parts)).guard('workflow'))?.state).toBe('pass');
  });
});

describe('a fork', () => {
  it('whose Actions nobody has switched on is told as that', async () => {
    const { guard, doctor } = await repositoryWith({ state: null, repository: { fork: true } });
    const detail =
      'GitHub knows no workflow deploy-prod.yml: Actions is off in a fork until somebody switches it on';
    expect(await guard('workflow')).toMatchObject({ state: 'refuse', detail });
    expect(await doctor('workflow')).toMatchObject({ state: 'limited', detail });
  });

  it('that the token may only read is told as that', async () => {
    const repository = { fork: true, permissions: { pull: true, push: false } };
    const { guard, doctor } = await repositoryWith({ repository });
    expect(await guard('token')).toMatchObject({
      state: 'refuse',
      detail: 'your token cannot write to the repository',
    });
    expect((await doctor('token'))?.state).toBe('limited');
  });

  it('with Actions, and a token that may write, is a repository like any other', async () => {
    const { guard } = await repositoryWith({ repository: { fork: true } });
    expect((await guard('workflow'))?.state).toBe('pass');
    expect((await guard('token'))?.state).toBe('pass');
  });
});

describe('a repository', () => {
  it.each([
    ['was renamed', 'talkstudio/studio-web'],
    ['was transferred', 'studio/talkstudio-web'],
  ])(
    'that %s is refused under its old name, with the new one and what to change',
    async (_, name) => {
      const { guard, doctor } = await repositoryWith({ repository: { full_name: name } });
      const [owner, repo] = name.split('/');
      const set = `set github.owner to ${owner} and github.repo to ${repo} in tsops.config.yaml`;
      expect(await guard('token')).toMatchObject({
        state: 'refuse',
        detail: `the repository is ${name} now, and takes no dispatch under its old name`,
        next: [set],
      });
      expect(await doctor('repository')).toMatchObject({
        state: 'limited',
        detail: expect.stringContaining(`is ${name} now`),
        next: [set],
      });
    },
  );

  it('is not renamed where only its letters are of another case', async () => {
    const repository = { full_name: 'TalkStudio/TalkStudio-Web' };
    const { guard, doctor } = await repositoryWith({ repository });
    expect((await guard('token'))?.state).toBe('pass');
    expect((await doctor('repository'))?.state).toBe('works');
  });

  it('that is archived is told before anything is sent', async () => {
    const { guard, doctor } = await repositoryWith({ repository: { archived: true } });
    expect(await guard('token')).toMatchObject({
      state: 'refuse',
      detail: 'the repository is archived, and nothing can be started in it',
    });
    expect((await doctor('repository'))?.detail).toContain('is archived');
  });
});
