/*
 * Zones whose clocks do what others do not: change by half an hour or by two, skip a whole day, go back for
 * Ramadan, at midnight, or for good. What the config writes is put into each change and beside it, and the
 * turn is compared with what the clocks themselves show, minute by minute, by another library.
 */
import { describe, expect, it } from 'vitest';
import type { Rotation } from '../../../src/domain/oncall/rotation.ts';
import { shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import { addDays, type WallTime, weekday } from '../../../src/domain/oncall/wall-time.ts';
import { clockChanges, minute, wallBeyond, weekdays, wrongMinutes } from './clocks-support.ts';
import { rotation } from './rotation-support.ts';

const odd = [
  ['Australia/Lord_Howe', 2026, [-30, 30], 'half an hour'],
  ['Antarctica/Troll', 2026, [120, -120], 'two hours'],
  ['Antarctica/Casey', 2020, [-180, 180], 'three, at a minute past midnight'],
  ['Pacific/Apia', 2011, [-60, 60, 1440], 'and a day that never was'],
  ['Pacific/Kwajalein', 1993, [1440], 'another such day'],
  ['Africa/Casablanca', 2024, [-60, 60], 'back for Ramadan'],
  ['Africa/Cairo', 2014, [60, -60, 60, -60], 'four times in a year'],
  ['Europe/Dublin', 2026, [60, -60], 'where winter is the exception'],
  ['America/Sao_Paulo', 2018, [-60, 60], 'at midnight'],
  ['America/Caracas', 2007, [-30], 'half an hour back for good'],
  ['Asia/Pyongyang', 2018, [30], 'and forward'],
] as const;

type Wall = Required<WallTime>;

/** A turn at a wall time: who is primary from then on, or until then. */
const turns: Readonly<
  Record<string, (wall: Wall, zone: string) => [string, 'from' | 'until', Rotation]>
> = {
  'a hand-over': (wall, zone) => ['Minji', 'from', rotation({ zone, ...handoverAt(wall) })],
  'a weekend': (wall, zone) => {
    const weekendFrom = handoverAt(wall).handover;
    return ['Jiho', 'from', rotation({ ...elsewhere(wall, zone), weekendFrom, weekend: ['Jiho'] })];
  },
  'an override': (wall, zone) => {
    const span = { from: textOf(wall), to: addDays(wall.date, 3) };
    const overrides = [{ person: 'Sora', ...span }];
    return ['Sora', 'from', rotation({ ...elsewhere(wall, zone), overrides })];
  },
  'the end of an override': (wall, zone) => {
    const span = { from: addDays(wall.date, -3), to: textOf(wall) };
    const overrides = [{ person: 'Sora', ...span }];
    return ['Sora', 'until', rotation({ ...elsewhere(wall, zone), overrides })];
  },
  leave: (wall, zone) => {
    const alone = { primary: ['Minji'], secondary: ['Seungho'] };
    const leave = [{ person: 'Minji', from: textOf(wall), to: addDays(wall.date, 3) }];
    return ['Seungho', 'from', rotation({ ...elsewhere(wall, zone), ...alone, leave })];
  },
};

const textOf = ({ date, time }: Wall) => `${date} ${time}`;

function handoverAt({ date, time }: Wall) {
  return { start: date, handover: `${weekdays[weekday(date)]} ${time}` };
}

/** The hand-over is half a week away. */
function elsewhere({ date }: Wall, zone: string) {
  return { zone, ...handoverAt({ date: addDays(date, 3), time: '12:00' }) };
}

/** `2026-10-25 02:00` for each minute, as Intl knows the zone. */
function shownMinutes(zone: string, from: number, to: number): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const length = Math.ceil((to - from) / minute);
  return Array.from({ length }, (_, index) => format.format(from + index * minute));
}

describe.each(odd)('%s in %i: %j minutes, %s', (zone, year, minutes) => {
  const changes = clockChanges(zone, Date.UTC(year, 0), Date.UTC(year + 1, 0));

  it('is a zone that changes so', () => {
    expect(changes.map(({ change }) => change / minute)).toEqual(minutes);
  });

  it.each(Object.keys(turns))(
    'has %s at the first minute that shows its time, or a later one',
    (turn) => {
      for (const { at, change } of changes) {
        const room = Math.abs(change) + 120 * minute;
        const [from, to] = [at - room, at + room];
        const shown = shownMinutes(zone, from, to);
        const first = Math.min(0, -change);
        const inside = [
          0,
          minute,
          Math.abs(change) / 2,
          Math.abs(change) - minute,
          Math.abs(change),
        ];
        for (const after of [first - minute, ...inside.map((each) => first + each)]) {
          const wall = wallBeyond(at, zone, after);
          const [person, side, made] = turns[turn]?.(wall, zone) ?? [];
          if (made === undefined) throw new Error('no such turn');
          const reached = shown.findIndex((text) => text >= textOf(wall));
          expect(reached).toBeGreaterThan(0);
          const shift = shiftsBetween(made, from, to);
          const mine = shift.filter(({ primary }) => primary === person);
          const turned = from + reached * minute;
          const expected = side === 'from' ? [turned, to] : [from, turned];
          expect([textOf(wall), mine[0]?.from, mine.at(-1)?.to]).toEqual([
            textOf(wall),
            ...expected,
          ]);
          expect(wrongMinutes(made, from, to)).toEqual([]);
        }
      }
    },
  );
});
