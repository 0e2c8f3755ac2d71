import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/contract/context.ts';
import { createAskAffectedUsers } from '../../../src/evidence/alerts/impact.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { stillClock } from '../../support/ask.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';

async function asked(scenario: string, fault?: { readonly status: number }) {
  const { sandbox } = await sandboxed(scenario);
  if (fault !== undefined) sandbox.inject({ system: 'sentry', kind: 'status', ...fault });
  // The budget is never spent, however slow the machine that tests.
  const still = stillClock();
  const clock: Clock = {
    now: () => sandbox.world.now(),
    sleep: async (milliseconds, signal) => {
      if (milliseconds >= 3000) await still.sleep(milliseconds, signal);
    },
  };
  const context = await sandboxContext(sandbox, { clock });
  const { config } = await context.config();
  return createAskAffectedUsers(context, config)('production');
}

describe('the users that an alert is about', () => {
  it('are counted', async () => {
    expect(await asked('bad-deploy')).toBeGreaterThan(10);
  });

  it('are not known where Sentry cannot be asked', async () => {
    expect(await asked('bad-deploy', { status: 500 })).toBeNull();
  });
});
