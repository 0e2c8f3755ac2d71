import { describe, expect, it } from 'vitest';
import { leftRunning, performed, result } from '../../../src/actions/protocol/result.ts';
import { fakePlan, fakeWrite } from '../../support/action.ts';
import { sameText } from '../../support/text.ts';

const { action } = fakeWrite();

describe('what a write comes to', () => {
  it.each([
    ['planned', 'ok'],
    ['in-progress', 'ok'],
    ['done', 'ok'],
    ['not-done', 'bad'],
    ['unknown', 'unknown'],
    ['stopped-waiting', 'unknown'],
  ] as const)('%s is %s, unless the proof says more', (state, verdict) => {
    expect(result(action, fakePlan, state, { detail: sameText('x') }).verdict).toBe(verdict);
    expect(
      result(action, fakePlan, state, { detail: sameText('x'), verdict: 'warn' }).verdict,
    ).toBe('warn');
  });

  it('sets the exit code only where waiting ended first', () => {
    expect(result(action, fakePlan, 'stopped-waiting', { detail: sameText('x') })).toHaveProperty(
      'exitCode',
      6,
    );
    expect(result(action, fakePlan, 'unknown', { detail: sameText('x') })).not.toHaveProperty(
      'exitCode',
    );
  });

  it('is complete where nothing but a detail is known', () => {
    expect(result(action, fakePlan, 'planned', { detail: sameText('x') })).toEqual({
      verdict: 'ok',
      data: {
        action: 'rollback',
        state: 'planned',
        plan: fakePlan,
        receipt: null,
        proof: null,
        detail: 'x',
        said: sameText('x'),
        record: null,
        undo: null,
      },
      next: [],
      problems: [],
    });
  });

  it('passes on what comes next and what is wrong', () => {
    const problems = [{ kind: 'second-run', message: 'Another run is in flight.' }];
    const next = ['tsops health'];
    expect(
      result(action, fakePlan, 'done', { detail: sameText('x'), next, problems }),
    ).toMatchObject({
      next,
      problems,
    });
  });

  it('can be undone once there is a record of it', () => {
    const outcome = { detail: sameText('x'), receipt: { id: 7 }, proof: { served: 'v1.2.2' } };
    expect(performed(action, fakePlan, 'done', outcome)).toMatchObject({
      record: null,
      undo: null,
    });
    expect(performed(action, fakePlan, 'done', { ...outcome, record: 'r-1' })).toMatchObject({
      receipt: { id: 7 },
      proof: { served: 'v1.2.2' },
      record: 'r-1',
      undo: 'tsops rollback v1.2.3 --forward',
    });
  });

  it('goes on where nobody waits', () => {
    expect(leftRunning(action, fakePlan, { id: 7 })).toEqual({
      state: 'in-progress',
      verdict: 'ok',
      proof: null,
      detail: sameText('run 7 goes on'),
      next: ['tsops rollback status'],
    });
  });
});
