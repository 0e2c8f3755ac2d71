import { describe, expect, it } from 'vitest';
import runbook from '../../../src/commands/runbook.ts';
import type { Answer } from '../../support/walk.ts';
import { sandboxForWalk } from '../../support/walk-in-sandbox.ts';

const live = { update: () => {}, emit: () => {} };
/** Past everything that is looked at, to the decision, and its recommendation taken. */
const decided = ['enter', 'enter', 'enter', 'enter', 'enter', 'enter'];

async function walk(name: string, answers: readonly Answer[], fault?: object) {
  const here = await sandboxForWalk(name);
  const { context, terminal } = here.context(answers);
  if (fault !== undefined) here.inject(fault as never);
  const input = { runbook: 'high-error-rate', auto: false, anew: false };
  const outcome = await runbook.run(input, context, live).catch((e) => {
    console.log(terminal.lines.join('\n'));
    throw e;
  });
  return { ...here, terminal, outcome, kinds: (await here.lines()).map(({ kind }) => kind) };
}

describe('a rollback of a runbook', () => {
  it('shows its plan at once, is done by the typed name, and is proven by the errors', async () => {
    const { terminal, outcome, writes, lines } = await walk('bad-deploy', [
      ...decided,
      'production',
      'enter',
      's',
      'later',
    ]);
    console.log(terminal.lines.join('\n'));
    console.log(JSON.stringify(await lines(), null, 1).slice(0, 6000));
    expect(writes()).toEqual(['dispatch', 'invalidation']);
    expect(outcome.verdict).toBe('ok');
  });
});
