import { describe, expect, it } from 'vitest';
import { ongoingIncident } from '../../../src/evidence/digest/ongoing-incident.ts';
import { stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const begun = (environment: string, title = 'Login fails'): PastLine => [
  'started',
  { title, severity: 'P1', environment },
];
const [first, second] = ['20261123T010000Z-incident-a', '20261123T020000Z-incident-b'];

function asked(records: Readonly<Record<string, readonly PastLine[]>>, environment = 'production') {
  const context = fakeContext({ clock: stillClock(), journal: journalOf(records) });
  return ongoingIncident(context, environment, 1000);
}

describe('the open incident', () => {
  it('is a warning, with when it began and what it is', async () => {
    const found = await asked({ [first]: [begun('production')] });
    expect(found).toMatchObject({
      verdict: 'warn',
      source: 'journal',
      value: {
        id: first,
        title: 'Login fails',
        severity: 'P1',
        environment: 'production',
        at: Date.parse('2026-11-23T02:00:00Z'),
        walking: false,
      },
    });
    expect(found.detail).toBe('P1 Login fails');
  });

  it('is that of the environment before a newer one, else the newest', async () => {
    const records = { [first]: [begun('production')], [second]: [begun('staging')] };
    expect((await asked(records)).value?.id).toBe(first);
    expect((await asked(records, 'staging')).value?.id).toBe(second);
    expect((await asked(records, 'qa')).value?.id).toBe(second);
  });

  it.each<[boolean, readonly PastLine[]]>([
    [false, []],
    [true, [['runbook-started']]],
    [true, [['runbook-ended'], ['runbook-started']]],
    [false, [['runbook-started'], ['runbook-ended']]],
    [true, [['runbook-started'], ['note']]],
    [false, [['runbook-started'], ['runbook-ended'], ['note']]],
  ])('is walked (%s) after %j', async (walking, lines) => {
    const { value } = await asked({ [first]: [begun('production'), ...lines] });
    expect(value?.walking).toBe(walking);
  });

  it('is none, and ok, where all are resolved', async () => {
    const found = await asked({ [first]: [begun('production'), ['resolved']] });
    expect(found).toMatchObject({ verdict: 'ok', value: null });
    expect((await asked({})).verdict).toBe('ok');
  });

  it('is not known where the only record does not tell, and told where another one does', async () => {
    const damaged = { [second]: [['note'] as const] };
    const found = await asked(damaged);
    expect([found.verdict, found.value]).toEqual(['unknown', null]);
    expect(found.detail).toContain(second);
    const both = { ...damaged, [first]: [begun('production')] };
    expect((await asked(both)).value?.id).toBe(first);
  });
});
