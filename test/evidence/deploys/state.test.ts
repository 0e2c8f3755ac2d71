import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { deployState, refuseMissingDeploys } from '../../../src/evidence/deploys/state.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import { refusing } from '../../support/ask.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';
import { fakeGitHub, run } from '../../support/github.ts';

const github = { owner: 'talkstudio', repo: 'web' };
const environments = {
  staging: { url: 'https://staging.test' },
  production: { url: 'https://site.test' },
};

interface Given {
  readonly config?: Parameters<typeof resolveConfig>[0];
  /** Every run there is, newest first. */
  readonly runs?: readonly DeployRun[];
  readonly deploys?: Partial<Deploys>;
  readonly services?: ContextParts['services'];
  readonly signal?: AbortSignal;
}

function asked({ config = { github, environments }, runs = [], deploys, services, signal }: Given) {
  const pages: unknown[] = [];
  const source = {
    ...fakeGitHub({ now: () => 0 }, { runs, tags: ['v1.2.3', 'v1.2.2'] }).github,
    ...deploys,
  };
  const port: Deploys = {
    ...source,
    runs: (filter, reading) => {
      pages.push(filter);
      return source.runs(filter, reading);
    },
  };
  const context = fakeContext({
    config: resolveConfig(config),
    services: services ?? { deploys: async () => port },
    ...(signal && { signal }),
  });
  return { found: deployState(context), pages };
}

describe('what is known of the deploys', () => {
  it('is the last that succeeded of each environment, all that were read, and the tags', async () => {
    const runs = [
      run(905, 'Deploy v1.2.3 to production', { conclusion: 'failure' }),
      run(904, 'Deploy v1.2.2 to production'),
      run(903, 'Deploy v1.2.1 to production'),
      run(902, 'Deploy v1.3.0 to staging'),
      run(901, 'Deploy v9.9.9 to moon'),
    ];
    const { found, pages } = asked({ runs });
    const { state } = await found;
    expect(state?.latest).toMatchObject({
      production: { version: 'v1.2.2', runId: 904 },
      staging: { version: 'v1.3.0' },
    });
    expect(Object.keys(state?.latest ?? {})).toHaveLength(2);
    expect(state?.deploys.map(({ runId }) => runId)).toEqual([905, 904, 903, 902, 901]);
    expect(state?.tags).toEqual(['v1.2.3', 'v1.2.2']);
    expect(state?.format).toBeNull();
    expect(pages).toEqual([{ limit: 30 }]);
  });

  it('spells each version as its tag, by the form that is set', async () => {
    const runs = [run(904, 'Deploy 1.2.3 to production')];
    const tags = async () => [{ name: 'web@1.2.3', sha: 'a' }];
    for (const deploys of [{ tags }, { tagFormat: 'web@{version}' }]) {
      const { state } = await asked({ runs, deploys }).found;
      expect(state?.latest.production?.version).toBe('web@1.2.3');
    }
  });

  const stagings = Array.from({ length: 30 }, (_, i) => run(950 - i, 'Deploy v1.3.0 to staging'));
  const failed = run(800, 'Deploy v1.2.3 to production', { conclusion: 'failure' });
  const lately = run(960, 'Deploy v1.2.4 to production', { conclusion: 'failure' });
  const older = run(700, 'Deploy v1.2.2 to production');

  it('goes back until a deploy to production succeeded', async () => {
    const { found, pages } = asked({ runs: [lately, ...stagings, failed, older] });
    expect((await found).state?.latest.production).toMatchObject({ runId: 700 });
    expect(pages).toHaveLength(2);
  });

  it('goes back for the first environment where none is called production', async () => {
    const config = { github, environments: { staging: { url: 'https://staging.test' } } };
    const near = asked({ config, runs: [...stagings, older] });
    await near.found;
    expect(near.pages).toHaveLength(1);
    const others = stagings.map((each) => ({ ...each, title: 'Deploy v1.3.0 to moon' }));
    const far = asked({ config, runs: [...others, run(700, 'Deploy v1.2.2 to staging')] });
    expect((await far.found).state?.latest.staging).toMatchObject({ runId: 700 });
  });
});

describe('what cannot be known', () => {
  it('was not asked where the repository is not configured', async () => {
    const { found, pages } = asked({ config: {} });
    expect(await found).toMatchObject({ state: null, asked: false, problem: { kind: 'config' } });
    expect(pages).toEqual([]);
  });

  it('was not asked without credentials', async () => {
    const { found } = asked({ services: { deploys: refusing('no token') } });
    expect(await found).toMatchObject({
      state: null,
      asked: false,
      problem: { kind: 'credentials', message: 'no token' },
    });
  });

  it.each(['runs', 'tags'] as const)('was asked where the %s are refused', async (what) => {
    const { found } = asked({ deploys: { [what]: refusing('no scope') } });
    expect(await found).toMatchObject({
      state: null,
      asked: true,
      problem: { message: 'no scope' },
    });
  });

  it('is no answer after an interrupt', async () => {
    const stop = new AbortController();
    const runs = async () => {
      stop.abort(new Error('Ctrl-C'));
      return refusing()();
    };
    const { found } = asked({ deploys: { runs }, signal: stop.signal });
    await expect(found).rejects.toThrow('Ctrl-C');
  });
});

it('a config without its repository is refused, and one with it is not', () => {
  expect(() => refuseMissingDeploys(resolveConfig({ github: { owner: 'talkstudio' } }))).toThrow(
    'github.owner and github.repo are not set',
  );
  expect(() => refuseMissingDeploys(resolveConfig({ github }))).not.toThrow();
});
