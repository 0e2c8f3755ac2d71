import { describe, expect, it } from 'vitest';
import { alertKey } from '../../../src/domain/notification/alert-identity.ts';
import { notifying } from '../../../src/evidence/alerts/silenceable.ts';
import {
  addedSilences,
  knownSilences,
  silenceRecord,
  silencesInForce,
} from '../../../src/evidence/alerts/silences.ts';
import { refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const targets = [{ rule: 'Errors', environment: 'production' }];

const silenced = (id: string, parts: Readonly<Record<string, unknown>> = {}): PastLine => [
  'silenced',
  {
    id,
    targets,
    labels: {},
    from: now - 20 * minute,
    until: now + 20 * minute,
    untilResolved: false,
    reason: 'a deploy',
    record: 'r',
    ...parts,
  },
];
const resolvedAt = (t: number): PastLine => [
  'decided',
  {
    events: [
      {
        key: alertKey({ rule: 'Errors', environment: 'production', labels: {} }),
        kind: 'resolved',
        t,
        suppressed: null,
      },
    ],
    deliveries: [],
  },
];

const journal = (silences: readonly PastLine[], told?: readonly PastLine[]) =>
  journalOf({
    '1-alert-silences': silences,
    '2-alert-silences-of-another': [silenced('s9')],
    ...(told && { '3-alert-notifications': told }),
  });
const ids = (silences: readonly { readonly id: string }[]) => silences.map(({ id }) => id);

describe('silences', () => {
  it('are those of their record, in the order in which they were added', async () => {
    const kept = journal([silenced('s1'), silenced('s2')]);
    expect(await silenceRecord(kept)).toBe('1-alert-silences');
    expect(ids(await addedSilences(kept))).toEqual(['s1', 's2']);
    expect(await addedSilences(journalOf({}))).toEqual([]);
    expect(await knownSilences(journalOf({}))).toEqual([]);
  });

  it('until resolved end at the first one told since, of what they match', async () => {
    const lines = [silenced('s1', { untilResolved: true }), silenced('s2')];
    const told = [resolvedAt(now - 30 * minute), resolvedAt(now - 5 * minute)];
    const [first, second] = await knownSilences(journal(lines, told));
    expect(first).toMatchObject({ until: now - 5 * minute, end: 'resolved' });
    expect(second).toMatchObject({ until: now + 20 * minute, end: 'time' });
    expect(await addedSilences(journal(lines, told))).toMatchObject([{ end: 'time' }, {}]);
  });

  it('need what was told only where one of them waits for it', async () => {
    const timed = journal([silenced('s1')], [resolvedAt(now)]);
    await knownSilences(timed);
    expect(timed.reads).toEqual(['1-alert-silences']);
    const waiting = journal([silenced('s1', { untilResolved: true })]);
    expect(await knownSilences(waiting)).toMatchObject([{ end: 'time' }]);
  });
});

describe('silences in force', () => {
  const inForce = (kept: ReturnType<typeof journal>) =>
    silencesInForce({ journal: kept as never, clock: fakeClock(now) });

  it.each([
    [now, now + 1, ['s1']],
    [now - 1, now, []],
    [now + 1, now + 2, []],
  ])('are those from %i to %i at this moment', async (from, until, expected) => {
    const { silences, problems } = await inForce(journal([silenced('s1', { from, until })]));
    expect([ids(silences), problems]).toEqual([expected, []]);
  });

  it('are none that something resolved ended', async () => {
    const lines = [silenced('s1', { untilResolved: true }), silenced('s2')];
    const { silences } = await inForce(journal(lines, [resolvedAt(now - minute)]));
    expect(ids(silences)).toEqual(['s2']);
  });

  it('are not known where the record cannot be read, and the answer goes on', async () => {
    const broken = { ...journal([]), read: refusing('EACCES') };
    const { silences, problems } = await inForce(broken);
    expect(silences).toEqual([]);
    expect(problems).toEqual([
      { kind: 'credentials', message: 'EACCES', why: expect.stringContaining('not known') },
    ]);
  });
});

describe('who notifies from here', () => {
  it('is the process that writes what was told', async () => {
    const driver = { pid: 7, host: 'desk' };
    const kept = journalOf(
      { '3-alert-notifications': [resolvedAt(now)] },
      { '3-alert-notifications': { driver } },
    );
    const { ledger, watch } = await notifying(kept);
    expect(watch).toEqual(driver);
    expect(ledger?.resolutions).toHaveLength(1);
  });

  it('is nobody where nothing was ever told', async () => {
    expect(await notifying(journal([]))).toEqual({ ledger: null, watch: null });
  });
});
