import { describe, expect, it } from 'vitest';
import { createClockOffsets } from '../../../src/domain/evidence/clock-offset.ts';
import { clockOffsetText } from '../../../src/domain/evidence/clock-text.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const hour = 3_600_000;

function said(host: string, date: string | undefined, age?: string) {
  const headers = { ...(date && { date }), ...(age && { age }) };
  return { host, headers, before: now - 200, after: now + 200 };
}
const at = (ms: number) => new Date(now + ms).toUTCString();

describe('the clock of this machine', () => {
  it.each([
    ['three hours behind', 3 * hour, -3 * hour],
    ['a day ahead', -24 * hour, 24 * hour],
    ['two minutes behind', 120_000, -120_000],
  ])('is told as %s', (_, theirs, ahead) => {
    const offsets = createClockOffsets();
    offsets.note(said('api.test', at(theirs)));
    const found = offsets.wrong();
    expect(found?.source).toBe('api.test');
    expect(Math.abs((found?.aheadMs ?? 0) - ahead)).toBeLessThan(1001);
  });

  it.each([
    ['within a minute', at(50_000), undefined],
    ['by an answer that lay in a cache', at(-2 * hour), '7200'],
    ['where no Date came', undefined, undefined],
    ['where the Date is none', 'yesterday', undefined],
  ])('is right %s', (_, date, age) => {
    const offsets = createClockOffsets();
    offsets.note(said('api.test', date, age));
    expect(offsets.wrong()).toBeNull();
  });

  it('is right where one host says so, whatever another does', () => {
    const offsets = createClockOffsets();
    offsets.note(said('wrong.test', at(3 * hour)));
    offsets.note(said('right.test', at(0)));
    expect(offsets.wrong()).toBeNull();
  });

  it('is told in words of both languages', () => {
    const text = clockOffsetText({ aheadMs: -3 * hour, source: 'api.test' });
    expect(text.en).toContain('3h behind (by the Date of api.test)');
    expect(text.ko).toContain('3h 느립니다');
  });
});
