import type { RecentDeploys } from '../../errors/findings.ts';
import { recentDeploysTold } from '../wording/recent-deploys.ts';
import type { QuestionRow } from './row.ts';

export const recentDeploysQuestion = {
  about: 'errors',
  wording: recentDeploysTold,
  clears: [],
  weights: {
    'deploy-recent': {
      hypothesis: 'recent-deployment',
      points: 10,
      counts: 'something went live in the hour before, and how it lies to the errors is not known',
    },
  },
  panel: 'deployments',
} as const satisfies QuestionRow<RecentDeploys>;
