import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const withNewest = { versions: ['v1.2.3'] };

/** What the slow pages have in common: v1.2.3 since five hours, and no more errors than on any day. */
const slow = {
  runbook: 'performance-degradation',
  deploys: deploys('-5h', '-7h'),
  errors: everydayErrors,
} as const;

export const bundleGrowth: ScenarioInput = {
  ...slow,
  name: 'bundle-growth',
  answer: { recommended: ['bundle-growth'], rollback: 'v1.2.2' },
  title: 'The bundle grew',
  description: 'LCP is above 4 s since this morning, mostly on phones. Errors are as always.',
  cause: {
    kind: 'bundle',
    summary:
      'v1.2.3 bundles a charting library and all of lodash: its scripts grew from 0.3 to 2.1 MB.',
    remedy: 'Roll back if users suffer; then split the code and drop the dependency.',
  },
  versions: versions({
    at: '-8h',
    commits: ['feat: statistics of a conversation', 'chore: add echarts and lodash'],
    page: {
      scripts: [
        { path: '/assets/index.js', bytes: 214_800 },
        { path: '/assets/vendor.js', bytes: 1_931_400 },
      ],
      dependencies: {
        react: '19.1.0',
        'react-dom': '19.1.0',
        '@sentry/react': '9.30.0',
        zustand: '5.0.6',
        echarts: '5.6.0',
        lodash: '4.17.21',
      },
    },
  }),
  signals: [
    { metric: 'lcp', value: 5_200, when: withNewest },
    { metric: 'inp', value: 310, when: withNewest },
  ],
};

export const imageWeight: ScenarioInput = {
  ...slow,
  name: 'image-weight',
  answer: { recommended: ['images'], rollback: 'v1.2.2' },
  title: 'A heavy picture',
  description: 'LCP is above 4 s since this morning on every kind of device. Scripts did not grow.',
  cause: {
    kind: 'image',
    summary: 'v1.2.3 ships the hero picture as a PNG of 4.8 MB in place of a WebP of 47 kB.',
    remedy: 'Plan a hotfix with the picture in its right form; roll back if users suffer.',
  },
  versions: versions({
    at: '-8h',
    commits: ['feat: a new hero picture'],
    page: {
      images: [
        { path: '/assets/hero.png', bytes: 4_812_300, width: 4_096, height: 2_304 },
        { path: '/assets/logo.svg', bytes: 3_100, width: 120, height: 32, shownAt: 120 },
      ],
    },
  }),
  signals: [{ metric: 'lcp', value: 6_100, when: withNewest }],
};

export const thirdPartyScript: ScenarioInput = {
  ...slow,
  name: 'third-party-script',
  answer: { recommended: ['resource-loading'], rollback: 'v1.2.2' },
  title: 'A script of others',
  description: 'Pages react slowly since this morning. Our own files are as small as ever.',
  cause: {
    kind: 'third-party',
    summary:
      'v1.2.3 loads a chat widget of 640 kB in the head of the page, blocking everything after it.',
    remedy: 'Load the widget late; roll back if users suffer.',
  },
  versions: versions({
    at: '-8h',
    commits: ['feat: support chat'],
    page: { thirdParty: [{ name: 'support-chat', bytes: 641_200, blocking: true }] },
  }),
  signals: [
    { metric: 'lcp', value: 4_900, when: withNewest },
    { metric: 'inp', value: 420, when: withNewest },
  ],
};
