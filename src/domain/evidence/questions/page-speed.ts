import type { PageSpeed } from '../../speed/findings.ts';
import { pageSpeedWording } from '../wording/page-speed.ts';
import type { QuestionRow } from './row.ts';

export const pageSpeedQuestion = {
  about: 'speed',
  wording: pageSpeedWording,
  clears: ['recent-deployment', 'cache', 'bundle-growth', 'resource-loading', 'images'],
  weights: {
    'deploy-slowed': {
      hypothesis: 'recent-deployment',
      points: 65,
      counts:
        'a vital that was good before the deploy that brought what is live is not since, and nothing else explains it',
    },
    'speed-fine': {
      hypothesis: 'false-alarm',
      points: 90,
      counts: 'the vitals are good for those who visit now: LCP, INP, CLS and the rest',
    },
    'speed-middling': {
      hypothesis: 'false-alarm',
      points: 20,
      counts: 'the worst vital needs improvement, and none is poor',
    },
    'speed-poor': {
      hypothesis: 'false-alarm',
      points: -50,
      counts: 'a vital is poor: LCP, INP and CLS count alike',
    },
  },
  panel: 'web-vitals',
} as const satisfies QuestionRow<PageSpeed>;
