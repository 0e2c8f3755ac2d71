import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Deploys, PipelineFile } from '../../../src/ports/deploys.ts';
import type { RepositoryAccess as Granted } from '../../../src/ports/repository.ts';
import { checkGitHub } from '../../../src/services/github/check.ts';

const ask = (
  services: { deploys(): Promise<Deploys> },
  config: { readonly owner?: string; readonly repo?: string } = { owner: 'acme', repo: 'talk' },
) => checkGitHub({ ...config, ...services }, { timeout: 100 });

const failing = (kind: 'credentials' | 'unreachable' | 'config', message: string) => () =>
  Promise.reject(new TsopsError({ kind, message, next: ['do this'] }));

describe('what GitHub lets us do', () => {
  const classic: Granted = {
    private: true,
    canPush: true,
    scopes: ['repo', 'workflow'],
    tokenKind: 'classic',
  };
  const workflow: PipelineFile = {
    path: '.github/workflows/deploy-prod.yml',
    dispatchable: true,
    inputs: [{ name: 'version', required: true, default: null, options: [] }],
    runName: 'Deploy',
    concurrency: null,
    environments: [],
  };
  interface Parts {
    readonly access?: Deploys['access'];
    readonly file?: Partial<PipelineFile> | null | Deploys['pipelineFile'];
    readonly state?: string | null;
  }
  const github = ({ access: granted, file: at, state = 'active' }: Parts) => ({
    deploys: async () =>
      ({
        pipeline: 'deploy-prod.yml',
        ref: 'main',
        versionInput: 'version',
        access: granted ?? (async () => classic),
        pipelineFile:
          typeof at === 'function' ? at : async () => (at === null ? null : { ...workflow, ...at }),
        pipelineState: async () => state,
      }) as Partial<Deploys> as Deploys,
  });
  const row = async (name: string, parts: Parts) =>
    (await ask(github(parts))).find((check) => check.name === name);

  it('works: repository, token and workflow', async () => {
    const checks = await ask(github({}));
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'repository works',
      'token works',
      'workflow works',
    ]);
  });

  it('is not set without a token, and says how to get one', async () => {
    const [only, ...rest] = await ask({ deploys: failing('credentials', 'no token was found') });
    expect(only).toMatchObject({ name: 'token', state: 'not-set' });
    expect(only?.next?.join()).toContain('gh auth login');
    expect(rest).toEqual([]);
  });

  it('is rejected, told once, when the token is', async () => {
    const checks = await ask(
      github({ access: failing('credentials', 'GitHub rejects the token (401)') }),
    );
    expect(checks).toMatchObject([{ name: 'repository', state: 'rejected' }]);
  });

  it('is unknown when GitHub does not answer', async () => {
    const checks = await ask(github({ access: failing('unreachable', 'no answer') }));
    expect(checks).toMatchObject([{ name: 'repository', state: 'unknown', detail: 'no answer' }]);
  });

  it('lacks the repository in the config', async () => {
    const checks = await ask(github({}), {});
    expect(checks).toMatchObject(
      [{ state: 'limited', detail: /which repository/ }].map((each) => ({
        state: each.state,
        detail: expect.stringMatching(each.detail),
      })),
    );
  });

  it.each<[string, Partial<Granted>, string]>([
    ['with the scope repo', {}, 'works'],
    [
      'with public_repo for a public repository',
      { scopes: ['public_repo'], private: false },
      'works',
    ],
    ['with public_repo for a private one', { scopes: ['public_repo'] }, 'limited'],
    ['without any scope', { scopes: [] }, 'limited'],
    ['of someone who may only read', { canPush: false }, 'limited'],
    ['that does not tell its permissions', { scopes: null, tokenKind: 'fine-grained' }, 'untested'],
    ['of an app', { scopes: null, canPush: null, tokenKind: 'installation' }, 'untested'],
  ])('a token %s', async (_name, part, state) => {
    const found = await row('token', { access: async () => ({ ...classic, ...part }) });
    expect(found?.state).toBe(state);
  });

  it.each<[string, Parts, string, RegExp]>([
    ['is not there', { file: null }, 'limited', /no deploy-prod.yml at main/],
    ['cannot be started by hand', { file: { dispatchable: false } }, 'limited', /by hand/],
    ['lacks the input', { file: { inputs: [] } }, 'limited', /no input version/],
    ['is disabled', { state: 'disabled_manually' }, 'limited', /disabled_manually/],
    ['has no run-name', { file: { runName: null } }, 'limited', /run-name/],
    ['cannot be read', { file: failing('unreachable', 'no YAML') }, 'unknown', /no YAML/],
  ])('a workflow that %s', async (_name, parts, state, detail) => {
    expect(await row('workflow', parts)).toMatchObject({
      state,
      detail: expect.stringMatching(detail),
    });
  });
});
