import type { Correlation } from '../../errors/findings.ts';
import { correlationWording } from '../wording/correlation.ts';
import type { QuestionRow } from './row.ts';

export const correlationQuestion = {
  about: 'errors',
  wording: correlationWording,
  clears: ['recent-deployment', 'client'],
  weights: {
    'deploy-tied': {
      hypothesis: 'recent-deployment',
      points: 25,
      counts: 'the errors began soon after a deploy went live',
    },
    'deploy-at-once': {
      hypothesis: 'recent-deployment',
      points: 30,
      counts: 'they came at once, within a minute of its going live',
    },
    'deploy-own-types': {
      hypothesis: 'recent-deployment',
      points: 25,
      counts: 'no half hour fits, but at least 20 % of the events are of types that came with it',
    },
    'deploy-late-sharp': {
      hypothesis: 'recent-deployment',
      points: -25,
      counts:
        'they came at once, more than 5 min after it went live, and the other versions have them too, for all that is known',
    },
    'deploy-foreign-host': {
      hypothesis: 'recent-deployment',
      points: -40,
      counts: 'nearly all errors name one third-party host, and other versions have them too',
    },
    'deploy-brought-new': {
      hypothesis: 'recent-deployment',
      points: 45,
      scaled: true,
      counts:
        'share of the events whose type is new with that version or its run, less those that name a dependency in trouble',
    },
    'deploy-lift': {
      hypothesis: 'recent-deployment',
      points: 15,
      counts:
        'that version has at least twice the errors a session of the others, and new types or an onset at once',
    },
    'deploy-no-lift': {
      hypothesis: 'recent-deployment',
      points: -30,
      counts:
        'the other versions have as many errors a session in the same minutes, and not since it went live',
    },
    'deploy-not-tied': {
      hypothesis: 'recent-deployment',
      points: -50,
      counts: 'no deploy went live shortly before the errors began',
    },
    'deploy-outlived': {
      hypothesis: 'recent-deployment',
      points: -60,
      counts: 'an older version replaced it more than 15 min ago, and has most of the errors',
    },
    'deploy-open-pages': {
      hypothesis: 'recent-deployment',
      points: -40,
      counts:
        'open pages of an older version have the new errors too, and they did not come at once as it went live',
    },
    'deploy-one-client': {
      hypothesis: 'recent-deployment',
      points: -25,
      counts:
        'one browser or system alone has the errors, and they began more than 30 min after it',
    },
    'deploy-brought-nothing': {
      hypothesis: 'recent-deployment',
      points: -50,
      counts: 'the errors began after a deploy, but their types were there before it',
    },
    'deploy-old-types': {
      hypothesis: 'recent-deployment',
      points: -10,
      counts: 'the same, but they came at once as it went live',
    },
    'client-with-deploy': {
      hypothesis: 'client',
      points: -25,
      counts: 'the errors are new with a version: its rollback ends them on that client too',
    },
    'unseen-foreign-host': {
      hypothesis: 'cause-not-seen',
      points: 15,
      counts: 'nearly all errors name one third-party host',
    },
    'unseen-no-deploy': {
      hypothesis: 'cause-not-seen',
      points: 10,
      counts: 'it was looked for, and no deploy explains the errors',
    },
  },
  panel: null,
} as const satisfies QuestionRow<Correlation>;
