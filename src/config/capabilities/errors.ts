import type { Config } from '../schema.ts';

/** How errors name what they are of: the environment, and a release (`talkstudio@{version}`). */
export function errorNames({ sentry: { environment, release } }: Config) {
  return { environment, release };
}
