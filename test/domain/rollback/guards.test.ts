import { describe, expect, it } from 'vitest';
import type { RollbackFacts } from '../../../src/domain/rollback/facts.ts';
import { rollbackGuards } from '../../../src/domain/rollback/guards.ts';

const good: RollbackFacts = {
  target: 'v1.2.2',
  environment: 'production',
  forward: false,
  mayPropose: true,
  served: { value: { version: 'v1.2.3', source: 'build-info' } },
  tags: { value: new Set(['v1.2.2', 'v1.2.3', 'v1.3.0']) },
  pipeline: {
    value: {
      state: 'active',
      dispatchable: true,
      inputs: [{ name: 'version', required: true, default: null, options: [] }],
    },
  },
  pipelineName: 'deploy-prod.yml',
  ref: 'main',
  versionInput: 'version',
  inFlight: { value: [] },
  token: { value: { private: true, canPush: true, scopes: ['repo'] } },
  command: 'tsops rollback v1.2.2',
};

const against = (changes: Partial<RollbackFacts>) =>
  rollbackGuards({ ...good, ...changes })
    .filter(({ state }) => state !== 'pass')
    .map(({ name, state, detail }) => `${name} ${state}: ${detail}`);
const nexts = (changes: Partial<RollbackFacts>) =>
  rollbackGuards({ ...good, ...changes }).flatMap(({ next }) => next ?? []);
const workflow = (changes: object): Partial<RollbackFacts> => ({
  pipeline: { value: { state: 'active', dispatchable: true, inputs: [], ...changes } },
});
const version = { name: 'version', required: true, default: null, options: [] };

describe('the guards of a rollback', () => {
  it('pass where all is well', () => {
    expect(against({})).toEqual([]);
  });

  it('all speak at once', () => {
    const run = { title: 'Deploy v1.2.4', url: 'https://github.com/run/1' };
    const names = rollbackGuards({
      ...good,
      target: 'v1.9.9',
      inFlight: { value: [run] },
      token: { value: { private: true, canPush: false, scopes: null } },
      ...workflow({ dispatchable: false }),
    })
      .filter(({ state }) => state === 'refuse')
      .map(({ name }) => name);
    expect(names).toEqual(['version', 'direction', 'workflow', 'in flight', 'token']);
  });

  it.each<[string, Partial<RollbackFacts>, string]>([
    ['a tag that does not exist', { target: 'v1.2.1' }, 'version refuse: there is no tag v1.2.1'],
    [
      'what is served already',
      { served: { value: { version: '1.2.2', source: 'build-info' } } },
      'served refuse: production already serves 1.2.2',
    ],
    ['a newer version', { target: 'v1.3.0' }, 'direction refuse: v1.3.0 is newer than v1.2.3'],
    [
      'a workflow that is not there',
      { pipeline: { value: null } },
      'workflow refuse: there is no deploy-prod.yml at main',
    ],
    [
      'a workflow that cannot be dispatched',
      workflow({ dispatchable: false }),
      'workflow refuse: deploy-prod.yml at main has no workflow_dispatch trigger',
    ],
    [
      'a workflow that GitHub does not know',
      workflow({ state: null }),
      'workflow refuse: GitHub knows no workflow deploy-prod.yml: Actions is off in the repository, or the file is not on its default branch',
    ],
    [
      'a disabled workflow',
      workflow({ state: 'disabled_manually' }),
      'workflow refuse: deploy-prod.yml was disabled by hand (disabled_manually)',
    ],
    [
      'another input',
      workflow({ inputs: [{ ...version, name: 'tag' }] }),
      'workflow refuse: deploy-prod.yml at main has no input “version”',
    ],
    [
      'an input that we cannot fill',
      workflow({ inputs: [version, { ...version, name: 'ticket' }] }),
      'workflow refuse: deploy-prod.yml needs an input “ticket” that tsops does not know',
    ],
    [
      'an environment that the workflow does not deploy',
      {
        environment: 'staging',
        ...workflow({ inputs: [version] }),
      },
      'workflow refuse: deploy-prod.yml has no input “environment”, so it deploys production only',
    ],
    [
      'an environment that is no choice of the workflow',
      {
        environment: 'preview',
        ...workflow({
          inputs: [
            version,
            { ...version, name: 'environment', options: ['production', 'staging'] },
          ],
        }),
      },
      'workflow refuse: deploy-prod.yml deploys production or staging, not preview',
    ],
    [
      'a run in flight',
      { inFlight: { value: [{ title: 'Deploy v1.2.4', url: 'https://github.com/run/1' }] } },
      'in flight refuse: a run is in flight: “Deploy v1.2.4” https://github.com/run/1',
    ],
    [
      'a token without write access',
      { token: { value: { private: true, canPush: false, scopes: ['repo'] } } },
      'token refuse: your token cannot write to the repository',
    ],
    [
      'a token without the scope',
      { token: { value: { private: true, canPush: true, scopes: ['public_repo', 'gist'] } } },
      'token refuse: the token lacks the scope repo',
    ],
    [
      'a proposal that nobody can be asked about',
      { mayPropose: false },
      'version refuse: where nobody is asked the version must be named; v1.2.2 would be proposed',
    ],
  ])('refuse %s', (_what, changes, expected) => {
    expect(against(changes)).toEqual([expected]);
  });

  it.each<[string, Partial<RollbackFacts>, string[]]>([
    ['the tags', { tags: { trouble: 'HTTP 500' } }, ['version']],
    ['what is served', { served: { trouble: 'HTTP 503' } }, ['served', 'direction']],
    [
      'a served version that is none',
      { served: { value: { version: 'main-3f2c', source: 'build-info' } } },
      ['direction'],
    ],
    ['the workflow', { pipeline: { trouble: 'HTTP 500' } }, ['workflow']],
    ['the runs', { inFlight: { trouble: 'HTTP 500' } }, ['in flight']],
    ['the rights of the token', { token: { trouble: 'HTTP 500' } }, ['token']],
  ])('are unknown, which refuses, where %s cannot be told', (_what, changes, names) => {
    const unknown = rollbackGuards({ ...good, ...changes }).filter(
      ({ state }) => state === 'unknown',
    );
    expect(unknown.map(({ name }) => name)).toEqual(names);
    expect(against(changes)).toHaveLength(names.length);
  });

  it.each<[string, Partial<RollbackFacts>]>([
    [
      'a required input that has a default',
      workflow({ inputs: [version, { ...version, name: 'ticket', default: 'none' }] }),
    ],
    [
      'an input without a default that is not required',
      workflow({ inputs: [version, { ...version, name: 'ticket', required: false }] }),
    ],
    [
      'an environment that the workflow asks for',
      workflow({ inputs: [version, { ...version, name: 'environment' }] }),
    ],
    [
      'an environment that is one choice of the workflow',
      {
        environment: 'staging',
        ...workflow({
          inputs: [version, { ...version, name: 'environment', options: ['staging'] }],
        }),
      },
    ],
    ['a workflow whose state is not told', workflow({ state: '', inputs: [version] })],
    [
      'a served version without its v',
      { served: { value: { version: '1.2.3', source: 'deploys' } } },
    ],
    [
      'a classic token for a private repository',
      { token: { value: { private: true, canPush: true, scopes: ['gist', 'repo'] } } },
    ],
    [
      'a classic token for a public repository',
      { token: { value: { private: false, canPush: null, scopes: ['repo'] } } },
    ],
  ])('do not refuse %s', (_what, changes) => {
    expect(against(changes)).toEqual([]);
  });

  it('refuse a proposal of nothing, and have nothing to compare it with', () => {
    expect(against({ target: null, command: 'tsops rollback' })).toEqual([
      'version refuse: no earlier version is known that was live and healthy',
      'direction unknown: there is nothing to compare with',
    ]);
    expect(nexts({ target: null, command: 'tsops rollback' })).toEqual(['tsops rollback v1.2.3']);
  });

  it('say where what is served is known from, and what direction it is', () => {
    const details = (changes: Partial<RollbackFacts>) =>
      rollbackGuards({ ...good, ...changes })
        .slice(1, 3)
        .map(({ detail }) => detail);
    expect(details({})).toEqual(['production serves v1.2.3', 'v1.2.2 is older than v1.2.3']);
    const fromDeploys = { served: { value: { version: 'v1.2.3', source: 'deploys' as const } } };
    expect(details(fromDeploys)[0]).toMatch(/^production serves v1\.2\.3 \(from the last deploy/);
    const same = { served: { value: { version: '1.2.2', source: 'build-info' as const } } };
    expect(details(same)[1]).toBe('v1.2.2 is not newer than v1.2.2');
  });

  it('count the runs in flight beside the first', () => {
    const run = { title: 'Deploy v1.2.4', url: 'https://github.com/run/1' };
    const [one] = against({ inFlight: { value: [run] } });
    const [three] = against({ inFlight: { value: [run, run, run] } });
    expect([one?.includes('more'), three?.includes('“Deploy v1.2.4” (and 2 more) ')]).toEqual([
      false,
      true,
    ]);
  });

  it('let a newer version pass with --forward', () => {
    expect(against({ target: 'v1.3.0', forward: true })).toEqual([]);
  });

  it('let a public repository be dispatched with public_repo', () => {
    const token = { value: { private: false, canPush: true, scopes: ['public_repo'] } };
    expect(against({ token })).toEqual([]);
  });

  it('say that only a dispatch tells for tokens without scopes', () => {
    const token = { value: { private: true, canPush: true, scopes: null } };
    expect(rollbackGuards({ ...good, token }).at(-1)?.detail).toContain('only the dispatch shows');
    expect(rollbackGuards(good).at(-1)?.detail).toBe('your token can start the workflow');
  });

  it('print the exact command where the version must be named', () => {
    expect(nexts({ mayPropose: false, command: 'tsops rollback' })).toEqual([
      'tsops rollback v1.2.2 --confirm production',
    ]);
    expect(nexts({ mayPropose: false, command: 'tsops rollback --confirm production' })).toEqual([
      'tsops rollback --confirm production v1.2.2',
    ]);
  });
});

describe('a further input that the workflow wants', () => {
  const reason = (value: string | null) =>
    against(
      workflow({
        inputs: [version, { name: 'reason', required: true, default: value, options: [] }],
      }),
    );

  it('refuses without a value of its own, and not with one', () => {
    expect(reason(null)).toEqual([expect.stringContaining('needs an input “reason”')]);
    expect(reason('none given')).toEqual([]);
  });
});
