import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { builtIn } from '../../src/runbooks/built-in.ts';
import { type Line, progressOf } from '../../src/runbooks/engine.ts';
import { performanceDegradation } from '../../src/runbooks/performance-degradation/runbook.ts';
import {
  acted,
  acting,
  at,
  decision,
  journal,
  lookedAt,
  passed,
  pinned,
  recovery,
  rollback,
  stepAt,
} from './engine-support.ts';

describe('where a walk stands', () => {
  it('has not begun without the line that begins it', () => {
    expect(at([])).toMatchObject({ state: 'not-started', pinned: null, acting: null });
  });

  it('begins at the first step, with the minutes that were pinned', () => {
    expect(at(journal())).toMatchObject({ state: 'walking', step: { id: 'symptoms' }, pinned });
  });

  it('goes on to the first step that was neither passed nor skipped', () => {
    expect(stepAt(passed('symptoms'))).toBe('error-types');
    expect(stepAt({ kind: 'skipped', step: 'symptoms', round: 1, reason: 'x' })).toBe(
      'error-types',
    );
    expect(stepAt(passed('error-types'))).toBe('symptoms');
  });

  it('shows a step again after a step back, then goes on where it was', () => {
    const back = { kind: 'back', step: 'recent-deploys', to: 'symptoms', round: 1 };
    const before = [passed('symptoms'), passed('error-types'), back];
    expect(stepAt(...before)).toBe('symptoms');
    expect(stepAt(...before, passed('symptoms'))).toBe('recent-deploys');
  });

  it('counts only the walk that was started last', () => {
    const lines = [...journal(...lookedAt), { seq: 99, kind: 'runbook-started', pinned } as Line];
    expect(at(lines).step?.id).toBe('symptoms');
  });

  it('is as the last of its phases left it, whatever else came after', () => {
    const pausedThen = at(journal({ kind: 'paused' }, { kind: 'resumed' }, passed('symptoms')));
    expect(pausedThen).toMatchObject({ state: 'walking' });
    expect(at(journal({ kind: 'resumed' }, { kind: 'paused' }, passed('symptoms')))).toMatchObject({
      state: 'paused',
    });
    expect(at(journal({ kind: 'note' }))).toMatchObject({ state: 'walking' });
  });

  test.each([
    ['paused', 'paused'],
    ['resumed', 'walking'],
    ['aborted', 'aborted'],
    ['runbook-ended', 'ended'],
  ] as const)('is, after %s, %s', (kind, state) => {
    expect(at(journal({ kind }))).toMatchObject({ state });
  });
});

describe('after the decision', () => {
  const decided = [...lookedAt, decision('recent-deployment', rollback)];

  it('comes only the response to the cause', () => {
    expect(stepAt(...decided)).toBe('roll-back');
    const outside = { kind: 'fallback', dependency: 'DiceBear', active: true };
    expect(stepAt(...lookedAt, decision('external-service', outside))).toBe('check-fallback');
  });

  it('comes what to look at by hand where the deployment is to blame and there is no good version', () => {
    const response = { kind: 'look-further' };
    expect(stepAt(...lookedAt, decision('recent-deployment', response))).toBe('look-further');
  });

  it('is an action of which no outcome stands looked up before anything else', () => {
    expect(at(journal(...decided, acting)).acting).toMatchObject({ target: 'v1.2.2' });
    expect(at(journal(...decided, acting, acted('done'))).acting).toBeNull();
  });

  it('has a second write open that began after the end of the first', () => {
    const lines = journal(...decided, acting, acted('not-done'), acting);
    expect(at(lines).acting).toMatchObject({ seq: lines.at(-1)?.seq });
    expect(
      at(journal(...decided, acting, acted('not-done'), acting, acted('done'))).acting,
    ).toBeNull();
  });

  it('is not settled by the end of a write to another target', () => {
    const other = { ...acted('done'), target: 'v1.2.1' };
    expect(at(journal(...decided, acting, other)).acted.has('roll-back')).toBe(false);
    expect(at(journal(...decided, acting, acted('done'))).acted.has('roll-back')).toBe(true);
  });

  it('is a write that was done not gone past before its effect was read', () => {
    expect(stepAt(...decided, acting, acted('done'))).toBe('roll-back');
    expect(stepAt(...decided, acting, acted('done'), recovery(true))).toBe('report');
  });

  test.each(['not-done', 'unknown', 'stopped-waiting'])(
    'is a write that is %s still at its step',
    (state) => {
      expect(stepAt(...decided, acting, acted(state))).toBe('roll-back');
    },
  );
});

describe('a response that did not help', () => {
  const failed = [
    ...lookedAt,
    decision('recent-deployment', rollback),
    acting,
    acted('done'),
    recovery(false),
  ];

  it('opens the next round at the decision, its cause ruled out by what was measured', () => {
    const progress = at(journal(...failed));
    expect(progress).toMatchObject({ round: 2, step: { id: 'decide' }, decision: null });
    expect(progress.tried).toEqual(['recent-deployment']);
    expect(progress.hand).toEqual([
      {
        hypothesis: 'recent-deployment',
        change: 'ruled-out',
        reason: 'error rate 8.4 % → 7.9 %: its response did not help',
      },
    ]);
  });

  it('lets the same action be taken again in the next round', () => {
    const again = [...failed, decision('recent-deployment', rollback, 2)];
    expect(at(journal(...again))).toMatchObject({ step: { id: 'roll-back' }, recovery: null });
  });
});

describe('every runbook that comes with tsops', () => {
  test.each(builtIn.map((runbook) => [runbook.id, runbook] as const))(
    '%s has steps with ids of their own, in the order of the sections',
    (_, { steps }) => {
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      const order = ['symptoms', 'diagnosis', 'decision', 'response', 'afterwards'];
      const places = steps.map(({ section }) => order.indexOf(section));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    },
  );
});

describe('whatever lines stand in the journal', () => {
  const ids = performanceDegradation.steps.map(({ id }) => id);
  const line = fc.oneof(
    fc.record({
      kind: fc.constantFrom('passed', 'skipped', 'answer', 'acting', 'acted', 'back', 'recovery'),
      step: fc.constantFrom(...ids),
      to: fc.constantFrom(...ids),
      target: fc.constantFrom('/*', 'heavy images'),
      round: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('done', 'not-done', 'unknown'),
      recovered: fc.boolean(),
      detail: fc.constant({ en: 'x', ko: 'x' }),
    }),
    fc.record({
      kind: fc.constant('decision'),
      step: fc.constant('decide'),
      round: fc.integer({ min: 1, max: 3 }),
      hypothesis: fc.constantFrom('cache', 'images', 'false-alarm', 'other'),
      response: fc.constantFrom(
        { kind: 'invalidate', paths: ['/*'] },
        { kind: 'issue', title: 'heavy images', body: '' },
        { kind: 'watch' },
      ),
    }),
  );

  it('the same lines always give the same place, and a killed process takes up where it was', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const written = journal(...lines);
        const before = progressOf(performanceDegradation, written);
        const copy: Line[] = JSON.parse(JSON.stringify(written));
        const resumed = [...copy, { seq: copy.length + 1, kind: 'resumed', crashed: true }];
        const after = progressOf(performanceDegradation, resumed);
        expect(after.step?.id).toBe(before.step?.id);
        expect(after.round).toBe(before.round);
        expect([...after.states]).toEqual([...before.states]);
      }),
    );
  });
});
