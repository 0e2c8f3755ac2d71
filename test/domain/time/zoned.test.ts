import { afterEach, describe, expect, it, vi } from 'vitest';
import { bothTimes, zonedTime } from '../../../src/domain/time/zoned.ts';

const at = Date.parse('2026-11-24T20:15:02Z');

afterEach(() => vi.unstubAllGlobals());

describe('a moment as a zone shows it', () => {
  it('has its date, time and name, whichever zone was asked for before', () => {
    for (let round = 0; round < 2; round += 1) {
      expect(zonedTime(at, 'Asia/Seoul')).toEqual({
        date: '2026-11-25',
        time: '05:15:02',
        zone: 'KST',
      });
      expect(zonedTime(at, 'Europe/Berlin')).toMatchObject({ time: '21:15:02', zone: 'CET' });
      expect(zonedTime(at + 210 * 86_400_000, 'Europe/Berlin').time).toBe('22:15:02');
      expect(bothTimes(at, 'Asia/Seoul')).toBe('2026-11-25 05:15:02 KST (11-24 20:15 UTC)');
    }
  });

  it('makes one formatter for a zone, however many lines are written', () => {
    let made = 0;
    const Real = Intl.DateTimeFormat;
    class Counted extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        made += 1;
      }
    }
    vi.stubGlobal('Intl', { ...Intl, DateTimeFormat: Counted });
    for (let line = 0; line < 200; line += 1) {
      zonedTime(at + line * 1000, 'Asia/Tokyo');
      zonedTime(at + line * 1000, 'America/New_York');
    }
    expect(made).toBe(2);
  });
});
