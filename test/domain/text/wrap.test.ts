import { describe, expect, it } from 'vitest';
import { wrap } from '../../../src/domain/text/wrap.ts';
import { width } from '../../../src/terminal/measure.ts';

describe('wrap', () => {
  it.each([
    ['short', 10, ['short']],
    ['', 10, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', Number.POSITIVE_INFINITY, ['one two three']],
    ['up to 99 % here', 8, ['up to', '99 %', 'here']],
    ['LCP 4.6 s, 2500 ms', 9, ['LCP', '4.6 s,', '2500 ms']],
    ['2 minutes', 4, ['2', 'minutes']],
    ['now: tsops escalate', 11, ['now:', 'tsops escalate']],
    ['mytsops escalate', 8, ['mytsops', 'escalate']],
    ['운영 서버 장애', 9, ['운영 서버', '장애']],
    ['a https://a.test/very/long b', 6, ['a', 'https://a.test/very/long', 'b']],
  ])('%j in %d columns', (text, room, lines) => {
    expect(wrap(text, room, width)).toEqual(lines);
  });
});
