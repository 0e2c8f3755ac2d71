import { describe, expect, it } from 'vitest';
import { cacheClues } from '../../../src/domain/diagnosis/cache.ts';
import type { CacheFile, CacheState } from '../../../src/domain/speed/findings.ts';
import { answer, cache, without } from './collected.ts';
import { ids, said, saidInKorean } from './said.ts';

const of = (change: Partial<CacheState>) => cacheClues({ 'cache-state': answer(cache(change)) });
const file = (change: Partial<CacheFile> = {}): CacheFile => ({
  url: 'https://talkstudio.app/',
  kind: 'page',
  state: 'hit',
  status: 200,
  ageSeconds: 1,
  cacheControl: 'no-cache',
  fault: null,
  ...change,
});

describe('the cache is cleared', () => {
  it('where it serves what was deployed, with right headers', () => {
    expect(ids(of({ files: [file(), file()] }))).toEqual(['cache-fine']);
  });

  it('also where nobody has its figures', () => {
    const none = { hitRatio: null, usualHitRatio: null, originLatency: null };
    expect(ids(of(none))).toEqual(['cache-fine']);
  });

  it('not where nobody asked, or nothing came', () => {
    expect(cacheClues({})).toEqual([]);
    expect(cacheClues(without({}, 'cache-state'))).toEqual([]);
  });

  it('not where it answers a little less from its copies than it should', () => {
    const clues = of({ hitRatio: 85, usualHitRatio: null });
    expect(ids(clues)).toEqual(['cache-middling']);
    expect(said(clues)).toContain('85.0 %');
  });
});

describe('a hit ratio', () => {
  it.each<[number | null, number | null, string]>([
    [79.9, null, 'cache-misses'],
    [80, null, 'cache-middling'],
    [79.9, 79.9, 'cache-misses'],
    [83.9, 99, 'cache-misses'],
    [84, 99, 'cache-middling'],
    [90, 99, 'cache-fine'],
    [null, 99, 'cache-fine'],
  ])('of %s %% where %s %% is usual: %s', (hitRatio, usualHitRatio, id) => {
    expect(ids(of({ hitRatio, usualHitRatio }))).toEqual([id]);
  });

  it('is told beside the usual one, where that is known', () => {
    expect(said(of({ hitRatio: 22, usualHitRatio: 94 }))).toBe(
      'the hit ratio is 22.0 %, usually 94.0 %',
    );
    expect(said(of({ hitRatio: 22, usualHitRatio: null }))).toBe('the hit ratio is 22.0 %');
    expect(saidInKorean(of({ hitRatio: 22, usualHitRatio: null }))).toBe('캐시 적중률 22.0 %');
  });
});

describe('the origin', () => {
  it.each<[number | null, string]>([
    [null, 'cache-fine'],
    [499, 'cache-fine'],
    [500, 'origin-slowish'],
    [1000, 'origin-slowish'],
    [1001, 'origin-slow'],
  ])('that takes %s ms: %s', (originLatency, id) => {
    expect(ids(of({ originLatency }))).toEqual([id]);
  });

  it('is felt through the cache where that keeps little', () => {
    const clues = of({ hitRatio: 22, originLatency: 1400.4 });
    expect(ids(clues)).toEqual(['cache-misses', 'cache-origin']);
    expect(said(clues)).toContain('the origin takes 1400 ms');
  });

  it('that is quick is not named, however little the cache keeps', () => {
    expect(ids(of({ hitRatio: 22, originLatency: 499 }))).toEqual(['cache-misses']);
  });

  it('is slow by itself where nobody knows what the cache keeps', () => {
    expect(ids(of({ hitRatio: null, originLatency: 700 }))).toEqual(['origin-slowish']);
  });

  it('fails where one file answers so', () => {
    const clues = of({
      files: [file(), file({ url: 'https://talkstudio.app/a.js', status: 500 })],
    });
    expect(ids(clues)).toEqual(['origin-fails']);
    expect(said(clues)).toBe('https://talkstudio.app/a.js answers 500');
  });

  it('does not fail where it refuses a request', () => {
    expect(ids(of({ files: [file({ status: 499 })] }))).toEqual(['cache-fine']);
  });
});

describe('copies', () => {
  it('of an older version are told with both versions', () => {
    const clues = of({ stale: { serves: 'v1.2.2', deployed: 'v1.2.3' } });
    expect(ids(clues)).toEqual(['cache-stale']);
    expect(said(clues)).toBe('the edge serves v1.2.2, v1.2.3 was deployed');
  });

  it('that are gone are counted, the first by name', () => {
    const clues = of({ missing: ['/assets/a.js', '/assets/b.js'] });
    expect(ids(clues)).toEqual(['cache-missing']);
    expect(said(clues)).toContain('2 file(s) that the page names are gone: /assets/a.js');
  });

  it('with wrong headers are told in both languages', () => {
    const faultCode = { of: 'page', seconds: 3600 } as const;
    const wrong = file({ url: 'https://talkstudio.app/b', fault: 'kept', faultCode });
    const clues = of({ files: [file(), wrong] });
    expect(ids(clues)).toEqual(['cache-headers']);
    expect(said(clues)).toMatch(/talkstudio\.app\/b: browsers keep it 1h/);
    expect(saidInKorean(clues)).toMatch(/talkstudio\.app\/b: .*1시간/);
  });

  it('are told before the origin behind them', () => {
    const clues = of({
      stale: { serves: 'v1.2.2', deployed: 'v1.2.3' },
      files: [file({ status: 503, fault: 'kept' })],
    });
    expect(ids(clues)).toEqual(['cache-stale', 'cache-headers', 'origin-fails']);
  });
});
