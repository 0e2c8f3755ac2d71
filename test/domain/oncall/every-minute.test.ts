import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyAt, shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import { weekday } from '../../../src/domain/oncall/wall-time.ts';
import {
  clockChanges,
  day,
  minute,
  wallBeyond,
  weekdays,
  wrongMinutes,
  zones,
} from './clocks-support.ts';
import { rotation } from './rotation-support.ts';

const people = ['Minji', 'Seungho', 'Yuna', 'Jiho', 'Sora'];

const two = (value: number) => String(value).padStart(2, '0');
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${two(h)}:${two(m)}`);
const weekTime = fc.tuple(fc.constantFrom(...weekdays), time).map((parts) => parts.join(' '));
const moment = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2037, 0) });
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const absence = fc
  .tuple(fc.constantFrom(...people.slice(1)), fc.integer({ min: -10, max: 380 }), fc.nat(40), time)
  .map(([person, after, long, at]) => ({ person, after, long, at }));

/** A rotation whose first engineer is never away, so that somebody always can be on call. */
const rotations = fc
  .record({
    zone: fc.constantFrom(...zones),
    at: moment,
    handover: weekTime,
    weekendFrom: weekTime,
    primary: fc.subarray(people.slice(1), { minLength: 0 }).map((some) => ['Minji', ...some]),
    secondary: fc.option(fc.subarray(people, { minLength: 1 }), { nil: undefined }),
    weekend: fc.option(fc.subarray(people, { minLength: 1 }), { nil: undefined }),
    leave: fc.array(absence, { maxLength: 6 }),
    overrides: fc.array(absence, { maxLength: 6 }),
  })
  .map(({ at, leave, overrides, ...parts }) => {
    const spans = (list: typeof leave) =>
      list.map(({ person, after, long, at: clock }) => ({
        person,
        from: `${dateOf(at + after * day)} ${clock}`,
        to: dateOf(at + (after + long) * day),
      }));
    return {
      at,
      made: rotation({
        ...parts,
        start: dateOf(at),
        leave: spans(leave),
        overrides: spans(overrides),
      }),
    };
  });

describe('exactly one engineer is primary at every minute', () => {
  it('of a year, whatever zone, hand-over, leave and overrides', () => {
    fc.assert(
      fc.property(rotations, ({ at, made }) => {
        const from = Math.floor(at / minute) * minute;
        expect(wrongMinutes(made, from, from + 366 * day)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of every year from 1975 to 2036, each in a zone of its own', () => {
    const years = Array.from({ length: 62 }, (_, index) => 1975 + index);
    for (const [index, year] of years.entries()) {
      const zone = zones[(index * 83) % zones.length] ?? 'UTC';
      const made = rotation({ zone, start: `${year}-06-01` });
      const wrong = wrongMinutes(made, Date.UTC(year, 0), Date.UTC(year + 1, 0));
      expect([zone, year, wrong]).toEqual([zone, year, []]);
    }
  });

  it('where the hand-over falls into a change of the clocks, of every zone', () => {
    let seen = 0;
    for (const zone of zones) {
      for (const { at, change } of clockChanges(zone, Date.UTC(2019, 0), Date.UTC(2027, 0))) {
        const wall = wallBeyond(at, zone, -change / 2);
        const handover = `${weekdays[weekday(wall.date)]} ${wall.time}`;
        const made = rotation({ zone, start: wall.date, handover });
        const [from, to] = [at - 4 * day, at + 4 * day];
        const shifts = shiftsBetween(made, from, to);
        expect(shifts.map((shift) => shift.from).slice(1)).toEqual(
          shifts.map((shift) => shift.to).slice(0, -1),
        );
        expect([shifts[0]?.from, shifts.at(-1)?.to]).toEqual([from, to]);
        expect(shifts.every((shift) => shift.from < shift.to && shift.primary !== null)).toBe(true);
        const turned = shifts.find((shift) => shift.week === 0)?.from;
        expect(turned).toBe(change > 0 ? at : at + change / 2);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });

  it('and the answer for a moment is that of the shifts around it', () => {
    fc.assert(
      fc.property(rotations, fc.integer({ min: 0, max: 300 * day }), ({ at, made }, after) => {
        const { shift, from, to } = dutyAt(made, at + after);
        const [same] = shiftsBetween(made, at + after, at + after + 1);
        expect(shift.primary).toBe(same?.primary);
        expect(from <= at + after && at + after < to).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
