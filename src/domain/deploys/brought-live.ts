import type { Deploy } from './history.ts';
import { sameVersion } from './version-tag.ts';

/**
 * The run that brought the version that was deployed last: a version that is deployed once more brings nothing new. Null
 * where no run succeeded. `deploys` are those to one environment, newest first.
 */
export function broughtLive(deploys: readonly Deploy[]): Deploy | null {
  const live = deploys.filter(({ conclusion }) => conclusion === 'success');
  const [last] = live;
  if (last === undefined) return null;
  const other = live.findIndex(({ version }) => !sameVersion(version, last.version));
  return live[other === -1 ? live.length - 1 : other - 1] ?? last;
}
