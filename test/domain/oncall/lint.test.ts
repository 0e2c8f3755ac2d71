import { describe, expect, it } from 'vitest';
import { icsOf } from '../../../src/domain/oncall/calendar.ts';
import { countdownOf, escalationOf } from '../../../src/domain/oncall/escalation.ts';
import { lintRotation } from '../../../src/domain/oncall/lint.ts';
import { rotation } from './rotation-support.ts';

const now = Date.parse('2026-11-25T03:00:00Z');
const zone = 'Asia/Seoul';
const contacts = ['Minji', 'Seungho', 'Yuna'].map((name) => ({
  name,
  role: name === 'Seungho' ? 'tech lead' : 'engineer',
  timezone: zone,
  ...(name === 'Yuna' ? {} : { phone: '+82-2-555-0101' }),
}));
const reachable = contacts.map((contact) => ({ phone: '1', ...contact }));

function codes(changes: Parameters<typeof rotation>[0], people = reachable): string[] {
  return lintRotation(rotation(changes), people, now, 12).findings.map(({ code }) => code);
}

describe('lint of a rotation', () => {
  const span = { from: '2026-12-01', to: '2026-12-01' };
  const dayBefore = { from: '2026-11-30', to: '2026-11-30' };
  const dayAfter = { from: '2026-12-02', to: '2026-12-02' };
  const secondary = { role: 'secondary' as const };
  const away = (person: string) => ({ person, ...span });
  const hours = (from: string, to: string) => ({
    person: 'Yuna',
    from: `2026-12-01 ${from}`,
    to: `2026-12-01 ${to}`,
  });
  const until = (to: string) => ({ person: 'Yuna', from: '2026-11-25 10:00', to });

  it('finds nothing in a fair one', () => {
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof rotation>[0], string[]]>([
    ['everybody away', { leave: ['Minji', 'Seungho', 'Yuna'].map(away) }, ['hole']],
    ['two of three away', { leave: ['Minji', 'Seungho'].map(away) }, []],
    ['two in one place', { overrides: [away('Minji'), away('Yuna')] }, ['double-cover']],
    [
      'two in one place, one of whom was written first for longer',
      { overrides: [{ ...away('Minji'), to: '2026-12-03' }, away('Yuna')] },
      ['double-cover'],
    ],
    [
      'three in one place: each pair',
      { overrides: [away('Minji'), away('Yuna'), away('Seungho')] },
      ['double-cover', 'double-cover', 'double-cover'],
    ],
    ['two in two roles', { overrides: [away('Minji'), { ...away('Yuna'), ...secondary }] }, []],
    [
      'two as secondary',
      { overrides: ['Minji', 'Yuna'].map((person) => ({ ...away(person), ...secondary })) },
      ['double-cover'],
    ],
    ['one after the other', { overrides: [hours('09:00', '12:00'), hours('12:00', '18:00')] }, []],
    [
      'one after the other, written the other way round',
      { overrides: [hours('12:00', '18:00'), hours('09:00', '12:00')] },
      [],
    ],
    [
      'one in both roles',
      { overrides: [away('Yuna'), { ...away('Yuna'), ...secondary }] },
      ['same-person'],
    ],
    ['one alone', { primary: ['Minji'] }, []],
    ['a stranger stands in', { overrides: [away('Jiho')] }, ['no-contact']],
    ['a stranger is away', { leave: [away('Jiho')] }, ['no-contact']],
    ['a stranger has a turn', { weekend: ['Minji', 'Seungho', 'Yuna', 'Jiho'] }, ['no-contact']],
    ['a name in other letters', { overrides: [away('yuna ')] }, []],
    ['over since this minute', { overrides: [until('2026-11-25 12:00')] }, ['past-override']],
    ['over in a minute', { overrides: [until('2026-11-25 12:01')] }, []],
    ['on leave too', { overrides: [away('Yuna')], leave: [away('Yuna')] }, ['on-leave']],
    ['another on leave', { overrides: [away('Yuna')], leave: [away('Minji')] }, []],
    [
      'on leave until it begins',
      { overrides: [away('Yuna')], leave: [{ person: 'Yuna', ...dayBefore }] },
      [],
    ],
    [
      'on leave from its end on',
      { overrides: [away('Yuna')], leave: [{ person: 'Yuna', ...dayAfter }] },
      [],
    ],
    ['all weekends on one', { weekend: ['Minji'] }, ['unfair-nights', 'unfair-weekends']],
    ['weekends on each', { weekend: ['Yuna', 'Minji', 'Seungho'] }, []],
  ])('%s', (_what, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('finds who has most of the nights, and nobody where they are shared', () => {
    const nights = (...primary: string[]) =>
      codes({ primary }).filter((code) => code === 'unfair-nights');
    expect(nights('Minji', 'Minji', 'Minji', 'Seungho', 'Yuna')).toEqual(['unfair-nights']);
    expect(nights('Minji', 'Seungho', 'Minji', 'Yuna', 'Seungho', 'Yuna')).toEqual([]);
  });

  it('names each finding with its people and its time, errors apart from warnings', () => {
    const { findings } = lintRotation(
      rotation({ overrides: [away('Minji'), { ...away('Yuna'), from: '2026-12-01 06:00' }] }),
      contacts,
      now,
      12,
    );
    expect(findings.map(({ level, message }) => [level, message.en.split(':')[0]])).toEqual([
      ['error', 'Minji and Yuna are both primary from 2026-12-01 06'],
      ['warning', 'Yuna has no phone number'],
    ]);
  });

  it('finds who has no phone', () => {
    expect(codes({}, contacts as typeof reachable)).toEqual(['not-reachable']);
  });

  it('counts nights by the clocks of each', () => {
    const far = reachable.map((each) => ({ ...each, timezone: 'America/New_York' }));
    const shared = { primary: ['Minji'] };
    const { burdens } = lintRotation(rotation(shared), far, now, 1);
    expect(burdens).toEqual([{ person: 'Minji', nights: 7, weekends: 1 }]);
    const daily = {
      ...shared,
      overrides: [{ person: 'Yuna', from: '2026-11-25', to: '2026-11-25' }],
    };
    const seoul = lintRotation(rotation(daily), reachable, now, 1).burdens;
    expect(seoul.find(({ person }) => person === 'Yuna')?.nights).toBe(1);
  });
});

describe('the escalation', () => {
  const minute = 60_000;
  const policy = [
    { to: 'on-call', after: 0 },
    { to: 'tech lead', after: 15 * minute },
    { to: 'engineering manager', after: 30 * minute },
  ];
  const steps = escalationOf(policy, contacts, 'Minji');

  it('names who has each role, and nobody where nobody has', () => {
    expect(steps.map(({ person }) => person)).toEqual(['Minji', 'Seungho', null]);
  });

  it.each([
    [0, null, 1],
    [15 * minute - 1, null, 1],
    [15 * minute, null, 2],
    [30 * minute, null, null],
    [10 * minute, now + minute, null],
  ])('after %i ms, answered at %s, goes to step %s', (after, answered, next) => {
    expect(countdownOf(steps, now, answered, now + after).next).toBe(next);
  });
});

describe('the calendar', () => {
  const event = { uid: 'a@b', from: now, to: now + 60_000, summary: 'x', description: '' };

  it('ends each line with CRLF, of 75 octets at most, and cuts no character', () => {
    const summary = `당직: 김민지, 박승호; 백\\업\n${'가나다라'.repeat(40)}`;
    const text = icsOf('당직', [{ ...event, summary }], now);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text).not.toContain('\ufffd');
    const unfolded = text.replaceAll('\r\n ', '');
    expect(unfolded).toContain('SUMMARY:당직: 김민지\\, 박승호\\; 백\\\\업\\n가나다라');
    expect(unfolded).toContain('DTSTART:20261125T030000Z\r\n');
  });
});
