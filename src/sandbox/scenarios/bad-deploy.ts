import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

/** What v1.2.3 breaks, wherever it is the cause. */
export const brokenByNewest: NonNullable<ScenarioInput['errors']> = [
  {
    type: 'TypeError',
    message: "Cannot read properties of undefined (reading 'members')",
    culprit: 'src/conversation/group-header.tsx in GroupHeader',
    perMinute: 95,
    ramp: '2m',
    when: { versions: ['v1.2.3'] },
  },
  {
    type: 'UnhandledRejection',
    message: 'migration of the stored conversations failed',
    culprit: 'src/store/migrate.ts in migrate',
    perMinute: 25,
    ramp: '2m',
    when: { versions: ['v1.2.3'] },
  },
];

export const badDeploy: ScenarioInput = {
  name: 'bad-deploy',
  title: 'Errors since the deploy',
  description:
    'Sentry pages: many errors a minute, of kinds not seen before. v1.2.3 went live a short while ago.',
  cause: {
    kind: 'deploy',
    summary:
      'v1.2.3 keeps conversations in a new form and breaks on those stored before it. Every browser is hit.',
    remedy: 'Roll back to v1.2.2.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['recent-deployment'], rollback: 'v1.2.2' },
  versions: versions(),
  deploys: deploys('-22m', '-60m'),
  errors: [...everydayErrors, ...brokenByNewest],
};
