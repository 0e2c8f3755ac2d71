import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Runbook } from '../../src/runbooks/definition.ts';
import { hashOf } from '../../src/runbooks/hash.ts';
import { runbooks } from './generated.ts';

const both = (text: string) => ({ en: text, ko: text });
const step = { section: 'symptoms', body: both('') } as const;
const plain: Pick<Runbook, 'steps' | 'diagnosis'> = {
  diagnosis: null,
  steps: [
    { ...step, id: 'a', kind: 'evidence', title: both('A'), collects: ['bundle'] },
    { ...step, id: 'b', kind: 'command', title: both('B'), argv: ['gh', 'run'], own: false },
  ],
};

describe('the hash of a runbook', () => {
  it.each([
    ['the order of its steps', { ...plain, steps: plain.steps.toReversed() }],
    ['the number of its steps', { ...plain, steps: plain.steps.slice(1) }],
    ['an id', withFirst({ id: 'c' })],
    ['a text in one language', withFirst({ title: { en: 'A', ko: '가' } })],
    ['the evidence of a step', withFirst({ collects: ['images'] })],
    ['the causes of a step', withFirst({ when: ['client'] })],
    ['a word of a command', withSecond({ argv: ['gh', 'rum'] })],
    ['where the words of a command end', withSecond({ argv: ['gh run'] })],
    ['the rules', { ...plain, diagnosis: 'errors' as const }],
  ])('changes with %s', (_, other) => {
    expect(hashOf(other as typeof plain)).not.toBe(hashOf(plain));
  });

  it('is the same for the same steps, whatever the order in which their fields are written', () => {
    fc.assert(
      fc.property(runbooks, ({ steps, diagnosis }) => {
        const turned = steps.map((each) => Object.fromEntries(Object.entries(each).toReversed()));
        const again = { diagnosis, steps: turned as unknown as typeof steps };
        expect(hashOf(again)).toBe(hashOf({ steps, diagnosis }));
      }),
      { numRuns: 30 },
    );
  });
});

function withFirst(change: object): unknown {
  return { ...plain, steps: [{ ...plain.steps[0], ...change }, ...plain.steps.slice(1)] };
}

function withSecond(change: object): unknown {
  return { ...plain, steps: [...plain.steps.slice(0, 1), { ...plain.steps[1], ...change }] };
}
