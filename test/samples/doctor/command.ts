import type command from '../../../src/commands/doctor/command.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  checks: [
    { area: 'machine', name: 'clock', state: 'works', detail: 'within 2 s of the site' },
    {
      area: 'machine',
      name: 'whose values',
      state: 'limited',
      detail: "1 value is still TalkStudio's; in tsops.config.yaml:",
      next: ['set pagerduty.service (now TalkStudio Production)'],
      inherited: [{ key: 'pagerduty.service', value: 'TalkStudio Production' }],
    },
    {
      area: 'sentry',
      name: 'project',
      state: 'not-set',
      detail: 'SENTRY_AUTH_TOKEN is not set',
      next: ['export SENTRY_AUTH_TOKEN=…'],
    },
  ],
  required: [],
  waitingFor: [],
  skipped: [],
} satisfies SampleOf<typeof command>;
