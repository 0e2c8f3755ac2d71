import { type AccessReport, access } from '../../domain/doctor/access.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { accessOfError } from '../http/access-of-error.ts';
import { type MixpanelParts, mixpanel, openMixpanel } from './client.ts';
import { eventValues } from './usage.ts';

/** One query, of the 60 that a project may be asked in an hour: how many messages were written today. */
export async function checkMixpanel(
  parts: MixpanelParts,
  reach: AccessBudget,
): Promise<AccessReport> {
  const api = openMixpanel(parts);
  const { variable, howToGet } = mixpanel.secret;
  const set = `export ${variable}=…  (${howToGet})`;
  if (api.notSet.includes(variable)) return access('not-set', `${variable} is not set`, set);
  if (api.notSet.length > 0) {
    const detail = `${variable} is set, but not which project to ask`;
    return access('limited', detail, 'set mixpanel.project in tsops.config.yaml');
  }
  const today = new Date(parts.clock.now()).toISOString().slice(0, 10);
  const query = [
    ['event', '["message_added"]'],
    ['from_date', today],
    ['to_date', today],
    ['unit', 'day'],
    ['type', 'general'],
  ] as const;
  try {
    eventValues(await api.ask('/events', query, { ...reach, patience: 0 }));
    return access('works', `the project ${parts.config.project} can be read`);
  } catch (thrown) {
    reach.signal?.throwIfAborted();
    return accessOfError(thrown);
  }
}
