import { describe, expect, it } from 'vitest';
import { speedAdvice } from '../../../src/domain/diagnosis/speed-responses.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { CacheFile, CacheState } from '../../../src/domain/speed/findings.ts';
import { answer, bundle, cache, images, loading, slow, without } from './collected.ts';

const file = (name: string, state: CacheFile['state']): CacheFile => ({
  url: `https://talkstudio.app/${name}`,
  kind: 'asset',
  state,
  status: 200,
  ageSeconds: null,
  cacheControl: '',
  fault: null,
});
const cached = (change: Partial<CacheState>) =>
  speedAdvice('cache', { 'cache-state': answer(cache(change)) });

describe('a cache that is the cause', () => {
  it('is invalidated as a whole where the page is an old one, or names what is gone', () => {
    const whole = { response: { kind: 'invalidate', paths: ['/*'] }, notes: [] };
    expect(cached({ stale: { serves: 'v1', deployed: 'v2' } })).toEqual(whole);
    expect(cached({ missing: ['/a.js'] })).toEqual(whole);
  });

  it('is invalidated by path where it keeps errors', () => {
    const files = [file('a.js?v=1', 'error'), file('b.js', 'hit'), file('c.js', 'error')];
    expect(cached({ files })).toEqual({
      response: { kind: 'invalidate', paths: ['/a.js', '/c.js'] },
      notes: [],
    });
  });

  it('is not invalidated where it keeps too little: an issue says why', () => {
    const { response, notes } = cached({ hitRatio: 22, files: [file('b.js', 'miss')] });
    expect(response.kind).toBe('issue');
    expect(notes.map(({ en }) => en)).toEqual([
      expect.stringContaining('no invalidation is recommended'),
    ]);
  });

  it('is looked at further where its state is not known', () => {
    expect(speedAdvice('cache', without({}, 'cache-state'))).toEqual({
      response: { kind: 'look-further' },
      notes: [],
    });
  });
});

describe('the response', () => {
  const all: Collected = {
    ...slow,
    bundle: answer(bundle(2_100_000)),
    images: answer(images(4_800_000)),
    'resource-loading': answer(loading(true)),
  };

  it.each([
    ['bundle-growth', 'issue', null],
    ['images', 'issue', null],
    ['resource-loading', 'issue', null],
    ['false-alarm', 'watch', null],
    ['origin', 'look-further', 'status page of its vendor'],
    ['recent-deployment', 'look-further', 'compare with the version before'],
    ['cause-not-seen', 'look-further', null],
    ['a hunch', 'look-further', null],
  ] as const)('to %s is to %s, and the note %s', (hypothesis, kind, note) => {
    const { response, notes } = speedAdvice(hypothesis, all);
    expect(response.kind).toBe(kind);
    expect(notes.map(({ en }) => en)).toEqual(note === null ? [] : [expect.stringContaining(note)]);
  });
});
