import type { AffectedUsers } from '../../errors/findings.ts';
import { affectedUsersWording } from '../wording/affected-users.ts';
import type { QuestionRow } from './row.ts';

export const affectedUsersQuestion = {
  about: 'errors',
  wording: affectedUsersWording,
  clears: ['recent-deployment', 'external-service', 'client'],
  weights: {
    'deploy-few-users': {
      hypothesis: 'recent-deployment',
      points: -40,
      counts: 'hardly any users are behind the events',
    },
    'client-few-users': {
      hypothesis: 'client',
      points: -60,
      counts: 'hardly anybody is behind the events: a program, not people with that browser',
    },
    'alarm-few-users': {
      hypothesis: 'false-alarm',
      points: 80,
      counts: 'at least 50 events, and fewer than one person for fifty of them',
    },
  },
  panel: null,
} as const satisfies QuestionRow<AffectedUsers>;
