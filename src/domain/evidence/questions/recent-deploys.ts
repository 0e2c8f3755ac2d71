import type { RecentDeploys } from '../../errors/findings.ts';
import { recentDeploysWording } from '../wording/recent-deploys.ts';
import type { QuestionRow } from './row.ts';

export const recentDeploysQuestion = {
  about: 'errors',
  wording: recentDeploysWording,
  clears: [],
  weights: {
    'deploy-recent': {
      hypothesis: 'recent-deployment',
      points: 10,
      counts: 'something went live in the hour before, and how it lies to the errors is not known',
    },
    'deploy-failed-run': {
      hypothesis: 'recent-deployment',
      points: 15,
      counts: 'its run failed: a part of what it uploaded may be live',
    },
  },
  panel: 'deployments',
} as const satisfies QuestionRow<RecentDeploys>;
