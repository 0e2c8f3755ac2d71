import { describe, expect, it } from 'vitest';
import { teamIncidents } from '../../../src/evidence/alerts/team-incidents.ts';
import { rulesFrom } from '../../domain/alerts/support.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const day = 86_400_000;
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 10 * day, to };
const rules = await rulesFrom(
  { condition: 'error_rate > 5% for 2 minutes' },
  { condition: 'lcp > 4s for 2 minutes' },
);

const iso = (t: number) => new Date(t).toISOString();
/** `20261120T000000Z-incident-x`, of a record begun so long ago. */
const idOf = (ago: number, name = 'x') =>
  `${iso(to - ago).replace(/[-:]|\.\d+/g, '')}-incident-${name}`;

const incident = (ago: number, parts: object = {}, more: readonly PastLine[] = []): PastLine[] => [
  [
    'started',
    {
      title: `of ${ago / day}`,
      severity: 'P1',
      environment: 'production',
      eventAt: iso(to - ago),
      at: iso(to - ago),
      ...parts,
    },
  ],
  ...more,
];
const resolved = (ago: number): PastLine => [
  'resolved',
  { eventAt: iso(to - ago), at: iso(to - ago), summary: 'over' },
];

const found = (records: Readonly<Record<string, readonly PastLine[]>>, drill = false) =>
  teamIncidents({ journal: journalOf(records), drill } as never, window, rules);

describe('the incidents of a team', () => {
  it('are those of the window, oldest first, from detection to resolution', async () => {
    const records = {
      [idOf(2 * day)]: incident(2 * day),
      [idOf(5 * day)]: incident(5 * day, {}, [resolved(4 * day)]),
      '20261122T030000Z-rollback-production': [['intent', {}]] as const,
    };
    expect(await found(records)).toEqual([
      { name: 'of 5', from: to - 5 * day, to: to - 4 * day },
      { name: 'of 2', from: to - 2 * day, to },
    ]);
  });

  it('should have been told by the rules of the runbook that was run, else by all', async () => {
    const run = { runbook: 'high-error-rate' };
    const [one] = await found({ [idOf(day)]: incident(day, run) });
    expect(one?.rules).toEqual(['R0']);
    const [other] = await found({ [idOf(day)]: incident(day, { runbook: 'of-our-own' }) });
    expect(other).not.toHaveProperty('rules');
  });

  it.each([
    [10 * day, 1],
    [10 * day + 1000, 0],
    [0, 0],
    [1000, 1],
  ])('that began %i ms before its end are %i', async (ago, count) => {
    expect(await found({ [idOf(ago)]: incident(ago) })).toHaveLength(count);
  });

  it('may be recorded a week after they were over, and not later', async () => {
    const late = (by: number) => found({ [idOf(-by)]: incident(day) });
    expect(await late(7 * day)).toHaveLength(1);
    expect(await late(7 * day + 1000)).toHaveLength(0);
  });

  it('are read only where their names may be of the window', async () => {
    const records = { [idOf(day)]: incident(day), [idOf(11 * day)]: incident(11 * day) };
    const journal = journalOf(records);
    await teamIncidents({ journal, drill: false } as never, window, rules);
    expect(journal.reads).toEqual([idOf(day)]);
  });

  it('count as drills inside the sandbox alone', async () => {
    const records = { [idOf(day)]: incident(day, { drill: true }) };
    expect(await found(records)).toHaveLength(0);
    expect(await found(records, true)).toHaveLength(1);
  });

  it('are left out where they cannot be read', async () => {
    const records = { [idOf(day)]: [['note'] as const], [idOf(2 * day)]: incident(2 * day) };
    expect(await found(records)).toHaveLength(1);
  });
});
