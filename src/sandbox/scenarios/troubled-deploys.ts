import type { ScenarioInput } from '../scenario.ts';
import { badDeploy } from './bad-deploy.ts';

export const stuckApproval: ScenarioInput = {
  ...badDeploy,
  name: 'stuck-approval',
  title: 'A rollback that nobody approves',
  description:
    'v1.2.3 breaks the site. Deploys to production want a review, and the reviewer is asleep.',
  cause: {
    kind: 'workflow',
    summary: 'The run of the deploy workflow waits for a review by seungho-park.',
    remedy:
      'Start the rollback, then call the reviewer; the run goes on as soon as it is approved.',
  },
  workflow: { approval: true },
};

export const deployFails: ScenarioInput = {
  ...badDeploy,
  name: 'deploy-fails',
  title: 'A rollback that fails',
  description: 'v1.2.3 breaks the site, and the deploy workflow has lost its access to the bucket.',
  cause: {
    kind: 'workflow',
    summary: 'The role of the workflow may not write to the bucket: every run fails at its upload.',
    remedy:
      'Start the rollback, read the log of the failed step, have the role repaired, run it again.',
  },
  workflow: {
    outcome: 'failure',
    failedStep: 'Upload to S3',
    log: [
      'upload failed: dist/index.html to s3://talkstudio/index.html',
      'fatal error: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
    ],
  },
};
