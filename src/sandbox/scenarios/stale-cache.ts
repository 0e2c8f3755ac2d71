import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const whileStale = { versions: ['v1.2.2'], from: '-35m' };

export const staleCache: ScenarioInput = {
  name: 'stale-cache',
  title: 'The edge serves yesterday',
  description:
    'v1.2.3 was deployed within the hour and its run succeeded, yet users wait long and pieces fail to load.',
  cause: {
    kind: 'cache',
    summary:
      'The deploy did not invalidate the CDN. The edge keeps the page of v1.2.2, whose files the deploy removed.',
    remedy: 'Invalidate /*.',
  },
  runbook: 'performance-degradation',
  answer: { recommended: ['cache'], invalidation: true },
  versions: versions(),
  deploys: deploys('-35m', '-60m'),
  workflow: { invalidates: false, removes: ['/assets/conversation.js'] },
  edge: {
    ttl: { '/assets/*': '365d', '*': '1d' },
    cachedAt: '-3h',
  },
  errors: [
    ...everydayErrors,
    {
      type: 'ChunkLoadError',
      message: 'Loading chunk conversation failed.',
      culprit: 'src/router.tsx in lazyRoute',
      perMinute: 8,
      when: whileStale,
    },
  ],
  signals: [
    { metric: 'cacheHitRate', value: 71, when: whileStale },
    { metric: 'lcp', value: 4_600, when: whileStale },
    { metric: 'errorRate4xx', value: 4.2, when: whileStale },
  ],
};
