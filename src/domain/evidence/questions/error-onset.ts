import type { ErrorOnset } from '../../errors/findings.ts';
import { errorOnsetWording } from '../wording/error-onset.ts';
import type { QuestionRow } from './row.ts';

export const errorOnsetQuestion = {
  about: 'errors',
  wording: errorOnsetWording,
  clears: ['recent-deployment', 'external-service', 'client'],
  weights: {
    'deploy-ended': {
      hypothesis: 'recent-deployment',
      points: -50,
      counts: 'the errors ended by themselves',
    },
    'service-ended': {
      hypothesis: 'external-service',
      points: -50,
      counts: 'the errors ended by themselves',
    },
    'client-ended': { hypothesis: 'client', points: -50, counts: 'the errors ended by themselves' },
    'alarm-ended': {
      hypothesis: 'false-alarm',
      points: 70,
      counts: 'the errors ended, and not as a deploy went live',
    },
    'deploy-ended-it': {
      hypothesis: 'recent-deployment',
      points: 20,
      counts: 'the errors ended as another deploy went live, a rollback for one',
    },
    'alarm-silent': {
      hypothesis: 'false-alarm',
      points: -50,
      counts: 'events of all types are missing, the everyday ones too: the source fell silent',
    },
    'alarm-no-onset': {
      hypothesis: 'false-alarm',
      points: 40,
      counts: 'the counts show no moment since which there are more errors',
    },
    'alarm-usual-hour': {
      hypothesis: 'false-alarm',
      points: 40,
      counts: 'as many came at this hour of earlier days, and the rate is within its limit',
    },
  },
  panel: null,
} as const satisfies QuestionRow<ErrorOnset>;
