import { describe, expect, it } from 'vitest';
import { type EdgeRead, proveEdge } from '../../../src/domain/cdn/edge-proof.ts';

const asked = Date.parse('2026-11-23T03:00:00Z');

function read(parts: Partial<EdgeRead>): EdgeRead {
  return {
    url: 'https://talkstudio.app/',
    at: asked + 20_000,
    status: 200,
    xCache: null,
    age: null,
    etag: null,
    hash: 'same',
    pop: null,
    failure: null,
    ...parts,
  };
}

const before = read({ at: asked - 1000, xCache: 'Hit from cloudfront', age: 3600 });

function verdict(after: Partial<EdgeRead>, was: EdgeRead | null = before): string {
  return proveEdge(was, read(after), asked).verdict;
}

describe('fresh content is proved', () => {
  it.each([
    ['by a miss', { xCache: 'Miss from cloudfront' }],
    ['by a copy that the edge confirmed at the origin', { xCache: 'RefreshHit from cloudfront' }],
    ['by a hit that is younger than the invalidation', { xCache: 'Hit from cloudfront', age: 5 }],
    [
      'by other content, whatever its age',
      { xCache: 'Hit from cloudfront', age: 9999, hash: 'new' },
    ],
    ['by age alone where there is no x-cache', { age: 5 }],
  ])('%s', (_how, after) => {
    expect(verdict(after)).toBe('ok');
  });
});

describe('an old copy', () => {
  it('is bad: a hit, older than the invalidation, with the same content', () => {
    expect(verdict({ xCache: 'Hit from cloudfront', age: 3620 })).toBe('bad');
  });
});

describe('what cannot be told is unknown', () => {
  it.each([
    ['no answer', { status: null, failure: 'refused' }],
    ['no header that tells', {}],
    ['a hit without age', { xCache: 'Hit from cloudfront' }],
    [
      'a copy as old as the invalidation, to the second',
      { xCache: 'Hit from cloudfront', age: 20 },
    ],
    ['a copy a second older than that', { xCache: 'Hit from cloudfront', age: 21 }],
    [
      'a server error that was there before',
      { status: 503, xCache: 'Miss from cloudfront' },
      read({ status: 503 }),
    ],
    ['no first read, and headers that tell nothing', {}, null],
  ])('%s', (_what, after: Partial<EdgeRead>, was: EdgeRead | null = before) => {
    expect(verdict(after, was)).toBe('unknown');
  });
});

it('an error that was not there before is bad, however fresh', () => {
  expect(verdict({ status: 404, xCache: 'Miss from cloudfront' })).toBe('bad');
  expect(verdict({ status: 503, xCache: 'Error from cloudfront' })).toBe('bad');
});

it('a 404 that was one before is judged by its cache headers', () => {
  expect(verdict({ status: 404, xCache: 'Miss from cloudfront' }, read({ status: 404 }))).toBe(
    'ok',
  );
});
