import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { pastDeploys } from '../../../src/evidence/deploys/timeline.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import { refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeGitHub, run } from '../../support/github.ts';

const github = { owner: 'talkstudio', repo: 'web' };
const environments = {
  production: { url: 'https://site.test' },
  staging: { url: 'https://staging.test' },
};

interface Given {
  readonly runs?: readonly DeployRun[];
  readonly deploys?: Partial<Deploys>;
  readonly limit?: number;
  readonly wanted?: readonly string[];
  readonly config?: Parameters<typeof resolveConfig>[0];
}

function asked(given: Given = {}) {
  const { runs = [], deploys = {}, limit = 1, wanted = ['production'] } = given;
  const reads: unknown[][] = [];
  const source = {
    ...fakeGitHub({ now: () => 0 }, { runs }).github,
    ...deploys,
  };
  const port: Deploys = {
    ...source,
    runs: (...args) => {
      reads.push(args);
      return source.runs(...args);
    },
  };
  const clock = stillClock();
  const context = fakeContext({
    config: resolveConfig(given.config ?? { github, environments, runbooks: { budget: 8000 } }),
    services: { deploys: async () => port },
    clock,
  });
  return { found: pastDeploys(context, { environments: wanted, limit }), reads, clock };
}

const of = (environment: string, from: number, length: number) =>
  Array.from({ length }, (_, i) => run(from - i, `Deploy v1.2.3 to ${environment}`));

describe('what was deployed when', () => {
  it('is all runs of a page, whichever environment they were for', async () => {
    const { found, reads, clock } = asked({
      runs: [...of('production', 900, 1), ...of('qa', 800, 1)],
    });
    const { verdict, value, source } = await found;
    expect([verdict, source]).toEqual(['ok', 'GitHub']);
    expect(value?.deploys.map(({ runId }) => runId)).toEqual([900, 800]);
    expect(value?.page).toContain('deploy-prod.yml');
    expect(reads).toMatchObject([[{ limit: 100 }, { patience: 4000 }]]);
    expect(clock.sleeps).toEqual([8000]);
  });

  it('is read on until there are enough of each environment', async () => {
    const runs = [...of('production', 1000, 100), ...of('staging', 800, 1)];
    const pages = async (given: Given) => {
      const { found, reads } = asked({ runs, ...given });
      await found;
      return reads.length;
    };
    expect(await pages({ limit: 100 })).toBe(1);
    expect(await pages({ limit: 101 })).toBe(2);
    expect(await pages({ limit: 1, wanted: ['production', 'staging'] })).toBe(2);
  });

  it('is three pages at most', async () => {
    const { found, reads } = asked({ runs: of('qa', 1000, 500) });
    expect((await found).value?.deploys).toHaveLength(300);
    expect(reads.map(([filter]) => filter)).toEqual([
      { limit: 100 },
      { limit: 100, page: 2 },
      { limit: 100, page: 3 },
    ]);
  });

  it('has every attempt of a run, also those that failed', async () => {
    const last = run(900, 'Deploy v1.2.3 to production', { attempt: 3 });
    const attempt: Deploys['attempt'] = async (_, number) => ({
      ...last,
      attempt: number,
      conclusion: 'failure',
      startedAt: number,
    });
    const { value } = await asked({ runs: [last], deploys: { attempt } }).found;
    expect(value?.deploys.map((one) => [one.attempt, one.conclusion])).toEqual([
      [3, 'success'],
      [2, 'failure'],
      [undefined, 'failure'],
    ]);
  });

  it('names versions by the tags, and goes on without them', async () => {
    const runs = [run(900, 'Deploy 1.2.3 to production')];
    const named = async (deploys: Partial<Deploys>) =>
      (await asked({ runs, deploys }).found).value?.deploys[0]?.version;
    expect(await named({ tags: async () => [{ name: 'web@1.2.3', sha: 'a' }] })).toBe('web@1.2.3');
    expect(await named({ tags: refusing() })).toBe('v1.2.3');
    expect(await named({ tags: refusing(), tagFormat: 'web@{version}' })).toBe('web@1.2.3');
  });
});

it('no run at all is no data; a refusal is unknown', async () => {
  expect(await asked().found).toMatchObject({ verdict: 'no-data', value: null });
  const refused = await asked({ deploys: { runs: refusing('no scope') } }).found;
  expect(refused).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
  const unset = await asked({ config: {} }).found;
  expect(unset).toMatchObject({ verdict: 'unknown', problem: { kind: 'config' } });
});
