/* Errors whose cause lies where nobody looks: a diagnosis must say so, and accuse nobody. */
import type { ScenarioInput } from '../scenario.ts';
import { badDeploy } from './bad-deploy.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const untold = {
  runbook: 'high-error-rate',
  answer: { recommended: ['cause-not-seen'], tellable: false },
} satisfies Partial<ScenarioInput>;

export const hiddenCause: ScenarioInput = {
  ...untold,
  name: 'hidden-cause',
  title: 'Errors out of the blue',
  description: 'Errors everywhere, in every browser. Nothing was deployed for days.',
  cause: {
    kind: 'none',
    summary: 'A certificate of an internal service ran out; nothing that tsops reads shows it.',
    remedy: 'No rollback. Say that the cause is not seen, and look further.',
  },
  versions: versions({ at: '-77h' }),
  deploys: deploys('-74h', '-76h'),
  errors: [
    ...everydayErrors,
    {
      type: 'ApiError',
      message: 'upstream request failed',
      culprit: 'src/api/client.ts in request',
      perMinute: 105,
      when: { from: '-24m' },
    },
  ],
};

export const oldErrorRises: ScenarioInput = {
  ...untold,
  name: 'old-error-rises',
  title: 'More of an old error',
  description: 'An old acquaintance among the errors, a hundred times as often, since the deploy.',
  cause: {
    kind: 'none',
    summary: 'A mobile carrier has trouble: requests fail, whichever version makes them.',
    remedy: 'No rollback: v1.2.3 brought nothing new. Look further.',
  },
  versions: versions(),
  deploys: deploys('-27m', '-60m'),
  errors: [
    ...everydayErrors,
    {
      type: 'NetworkError',
      message: 'Failed to fetch',
      culprit: 'src/api/client.ts in request',
      perMinute: 0.7,
      surge: { from: '-19m', times: 150 },
    },
  ],
};

const away = { kind: 'status', status: 503, from: '-40m', note: 'We are investigating' } as const;

export const sentryDown: ScenarioInput = {
  ...badDeploy,
  ...untold,
  name: 'sentry-down',
  title: 'A bad deploy, unseen',
  description: 'Users write that the site fails. Sentry does not answer.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.3 breaks on stored conversations, while Sentry, which would show it, is down.',
    remedy: 'Look by hand before a rollback to v1.2.2: without Sentry nothing ties the two.',
  },
  answer: { ...untold.answer, rollback: 'v1.2.2' },
  outages: [{ ...away, system: 'sentry' }],
};

export const githubDown: ScenarioInput = {
  ...badDeploy,
  ...untold,
  name: 'github-down',
  title: 'A bad deploy, and no way back',
  description: 'Many errors of kinds not seen before. GitHub does not answer.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.3 breaks on stored conversations, while GitHub, which knows of it, is down.',
    remedy: 'Escalate: no rollback can be started. Go back to v1.2.2 once GitHub answers.',
  },
  answer: { ...untold.answer, rollback: 'v1.2.2' },
  outages: [{ ...away, system: 'github' }],
};
