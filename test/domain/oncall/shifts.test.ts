import { describe, expect, it } from 'vitest';
import { dutyAt, shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import { instantOf, wallTimeAt } from '../../../src/domain/oncall/zone-time.ts';
import { rotation } from './rotation-support.ts';

const at = (text: string) => Date.parse(text);
const seoul = (date: string, time = '09:00') => instantOf({ date, time }, 'Asia/Seoul');

function told(made = rotation(), from = '2026-11-23', to = '2026-11-30') {
  return shiftsBetween(made, seoul(from), seoul(to)).map((shift) => {
    const { date, time } = wallTimeAt(shift.from, 'Asia/Seoul');
    return `${date} ${time} ${shift.primary}/${shift.secondary} ${shift.why}`;
  });
}

describe('a time on the wall', () => {
  it.each([
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00Z', 'skipped: where they jump'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30Z', 'shown twice: the first'],
    ['2026-03-29', '02:00', 'Europe/Berlin', '2026-03-29T01:00Z', 'the first minute skipped'],
    ['2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T10:00Z', 'a day that never was'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z', 'half an hour twice'],
    ['2026-11-23', '09:00', 'Asia/Seoul', '2026-11-23T00:00Z', 'Korea has no summer time'],
    ['1988-05-08', '02:30', 'Asia/Seoul', '1988-05-07T17:00Z', 'but had it once'],
  ])('%s %s in %s is %s (%s)', (date, time, zone, utc) => {
    expect(new Date(instantOf({ date, time }, zone)).toISOString()).toBe(
      new Date(utc).toISOString(),
    );
  });
});

describe('the rotation', () => {
  it('has a primary and a secondary on weekdays, and one alone at the weekend', () => {
    expect(told()).toEqual([
      '2026-11-23 09:00 Minji/Seungho rotation',
      '2026-11-28 09:00 Minji/null rotation',
    ]);
  });

  it('hands over on Monday at nine, to the millisecond, and goes round', () => {
    const primaryAt = (ms: number) => dutyAt(rotation(), ms).shift.primary;
    expect(primaryAt(at('2026-11-30T00:00:00Z') - 1)).toBe('Minji');
    expect(primaryAt(at('2026-11-30T00:00:00Z'))).toBe('Seungho');
    expect(primaryAt(at('2026-12-14T00:00:00Z'))).toBe('Minji');
    expect(primaryAt(at('2026-11-16T00:00:00Z'))).toBe('Yuna');
  });

  it('takes lists of its own for secondary and weekend', () => {
    expect(told(rotation({ secondary: ['Jiho'], weekend: ['Sora', 'Yuna'] }))).toEqual([
      '2026-11-23 09:00 Minji/Jiho rotation',
      '2026-11-28 09:00 Sora/null rotation',
    ]);
  });

  it('has no secondary where there is only one engineer', () => {
    expect(told(rotation({ primary: ['Minji'] }))[0]).toContain('Minji/null');
  });

  it('lets the secondary stand in for who is away, and the next in turn for the secondary', () => {
    const leave = [{ person: 'Minji', from: '2026-11-24', to: '2026-11-25' }];
    expect(told(rotation({ leave }))).toEqual([
      '2026-11-23 09:00 Minji/Seungho rotation',
      '2026-11-24 00:00 Seungho/Yuna leave',
      '2026-11-26 00:00 Minji/Seungho rotation',
      '2026-11-28 09:00 Minji/null rotation',
    ]);
  });

  it('lets the secondary of the week stand in before whoever comes next in turn', () => {
    const leave = [{ person: 'Minji', from: '2026-11-24', to: '2026-11-28' }];
    const made = rotation({ leave, secondary: ['Jiho', 'Sora'] });
    expect(told(made).slice(1)).toEqual([
      '2026-11-24 00:00 Jiho/Sora leave',
      '2026-11-28 09:00 Jiho/null leave',
      '2026-11-29 00:00 Minji/null rotation',
    ]);
    const both = [...leave, { ...leave[0], person: 'Jiho' } as (typeof leave)[number]];
    expect(told(rotation({ ...made, leave: both }))[1]).toBe('2026-11-24 00:00 Seungho/Sora leave');
  });

  it('has a hole where everybody is away', () => {
    const away = (person: string) => ({ person, from: '2026-11-24', to: '2026-11-24' });
    const leave = ['Minji', 'Seungho', 'Yuna'].map(away);
    expect(told(rotation({ leave }))[1]).toBe('2026-11-24 00:00 null/null leave');
  });

  it('is overridden for some hours, and by the later of two', () => {
    const override = (person: string, from: string, to: string) => ({ person, from, to });
    const overrides = [
      override('Yuna', '2026-11-24 12:00', '2026-11-24 18:00'),
      override('Seungho', '2026-11-24 15:00', '2026-11-24 16:00'),
    ];
    expect(told(rotation({ overrides })).slice(1, 5)).toEqual([
      '2026-11-24 12:00 Yuna/Seungho override',
      '2026-11-24 15:00 Seungho/Yuna override',
      '2026-11-24 16:00 Yuna/Seungho override',
      '2026-11-24 18:00 Minji/Seungho rotation',
    ]);
  });
});

describe('a duty', () => {
  it('goes on over the weekend to the hand-over, whoever comes then', () => {
    const { from, to, next } = dutyAt(rotation(), at('2026-11-25T03:00:00Z'));
    expect([from, to]).toEqual([at('2026-11-23T00:00:00Z'), at('2026-11-30T00:00:00Z')]);
    expect(next?.primary).toBe('Seungho');
    const alone = dutyAt(rotation({ primary: ['Minji'] }), at('2026-11-25T03:00:00Z'));
    expect([alone.to, alone.next?.primary]).toEqual([to, 'Minji']);
  });
});
