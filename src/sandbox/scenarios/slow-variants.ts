/* Slow pages whose cause is not in what the page loads, or in two things that it loads. */
import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';
import { bundleGrowth, imageWeight } from './slow-pages.ts';

const slow = {
  runbook: 'performance-degradation',
  versions: versions({ at: '-55h' }),
  deploys: deploys('-52h', '-54h'),
  errors: everydayErrors,
} satisfies Partial<ScenarioInput>;

const lately = { from: '-80m' };

export const hitRatioCollapse: ScenarioInput = {
  ...slow,
  name: 'hit-ratio-collapse',
  title: 'Every request to the origin',
  description: 'Everything is slow for an hour or so. Nothing was deployed for days.',
  cause: {
    kind: 'cache',
    summary: 'Somebody made a cookie part of the cache key: hardly any request meets a copy.',
    remedy: 'Take the cookie out of the cache key. An invalidation would make it worse.',
  },
  answer: { recommended: ['cache'] },
  signals: [
    { metric: 'cacheHitRate', value: 22, when: lately },
    { metric: 'originLatency', value: 1_400, when: lately },
    { metric: 'lcp', value: 5_300, when: lately },
  ],
};

export const slowBackend: ScenarioInput = {
  ...slow,
  name: 'slow-for-no-reason',
  title: 'Slow, and nothing to see',
  description: 'LCP is above 4 s for an hour or so. The page is as it was for days.',
  cause: {
    kind: 'none',
    summary: 'A carrier routes traffic around half the world; nothing that tsops reads shows it.',
    remedy: 'Say that the cause is not seen, and look further.',
  },
  answer: { recommended: ['cause-not-seen'], tellable: false },
  signals: [{ metric: 'lcp', value: 5_000, when: lately }],
};

export const slowRumour: ScenarioInput = {
  ...slow,
  name: 'slow-rumour',
  title: 'Somebody says that it is slow',
  description: 'One person writes that the site is slow today.',
  cause: {
    kind: 'none',
    summary: 'The site is as fast as on any day; the person sits in a train.',
    remedy: 'Nothing to repair.',
  },
  answer: { recommended: ['false-alarm'] },
};

export const slowTwice: ScenarioInput = {
  ...bundleGrowth,
  name: 'slow-twice',
  title: 'Two reasons to be slow',
  description: 'LCP is above 4 s since this morning, worse than ever.',
  cause: {
    kind: 'bundle',
    summary: 'v1.2.3 bundles two large libraries and ships the hero picture as a PNG of 4.8 MB.',
    remedy: 'Plan both repairs; roll back if users suffer.',
  },
  answer: { recommended: ['bundle-growth', 'images'], rollback: 'v1.2.2' },
  versions: bundleGrowth.versions.map((one, i) => {
    const images = imageWeight.versions[i]?.page?.images;
    return images ? { ...one, page: { ...one.page, images } } : one;
  }),
  signals: [{ metric: 'lcp', value: 7_400, when: { versions: ['v1.2.3'] } }],
};
