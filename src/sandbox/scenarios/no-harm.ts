/* Alarms behind which nobody is hurt, or nobody any more. */
import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const harmless = {
  runbook: 'high-error-rate',
  answer: { recommended: ['false-alarm'] },
} satisfies Partial<ScenarioInput>;

export const recoveredSpike: ScenarioInput = {
  ...harmless,
  name: 'recovered-spike',
  title: 'It is over already',
  description: 'A page about many errors. By now they are few again.',
  cause: {
    kind: 'none',
    summary:
      'A router of a provider was restarted: many errors for a quarter of an hour, then none.',
    remedy: 'Nothing to roll back. Watch for another half hour, write it down.',
  },
  versions: versions({ at: '-33h' }),
  deploys: deploys('-30h', '-32h'),
  errors: [
    ...everydayErrors,
    {
      type: 'NetworkError',
      message: 'Load failed',
      culprit: 'src/api/client.ts in request',
      perMinute: 170,
      when: { from: '-29m', until: '-12m' },
    },
  ],
};

export const botStorm: ScenarioInput = {
  ...harmless,
  name: 'bot-storm',
  title: 'A storm of one',
  description: 'Far more errors than on any day, all from the same kind of browser.',
  cause: {
    kind: 'none',
    summary: 'A scanner opens broken addresses a hundred times a minute. No people are behind it.',
    remedy: 'Nothing to roll back. Block the scanner at the CDN.',
  },
  versions: versions({ at: '-53h' }),
  deploys: deploys('-50h', '-52h'),
  errors: [
    ...everydayErrors,
    {
      type: 'RouteError',
      message: 'no route matches /wp-login.php',
      culprit: 'src/router.tsx in match',
      perMinute: 125,
      users: 0.0004,
      when: { from: '-26m' },
      browsers: { HeadlessChrome: 1 },
      systems: { Linux: 1 },
    },
  ],
};
