import type { ErrorTypes } from '../../errors/findings.ts';
import { errorTypesTold } from '../wording/error-types.ts';
import type { QuestionRow } from './row.ts';

export const errorTypesQuestion = {
  about: 'errors',
  wording: errorTypesTold,
  clears: ['recent-deployment', 'external-service', 'client'],
  weights: {
    'alarm-warnings': {
      hypothesis: 'false-alarm',
      points: 40,
      counts: 'at least 80 % of the events are warnings or below',
    },
  },
  panel: 'recent-errors',
} as const satisfies QuestionRow<ErrorTypes>;
