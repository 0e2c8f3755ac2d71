import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const dicebearOutage: ScenarioInput = {
  name: 'dicebear-outage',
  title: 'Profile pictures fail',
  description:
    'Errors rise for 18 minutes. The last deploy was yesterday. Users miss profile pictures.',
  cause: {
    kind: 'dependency',
    summary: 'DiceBear answers 503. The fallback draws initials, so people can go on writing.',
    remedy:
      'No rollback. Check that the fallback is active, tell the channel, watch the status page.',
  },
  runbook: 'high-error-rate',
  versions: versions({ at: '-29h' }),
  deploys: deploys('-26h', '-28h'),
  outages: [
    { system: 'dicebear', from: '-18m', status: 503, note: 'Elevated error rate of the HTTP API' },
  ],
  errors: [
    ...everydayErrors,
    {
      type: 'AvatarError',
      message: 'avatar service answered 503',
      culprit: 'src/avatars/fetch-avatar.ts in fetchAvatar',
      unhandled: false,
      perMinute: 44,
      when: { outage: 'dicebear' },
    },
    {
      type: 'AvatarFallback',
      message: 'initials drawn in place of an avatar',
      culprit: 'src/avatars/fallback.ts in drawInitials',
      level: 'info',
      unhandled: false,
      perMinute: 43,
      when: { outage: 'dicebear' },
    },
  ],
};
