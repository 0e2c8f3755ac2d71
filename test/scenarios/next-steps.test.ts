import { describe, expect, it } from 'vitest';
import { realClock } from '../../src/app/host.ts';
import type { Clock } from '../../src/contract/context.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { shippedNames } from '../../src/sandbox/shipped.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { fakeClock } from '../support/clock.ts';
import { deadEnds, type Step, takeAllSteps, takeStep } from '../support/next-steps.ts';
import { sandboxContext } from '../support/sandbox-context.ts';

/** What is typed at night; the walks are among what these offer. */
const starts = [
  'tsops',
  'tsops health',
  'tsops version',
  'tsops errors',
  'tsops deploys',
  'tsops pages',
  'tsops alerts check',
];
const walks = ['service-down', 'high-error-rate', 'performance-degradation'].map(
  (name) => `tsops runbook ${name}`,
);
const states = ['tsops incident status', 'tsops rollback status', 'tsops invalidate status'];

const children = {
  capture: async () => ({ missing: true, exitCode: 127, stdout: '', stderr: '' }),
};
const tsops = async () => ({ exitCode: 0, output: '' });

/** Each step begins in the same minute: a vendor's limits and what an earlier step did are not its own. */
async function inFreshSandbox(name: string, line: string): Promise<Step> {
  const clock = fakeClock();
  const sandbox = await startSandbox({ scenario: await scenarioWith(name), clock });
  try {
    const context = await sandboxContext(sandbox, { clock: patient(clock), children, tsops });
    return await takeStep(line, context);
  } finally {
    await sandbox.close();
  }
}

/** A pause is over at once. What may be a budget is not spent while a vendor answers, and ends where none does. */
function patient(clock: Clock): Clock {
  return {
    now: clock.now,
    sleep: (milliseconds, until) =>
      milliseconds < 1000
        ? clock.sleep(milliseconds, until)
        : realClock.sleep(Math.min(milliseconds, 3000), until),
  };
}

async function deadEndsFrom(lines: readonly string[], scenario: string) {
  const steps = await takeAllSteps(lines, (line) => inFreshSandbox(scenario, line));
  expect(steps.size).toBeGreaterThanOrEqual(lines.length);
  return deadEnds(steps, lines);
}

describe('what a screen offers next', { timeout: 120_000 }, () => {
  it.each(shippedNames)('leads to an end in %s', async (name) => {
    expect(await deadEndsFrom(starts, name)).toEqual([]);
  });

  it.each<ShippedName>(['calm', 'false-alarm', 'site-down', 'expired-certificate', 'github-down'])(
    'leads to an end from every walk and state in %s',
    async (name) => {
      expect(await deadEndsFrom([...walks, ...states], name)).toEqual([]);
    },
  );
});

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
