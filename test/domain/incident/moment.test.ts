import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../src/domain/incident/moment.ts';

const seoul = 'Asia/Seoul';
/** 12:30 in Seoul. */
const now = Date.parse('2026-11-25T03:30:00Z');

describe('a time as people type it', () => {
  it.each([
    ['12:15', '2026-11-25T03:15:00Z'],
    ['12:45', '2026-11-24T03:45:00Z'],
    ['00:05', '2026-11-24T15:05:00Z'],
    ['03:12Z', '2026-11-25T03:12:00Z'],
    ['03:45Z', '2026-11-24T03:45:00Z'],
    ['12:15:30', '2026-11-25T03:15:30Z'],
    ['12:15 KST', '2026-11-25T03:15:00Z'],
    ['2026-11-24 23:00', '2026-11-24T14:00:00Z'],
    ['2026-11-24T23:00+01:00', '2026-11-24T22:00:00Z'],
    ['2026-11-24', '2026-11-23T15:00:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseMoment(text, now, seoul) ?? 0).toISOString()).toBe(
      expected.replace('Z', '.000Z'),
    );
  });

  it.each(['', 'noon', '25:00', '12:60', '2026-02-30 10:00', '12', '+09:00', 'Z'])(
    '%j is none',
    (text) => {
      expect(parseMoment(text, now, seoul)).toBeUndefined();
    },
  );

  it('is right on both sides of a change to winter time', () => {
    const later = Date.parse('2026-10-25T12:00:00Z');
    const at = (text: string) => new Date(parseMoment(text, later, 'Europe/Berlin') ?? 0);
    expect(at('2026-10-25 01:30').toISOString()).toBe('2026-10-24T23:30:00.000Z');
    expect(at('2026-10-25 04:30').toISOString()).toBe('2026-10-25T03:30:00.000Z');
  });
});
