import { describe, expect, it } from 'vitest';
import { watchForSecondRuns } from '../../../src/actions/rollback/second-run.ts';
import type { DeployRun, PipelineFile, RunFilter } from '../../../src/ports/deploys.ts';
import type { Reading } from '../../../src/ports/repository.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeGitHub, run, workflowFile } from '../../support/github.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const before = 900;
const ours = 901;

/** Runs of GitHub, newest first, as they are listed at each look. */
function watched(...lists: (readonly Partial<DeployRun>[])[]) {
  return watchedBy(null, ...lists);
}

/** With the workflow file that could be read; an error where it could not. */
function watchedBy(
  file: PipelineFile | Error | null,
  ...lists: (readonly Partial<DeployRun>[] | Error)[]
) {
  const clock = fakeClock();
  const terminal = fakeTerminal(clock.now);
  const { github } = fakeGitHub(clock);
  const pages: number[] = [];
  const asked: (Reading | undefined)[] = [];
  let list: readonly DeployRun[] = [];
  const deploys = {
    ...github,
    pipelineFile: async (reading?: Reading) => {
      asked.push(reading);
      if (file instanceof Error) throw file;
      return file;
    },
    runs: async ({ limit = 30, page = 1 }: RunFilter = {}, reading?: Reading) => {
      const next = page === 1 ? (lists.shift() ?? []) : null;
      if (next instanceof Error) throw next;
      if (next !== null) list = next.map(({ id = 0, ...parts }) => run(id, `Deploy v${id}`, parts));
      pages.push(page);
      asked.push(reading);
      clock.advance(300);
      return list.slice((page - 1) * limit, page * limit);
    },
  };
  const watch = watchForSecondRuns(
    fakeContext({ clock, terminal }),
    deploys as typeof github,
    ours,
    before,
  );
  return {
    watch,
    clock,
    terminal,
    pages,
    asked,
    said: () => watch.said().map(({ message }) => message),
  };
}

const running = (id: number): Partial<DeployRun> => ({
  id,
  status: 'in_progress',
  conclusion: null,
});
const ended = (id: number): Partial<DeployRun> => ({
  id,
  status: 'completed',
  conclusion: 'success',
});
const from = (count: number, first: number): Partial<DeployRun>[] =>
  Array.from({ length: count }, (_, index) => ended(first - index));

describe('a second run beside ours', () => {
  it('is found behind any number of newer ones that have ended', async () => {
    const { watch, pages, said } = watched([
      ...from(25, 930),
      running(902),
      running(ours),
      ended(before),
    ]);
    await watch.look();
    expect(said()).toHaveLength(1);
    expect(pages).toEqual([1, 2, 3]);
  });

  it('is not one that was there before the dispatch, and nothing older is read', async () => {
    const { watch, pages, said } = watched([running(ours), running(899), ...from(30, 898)]);
    await watch.look();
    expect(said()).toEqual([]);
    expect(pages).toEqual([1]);
  });

  it('is looked for in a hundred runs at most', async () => {
    const { watch, pages } = watched(from(200, 1200));
    await watch.look();
    expect(pages).toHaveLength(10);
  });

  it('that is listed later is said at the last look, two seconds after the first began', async () => {
    const { watch, clock, said } = watched([running(ours)], [running(902), running(ours)]);
    await watch.look();
    await watch.lookOnceMore();
    expect(said()).toHaveLength(1);
    expect(clock.slept()).toBe(1700);
  });

  it('is said once, as a problem that leads to its own status', async () => {
    const both = [running(902), running(ours)];
    const { watch, terminal } = watched(both, both);
    const first = await watch.look();
    await watch.lookOnceMore();
    expect(terminal.lines).toHaveLength(1);
    expect(first).toEqual(watch.said());
    expect(first).toEqual([
      { kind: 'second-run', message: terminal.lines[0], next: ['tsops rollback status 902'] },
    ]);
  });

  it.each([
    ['none', { ...workflowFile, concurrency: null }, 'has no concurrency'],
    ['cancels', { ...workflowFile, cancelsInProgress: true }, 'cancels our run'],
    ['waits', { ...workflowFile, cancelsInProgress: false }, 'the other run waits for our run'],
    ['waits', workflowFile, 'the other run waits for our run'],
    ['is not there', null, 'is not known'],
    ['cannot be read', new Error('403'), 'is not known'],
  ])('ends as its workflow says: %s', async (_name, file, text) => {
    const { watch, said } = watchedBy(file, [running(902), running(ours)]);
    await watch.look();
    expect(said()).toEqual([expect.stringContaining(text)]);
  });

  it('is not looked for with patience: nobody waits for what is only said', async () => {
    const { watch, asked } = watched([running(902), running(ours)]);
    await watch.look();
    expect(asked.map((reading) => reading?.patience)).toEqual([0, 0]);
    expect(asked[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  it('is no reason to stop where it cannot be looked for', async () => {
    const { watch, said } = watchedBy(null, new Error('502'), [running(902), running(ours)]);
    expect(await watch.look()).toEqual([]);
    await watch.lookOnceMore();
    expect(said()).toHaveLength(1);
  });
});
