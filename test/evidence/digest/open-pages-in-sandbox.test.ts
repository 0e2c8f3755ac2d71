import { describe, expect, it } from 'vitest';
import { openPages } from '../../../src/evidence/digest/open-pages.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';

async function asked(scenario: string, env: Readonly<Record<string, string | undefined>> = {}) {
  const { sandbox } = await sandboxed(scenario);
  const context = await sandboxContext(sandbox, { env });
  return { sandbox, open: () => openPages(context, 2000) };
}

describe('pages that are open', () => {
  it('tell who has them, and whom they go to next', async () => {
    const { open } = await asked('bad-deploy');
    const { verdict, value } = await open();
    expect(verdict).toBe('bad');
    expect(value).toMatchObject([
      { status: 'triggered', assigned: ['Minji Kim'], escalatesTo: ['Seungho Park'] },
    ]);
  });

  it('are none on a calm day', async () => {
    const { open } = await asked('calm');
    expect(await open()).toMatchObject({ verdict: 'ok', value: [] });
  });

  it('are no data where PagerDuty is not in use, and unknown where it does not answer', async () => {
    const without = await asked('calm', { PAGERDUTY_API_TOKEN: undefined });
    expect(await without.open()).toMatchObject({ verdict: 'no-data', value: null });
    const { sandbox, open } = await asked('calm');
    sandbox.inject({ system: 'pagerduty', kind: 'status', status: 500 });
    expect(await open()).toMatchObject({ verdict: 'unknown' });
  });
});
