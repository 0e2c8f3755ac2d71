import type { ErrorRate } from '../../errors/findings.ts';
import { errorRateWording } from '../wording/error-rate.ts';
import type { QuestionRow } from './row.ts';

export const errorRateQuestion = {
  about: 'errors',
  wording: errorRateWording,
  clears: ['recent-deployment', 'external-service', 'client'],
  weights: {
    'deploy-recurring': {
      hypothesis: 'recent-deployment',
      points: -40,
      counts: 'as many errors came in the same minutes of yesterday or of a week ago',
    },
    'alarm-rate-fine': {
      hypothesis: 'false-alarm',
      points: 30,
      counts: 'the error rate is within its limit',
    },
    'alarm-traffic': {
      hypothesis: 'false-alarm',
      points: 50,
      counts:
        'at least twice the requests of yesterday, no more errors a request, and no new types',
    },
    'alarm-real': {
      hypothesis: 'false-alarm',
      points: -40,
      counts: 'the error rate is over its limit now, and people are behind it',
    },
  },
  panel: 'error-rate',
} as const satisfies QuestionRow<ErrorRate>;
