import { describe, expect, it } from 'vitest';
import { deadEnds, type Step } from './next-steps.ts';

describe('the rule itself', () => {
  const step = (line: string, next: string[], parts: Partial<Step> = {}): [string, Step] => [
    line,
    { line, kind: 'screen', exitCode: 1, verdict: 'bad', next, ...parts },
  ];

  it('finds a circle, a plan that is refused, and trouble that leads nowhere', () => {
    const circle = new Map([
      step('a', ['b', 'plan']),
      step('b', ['a']),
      step('plan', [], { kind: 'plan' }),
    ]);
    expect(deadEnds(circle)).toEqual(['a → b → a goes in a circle', 'b → a → b goes in a circle']);
    const refused = new Map([
      step('a', ['b', 'c']),
      step('b', [], { kind: 'wrong', exitCode: 5 }),
      step('c', [], { kind: 'begins' }),
    ]);
    expect(deadEnds(refused)).toEqual(['b ends with exit 5']);
    expect(deadEnds(new Map([step('a', [])]))).toEqual(['a is bad, and leads to nothing']);
  });

  it('lets pass what is well, and what leads to a plan by its first step', () => {
    const steps = new Map([
      step('a', ['b']),
      step('b', ['plan', 'a']),
      step('plan', [], { kind: 'plan' }),
      step('calm', [], { verdict: 'ok' }),
    ]);
    expect(deadEnds(steps)).toEqual([]);
  });
});
