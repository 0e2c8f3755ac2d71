import type { Bundle } from '../../speed/findings.ts';
import { bundleWording } from '../wording/bundle.ts';
import type { QuestionRow } from './row.ts';

export const bundleQuestion = {
  about: 'speed',
  wording: bundleWording,
  clears: ['recent-deployment', 'bundle-growth'],
  weights: {
    'bundle-grew': {
      hypothesis: 'bundle-growth',
      points: 60,
      counts: 'scripts and styles grew by at least 30 % and by 200 kB against the version before',
    },
    'bundle-grew-some': {
      hypothesis: 'bundle-growth',
      points: 30,
      counts: 'they grew by at least a tenth and by 20 kB',
    },
    'bundle-heavy': {
      hypothesis: 'bundle-growth',
      points: 45,
      counts: 'nothing to compare with, and scripts and styles are above 1.5 MB',
    },
    'bundle-same': {
      hypothesis: 'bundle-growth',
      points: -40,
      counts: 'they grew by less than that',
    },
    'alarm-bundle-bad': {
      hypothesis: 'false-alarm',
      points: -60,
      counts: 'scripts and styles grew much: their evidence is bad',
    },
    'slow-no-bundle': {
      hypothesis: 'cause-not-seen',
      points: 5,
      counts: 'it was looked for, and nothing grew',
    },
  },
  panel: null,
} as const satisfies QuestionRow<Bundle>;
