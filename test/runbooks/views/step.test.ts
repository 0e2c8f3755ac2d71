import { describe, expect, it } from 'vitest';
import type { StepState } from '../../../src/runbooks/engine.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { performanceDegradation } from '../../../src/runbooks/performance-degradation/runbook.ts';
import { stepLines, stepLinesAtMost } from '../../../src/runbooks/views/step.ts';
import { plainScreen } from '../../support/terminal.ts';

const screen = plainScreen(() => 0);

function place(id: string, states: Readonly<Record<string, StepState>> = {}) {
  const { steps } = highErrorRate;
  const step = steps.find((each) => each.id === id);
  if (step === undefined) throw new Error(id);
  const all = new Map(steps.map((each) => [each.id, states[each.id] ?? ('open' as const)]));
  return { runbook: highErrorRate, step, progress: { states: all, round: 1 }, drill: true };
}

describe('the head of a step', () => {
  it('does not count the responses of causes while none is decided', () => {
    const [, head] = stepLines(place('symptoms'), 'en', screen);
    expect(head).toMatch(/^1\/8 Symptoms · Is the error rate too high\? ─+ DRILL$/);
  });

  it('counts those of the cause from the decision on', () => {
    const site = [
      'escalate',
      'find-layer',
      'follow-vendors',
      'renew',
      'serve-deployed',
      'deploy-again',
    ];
    const others = [
      ...site,
      'check-fallback',
      'tell-provider',
      'plan-hotfix',
      'watch',
      'look-further',
    ];
    const states = Object.fromEntries(others.map((id) => [id, 'not-needed' as const]));
    const [, head] = stepLines(place('roll-back', states), 'en', screen);
    expect(head).toMatch(/^7\/9 Response · Roll back to the last good version /);
  });

  it.each(['en', 'ko'] as const)('is exactly as wide as the screen, in %s', (language) => {
    const heads = highErrorRate.steps.map(({ id }) => stepLines(place(id), language, screen)[1]);
    expect(heads.map((head) => screen.width(head ?? ''))).toEqual(heads.map(() => 80));
  });
});

describe('a step', () => {
  it.each(['en', 'ko'] as const)(
    'stands below an empty line and fits its lines, in %s',
    (language) => {
      for (const runbook of [highErrorRate, performanceDegradation]) {
        for (const step of runbook.steps) {
          const progress = { states: new Map(), round: 1 };
          const lines = stepLines({ runbook, step, progress, drill: true }, language, screen);
          expect(lines[0]).toBe('');
          expect(lines.length).toBeLessThanOrEqual(1 + stepLinesAtMost);
          expect(lines.filter((line) => screen.width(line) > 80)).toEqual([]);
        }
      }
    },
  );
});
