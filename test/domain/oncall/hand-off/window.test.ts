import { describe, expect, it } from 'vitest';
import { comingChanges } from '../../../../src/domain/oncall/hand-off/coming.ts';
import { shiftWindow, type WantedWindow } from '../../../../src/domain/oncall/hand-off/window.ts';
import { shiftsBetween } from '../../../../src/domain/oncall/shifts.ts';
import { rotation } from '../rotation-support.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const hour = 3_600_000;
const day = 24 * hour;
/** Seungho takes over from Minji, 09:00 in Seoul. */
const turn = at('2026-11-30T00:00');
const lastTurn = turn - 7 * day;

function windowAt(now: number, recorded: number | null, wanted?: WantedWindow) {
  const shifts = shiftsBetween(rotation(), now - 22 * day, now + 15 * day);
  return shiftWindow(shifts, now, recorded, wanted);
}

describe('the window of a hand-off', () => {
  it.each([
    ['in the middle of a shift', turn - 2 * day, null, [lastTurn, turn - 2 * day, 'this-shift']],
    ['a minute before the end', turn - 60_000, null, [lastTurn, turn - 60_000, 'this-shift']],
    ['at the very turn', turn, null, [lastTurn, turn, 'this-shift']],
    ['a second after it', turn + 1000, null, [lastTurn, turn, 'shift-before']],
    ['soon after it', turn + hour, turn - hour, [lastTurn, turn, 'shift-before']],
    ['where something is recorded', turn + hour, turn, [turn, turn + hour, 'this-shift']],
    ['twelve hours after it', turn + 12 * hour, null, [turn, turn + 12 * hour, 'this-shift']],
  ] as const)('%s', (_when, now, recorded, expected) => {
    const { from, to, which } = windowAt(now, recorded);
    expect([from, to, which]).toEqual(expected);
  });

  it('is what was asked for, and begins with the shift where only its end was', () => {
    const until = turn - day;
    expect(windowAt(turn, null, { since: until - hour, until })).toEqual({
      from: until - hour,
      to: until,
      which: 'as-asked',
    });
    expect(windowAt(turn, null, { until }).from).toBe(lastTurn);
  });

  it('is seven days where nothing tells whose shift it is', () => {
    const window = { from: turn - 7 * day, to: turn, which: 'last-week' };
    expect(shiftWindow([], turn, null)).toEqual(window);
  });
});

describe('what departs from the rotation soon', () => {
  const made = rotation({
    overrides: [
      { person: 'Yuna', from: '2026-12-03', to: '2026-12-03', role: 'secondary', reason: 'swap' },
      { person: 'Minji', from: '2026-12-20', to: '2026-12-20' },
    ],
    leave: [{ person: 'Seungho', from: '2026-11-30 12:00', to: '2026-12-01 12:00' }],
  });

  it('is told in order, what comes later is not', () => {
    const changes = comingChanges(made, turn, turn + 7 * day);
    expect(changes.map(({ kind, person, role, reason }) => [kind, person, role, reason])).toEqual([
      ['leave', 'Seungho', null, null],
      ['override', 'Yuna', 'secondary', 'swap'],
    ]);
    expect(changes[0]?.from).toBe(at('2026-11-30T03:00'));
  });

  it('is nothing where it ended by then', () => {
    expect(comingChanges(made, at('2026-12-01T03:00'), at('2026-12-02T00:00'))).toEqual([]);
  });
});
