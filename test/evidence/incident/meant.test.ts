/* Which incidents are open, which one is meant, and what belongs to it. */
import { describe, expect, it } from 'vitest';
import {
  incidentMeant,
  lookForIncidents,
  openIncident,
  openIncidents,
  readIncident,
  recordTime,
} from '../../../src/evidence/incident/open.ts';
import type { JournalReading } from '../../../src/ports/journal.ts';
import { refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const day = 86_400_000;
const stamp = (t: number) => new Date(t).toISOString().replace(/[-:]|\.\d+/g, '');
const idOf = (ago: number, name: string) => `${stamp(now - ago)}-incident-${name}`;
const started = (title = 'Login fails', environment = 'production'): PastLine => [
  'started',
  { title, severity: 'P2', environment },
];

type Records = Readonly<Record<string, readonly PastLine[]>>;
const at = (records: Records, more: Readonly<Record<string, Partial<JournalReading>>> = {}) => ({
  journal: journalOf(records, more),
  clock: fakeClock(now),
});
const [newer, older] = [idOf(3_600_000, 'b'), idOf(2 * 3_600_000, 'a')];

describe('open incidents', () => {
  it('are those that nobody resolved, newest first, by their last severity', async () => {
    const found = await openIncidents(
      at({
        [older]: [
          started('First'),
          ['severity', { to: 'P1' }],
          ['severity', { to: 'P3' }],
          ['note'],
        ],
        [newer]: [started('Second', 'staging')],
        [idOf(1000, 'c')]: [started(), ['resolved']],
      }),
    );
    expect(found).toEqual([
      {
        id: newer,
        title: 'Second',
        titles: { en: 'Second', ko: 'Second' },
        severity: 'P2',
        environment: 'staging',
      },
      {
        id: older,
        title: 'First',
        titles: { en: 'First', ko: 'First' },
        severity: 'P3',
        environment: 'production',
      },
    ]);
  });

  it.each([
    [14 * day, 1],
    [14 * day + 1000, 0],
  ])('begun %i ms ago are %i', async (ago, count) => {
    expect(await openIncidents(at({ [idOf(ago, 'a')]: [started()] }))).toHaveLength(count);
  });

  it('are looked for among the ten newest', async () => {
    const many = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [idOf(i * 1000, `r${i}`), [started(), ['resolved']]]),
      ) as Records;
    const oldest = idOf(day, 'open');
    const among = (length: number) => openIncidents(at({ ...many(length), [oldest]: [started()] }));
    expect(await among(9)).toHaveLength(1);
    expect(await among(10)).toHaveLength(0);
  });

  it('are not closed by a line that nothing vouches for', async () => {
    const context = at({ [newer]: [started(), ['resolved']] });
    const read = async (id: string) => {
      const reading = await journalOf({ [newer]: [started(), ['resolved']] }).read(id);
      return { ...reading, unvouched: new Set(reading.entries.slice(1)) };
    };
    const journal = { ...context.journal, read };
    expect(await openIncidents({ ...context, journal })).toHaveLength(1);
    expect((await readIncident({ journal }, newer)).incident.phase).toBe('open');
  });

  it('are closed by a note beside them that says so, not by one of another incident', async () => {
    const note = `${stamp(now)}-note-${newer}`.slice(0, 60);
    const closing = (incident: string): Records => ({
      [newer]: [started()],
      [note]: [['resolved', { incident }]],
    });
    expect(await openIncidents(at(closing(newer)))).toHaveLength(0);
    expect(await openIncidents(at(closing(older)))).toHaveLength(1);
    const speaking: Records = {
      [newer]: [started()],
      [note]: [
        ['note', { incident: newer }],
        ['resolved', { incident: older }],
      ],
    };
    expect(await openIncidents(at(speaking))).toHaveLength(1);
  });

  it('are not closed by a note of long before, nor by what is no note', async () => {
    const by = (record: string) =>
      openIncidents(at({ [newer]: [started()], [record]: [['resolved', { incident: newer }]] }));
    const from = recordTime(newer);
    expect(await by(`${stamp(from - day)}-note-x`)).toHaveLength(0);
    expect(await by(`${stamp(from - day - 1000)}-note-x`)).toHaveLength(1);
    expect(await by(`${stamp(now)}-rollback-production`)).toHaveLength(1);
  });
});

describe('an incident that cannot be told to be open', () => {
  it('is one that cannot be read, or whose beginning is gone', async () => {
    const notes = ['line 1 is damaged'];
    const context = at(
      { [newer]: [['note']], [older]: [['note']] },
      { [older]: { notes }, [newer]: {} },
    );
    expect((await lookForIncidents(context)).damaged).toEqual([
      { id: newer, reason: 'its first line is missing' },
      { id: older, reason: 'line 1 is damaged' },
    ]);
    const journal = { ...context.journal, read: refusing() };
    expect((await lookForIncidents({ ...context, journal })).damaged[0]).toEqual({
      id: newer,
      reason: 'it cannot be read',
    });
  });

  it('is none whose first line is being written this moment', async () => {
    const driver = { pid: 7, host: 'desk' };
    expect(await lookForIncidents(at({ [newer]: [] }, { [newer]: { driver } }))).toEqual({
      open: [],
      damaged: [],
    });
    expect((await lookForIncidents(at({ [newer]: [] }))).damaged).toHaveLength(1);
    const begun = at({ [newer]: [['note']] }, { [newer]: { driver } });
    expect((await lookForIncidents(begun)).damaged).toHaveLength(1);
  });

  it('is passed over where the open one is asked for', async () => {
    const context = at({ [newer]: [['note']], [older]: [started()] });
    expect((await openIncident(context))?.id).toBe(older);
    expect((await openIncident(context, 'staging'))?.id).toBe(older);
  });
});

describe('the incident that is meant', () => {
  const two = { [newer]: [started('Second')], [older]: [started('First')] };
  const over = {
    [newer]: [started(), ['resolved'] as const],
    [older]: [started(), ['resolved'] as const],
  };

  it('is the one whose id is given, or a part of it that no other has', async () => {
    expect(await incidentMeant(at(over), older)).toBe(older);
    expect(await incidentMeant(at(over), 'INCIDENT-A')).toBe(older);
    const nested = { [newer]: [started()], [`${newer}-2`]: [started()] };
    expect(await incidentMeant(at(nested), newer)).toBe(newer);
  });

  it('is none by a part that several have, or none has', async () => {
    await expect(incidentMeant(at(two), 'incident')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/^2 incidents/),
      next: [newer, older],
    });
    await expect(incidentMeant(at(two), 'nothing')).rejects.toMatchObject({
      kind: 'usage',
      next: ['tsops incident list'],
    });
    const six = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((i) => [idOf(i * 1000, `m${i}`), [started()]]),
    );
    await expect(incidentMeant(at(six), 'incident')).rejects.toMatchObject({
      next: { length: 5 },
    });
  });

  it('is the only open one where none is named', async () => {
    expect(await incidentMeant(at({ ...over, [older]: [started()] }), undefined)).toBe(older);
  });

  it('is asked for where several are open', async () => {
    await expect(incidentMeant(at(two), undefined)).rejects.toMatchObject({
      kind: 'usage',
      meant: {
        argument: 'incident',
        choices: [
          { value: newer, hint: 'Second' },
          { value: older, hint: 'First' },
        ],
      },
      next: [`${newer}  (Second)`, `${older}  (First)`],
    });
  });

  it('is the newest one that is over, only for what is asked of such', async () => {
    const other = { ...over, [`${stamp(now)}-rollback-production`]: [['intent'] as const] };
    expect(await incidentMeant(at(other), undefined, 'or the newest')).toBe(newer);
    const open = { ...over, [older]: [started()] };
    expect(await incidentMeant(at(open), undefined, 'or the newest')).toBe(older);
    await expect(incidentMeant(at(over), undefined)).rejects.toMatchObject({
      kind: 'usage',
      message: 'No incident is open.',
      next: [expect.any(String), expect.stringContaining(newer)],
    });
    await expect(incidentMeant(at({}), undefined, 'or the newest')).rejects.toMatchObject({
      next: { length: 1 },
    });
  });
});

describe('what belongs to an incident', () => {
  it('is what it links, and what names it, the oldest first, with what is damaged', async () => {
    const action = `${stamp(now)}-rollback-production`;
    const linked = `${stamp(now - 1000)}-invalidate-production`;
    const other = `${stamp(now)}-notify-x`;
    const { journal } = at(
      {
        [newer]: [started(), ['linked', { record: linked }]],
        [linked]: [['intent', { action: 'invalidate' }]],
        [action]: [['intent', { action: 'rollback', incident: newer }]],
        [other]: [['intent', { action: 'notify' }]],
      },
      { [action]: { notes: ['cut short'] }, [newer]: { driver: { pid: 7, host: 'desk' } } },
    );
    const { records, notes, driver, lines } = await readIncident({ journal }, newer);
    expect(records.map(({ id }) => id)).toEqual([newer, linked, action]);
    expect(notes).toEqual([`${action}: cut short`]);
    expect(driver).toEqual({ pid: 7, host: 'desk' });
    expect(lines.length).toBeGreaterThanOrEqual(4);
    const few = await readIncident({ journal }, newer, [newer, linked]);
    expect(few.records.map(({ id }) => id)).toEqual([newer, linked]);
  });

  it('is nothing of long before it, nor another incident', async () => {
    const early = `${stamp(recordTime(newer) - 2 * day)}-rollback-production`;
    const { journal } = at({
      [newer]: [started(), ['linked', { record: older }], ['linked', { record: early }]],
      [older]: [started()],
      [early]: [['intent', { incident: newer }]],
    });
    expect((await readIncident({ journal }, newer)).records).toHaveLength(1);
  });

  it('is told of a record that is none, with what is damaged in it', async () => {
    const broken = at({ [newer]: [['note']] }, { [newer]: { notes: ['one', 'two'] } });
    await expect(readIncident(broken, newer)).rejects.toMatchObject({
      kind: 'unreachable',
      why: 'one; two',
      next: [`tsops incident verify ${newer}`],
    });
    await expect(readIncident(at({ [newer]: [['note']] }), newer)).rejects.toMatchObject({
      why: 'Its first line is missing.',
    });
  });

  it('was begun when its name says, and at no known time by another name', () => {
    expect(recordTime('20261123T030000Z-incident-x')).toBe(now);
    expect(recordTime('0001-incident-x')).toBe(Number.POSITIVE_INFINITY);
    expect(recordTime('x20261123T030000Z')).toBe(Number.POSITIVE_INFINITY);
  });
});
