/* Next steps taken in a shipped scenario: in process, with real services over real sockets. */
import { expect } from 'vitest';
import { realClock } from '../../src/app/host.ts';
import type { Clock } from '../../src/contract/context.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { fakeClock } from './clock.ts';
import { deadEnds, type Step, takeAllSteps, takeStep } from './next-steps.ts';
import { sandboxContext } from './sandbox-context.ts';

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
    const step = await takeStep(line, context);
    expect(sandbox.requests().filter(({ unexpected }) => unexpected)).toEqual([]);
    return step;
  } finally {
    await sandbox.close();
  }
}

/** A pause is over at once. What may be a budget is not spent while a vendor answers, and ends where none does. */
export function patient(clock: Clock): Clock {
  return {
    now: clock.now,
    sleep: (milliseconds, until) =>
      milliseconds < 1000
        ? clock.sleep(milliseconds, until)
        : realClock.sleep(Math.min(milliseconds, 3000), until),
  };
}

/** What leads nowhere of all that can be reached from these lines. */
export async function deadEndsFrom(lines: readonly string[], scenario: ShippedName) {
  const steps = await takeAllSteps(lines, (line) => inFreshSandbox(scenario, line));
  expect(steps.size).toBeGreaterThanOrEqual(lines.length);
  return deadEnds(steps, lines);
}
