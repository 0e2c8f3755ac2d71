import type { Deploy } from './history.ts';
import { sameVersion } from './version-tag.ts';

/** The version of the last deploy that succeeded, whatever is served; null where none is known. */
export function lastDeployed(deploys: readonly Deploy[]): string | null {
  return succeeded(deploys)[0]?.version ?? null;
}

/** The version that was live before the one that is served; null where the deploys do not tell. */
export function versionBefore(deploys: readonly Deploy[], served: string): string | null {
  const live = succeeded(deploys);
  const at = live.findIndex(({ version }) => version !== null && sameVersion(version, served));
  if (at === -1) return null;
  const earlier = live.slice(at).find(({ version }) => !sameVersion(version ?? served, served));
  return earlier?.version ?? null;
}

/** Those that went live and say what they were, newest first. */
function succeeded(deploys: readonly Deploy[]): Deploy[] {
  return deploys
    .filter(({ conclusion, version }) => conclusion === 'success' && version !== null)
    .sort((a, b) => (b.endedAt ?? b.at) - (a.endedAt ?? a.at));
}
