import type { Correlation } from '../../errors/findings.ts';
import { correlationTold } from '../wording/correlation.ts';
import type { QuestionRow } from './row.ts';

export const correlationQuestion = {
  about: 'errors',
  wording: correlationTold,
  clears: ['recent-deployment', 'client'],
  weights: {
    'deploy-tied': {
      hypothesis: 'recent-deployment',
      points: 25,
      counts: 'the errors began soon after a deploy went live',
    },
    'deploy-brought-new': {
      hypothesis: 'recent-deployment',
      points: 45,
      scaled: true,
      counts:
        'share of the events whose type was first seen in that version, less those that name a dependency in trouble',
    },
    'deploy-lift': {
      hypothesis: 'recent-deployment',
      points: 15,
      counts: 'that version has at least twice the errors a session of the others, and new types',
    },
    'deploy-not-tied': {
      hypothesis: 'recent-deployment',
      points: -50,
      counts: 'no deploy went live shortly before the errors began',
    },
    'deploy-brought-nothing': {
      hypothesis: 'recent-deployment',
      points: -50,
      counts: 'the errors began after a deploy, but their types were there before it',
    },
    'client-with-deploy': {
      hypothesis: 'client',
      points: -25,
      counts: 'the errors are new with a version: its rollback ends them on that client too',
    },
    'unseen-no-deploy': {
      hypothesis: 'cause-not-seen',
      points: 10,
      counts: 'it was looked for, and no deploy explains the errors',
    },
  },
  panel: null,
} as const satisfies QuestionRow<Correlation>;
