import { describe, expect, it } from 'vitest';
import {
  ageOf,
  cacheStateOf,
  cacheVerdict,
  faultText,
  headerFault,
  headerFaultText,
} from '../../../src/domain/speed/cache-rules.ts';
import type { CacheFile, CacheState } from '../../../src/domain/speed/findings.ts';

describe('what the CDN says of its copy', () => {
  it.each([
    [{ 'x-cache': 'Hit from cloudfront' }, 'hit'],
    [{ 'x-cache': 'Miss from cloudfront' }, 'miss'],
    [{ 'x-cache': 'RefreshHit from cloudfront' }, 'refresh-hit'],
    [{ 'x-cache': 'Error from cloudfront' }, 'error'],
    [{ 'x-cache': 'FunctionGeneratedResponse from cloudfront' }, 'hit'],
    [{ 'x-cache': 'MISS, HIT' }, 'hit'],
    [{ 'x-cache': 'HIT, MISS' }, 'miss'],
    [{ 'x-vercel-cache': 'STALE' }, 'hit'],
    [{ 'x-vercel-cache': 'BYPASS' }, 'miss'],
    [{ 'cf-cache-status': 'REVALIDATED' }, 'refresh-hit'],
    [{ 'x-cache': 'Hit from cloudfront', 'cf-cache-status': 'MISS' }, 'hit'],
    [{ 'x-cache': 'LambdaGeneratedResponse from cloudfront' }, 'hit'],
    [{ 'x-vercel-cache': 'PRERENDER' }, 'hit'],
    [{ 'cf-cache-status': 'UPDATING' }, 'refresh-hit'],
    [{ 'x-cache': 'LambdaExecutionError from cloudfront' }, 'error'],
    [{}, 'none'],
  ] as const)('%j is %s', (headers, state) => {
    expect(cacheStateOf(headers as Record<string, string>)).toBe(state);
  });

  it.each([
    'Miss, not from a hit',
    'Miss (error before)',
    'unhit',
    'BYPASS-STALE',
    'no-prerender',
    'miss, not revalidated',
    'OtherGeneratedResponse from cloudfront',
    'NoFunctionGeneratedResponse from cloudfront',
  ])('is told by the word that it begins with: “%s” is a miss', (told) => {
    expect(cacheStateOf({ 'x-cache': told })).toBe('miss');
  });

  it.each([
    [{ age: '120' }, 120],
    [{ age: '-1' }, null],
    [{ age: 'old' }, null],
    [{ age: '120s' }, null],
    [{ age: '0' }, 0],
    [{}, null],
  ])('the age of %j is %s', (headers, age) => {
    expect(ageOf(headers as Record<string, string>)).toBe(age);
  });
});

describe('the headers of a page', () => {
  it.each([
    ['no-cache', null],
    ['no-store', null],
    ['public, max-age=0, must-revalidate', null],
    ['max-age=60, s-maxage=31536000', null],
    ['public, max-age=300', null],
    ['public, max-age=86400', /1d without asking/],
    ['public', /no cache-control/],
    ['s-maxage=31536000', /no cache-control/],
    ['', /no cache-control/],
  ])('“%s”', (control, expected) => {
    const fault = headerFault('page', false, control);
    if (expected === null) expect(fault).toBeNull();
    else expect(fault && headerFaultText(fault).en).toMatch(expected);
  });
});

describe('the headers of an asset', () => {
  it.each([
    [true, 'public, max-age=31536000, immutable', null],
    [true, 'max-age=2592000', null],
    [true, 'max-age=3600', /kept only 1h/],
    [true, 'no-cache', /kept only 0s/],
    [true, '', /no cache-control/],
    [false, '', null],
    [false, 'no-cache', null],
  ])('hashed: %s, “%s”', (hashed, control, expected) => {
    const fault = headerFault('asset', hashed, control);
    if (expected === null) expect(fault).toBeNull();
    else expect(fault && headerFaultText(fault).en).toMatch(expected);
  });
});

describe('a fault of headers', () => {
  const of = (change: Partial<CacheFile>) =>
    faultText({
      url: 'https://talkstudio.app/',
      kind: 'page',
      state: 'hit',
      status: 200,
      ageSeconds: 1,
      cacheControl: '',
      fault: null,
      ...change,
    });

  it.each([
    ['page', null, /each browser decides/, /브라우저가 정합니다/],
    ['page', 3600, /browsers keep it 1h/, /1시간 동안/],
    ['hashed', null, /hashed, and yet no cache-control/, /해시 파일인데 cache-control이/],
    ['hashed', 3600, /hashed, and yet kept only 1h/, /1시간만/],
  ] as const)('of a %s file kept %s seconds is told in both languages', (kind, seconds, en, ko) => {
    const text = of({ fault: 'a fault', faultCode: { of: kind, seconds } });
    expect(text?.en).toMatch(en);
    expect(text?.ko).toMatch(ko);
  });

  it('is told as it was written down where an older version knew no code', () => {
    expect(of({ fault: 'kept too long' })).toEqual({ en: 'kept too long', ko: 'kept too long' });
  });

  it('is none where nothing is wrong', () => {
    expect(of({})).toBeNull();
  });

  it('names of what it is, and for how long the file is kept', () => {
    expect(headerFault('page', true, 'max-age=301')).toEqual({ of: 'page', seconds: 301 });
    expect(headerFault('asset', true, 'max-age=2591999')).toEqual({
      of: 'hashed',
      seconds: 2_591_999,
    });
  });
});

describe('the verdict on the cache', () => {
  const file: CacheFile = {
    url: 'https://talkstudio.app/',
    kind: 'page',
    state: 'hit',
    status: 200,
    ageSeconds: 1,
    cacheControl: 'no-cache',
    fault: null,
  };
  const good: CacheState = {
    files: [file],
    hitRatio: 94,
    usualHitRatio: 95,
    originLatency: 118,
    stale: null,
    missing: [],
  };

  it.each<[string, Partial<CacheState>, string]>([
    ['is ok', {}, 'ok'],
    ['is bad for a stale edge', { stale: { serves: 'v1', deployed: 'v2' } }, 'bad'],
    ['is bad for files that are gone', { missing: ['https://talkstudio.app/a.js'] }, 'bad'],
    ['is bad for errors', { files: [{ ...file, status: 503 }] }, 'bad'],
    ['is bad below 80 % of hits', { hitRatio: 79.9 }, 'bad'],
    ['warns at 80 % of hits, which is no alarm yet', { hitRatio: 80 }, 'warn'],
    ['warns below 90 %', { hitRatio: 89.9 }, 'warn'],
    ['is ok at 90 %', { hitRatio: 90 }, 'ok'],
    ['warns from 500 ms of the origin', { originLatency: 500 }, 'warn'],
    ['is ok below 500 ms', { originLatency: 499 }, 'ok'],
    ['warns at 1,000 ms, which is no alarm yet', { originLatency: 1000 }, 'warn'],
    ['is bad above 1,000 ms', { originLatency: 1001 }, 'bad'],
    ['is bad for one error among sound files', { files: [file, { ...file, status: 500 }] }, 'bad'],
    ['takes a refusal of the client for none', { files: [{ ...file, status: 499 }] }, 'ok'],
    ['warns for one file of wrong headers', { files: [file, { ...file, fault: 'long' }] }, 'warn'],
    ['warns for wrong headers', { files: [{ ...file, fault: 'kept too long' }] }, 'warn'],
    [
      'takes no data of CloudWatch for nothing',
      { hitRatio: null, usualHitRatio: null, originLatency: null },
      'ok',
    ],
  ])('%s', (_what, change, verdict) => {
    expect(cacheVerdict({ ...good, ...change })).toBe(verdict);
  });
});
