import { type AccessReport, access } from '../../domain/doctor/access.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { accessOfError } from '../http/access-of-error.ts';
import { tellsLabel } from './analytics.ts';
import { type GoogleAnalyticsParts, openGoogleAnalytics } from './analytics-client.ts';
import { labelParameter } from './usage-requests.ts';

/** Reads what the property can be asked for, which costs nothing of its quota. */
export async function checkGoogleAnalytics(
  parts: GoogleAnalyticsParts,
  reach: AccessBudget,
): Promise<AccessReport> {
  const { property } = parts.config;
  try {
    const api = openGoogleAnalytics(parts);
    const [first] = api.notSet;
    if (first !== undefined) {
      const state =
        first === 'analytics.property' && api.notSet.length === 1 ? 'limited' : 'not-set';
      return access(
        state,
        `not set: ${api.notSet.join(', ')}`,
        ...api.notSet.map((name) => howToSet[name] ?? `set ${name}`),
      );
    }
    const metadata = await api.ask({ path: '/metadata' }, reach);
    const who = await api.whoAsks();
    if (tellsLabel(metadata)) return access('works', `${who} reads the property ${property}`);
    return access(
      'limited',
      `${who} reads the property ${property}, which cannot tell themes apart: ${labelParameter} is not registered`,
      `register the event parameter ${labelParameter}: Google Analytics, Admin, Custom definitions, scope Event`,
    );
  } catch (thrown) {
    reach.signal?.throwIfAborted();
    return accessOfError(thrown);
  }
}

const howToSet: Readonly<Record<string, string>> = {
  'analytics.property':
    'set analytics.property in tsops.config.yaml: its number stands in Google Analytics, Admin, Property details',
  GOOGLE_APPLICATION_CREDENTIALS:
    'export GOOGLE_APPLICATION_CREDENTIALS=/path/to/key.json  (the key file of a service account that may read the property)',
};
