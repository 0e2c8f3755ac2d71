/* A run that was run again: which of its attempts are deploys of their own. */
import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { deployHistory } from '../../../src/evidence/deploys/history.ts';
import type { Deploys } from '../../../src/ports/deploys.ts';
import { refusing } from '../../support/ask.ts';
import { run } from '../../support/github.ts';

const known = ['production', 'staging'];

const last = (conclusion: string | null, attempt = 3) =>
  run(900, 'Deploy v1.2.3 to production', { attempt, conclusion });

/** A history of one run; `asked` is the attempts that were asked for. */
function history(conclusion: string | null, number: number, attempt: Deploys['attempt']) {
  const asked: number[] = [];
  const port = {
    runs: async () => [last(conclusion, number)],
    attempt: (id: number, nth: number) => {
      asked.push(nth);
      return attempt(id, nth);
    },
  };
  return { port, asked };
}

/** The attempts before, by how they ended; one that is not here is gone. */
const tries = (ended: Readonly<Record<number, string>>, conclusion: string | null, number = 3) =>
  history(conclusion, number, async (_, nth) => {
    const how = ended[nth];
    return how === undefined ? null : { ...last(how, nth), startedAt: nth };
  });

const attempts = (deploys: readonly Deploy[]) =>
  deploys.map(({ attempt = 1, conclusion }) => `${attempt} ${conclusion}`);

describe('a run that was run again', () => {
  it('and failed has the last attempt that succeeded, and none before that', async () => {
    const { port, asked } = tries({ 2: 'success', 1: 'success' }, 'failure');
    const deploys = await deployHistory(port, known);
    expect(attempts(deploys)).toEqual(['3 failure', '2 success']);
    expect(deploys.map(({ environment }) => environment)).toEqual(['production', 'production']);
    expect(asked).toEqual([2]);
  });

  it('leaves out attempts that failed before, or are gone', async () => {
    const gone = tries({ 1: 'success' }, 'failure');
    expect(attempts(await deployHistory(gone.port, known))).toEqual(['3 failure', '1 success']);
    const failed = tries({ 2: 'failure', 1: 'success' }, null);
    expect(attempts(await deployHistory(failed.port, known))).toEqual(['3 null', '1 success']);
  });

  it('and succeeded is one deploy, unless every attempt is wanted', async () => {
    const { port, asked } = tries({ 2: 'success', 1: 'failure' }, 'success');
    expect(attempts(await deployHistory(port, known))).toEqual(['3 success']);
    expect(asked).toEqual([]);
    const all = await deployHistory(port, known, { everyAttempt: true });
    expect(attempts(all)).toEqual(['3 success', '2 success', '1 failure']);
  });

  it('is looked at five attempts back, and no further than the first', async () => {
    const far = tries({}, 'failure', 9);
    await deployHistory(far.port, known);
    expect(far.asked).toEqual([8, 7, 6, 5, 4]);
    const near = tries({}, 'failure', 3);
    await deployHistory(near.port, known);
    expect(near.asked).toEqual([2, 1]);
  });

  it('is looked at only as far as requests are left', async () => {
    const { port, asked } = tries({}, 'failure', 9);
    await deployHistory(port, known, { requests: 3 });
    expect(asked).toEqual([8, 7]);
  });

  it('is told as it is where its attempts are refused', async () => {
    const { port } = history('failure', 3, refusing());
    expect(attempts(await deployHistory(port, known))).toEqual(['3 failure']);
  });

  it('ends in a fault of ours, and in an interrupt', async () => {
    const broken = history('failure', 3, async () => {
      throw new TypeError('x is undefined');
    });
    await expect(deployHistory(broken.port, known)).rejects.toThrow(TypeError);
    const stop = new AbortController();
    const { port } = history('failure', 3, async () => {
      stop.abort(new Error('Ctrl-C'));
      return refusing()();
    });
    const reading = { signal: stop.signal };
    await expect(deployHistory(port, known, { reading })).rejects.toThrow('Ctrl-C');
  });
});
