import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const falseAlarm: ScenarioInput = {
  name: 'false-alarm',
  title: 'Many events, nobody hurt',
  description: 'Many more events than on any day. No user has written in.',
  cause: {
    kind: 'none',
    summary:
      'A crawler opens the same page over and over and trips a harmless, handled warning. No people are behind it.',
    remedy: 'Nothing to roll back. Mute the group, block the crawler in the morning.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['false-alarm'] },
  versions: versions({ at: '-75h' }),
  deploys: deploys('-72h', '-74h'),
  errors: [
    ...everydayErrors,
    {
      type: 'ResizeObserver',
      message: 'ResizeObserver loop limit exceeded',
      culprit: 'src/editor/preview.tsx in Preview',
      level: 'warning',
      unhandled: false,
      perMinute: 40,
      users: 0.0005,
      when: { from: '-25m', until: '20m' },
      browsers: { HeadlessChrome: 1 },
      systems: { Linux: 1 },
    },
  ],
};
