import type { PageSpeed } from '../../speed/findings.ts';
import { pageSpeedTold } from '../wording/page-speed.ts';
import type { QuestionRow } from './row.ts';

export const pageSpeedQuestion = {
  about: 'speed',
  wording: pageSpeedTold,
  clears: ['cache', 'bundle-growth', 'resource-loading', 'images'],
  weights: {
    'speed-fine': {
      hypothesis: 'false-alarm',
      points: 90,
      counts: 'LCP is good for those who visit now',
    },
    'speed-middling': {
      hypothesis: 'false-alarm',
      points: 20,
      counts: 'LCP is above 2.5 s, yet not poor (4 s)',
    },
    'speed-poor': { hypothesis: 'false-alarm', points: -50, counts: 'LCP is poor' },
  },
  panel: 'web-vitals',
} as const satisfies QuestionRow<PageSpeed>;
