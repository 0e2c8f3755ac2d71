/* How far the walk back through the runs goes, what it asks on its way, and what it leaves out. */
import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import {
  deployHistory,
  type HistoryOptions,
  historyFrom,
} from '../../../src/evidence/deploys/history.ts';
import type { DeployRun, Deploys, Job } from '../../../src/ports/deploys.ts';
import { refusing } from '../../support/ask.ts';
import { run, workflowFile } from '../../support/github.ts';

const known = ['production', 'staging'];
const wanted = (deploys: readonly Deploy[]) =>
  deploys.some(({ environment }) => environment === 'production');
const elsewhere = (length: number, from = 5000) =>
  Array.from({ length }, (_, i) => run(from - i, 'Deploy v1.3.0 to staging'));

type Parts = Partial<Pick<Deploys, 'runs' | 'pipelineFile' | 'jobs' | 'deployedTo' | 'attempt'>>;

/** A source of these runs, newest first, that counts what it is asked. */
function source(all: readonly DeployRun[], parts: Parts = {}) {
  const asked: string[] = [];
  const given: Parts = {
    runs: async ({ limit = 30, page = 1 } = {}) => all.slice((page - 1) * limit, page * limit),
    ...parts,
  };
  const counted = Object.fromEntries(
    Object.entries(given).map(([name, method]) => [
      name,
      (...args: unknown[]) => {
        asked.push(
          name === 'runs' ? `runs ${JSON.stringify(args[0])}` : `${name} ${String(args[0])}`,
        );
        return (method as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  );
  return { port: counted as unknown as Pick<Deploys, 'runs'>, asked };
}

const walked = async (
  all: readonly DeployRun[],
  options: HistoryOptions,
  first = all.slice(0, options.limit ?? 50),
) => {
  const { port, asked } = source(all);
  const found = await historyFrom(port, known, first, options);
  return { ...found, asked };
};

describe('the walk', () => {
  it('takes a page of fifty unless told, and asks no further where nothing is wanted', async () => {
    const { port, asked } = source(elsewhere(120));
    expect(await deployHistory(port, known)).toHaveLength(50);
    expect(asked).toEqual(['runs {"limit":50}']);
  });

  it('is whole where the first page was not full, and is not where it was', async () => {
    expect((await walked(elsewhere(49), {})).whole).toBe(true);
    expect((await walked(elsewhere(50), {})).whole).toBe(false);
  });

  it('begins again with the first hundred after a smaller page, each run once', async () => {
    const { deploys, whole, asked } = await walked(elsewhere(120), { limit: 30, enough: wanted });
    expect(asked).toEqual(['runs {"limit":100,"page":1}', 'runs {"limit":100,"page":2}']);
    expect([deploys.length, whole]).toEqual([120, true]);
  });

  it('goes on with the second after a full hundred', async () => {
    const { deploys, asked } = await walked(elsewhere(120), { limit: 100, enough: wanted });
    expect(asked).toEqual(['runs {"limit":100,"page":2}']);
    expect(deploys).toHaveLength(120);
  });

  it('asks for a page more where the last was just full', async () => {
    const { whole, asked } = await walked(elsewhere(200), { limit: 100, enough: wanted });
    expect(asked).toHaveLength(2);
    expect(whole).toBe(true);
  });

  it('does not end where the first hundred only repeats the first page', async () => {
    // Fewer new ones than a page may hold: the page after has what is wanted.
    const all = [...elsewhere(100), run(100, 'Deploy v1.2.3 to production')];
    const first = elsewhere(100).slice(0, 99);
    const { deploys } = await walked(all, { limit: 99, enough: wanted }, first);
    expect(wanted(deploys)).toBe(true);
  });

  it('is not further than the pages that it may read', async () => {
    const all = elsewhere(1000);
    const pages = async (options: HistoryOptions) =>
      (await walked(all, { enough: wanted, ...options })).asked.length;
    expect(await pages({ limit: 100, pages: 2 })).toBe(2);
    expect(await pages({ limit: 30, pages: 2 })).toBe(2);
    expect(await pages({ limit: 100, pages: 0 })).toBe(0);
  });

  it('costs no more requests than it may, the first page included', async () => {
    const all = elsewhere(1000);
    const { deploys, whole } = await walked(all, { limit: 100, enough: wanted, requests: 3 });
    expect([deploys.length, whole]).toEqual([300, false]);
  });

  it('keeps what it has where a later page is refused', async () => {
    const { port } = source([], { runs: refusing() });
    const first = elsewhere(100);
    const found = await historyFrom(port, known, first, { limit: 100, enough: wanted });
    expect([found.deploys.length, found.whole]).toEqual([100, false]);
  });

  it('ends in the refusal of the first page, in a fault of ours, and in an interrupt', async () => {
    await expect(deployHistory({ runs: refusing('no scope') }, known)).rejects.toThrow('no scope');
    const broken = async () => {
      throw new TypeError('x is undefined');
    };
    const options = { limit: 100, enough: wanted };
    const first = elsewhere(100);
    await expect(historyFrom({ runs: broken }, known, first, options)).rejects.toThrow(TypeError);
    const stop = new AbortController();
    const stopped = async () => {
      stop.abort(new Error('Ctrl-C'));
      throw new TsopsError({ kind: 'unreachable', message: 'the socket was closed' });
    };
    const reading = { signal: stop.signal };
    await expect(
      historyFrom({ runs: stopped }, known, first, { ...options, reading }),
    ).rejects.toThrow('Ctrl-C');
  });

  it('tells the newest start first', async () => {
    const all = [run(3, 'a'), run(2, 'b', { startedAt: 9e12 }), run(1, 'c')];
    expect((await walked(all, {})).deploys.map(({ runId }) => runId)).toEqual([2, 3, 1]);
  });
});

const silent = (length: number) =>
  Array.from({ length }, (_, i) => run(900 - i, `Fix number ${i}`));
const file = {
  ...workflowFile,
  runName: null,
  inputs: [{ name: 'environment', required: true, default: null, options: [] }],
};
const job = (name: string): Job[] => [{ name, conclusion: 'success' } as Job];

describe('a run whose title does not name where it went', () => {
  it('is told by the file of the workflow, read once', async () => {
    const plain = { ...file, inputs: [], environments: ['Staging'] };
    const { port, asked } = source(silent(3), { pipelineFile: async () => plain });
    const deploys = await deployHistory(port, known);
    expect(deploys.map(({ environment }) => environment)).toEqual([
      'staging',
      'staging',
      'staging',
    ]);
    expect(asked.filter((one) => one.startsWith('pipelineFile'))).toHaveLength(1);
  });

  it('needs no file where every title tells', async () => {
    const { port, asked } = source(elsewhere(2), { pipelineFile: async () => file });
    await deployHistory(port, known);
    expect(asked).toHaveLength(1);
  });

  it('went to production where the file cannot be read', async () => {
    for (const pipelineFile of [refusing(), async () => null]) {
      const { port } = source(silent(1), { pipelineFile });
      expect((await deployHistory(port, known))[0]?.environment).toBe('production');
    }
    expect((await deployHistory(source(silent(1)).port, known))[0]?.environment).toBe('production');
  });

  it('is told by its jobs, and then by the record of deployments alone', async () => {
    const parts: Parts = {
      pipelineFile: async () => file,
      jobs: async (id) => job(id === 900 ? 'deploy (staging)' : 'deploy'),
      deployedTo: async ({ id }) => ({ 899: 'PRODUCTION', 898: 'moon' })[id as 899] ?? null,
    };
    const { port, asked } = source(silent(4), parts);
    const deploys = await deployHistory(port, known);
    expect(deploys.map(({ environment }) => environment)).toEqual([
      'staging',
      'production',
      'moon',
      null,
    ]);
    expect(asked.filter((one) => one.startsWith('deployedTo'))).toHaveLength(3);
  });

  it('is of nowhere that is known where both are refused', async () => {
    const parts = { pipelineFile: async () => file, jobs: refusing(), deployedTo: refusing() };
    const deploys = await deployHistory(source(silent(1), parts).port, known);
    expect(deploys[0]?.environment).toBeNull();
    const bare = await deployHistory(
      source(silent(1), { pipelineFile: async () => file }).port,
      known,
    );
    expect(bare[0]?.environment).toBeNull();
  });

  it('is asked about twelve times, or until what is wanted has come', async () => {
    const parts = { pipelineFile: async () => file, jobs: async () => job('deploy (production)') };
    const count = (asked: readonly string[]) =>
      asked.filter((one) => one.startsWith('jobs')).length;
    const page = source(silent(20), parts);
    const deploys = await deployHistory(page.port, known);
    expect(count(page.asked)).toBe(12);
    expect(deploys.filter(({ environment }) => environment === null)).toHaveLength(8);
    const one = source(silent(20), parts);
    await deployHistory(one.port, known, { enough: wanted });
    expect(count(one.asked)).toBe(1);
  });

  it('on a later page is not asked about once the page before has what is wanted', async () => {
    const two = (deploys: readonly Deploy[]) =>
      deploys.filter(({ environment }) => environment === 'production').length >= 2;
    const parts = { pipelineFile: async () => file, jobs: async () => job('deploy (production)') };
    const all = [run(990, 'Deploy v1.2.3 to production'), ...elsewhere(99, 980), ...silent(20)];
    const { port, asked } = source(all, parts);
    await deployHistory(port, known, { limit: 100, enough: two });
    expect(asked.filter((one) => one.startsWith('jobs'))).toHaveLength(1);
  });

  // A look costs up to four requests; the first page and the file are two.
  it.each([
    [5, 0],
    [6, 1],
    [9, 1],
    [10, 2],
  ])('of %i requests in all leave %i looks', async (requests, looks) => {
    const parts = {
      pipelineFile: async () => file,
      jobs: async () => job('deploy'),
      deployedTo: async () => null,
    };
    const { port, asked } = source(silent(5), parts);
    await deployHistory(port, known, { requests });
    expect(asked.filter((one) => one.startsWith('jobs'))).toHaveLength(looks);
  });
});
