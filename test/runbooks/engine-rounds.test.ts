import { describe, expect, it } from 'vitest';
import {
  acted,
  acting,
  at,
  decision,
  journal,
  lookedAt,
  pinned,
  recovery,
  rollback,
  stepAt,
} from './engine-support.ts';

describe('the second of everything', () => {
  const decided = [...lookedAt, decision('recent-deployment', rollback)];
  const failed = [...decided, acting, acted('done'), recovery(false)];
  const again = [...failed, decision('recent-deployment', rollback, 2)];
  const second = { ...acting, round: 2 };

  it('a second write that was killed in the middle is looked up, whatever became of the first', () => {
    expect(at(journal(...again, second)).acting).toMatchObject({ round: 2 });
    expect(at(journal(...again, second, acted('done', 2))).acting).toBeNull();
    const retried = [...decided, acting, acted('not-done'), acting];
    expect(at(journal(...retried)).acting).toMatchObject({ seq: retried.length + 1 });
  });

  it('a write of a walk before this one stays to be looked up, and its outcome settles no step', () => {
    const begun = { kind: 'runbook-started', pinned };
    expect(at(journal(...decided, acting, begun)).acting).toMatchObject({ target: 'v1.2.2' });
    const settled = at(journal(...decided, acting, acted('done'), begun, ...decided));
    expect([settled.acting, settled.step?.id, settled.acted.size]).toEqual([null, 'roll-back', 0]);
  });

  it('an outcome of another target settles no step, one of this target does', () => {
    const other = { ...acted('done'), target: 'v1.2.1' };
    const wrong = at(journal(...decided, acting, other, recovery(true)));
    expect([wrong.step?.id, wrong.acted.size]).toEqual(['roll-back', 0]);
    const right = at(journal(...decided, acting, other, acted('done'), recovery(true)));
    expect([right.step?.id, right.acted.size]).toEqual(['report', 1]);
  });

  it('an outcome of the round before settles no step of this one', () => {
    const progress = at(journal(...again));
    expect([progress.step?.id, progress.acted.size]).toEqual(['roll-back', 0]);
    const done = at(journal(...again, second, acted('done', 2), recovery(true, 2)));
    expect([done.step?.id, done.round, done.acted.size]).toEqual(['report', 2, 1]);
    expect(done.lastRecovery).toMatchObject({ round: 2, recovered: true });
  });

  it('a step back out of the response is forgotten in the next round', () => {
    const back = { kind: 'back', step: 'roll-back', to: 'decide', round: 1 };
    expect(stepAt(...decided, back)).toBe('decide');
    expect(stepAt(...decided, back, decision('recent-deployment', rollback))).toBe('roll-back');
    expect(stepAt(...decided, back, acting, acted('done'), recovery(false))).toBe('decide');
  });

  it('what was passed by hand in one round is walked again in the next', () => {
    const outside = { kind: 'fallback', dependency: 'DiceBear', active: true };
    const response = decision('external-service', outside);
    const byHand = (round: number) => ({ kind: 'passed', step: 'check-fallback', round });
    const first = [...lookedAt, response, byHand(1)];
    expect(stepAt(...first)).not.toBe('check-fallback');
    const next = [...first, recovery(false), { ...response, round: 2 }];
    expect(stepAt(...next)).toBe('check-fallback');
    expect(stepAt(...next, byHand(2))).not.toBe('check-fallback');
  });

  it('a step back to a write that is done and proved shows it again, one from it does not', () => {
    const done = [...decided, acting, acted('done'), recovery(true)];
    const back = (step: string, to: string) => ({ kind: 'back', step, to, round: 1 });
    expect(at(journal(...done)).states.get('roll-back')).toBe('passed');
    expect(at(journal(...done)).lastRecovery).toMatchObject({ round: 1, recovered: true });
    expect(at(journal(...done, back('report', 'roll-back'))).states.get('roll-back')).toBe('open');
    expect(at(journal(...done, back('roll-back', 'symptoms'))).states.get('roll-back')).toBe(
      'passed',
    );
  });

  it('a write after which nothing can be read at once is over once it is done', () => {
    const issue = { kind: 'issue', title: 'Fix Safari', body: '' };
    const fix = { ...acting, step: 'plan-hotfix', action: 'issue', target: 'Fix Safari' };
    const planned = [...lookedAt, decision('client', issue), fix];
    expect(at(journal(...planned)).states.get('plan-hotfix')).toBe('open');
    const over = at(journal(...planned, { ...fix, kind: 'acted', state: 'done' }));
    expect(over.states.get('plan-hotfix')).toBe('passed');
  });

  it('a response to another cause leaves a write of its kind out', () => {
    expect(at(journal(...lookedAt, decision('client', rollback))).states.get('roll-back')).toBe(
      'not-needed',
    );
  });

  it('a decision made anew counts in place of the first', () => {
    const outside = { kind: 'fallback', dependency: 'DiceBear', active: true };
    const anew = [...decided, decision('external-service', outside)];
    expect(at(journal(...anew))).toMatchObject({
      step: { id: 'check-fallback' },
      decision: { hypothesis: 'external-service' },
    });
  });

  it('a second response that did not help is ruled out beside the first, in the order tried', () => {
    const outside = { kind: 'fallback', dependency: 'DiceBear', active: true };
    const twice = [
      ...failed,
      { ...decision('external-service', outside, 2) },
      { ...recovery(false, 2), step: 'check-fallback', detail: { en: 'still 8 %', ko: '' } },
    ];
    const progress = at(journal(...twice));
    expect(progress).toMatchObject({ round: 3, decision: null, recovery: null });
    expect(progress.tried).toEqual(['recent-deployment', 'external-service']);
    expect(progress.hand.map(({ hypothesis, reason }) => [hypothesis, reason])).toEqual([
      ['recent-deployment', 'error rate 8.4 % → 7.9 %: its response did not help'],
      ['external-service', 'still 8 %: its response did not help'],
    ]);
    expect(progress.lastRecovery).toMatchObject({ round: 2 });
  });

  it('the later of two answers and two readings counts', () => {
    const answer = (text: string) => ({ kind: 'answer', step: 'q', answer: text, round: 1 });
    const evidence = (value: number) => ({
      kind: 'evidence',
      id: 'error-rate',
      evidence: { value },
    });
    const progress = at(
      journal(answer('a'), evidence(1), answer('b'), evidence(2), { ...evidence(3), id: 'x' }),
    );
    expect(stepAt({ ...answer('a'), step: 'symptoms' })).toBe('error-types');
    expect(progress.answers).toEqual(new Map([['q', 'b']]));
    expect(progress.collected).toEqual({ 'error-rate': { value: 2 }, x: { value: 3 } });
  });
});

describe('what could not be read again', () => {
  const unread = { ...recovery(false), unread: true };
  const acts = [...lookedAt, decision('recent-deployment', rollback), acting, acted('done')];

  it('opens no round and speaks against no cause', () => {
    const progress = at(journal(...acts, unread));
    expect(progress).toMatchObject({ round: 1, tried: [], hand: [], step: { id: 'report' } });
    expect(at(journal(...acts, { ...unread, unread: false }))).toMatchObject({ round: 2 });
  });

  it('of another step settles none', () => {
    expect(stepAt(...acts, { ...unread, step: 'look-further' })).toBe('roll-back');
  });

  it('without a decision rules out nothing', () => {
    expect(at(journal(recovery(false)))).toMatchObject({ round: 2, tried: [], hand: [] });
  });
});

describe('what an engineer marks by hand', () => {
  const mark = { kind: 'hypothesis', hypothesis: 'false-alarm', change: 'ruled-out', reason: 'x' };

  it('holds in a walk that is begun again, and stands before what was tried', () => {
    const lines = journal(mark, { kind: 'runbook-started', pinned }, { ...mark, change: 'pinned' });
    expect(at(lines).hand.map((line) => line.change)).toEqual(['ruled-out', 'pinned']);
  });

  it('is a step left out, not passed, and the decision left out opens what to look at by hand', () => {
    const skipped = (step: string, round = 1) => ({ kind: 'skipped', step, round, reason: 'x' });
    const left = at(journal(...lookedAt, skipped('onset'), skipped('decide')));
    expect(left.states.get('decide')).toBe('skipped');
    expect(left.states.get('symptoms')).toBe('passed');
    expect(left.step?.id).toBe('look-further');
    expect(left.states.get('roll-back')).toBe('not-needed');
    const other = at(journal(...lookedAt, skipped('recent-deploys')));
    expect([other.step?.id, other.states.get('roll-back')]).toEqual(['decide', 'open']);
  });
});

describe('a command of a step', () => {
  const command = (exitCode: number | null) => ({
    kind: 'command',
    step: 'symptoms',
    round: 1,
    exitCode,
  });

  it('that ended well settles its step, one that did not leaves it open', () => {
    expect(stepAt(command(0))).toBe('error-types');
    expect(stepAt(command(1))).toBe('symptoms');
  });

  it('of whose end nothing is written is unended, unless another was run after it', () => {
    expect(at(journal(command(null))).unended).toMatchObject({ step: 'symptoms' });
    expect(at(journal(command(null), command(1))).unended).toBeNull();
    expect(at(journal(command(1), command(null))).unended).toMatchObject({ exitCode: null });
    expect(at(journal()).unended).toBeNull();
  });
});
