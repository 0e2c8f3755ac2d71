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

function codes(parts: Parameters<typeof rotation>[0], people = reachable): string[] {
  return lintRotation(rotation(parts), people, now, 12).findings.map(({ code }) => code);
}

describe('lint of a rotation', () => {
  const span = { from: '2026-12-01', to: '2026-12-01' };
  const away = (person: string) => ({ person, ...span });

  it('finds nothing in a fair one', () => {
    expect(codes({})).toEqual([]);
  });

  it.each([
    ['hole', { leave: ['Minji', 'Seungho', 'Yuna'].map(away) }],
    ['double-cover', { overrides: [away('Minji'), away('Yuna')] }],
    ['same-person', { overrides: [away('Yuna'), { ...away('Yuna'), role: 'secondary' as const }] }],
    ['no-contact', { overrides: [away('Jiho')] }],
    ['past-override', { overrides: [{ person: 'Yuna', from: '2026-11-01', to: '2026-11-02' }] }],
    ['on-leave', { overrides: [away('Yuna')], leave: [away('Yuna')] }],
    ['unfair-weekends', { weekend: ['Minji'] }],
    ['unfair-nights', { primary: ['Minji', 'Minji', 'Minji', 'Seungho', 'Yuna'] }],
  ])('finds %s', (code, parts) => {
    expect(codes(parts)).toContain(code);
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
