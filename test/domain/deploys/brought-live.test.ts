import { describe, expect, it } from 'vitest';
import { broughtLive } from '../../../src/domain/deploys/brought-live.ts';
import type { Deploy } from '../../../src/domain/deploys/history.ts';

const run = (runId: number, version: string | null, conclusion: Deploy['conclusion'] = 'success') =>
  ({ runId, version, conclusion }) as Deploy;

describe('the run that brought what is live', () => {
  it.each([
    ['the last one', [run(3, 'v1.2.3'), run(2, 'v1.2.2')], 3],
    [
      'the first of several of its version',
      [run(4, 'v1.2.3'), run(3, '1.2.3'), run(2, 'v1.2.2')],
      3,
    ],
    ['none that failed', [run(4, 'v1.2.4', 'failure'), run(3, 'v1.2.3'), run(2, 'v1.2.2')], 3],
    ['the way back, not the first time', [run(4, 'v1.2.2'), run(3, 'v1.2.3'), run(2, 'v1.2.2')], 4],
    ['the oldest that is known, where all are of it', [run(4, 'v1.2.3'), run(3, 'v1.2.3')], 3],
    ['the last, where it does not say what it was', [run(4, null), run(3, 'v1.2.3')], 4],
  ])('is %s', (_, deploys, runId) => {
    expect(broughtLive(deploys)?.runId).toBe(runId);
  });

  it('is not known where none succeeded', () => {
    expect(broughtLive([run(4, 'v1.2.3', 'failure')])).toBeNull();
    expect(broughtLive([])).toBeNull();
  });
});
