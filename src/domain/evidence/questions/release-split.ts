import type { ReleaseSplit } from '../../errors/findings.ts';
import { releaseSplitWording } from '../wording/release-split.ts';
import type { QuestionRow } from './row.ts';

export const releaseSplitQuestion = {
  about: 'errors',
  wording: releaseSplitWording,
  clears: [],
  weights: {
    'deploy-outlived': {
      hypothesis: 'recent-deployment',
      points: -60,
      counts:
        'another version replaced it more than 15 min ago, and has at least 80 % of the errors',
    },
  },
  panel: null,
} as const satisfies QuestionRow<ReleaseSplit>;
