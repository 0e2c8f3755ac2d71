import type { ServedDeploy } from '../../site/findings.ts';
import { servedDeployWording } from '../wording/served-deploy.ts';
import type { QuestionRow } from './row.ts';

export const servedDeployQuestion = {
  about: 'site',
  wording: servedDeployWording,
  clears: ['not-served'],
  weights: {
    'deploy-not-served': {
      hypothesis: 'not-served',
      points: 100,
      counts: 'the last deploy succeeded more than 5 minutes ago, and another version is served',
    },
    'alarm-not-served': {
      hypothesis: 'false-alarm',
      points: -100,
      counts: 'what was deployed is not served, or several versions are at once',
    },
  },
  panel: null,
} as const satisfies QuestionRow<ServedDeploy>;
