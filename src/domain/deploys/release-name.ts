import { tagOf } from './version-tag.ts';

/**
 * The version (tag form) that a release of Sentry's names, by the configured pattern
 * (`talkstudio@{version}`); the release's own name where it does not fit, `none` where there is none.
 */
export function versionOfRelease(release: string, pattern: string): string {
  if (release === '') return 'none';
  const [before = '', after = ''] = pattern.split('{version}');
  if (!release.startsWith(before) || !release.endsWith(after)) return release;
  const middle = release.slice(before.length, release.length - after.length);
  return tagOf(middle) ?? release;
}
