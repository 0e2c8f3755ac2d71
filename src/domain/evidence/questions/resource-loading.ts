import type { ResourceLoading } from '../../speed/findings.ts';
import { resourceLoadingWording } from '../wording/resource-loading.ts';
import type { QuestionRow } from './row.ts';

export const resourceLoadingQuestion = {
  about: 'speed',
  wording: resourceLoadingWording,
  clears: ['recent-deployment', 'resource-loading'],
  weights: {
    'loading-blocks': {
      hypothesis: 'resource-loading',
      points: 65,
      counts: 'a weighty fault in how files are loaded: a third-party script that blocks the page',
    },
    'loading-untidy': {
      hypothesis: 'resource-loading',
      points: 5,
      counts: 'faults that cannot be the cause alone',
    },
    'loading-fine': {
      hypothesis: 'resource-loading',
      points: -30,
      counts: 'nothing blocks the page',
    },
    'alarm-loading-bad': {
      hypothesis: 'false-alarm',
      points: -60,
      counts: 'a file blocks the page: its evidence is bad',
    },
    'slow-no-loading': {
      hypothesis: 'cause-not-seen',
      points: 5,
      counts: 'it was looked for, and nothing blocks',
    },
  },
  panel: null,
} as const satisfies QuestionRow<ResourceLoading>;
