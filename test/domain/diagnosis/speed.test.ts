import { describe, expect, it } from 'vitest';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, bundle, cache, images, loading, pageSpeed, slow, without } from './collected.ts';

const diagnosed = (change: Collected) => diagnoseSpeed({ ...slow, ...change }, []);
const issueOf = (change: Collected) => {
  const { response } = diagnosed(change);
  if (response.kind !== 'issue') throw new Error(`the response is ${response.kind}`);
  return response;
};
const grown: Collected = {
  bundle: answer(bundle(2_100_000)),
  'dependency-changes': answer({
    from: 'v1.2.2',
    to: 'v1.2.3',
    added: [{ name: 'echarts', version: '5.6.0' }],
    removed: [],
    changed: [],
  }),
};

describe('the cache', () => {
  it('that is stale is invalidated as a whole', () => {
    const stale = { serves: 'v1.2.2', deployed: 'v1.2.3' };
    const state = cache({ stale, missing: ['/assets/index-1.js'] });
    expect(diagnosed({ 'cache-state': answer(state) })).toMatchObject({
      standing: 'clear',
      recommended: 'cache',
      response: { kind: 'invalidate', paths: ['/*'] },
    });
  });

  it('that keeps too little is not invalidated: an issue tells why', () => {
    const state = cache({ hitRatio: 22, originLatency: 1_400 });
    const found = diagnosed({ 'cache-state': answer(state) });
    expect(found).toMatchObject({ recommended: 'cache', response: { kind: 'issue' } });
    expect(found.why.at(-1)?.en).toContain('no invalidation is recommended');
    const { title, body } = issueOf({ 'cache-state': answer(state) });
    expect(title).toBe('CDN: hit ratio fell to 22 %');
    expect(body).toContain('usually 94 %; origin latency: 1400 ms');
  });

  it('without data of its hit ratio is not blamed', () => {
    const state = cache({ hitRatio: null, usualHitRatio: null, originLatency: null });
    expect(diagnosed({ 'cache-state': answer(state, 'ok') }).recommended).toBe('cause-not-seen');
  });
});

describe('what the page loads', () => {
  it('is the cause where scripts grew, with file, size and package named', () => {
    expect(diagnosed(grown)).toMatchObject({ standing: 'clear', recommended: 'bundle-growth' });
    const { title, body } = issueOf(grown);
    expect(title).toBe('Bundle: vendor.js of v1.2.3 is 2.1 MB in all');
    expect(body).toContain('`vendor.js`, 350 kB → 2.1 MB');
    expect(body).toContain('`echarts` 5.6.0');
  });

  it('is not the cause for a package that was added while nothing grew', () => {
    const found = diagnosed({ ...grown, bundle: answer(bundle(352_000), 'ok') });
    expect(found.recommended).toBe('cause-not-seen');
  });

  it('is the cause where a script of others blocks, with its tag', () => {
    const change: Collected = { 'resource-loading': answer(loading(true)) };
    expect(diagnosed(change)).toMatchObject({ standing: 'clear', recommended: 'resource-loading' });
    expect(issueOf(change).body).toContain('<script src="https://chat.test/widget.js"></script>');
  });

  it('is the cause where a picture is huge, with form and pixels', () => {
    const change: Collected = { images: answer(images(4_800_000)) };
    expect(diagnosed(change)).toMatchObject({ standing: 'clear', recommended: 'images' });
    expect(issueOf(change).body).toContain('| png | 4.8 MB | 4000×2000 | heavy, old-format |');
  });

  it('may have two faults, and both are named', () => {
    const found = diagnosed({ ...grown, images: answer(images(4_800_000)) });
    expect(found).toMatchObject({ standing: 'two-causes', recommended: 'bundle-growth' });
    expect(found.causes).toEqual(['bundle-growth', 'images']);
  });
});

describe('what cannot be told', () => {
  it('is said where the page is slow and nothing explains it', () => {
    expect(diagnosed({})).toMatchObject({
      standing: 'thin',
      recommended: 'cause-not-seen',
      response: { kind: 'look-further' },
    });
  });

  it('is said where it is not known how fast the page is', () => {
    const found = diagnoseSpeed(without({ ...slow, ...grown }, 'page-speed'), []);
    expect(found).toMatchObject({ standing: 'thin', recommended: 'cause-not-seen' });
    expect(found.unseen.map(({ evidence }) => evidence)).toEqual(['page-speed']);
  });
});

describe('a false alarm', () => {
  it('is a page that is fast for those who visit it', () => {
    const change: Collected = { 'page-speed': answer(pageSpeed(1_900), 'ok') };
    expect(diagnosed(change)).toMatchObject({
      standing: 'clear',
      recommended: 'false-alarm',
      causes: [],
      response: { kind: 'watch' },
    });
  });
});
