import { describe, expect, it } from 'vitest';
import { watchForSecondRuns } from '../../../src/actions/rollback/second-run.ts';
import type { DeployRun, RunFilter } from '../../../src/ports/deploys.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeGitHub, run } from '../../support/github.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const before = 900;
const ours = 901;

/** Runs of GitHub, newest first, as they are listed at each look. */
function watched(...lists: (readonly Partial<DeployRun>[])[]) {
  const clock = fakeClock();
  const terminal = fakeTerminal(clock.now);
  const { github } = fakeGitHub(clock);
  const pages: number[] = [];
  let list: readonly DeployRun[] = [];
  const deploys = {
    ...github,
    runs: async ({ limit = 30, page = 1 }: RunFilter = {}) => {
      if (page === 1)
        list = (lists.shift() ?? []).map(({ id = 0, ...parts }) => run(id, `Deploy v${id}`, parts));
      pages.push(page);
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
  return { watch, clock, pages, said: () => watch.said().map(({ message }) => message) };
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

  it('is said once', async () => {
    const both = [running(902), running(ours)];
    const { watch, said } = watched(both, both);
    await watch.look();
    await watch.lookOnceMore();
    expect(said()).toHaveLength(1);
  });
});
