import type { CacheState } from '../../speed/findings.ts';
import { cacheStateWording } from '../wording/cache-state.ts';
import type { QuestionRow } from './row.ts';

export const cacheStateQuestion = {
  about: 'speed',
  wording: cacheStateWording,
  clears: ['recent-deployment', 'cache', 'origin'],
  weights: {
    'cache-stale': {
      hypothesis: 'cache',
      points: 60,
      counts: 'the edge serves another version than was deployed last',
    },
    'cache-missing': {
      hypothesis: 'cache',
      points: 30,
      counts: 'the page names files that are gone',
    },
    'cache-misses': {
      hypothesis: 'cache',
      points: 50,
      counts: 'the hit ratio is below 80 %, or 15 points below the usual',
    },
    'cache-headers': {
      hypothesis: 'cache',
      points: 15,
      counts: 'cache headers of the page or of a file are wrong',
    },
    'cache-origin': {
      hypothesis: 'cache',
      points: 10,
      counts: 'the origin takes more than 500 ms, and the hit ratio is low',
    },
    'cache-middling': {
      hypothesis: 'cache',
      points: 5,
      counts: 'the hit ratio is below 90 %, and neither below 80 % nor far below the usual',
    },
    'origin-slow': {
      hypothesis: 'origin',
      points: 65,
      counts: 'the origin takes more than 1,000 ms, and the hit ratio is as usual',
    },
    'origin-slowish': {
      hypothesis: 'origin',
      points: 30,
      counts: 'the origin takes 500 ms or more, and the hit ratio is as usual',
    },
    'origin-fails': {
      hypothesis: 'origin',
      points: 65,
      counts: 'the page or a file answers with a server error',
    },
    'cache-fine': {
      hypothesis: 'cache',
      points: -30,
      counts: 'the edge serves what was deployed, with right headers, from its cache',
    },
    'alarm-cache-bad': {
      hypothesis: 'false-alarm',
      points: -60,
      counts: 'the cache is in trouble: its evidence is bad',
    },
    'slow-no-cache': {
      hypothesis: 'cause-not-seen',
      points: 5,
      counts: 'it was looked for, and the cache is fine',
    },
  },
  panel: null,
} as const satisfies QuestionRow<CacheState>;
