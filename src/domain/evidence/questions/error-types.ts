import type { ErrorTypes } from '../../errors/findings.ts';
import { errorTypesWording } from '../wording/error-types.ts';
import type { QuestionRow } from './row.ts';

export const errorTypesQuestion = {
  about: 'errors',
  wording: errorTypesWording,
  clears: ['recent-deployment', 'external-service', 'client'],
  weights: {
    'deploy-types-at-once': {
      hypothesis: 'recent-deployment',
      points: 20,
      counts:
        'other errors hide the onset, but the heaviest new type was first seen as it went live',
    },
    'alarm-warnings': {
      hypothesis: 'false-alarm',
      points: 40,
      counts: 'at least 80 % of the events are warnings or below',
    },
  },
  panel: 'recent-errors',
} as const satisfies QuestionRow<ErrorTypes>;
