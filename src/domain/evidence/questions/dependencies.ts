import type { Dependencies } from '../../errors/findings.ts';
import { dependenciesWording } from '../wording/dependencies.ts';
import type { QuestionRow } from './row.ts';

export const dependenciesQuestion = {
  about: 'errors',
  wording: dependenciesWording,
  clears: ['recent-deployment', 'external-service'],
  weights: {
    'deploy-overlaid': {
      hypothesis: 'recent-deployment',
      points: -30,
      counts: 'what is new since the deploy names a dependency that is in trouble',
    },
    'service-down': {
      hypothesis: 'external-service',
      points: 30,
      counts: 'a dependency does not answer our probe',
    },
    'service-slow': {
      hypothesis: 'external-service',
      points: 15,
      counts: 'a dependency answers slowly',
    },
    'service-says-so': {
      hypothesis: 'external-service',
      points: 15,
      counts: 'its status page reports trouble',
    },
    'service-named': {
      hypothesis: 'external-service',
      points: 45,
      scaled: true,
      counts: 'share of the events that name it',
    },
    'service-not-named': {
      hypothesis: 'external-service',
      points: -40,
      counts: 'it is in trouble, but fewer than 10 % of the events name it',
    },
    'service-up': {
      hypothesis: 'external-service',
      points: -40,
      counts: 'every dependency answers, and no status page reports trouble',
    },
    'alarm-service-down': {
      hypothesis: 'false-alarm',
      points: -60,
      counts: 'a dependency does not answer our probe',
    },
    'unseen-no-service': {
      hypothesis: 'cause-not-seen',
      points: 10,
      counts: 'it was looked for, and no dependency explains them',
    },
  },
  panel: null,
} as const satisfies QuestionRow<Dependencies>;
