import { describe, expect, it } from 'vitest';
import { checkIncident } from '../../../src/evidence/incident/chain.ts';
import { earlierMessage } from '../../../src/evidence/incident/earlier-message.ts';
import { listIncidents } from '../../../src/evidence/incident/list.ts';
import { fakeClock } from '../../support/clock.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;
const iso = (t: number) => new Date(t).toISOString();
const line = (kind: string, t: number, fields: object = {}): PastLine => [
  kind,
  { at: iso(t), eventAt: iso(t), ...fields },
];
const started = (t: number, title = 'Login fails', more: object = {}) =>
  line('started', t, { title, severity: 'P1', environment: 'production', ...more });

describe('the list of incidents', () => {
  const records = {
    '20261123T010000Z-incident-a': [
      started(at - 60 * minute),
      line('resolved', at - 45 * minute, { summary: 'over' }),
    ],
    '20261123T020000Z-incident-b': [started(at, 'A drill', { drill: true })],
    '20261123T023000Z-rollback-production': [line('intent', at)],
    '20261123T025000Z-incident-c': [line('note', at)],
  };
  const list = (most: number) => listIncidents({ journal: journalOf(records) }, most);

  it('is newest first, with how long each took', async () => {
    const { incidents, left } = await list(9);
    expect(left).toBe(0);
    expect(incidents).toEqual([
      {
        id: '20261123T025000Z-incident-c',
        title: 'its record cannot be read',
        titles: { en: 'its record cannot be read', ko: '기록을 읽을 수 없습니다' },
        severity: null,
        phase: null,
        detectedAt: null,
        took: null,
        drill: false,
      },
      {
        id: '20261123T020000Z-incident-b',
        title: 'A drill',
        titles: { en: 'A drill', ko: 'A drill' },
        severity: 'P1',
        phase: 'open',
        detectedAt: at,
        took: null,
        drill: true,
      },
      {
        id: '20261123T010000Z-incident-a',
        title: 'Login fails',
        titles: { en: 'Login fails', ko: 'Login fails' },
        severity: 'P1',
        phase: 'resolved',
        detectedAt: at - 60 * minute,
        took: 15 * minute,
        drill: false,
      },
    ]);
  });

  it('counts those that were not read', async () => {
    const { incidents, left } = await list(2);
    expect([incidents.length, left]).toEqual([2, 1]);
    expect((await list(3)).left).toBe(0);
  });
});

describe('an earlier message', () => {
  const message = (ago: number, key: string, ...more: readonly PastLine[]) => [
    line('intent', at - ago, { key }),
    ...more,
  ];
  const earlier = (records: Readonly<Record<string, readonly PastLine[]>>, key = 'k') =>
    earlierMessage({ journal: journalOf(records), clock: fakeClock(at) }, 'notify', key);

  it('of the last hour is found by its key, with what became of it', async () => {
    const done = line('outcome', at, { state: 'done' });
    const records = {
      '1-notify-x': message(30 * minute, 'k', line('outcome', at, { state: 'unknown' }), done),
      '2-notify-x': message(20 * minute, 'another'),
      '3-note-x': message(10 * minute, 'k'),
      '4-notify-x': [line('note', at)],
    };
    expect(await earlier(records)).toEqual({ line: '1-notify-x', state: 'done' });
    expect(await earlier(records, 'another')).toEqual({ line: '2-notify-x', state: 'unknown' });
    expect(await earlier(records, 'none')).toBeNull();
  });

  it('is none of more than an hour ago, nor of before one that is', async () => {
    const hour = 60 * minute;
    expect(await earlier({ '1-notify-x': message(hour, 'k') })).not.toBeNull();
    expect(await earlier({ '1-notify-x': message(hour + 1, 'k') })).toBeNull();
    const old = { '1-notify-x': message(minute, 'k'), '2-notify-x': message(hour + 1, 'another') };
    expect(await earlier(old)).toBeNull();
  });
});

describe('the records of an incident', () => {
  const id = '20261123T010000Z-incident-a';
  const fault = { line: 2, fault: 'altered', detail: 'line 2 was altered' } as const;

  it('are whole where none has a fault', async () => {
    const journal = journalOf({ [id]: [started(at)] }, { [id]: { head: 'abc' } });
    expect(await checkIncident({ journal }, id)).toEqual({
      incident: id,
      whole: true,
      records: [{ record: id, lines: 1, fault: null, more: 0, head: 'abc' }],
    });
  });

  it('have the first fault of each, and count the others', async () => {
    const faults = [fault, { ...fault, line: 3 }, { ...fault, line: 4 }];
    const journal = journalOf({ [id]: [started(at)] }, { [id]: { faults } });
    const { whole, records } = await checkIncident({ journal }, id);
    expect(whole).toBe(false);
    expect(records).toMatchObject([{ fault: { line: 2 }, more: 2, head: '' }]);
  });

  it('that hold no line are no whole record', async () => {
    const { whole, records } = await checkIncident({ journal: journalOf({ [id]: [] }) }, id);
    expect(whole).toBe(false);
    expect(records[0]?.fault).toMatchObject({ line: 1, fault: 'missing' });
    const journal = journalOf({ [id]: [] }, { [id]: { faults: [fault] } });
    expect((await checkIncident({ journal }, id)).records[0]?.fault).toEqual(fault);
  });
});
