import { expect, it } from 'vitest';
import { isShare, shareLines } from '../../../src/commands/stats/share-lines.ts';
import type { Figure } from '../../../src/domain/numbers/figure.ts';
import { plainScreen } from '../../support/terminal.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const share = (part: string, value: number, before: number | null = null): Figure => ({
  id: 'browser-share',
  part,
  verdict: 'ok',
  value,
  unit: 'percent',
  target: null,
  before,
  series: [],
  source: 'visit-analytics',
  window: null,
  readAt: at,
  remarks: [],
});

it('shares of one whole stand in one line, those that moved with by how much', () => {
  const parts = [share('Chrome', 58, 61.2), share('Safari', 30, 30.4), share('(rest)', 12, 8.4)];
  const screen = (language: 'en' | 'ko') => plainScreen(() => at, 80, language);
  expect(shareLines(parts, screen('en'), false)).toEqual([
    '  ✔  browsers  Chrome 58 % (−3.2 pt), Safari 30 %, others 12 % (+3.6 pt)',
  ]);
  expect(shareLines(parts, screen('ko'), true)).toEqual([
    '  ✔ 브라우저  Chrome 58 % (−3.2%p), Safari 30 %, 기타 12 % (+3.6%p)',
  ]);
});

it('what has a limit, a course, or no part is no share', () => {
  expect(isShare(share('Chrome', 1))).toBe(true);
  expect(isShare({ ...share('Chrome', 1), target: { is: 'below', value: 1 } })).toBe(false);
  expect(isShare({ ...share('Chrome', 1), series: [{ t: at, value: 1 }] })).toBe(false);
  const { part: _part, ...whole } = share('Chrome', 1);
  expect(isShare(whole)).toBe(false);
});
