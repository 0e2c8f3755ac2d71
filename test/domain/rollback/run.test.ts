import { describe, expect, it } from 'vitest';
import { findOurRun } from '../../../src/domain/rollback/run.ts';

const dispatch = { version: 'v1.2.2', afterRunId: 10, actor: 'haseongpark' };
const run = (id: number, changes: object = {}) => ({
  id,
  title: 'Deploy v1.2.2 to production',
  dispatched: true,
  actor: 'haseongpark',
  ...changes,
});

describe('the run of our dispatch', () => {
  it('is the only new one by us for our version', () => {
    expect(findOurRun([run(11)], dispatch)).toEqual({ found: 'one', run: run(11) });
  });

  it.each([
    ['an older one', run(10)],
    ["somebody else's", run(11, { actor: 'minji-kim' })],
    ['one for another version', run(11, { title: 'Deploy v1.2.20 to production' })],
    ['one that a push started', run(11, { dispatched: false })],
  ])('is not %s', (_what, other) => {
    expect(findOurRun([other], dispatch)).toEqual({ found: 'none' });
    expect(findOurRun([other, run(12)], dispatch)).toMatchObject({ found: 'one', run: { id: 12 } });
  });

  it('may have a title without version, where no other names ours', () => {
    const untitled = run(11, { title: 'Deploy' });
    expect(findOurRun([untitled], dispatch)).toMatchObject({ found: 'one' });
    expect(findOurRun([untitled, run(12)], dispatch)).toMatchObject({
      found: 'one',
      run: { id: 12 },
    });
  });

  it('cannot be told where two could be it', () => {
    expect(findOurRun([run(11), run(12)], dispatch)).toEqual({
      found: 'several',
      runs: [run(11), run(12)],
    });
  });

  it('may be one of which GitHub does not say who started it', () => {
    expect(findOurRun([run(11, { actor: '' })], dispatch)).toMatchObject({ found: 'one' });
  });

  it('is looked for by anybody where the token belongs to no user', () => {
    const anyone = { ...dispatch, actor: null };
    expect(findOurRun([run(11, { actor: 'github-actions[bot]' })], anyone)).toMatchObject({
      found: 'one',
    });
  });
});
