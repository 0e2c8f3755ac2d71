import type { BrowserSplit } from '../../errors/findings.ts';
import { browserSplitWording } from '../wording/browser-split.ts';
import type { QuestionRow } from './row.ts';

export const browserSplitQuestion = {
  about: 'errors',
  wording: browserSplitWording,
  clears: ['recent-deployment', 'client'],
  weights: {
    'client-stands-out': {
      hypothesis: 'client',
      points: 30,
      counts: 'a browser or system has more of the errors than its popularity and chance explain',
    },
    'client-excess': {
      hypothesis: 'client',
      points: 45,
      scaled: true,
      counts: 'share of the errors beyond what its popularity explains',
    },
    'client-program': {
      hypothesis: 'client',
      points: -60,
      counts: 'the browsers of nearly all errors say that they are programs',
    },
    'deploy-program': {
      hypothesis: 'recent-deployment',
      points: -40,
      counts: 'the browsers of nearly all errors say that they are programs',
    },
    'alarm-program': {
      hypothesis: 'false-alarm',
      points: 80,
      counts:
        'the browsers of 90 % of the errors say that they are programs, and the errors of people are within the limit',
    },
    'client-none': {
      hypothesis: 'client',
      points: -40,
      counts: 'errors are spread over browsers and systems as the sessions are',
    },
    'unseen-no-client': {
      hypothesis: 'cause-not-seen',
      points: 10,
      counts: 'it was looked for, and no browser or system explains them',
    },
  },
  panel: null,
} as const satisfies QuestionRow<BrowserSplit>;
