import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { deployHistory } from '../../../src/evidence/deploys/history.ts';
import type { DeployRun } from '../../../src/ports/deploys.ts';
import { fakeGitHub, run } from '../../support/github.ts';

const clock = { now: () => 0 };
const production = (deploys: readonly Deploy[]) =>
  deploys.filter(({ environment }) => environment === 'production');
const found = (deploys: readonly Deploy[]) => production(deploys).length > 0;

function counted(runs: readonly DeployRun[]) {
  const reads: string[] = [];
  const { github } = fakeGitHub(clock, { runs, beforeRead: (name) => reads.push(name) });
  return { github, reads };
}

const elsewhere = (count: number, from = 2000) =>
  Array.from({ length: count }, (_, at) => run(from + at, 'Deploy v1.3.0 to staging'));

describe('the history of deploys', () => {
  it('reads on until what is wanted comes, and no further', async () => {
    const runs = [run(900, 'Deploy v1.2.3 to production'), ...elsewhere(250)];
    const { github, reads } = counted(runs);
    const deploys = await deployHistory(github, ['production'], { limit: 30, enough: found });
    expect(production(deploys).map(({ version }) => version)).toEqual(['v1.2.3']);
    expect(new Set(deploys.map(({ runId }) => runId)).size).toBe(251);
    expect(reads.filter((name) => name === 'runs')).toHaveLength(4);
  });

  it('asks once where the first page has it', async () => {
    const { github, reads } = counted([run(900, 'Deploy v1.2.3 to production')]);
    await deployHistory(github, ['production'], { limit: 30, enough: found });
    expect(reads).toEqual(['runs']);
  });

  it('ends after 400 requests where the list has no end', async () => {
    let asked = 0;
    const runs = async ({ limit = 30 } = {}) => {
      asked += 1;
      return elsewhere(limit, asked * 1000);
    };
    await deployHistory({ runs }, ['production'], { limit: 100, enough: found });
    expect(asked).toBeGreaterThan(300);
    expect(asked).toBeLessThanOrEqual(400);
  });

  it('ends where pages repeat themselves', async () => {
    let asked = 0;
    const runs = async () => {
      asked += 1;
      return elsewhere(100);
    };
    await deployHistory({ runs }, ['production'], { limit: 100, enough: found });
    expect(asked).toBe(2);
  });

  it('puts a run that was run again where it was run again', async () => {
    const again = run(800, 'Deploy v1.2.2 to production', { attempt: 2, startedAt: 9e12 });
    const { github } = counted([again, run(900, 'Deploy v1.2.3 to production')]);
    const deploys = await deployHistory(github, ['production']);
    expect(deploys.map(({ version, attempt }) => [version, attempt])).toEqual([
      ['v1.2.2', 2],
      ['v1.2.3', undefined],
    ]);
  });

  it('keeps the attempt that succeeded before one that did not', async () => {
    const again = run(900, 'Deploy v1.2.3 to production', { attempt: 2, conclusion: 'cancelled' });
    const first = run(900, 'Deploy v1.2.3 to production', { createdAt: 5, startedAt: 5 });
    const { github } = counted([again]);
    const source = {
      ...github,
      attempt: async (_id: number, n: number) => (n === 1 ? first : null),
    };
    const deploys = await deployHistory(source, ['production']);
    expect(deploys.map(({ conclusion, at }) => [conclusion, at === 5])).toEqual([
      ['cancelled', false],
      ['success', true],
    ]);
  });

  it('asks the jobs, then the deployments, where the title does not show the input', async () => {
    const { github } = counted([run(901, 'Deploy v1.2.1'), run(902, 'Deploy v1.2.2')]);
    const file = {
      ...(await github.pipelineFile()),
      runName: `Deploy \${{ inputs.version }}`,
      inputs: [{ name: 'environment', required: true, default: null, options: [] }],
    };
    const job = (name: string) => [{ name, conclusion: 'success' }] as never;
    const deploys = await deployHistory(
      {
        ...github,
        pipelineFile: async () => file as never,
        jobs: async (id: number) => (id === 902 ? job('deploy (staging)') : job('deploy')),
        deployedTo: async () => 'Production',
      },
      ['production'],
    );
    expect(deploys.map(({ version, environment }) => [version, environment])).toEqual([
      ['v1.2.2', 'staging'],
      ['v1.2.1', 'production'],
    ]);
  });
});
