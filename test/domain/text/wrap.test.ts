import { describe, expect, it } from 'vitest';
import { wrap } from '../../../src/domain/text/wrap.ts';
import { width } from '../../../src/terminal/measure.ts';

describe('wrap', () => {
  it.each([
    ['short', 10, ['short']],
    ['', 10, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['one two three', Number.POSITIVE_INFINITY, ['one two three']],
    ['운영 서버 장애', 9, ['운영 서버', '장애']],
    ['a https://a.test/very/long b', 6, ['a', 'https://a.test/very/long', 'b']],
  ])('%j in %d columns', (text, room, lines) => {
    expect(wrap(text, room, width)).toEqual(lines);
  });
});
