import { describe, expect, it } from 'vitest';
import { questions } from '../../../../src/domain/evidence/questions/table.ts';
import { bundleWording } from '../../../../src/domain/evidence/wording/bundle.ts';
import { cacheStateWording } from '../../../../src/domain/evidence/wording/cache-state.ts';
import { dependencyChangesWording } from '../../../../src/domain/evidence/wording/dependency-changes.ts';
import { imagesWording } from '../../../../src/domain/evidence/wording/images.ts';
import { pageSpeedWording } from '../../../../src/domain/evidence/wording/page-speed.ts';
import { resourceLoadingWording } from '../../../../src/domain/evidence/wording/resource-loading.ts';
import { visitsWording } from '../../../../src/domain/evidence/wording/visits.ts';
import type {
  Bundle,
  CacheState,
  DependencyChanges,
  Images,
  PageSpeed,
  ResourceLoading,
  Visits,
} from '../../../../src/domain/speed/findings.ts';
import { readingOf } from '../../../../src/domain/speed/vitals.ts';
import { width } from '../../../../src/terminal/measure.ts';

const site = 'https://talkstudio.app';

const speed: PageSpeed = {
  measuredBy: 'lighthouse',
  runs: 3,
  score: 44,
  vitals: [readingOf('lcp', 5100), readingOf('tbt', 410), readingOf('cls', null)],
  reported: [readingOf('lcp', 5240), readingOf('inp', 310)],
  field: [readingOf('lcp', 2100), readingOf('inp', 180)],
};

const bundle: Bundle = {
  version: 'v1.2.3',
  files: [
    {
      url: `${site}/assets/vendor-3f2a9c1b.js`,
      name: 'vendor.js',
      kind: 'script',
      transfer: 522_000,
      decoded: 1_931_400,
    },
    { url: `${site}/a.css`, name: 'a.css', kind: 'style', transfer: 6000, decoded: 23_900 },
  ],
  scripts: 1,
  styles: 1,
  total: 1_955_300,
  comparedWith: { version: 'v1.2.2', total: 165_100, source: 'figures kept on 2026-11-20' },
  largestGrowth: { name: 'vendor.js', before: 141_200, after: 1_931_400 },
};

const cache: CacheState = {
  files: [
    {
      url: `${site}/`,
      kind: 'page',
      state: 'hit',
      status: 200,
      ageSeconds: 10_800,
      cacheControl: 'public, max-age=86400',
      fault: 'browsers keep it 1d without asking',
    },
    {
      url: `${site}/assets/conversation-3f2a9c1b.js`,
      kind: 'asset',
      state: 'error',
      status: 404,
      ageSeconds: null,
      cacheControl: '',
      fault: null,
    },
  ],
  hitRatio: 71.3,
  usualHitRatio: 94.6,
  originLatency: 640,
  stale: { serves: 'v1.2.2', deployed: 'v1.2.3' },
  missing: [`${site}/assets/conversation-3f2a9c1b.js`],
};

const hero = {
  url: `${site}/assets/hero-3f2a9c1b.png`,
  format: 'png',
  bytes: 4_812_300,
  width: 4096,
  height: 2304,
  faults: ['heavy', 'old-format', 'oversized'],
} as const;
const images: Images = { images: [hero], total: 4_812_300, heaviest: hero };

const resources: ResourceLoading = {
  findings: [
    {
      what: 'blocking-third-party',
      url: 'https://chat.example.com/support-chat.js',
      tag: '<script src="https://chat.example.com/support-chat.js">',
      bytes: 641_200,
      took: 812.4,
      weighty: true,
    },
  ],
  scripts: 3,
  thirdParty: 1,
};

const dependencies: DependencyChanges = {
  from: 'v1.2.2',
  to: 'v1.2.3',
  added: [
    { name: 'echarts', version: '5.6.0' },
    { name: 'lodash', version: '4.17.21' },
  ],
  removed: [],
  changed: [{ name: 'react', from: '19.1.0', to: '19.2.0' }],
};

const visits: Visits = { bounceRate: 52.4, usualBounceRate: 36, sessions: 7115 };

const told = [
  ['page-speed', pageSpeedWording.sentence(speed), pageSpeedWording.picture?.(speed)],
  ['bundle', bundleWording.sentence(bundle), bundleWording.picture?.(bundle)],
  ['cache-state', cacheStateWording.sentence(cache), cacheStateWording.picture?.(cache)],
  ['images', imagesWording.sentence(images), imagesWording.picture?.(images)],
  [
    'resource-loading',
    resourceLoadingWording.sentence(resources),
    resourceLoadingWording.picture?.(resources),
  ],
  [
    'dependency-changes',
    dependencyChangesWording.sentence(dependencies),
    dependencyChangesWording.picture?.(dependencies),
  ],
  ['visits', visitsWording.sentence(visits), null],
] as const;

describe.each(told)('%s', (id, sentence, picture) => {
  it('is told in two languages, in one sentence that two lines hold', () => {
    expect(sentence.ko).toMatch(/[가-힣]/);
    expect(sentence.en).not.toMatch(/[가-힣]/);
    for (const text of [sentence.en, sentence.ko]) {
      expect(text).not.toMatch(/\.$|undefined|NaN|null/);
      expect(width(text)).toBeLessThanOrEqual(115);
    }
  });

  it('has a title of two to four words', () => {
    const { title } = questions[id].wording;
    for (const text of Object.values(title)) {
      expect(text.split(' ').length).toBeLessThanOrEqual(4);
    }
  });

  it('has rows of as many cells, the one that gives way among them', () => {
    if (picture == null) return;
    if (picture.kind !== 'rows') throw new Error(`rows are expected of ${id}`);
    expect(picture.rows.length).toBeGreaterThan(0);
    const [first] = picture.rows;
    for (const { cells } of picture.rows) expect(cells).toHaveLength(first?.cells.length ?? 0);
    expect(picture.flexible).toBeLessThan(first?.cells.length ?? 0);
    expect(picture.rows[0]?.marked).toBe(true);
  });
});

describe('what is told', () => {
  it('of vitals says once that INP took the place of FID', () => {
    const picture = pageSpeedWording.picture?.(speed);
    const cells = picture?.kind === 'rows' ? picture.rows.flatMap((row) => row.cells) : [];
    expect(cells.filter((cell) => cell.includes('FID'))).toHaveLength(1);
  });

  it('of growth names the file with both sizes', () => {
    expect(bundleWording.sentence(bundle).en).toBe(
      'code grew from 165 kB (v1.2.2) to 2.0 MB (v1.2.3), most of all vendor.js 141 kB → 1.9 MB',
    );
  });

  it('without anything to compare, or without growth, claims neither', () => {
    expect(bundleWording.sentence({ ...bundle, comparedWith: null }).en).toMatch(
      /nothing to compare/,
    );
    const same = { ...bundle, comparedWith: { version: 'v1', total: 1_955_300, source: '' } };
    expect(bundleWording.sentence(same).en).toMatch(/no more than v1/);
  });

  it('of a good cache is that nothing is wrong', () => {
    const good: CacheState = {
      files: [],
      hitRatio: null,
      usualHitRatio: null,
      originLatency: null,
      stale: null,
      missing: [],
    };
    expect(cacheStateWording.sentence(good).en).toMatch(/nothing is stale or gone/);
    expect(cacheStateWording.picture?.(good)).toBeNull();
  });

  it('of the same dependencies is that there is no change', () => {
    const none = { from: 'v1', to: 'v2', added: [], removed: [], changed: [] };
    expect(dependencyChangesWording.sentence(none).en).toBe('v2 has the dependencies of v1');
    expect(dependencyChangesWording.picture?.(none)).toBeNull();
  });

  it('of no images and no measurement is just that', () => {
    const none = { images: [], total: 0, heaviest: null };
    expect(imagesWording.sentence(none).en).toBe('no images');
    const unmeasured = { ...speed, score: null, vitals: [], reported: [], field: null };
    expect(pageSpeedWording.sentence(unmeasured).en).toMatch(
      /users report nothing; .*nothing measured/,
    );
    expect(pageSpeedWording.picture?.(unmeasured)).toBeNull();
  });
});
