import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const whileDown = { outage: 'dicebear' } as const;

/** What breaks while DiceBear is away, wherever that happens. */
export const avatarError: NonNullable<ScenarioInput['errors']>[number] = {
  type: 'AvatarError',
  message: 'avatar service answered 503',
  culprit: 'src/avatars/fetch-avatar.ts in fetchAvatar',
  unhandled: false,
  perMinute: 85,
  when: whileDown,
};

export const dicebearOutage: ScenarioInput = {
  name: 'dicebear-outage',
  title: 'Profile pictures fail',
  description: 'Errors rise. The last deploy was yesterday. Users miss profile pictures.',
  cause: {
    kind: 'dependency',
    summary: 'DiceBear answers 503. The fallback draws initials, so people can go on writing.',
    remedy:
      'No rollback. Check that the fallback is active, tell the channel, watch the status page.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['external-service'] },
  versions: versions({ at: '-29h' }),
  deploys: deploys('-26h', '-28h'),
  outages: [
    { system: 'dicebear', from: '-18m', status: 503, note: 'Elevated error rate of the HTTP API' },
  ],
  errors: [
    ...everydayErrors,
    avatarError,
    {
      type: 'AvatarFallback',
      message: 'initials drawn in place of an avatar',
      culprit: 'src/avatars/fallback.ts in drawInitials',
      level: 'info',
      unhandled: false,
      perMinute: 83,
      when: whileDown,
    },
  ],
};

export const dicebearNoFallback: ScenarioInput = {
  ...dicebearOutage,
  name: 'dicebear-no-fallback',
  title: 'Profile pictures fail, and more',
  description: 'Errors rise, and conversations stay blank for some people.',
  cause: {
    kind: 'dependency',
    summary: 'DiceBear drops every connection, and the fallback to initials is switched off.',
    remedy: 'No rollback. Switch the fallback on, tell the channel, watch the status page.',
  },
  fallback: 'off',
  outages: [
    { system: 'dicebear', from: '-21m', kind: 'drop', note: 'The HTTP API is unreachable' },
  ],
  errors: [
    ...everydayErrors,
    { ...avatarError, message: 'avatar service did not answer', perMinute: 70 },
    {
      type: 'RenderError',
      message: 'no avatar for the author of a message',
      culprit: 'src/avatars/fetch-avatar.ts in avatarOf',
      perMinute: 40,
      when: whileDown,
    },
  ],
};
