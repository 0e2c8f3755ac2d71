import { describe, expect, it } from 'vitest';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { readingOf } from '../../../src/domain/speed/vitals.ts';
import {
  answer,
  at,
  bundle,
  cache,
  images,
  loading,
  pageSpeed,
  slow,
  without,
} from './collected.ts';
import { certificate, siteDown } from './site-seen.ts';

const diagnosed = (change: Collected) => diagnoseSpeed({ ...slow, ...change }, []);
const aboutOf = (change: Collected, hypothesis: string) =>
  diagnosed(change).ranked.find((one) => one.hypothesis === hypothesis)?.about;

describe('a cause is about', () => {
  it('the version that is not served, of a cache that is stale', () => {
    const stale = { serves: 'v1.2.2', deployed: 'v1.2.3' };
    expect(aboutOf({ 'cache-state': answer(cache({ stale })) }, 'cache')).toBe('v1.2.3');
    expect(aboutOf({}, 'cache')).toBeNull();
  });

  it('the file that grew most', () => {
    expect(aboutOf({ bundle: answer(bundle(2_100_000)) }, 'bundle-growth')).toBe('vendor.js');
    expect(aboutOf({}, 'bundle-growth')).toBeNull();
  });

  it('the version that was deployed last', () => {
    const beforeDeploy = { version: 'v1.2.3', liveAt: at, reported: [] };
    const speed = answer({ ...pageSpeed(5_200), beforeDeploy });
    expect(aboutOf({ 'page-speed': speed }, 'recent-deployment')).toBe('v1.2.3');
    expect(aboutOf({}, 'recent-deployment')).toBeNull();
  });

  it('the path of the heaviest picture', () => {
    const heavy = images(4_800_000);
    expect(aboutOf({ images: answer(heavy) }, 'images')).toBe('/assets/hero.png');
    const [one] = heavy.images;
    if (!one) throw new Error('no image');
    const whole = { ...heavy, heaviest: { ...one, url: 'https://x.test/a/b.png?v=1' } };
    expect(aboutOf({ images: answer(whole) }, 'images')).toBe('/a/b.png');
    expect(aboutOf({ images: answer({ ...heavy, heaviest: null }) }, 'images')).toBeNull();
  });

  it('the path of the first file that blocks, and of none that is only untidy', () => {
    const [blocker] = loading(true).findings;
    if (!blocker) throw new Error('no finding');
    const untidy = { ...blocker, url: 'https://x.test/small.js', weighty: false };
    const of = (...findings: (typeof blocker)[]) =>
      aboutOf({ 'resource-loading': answer({ ...loading(true), findings }) }, 'resource-loading');
    expect(of(untidy, blocker)).toBe('/widget.js');
    expect(of(untidy)).toBeNull();
  });

  it('nothing where nothing is known', () => {
    const blind = without({}, 'cache-state', 'bundle', 'images', 'resource-loading', 'page-speed');
    expect(diagnosed(blind).ranked.every(({ about }) => about === null)).toBe(true);
  });

  it('the host of a certificate', () => {
    const expired = answer(certificate({ state: 'expired' }));
    expect(aboutOf({ certificate: expired }, 'certificate')).toBe('talkstudio.app');
  });
});

describe('a cause that tsops does not look at', () => {
  const unseen = (change: Collected) =>
    diagnosed(change).ranked.find(({ hypothesis }) => hypothesis === 'cause-not-seen')?.for;

  it('is likelier for each cause that was looked for in vain', () => {
    const looked = unseen({})?.map(({ evidence }) => evidence ?? 'always');
    expect(looked?.toSorted()).toEqual([
      'always',
      'bundle',
      'cache-state',
      'images',
      'resource-loading',
    ]);
  });

  it('says why with the words of what was seen', () => {
    const words = (change: Collected) => unseen(change)?.map(({ text }) => text.en);
    expect(words({})).toContain('no picture is heavy');
    expect(words({ images: answer(images(400_000)) })).not.toContain('no picture is heavy');
    expect(words(without({}, 'images'))).not.toContain('no picture is heavy');
  });
});

describe('two causes', () => {
  const heavy: Collected = { images: answer(images(4_800_000)) };

  it('are two where each is seen by itself', () => {
    const both = diagnosed({ ...heavy, bundle: answer(bundle(2_100_000)) });
    expect(both).toMatchObject({ standing: 'two-causes', causes: ['images', 'bundle-growth'] });
  });

  it('are one beside a site that is down, whatever else is slow', () => {
    const found = diagnosed({ ...heavy, 'site-up': answer(siteDown('http_5xx')) });
    expect(found).toMatchObject({ standing: 'clear', causes: ['site-down'] });
  });

  it('are one beside a false alarm', () => {
    const fast = answer({ ...pageSpeed(1_500), reported: [readingOf('lcp', 1_500)] }, 'ok');
    const found = diagnosed({ ...heavy, 'page-speed': fast });
    expect(found.causes).toEqual(['images']);
    expect(found.standing).toBe('clear');
  });
});
