/* A deploy and a DiceBear outage within the same half hour: one of them innocent, or both to blame. */
import type { ScenarioInput } from '../scenario.ts';
import { badDeploy, brokenByNewest } from './bad-deploy.ts';
import { avatarError } from './dicebear-outage.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const down = {
  system: 'dicebear',
  status: 503,
  note: 'Elevated error rate of the HTTP API',
} as const;

export const innocentDeploy: ScenarioInput = {
  name: 'innocent-deploy',
  title: 'After the deploy, not because of it',
  description: 'Errors of a kind not seen before, minutes after v1.2.3 went live.',
  cause: {
    kind: 'dependency',
    summary: 'DiceBear went down a few minutes after v1.2.3 went live. The deploy is innocent.',
    remedy: 'No rollback: v1.2.2 fails the same way. Check the fallback, watch the status page.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['external-service'] },
  versions: versions(),
  deploys: deploys('-24m', '-60m'),
  outages: [{ ...down, from: '-16m' }],
  errors: [...everydayErrors, { ...avatarError, perMinute: 130 }],
};

export const innocentOutage: ScenarioInput = {
  ...badDeploy,
  name: 'innocent-outage',
  title: 'A slow service, and errors',
  description: 'Errors of kinds not seen before. DiceBear says that it is slow today.',
  cause: {
    kind: 'deploy',
    summary:
      'v1.2.3 breaks on stored conversations. DiceBear is slow, and that hurts hardly anybody.',
    remedy: 'Roll back to v1.2.2.',
  },
  outages: [
    { system: 'dicebear', from: '-32m', kind: 'slow', delay: '3s', note: 'Slow responses' },
  ],
  errors: [
    ...everydayErrors,
    ...brokenByNewest,
    { ...avatarError, message: 'avatar service answered late', perMinute: 3 },
  ],
};

export const bothAtOnce: ScenarioInput = {
  ...badDeploy,
  name: 'both-at-once',
  title: 'Two things at once',
  description: 'Errors of several kinds, all new, and profile pictures are missing.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.3 breaks on stored conversations, and DiceBear is down at the same time.',
    remedy: 'Roll back to v1.2.2, and check that the fallback is active.',
  },
  answer: { recommended: ['recent-deployment', 'external-service'], rollback: 'v1.2.2' },
  outages: [{ ...down, from: '-19m' }],
  errors: [...everydayErrors, ...brokenByNewest, { ...avatarError, perMinute: 110 }],
};

export const brokenAvatars: ScenarioInput = {
  ...badDeploy,
  name: 'broken-avatars',
  title: 'No pictures since the deploy',
  description:
    'Profile pictures are missing since v1.2.3 went live. DiceBear is the first suspect.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.3 asks DiceBear for a style that does not exist. DiceBear itself is well.',
    remedy: 'Roll back to v1.2.2.',
  },
  errors: [
    ...everydayErrors,
    {
      type: 'AvatarError',
      message: 'avatar service answered 404',
      culprit: 'src/avatars/fetch-avatar.ts in fetchAvatar',
      perMinute: 120,
      when: { versions: ['v1.2.3'] },
    },
  ],
};
