/* What the config names, found in PagerDuty by that name. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field } from '../http/json.ts';
import type { PagerDutyBudget, PagerDutyClient } from './client.ts';

const kinds = {
  service: { collection: 'services', word: 'service' },
  escalationPolicy: { collection: 'escalation_policies', word: 'escalation policy' },
} as const;

/** The id of the one that `pagerduty.<key>` names. Throws a config error where PagerDuty has none. */
export async function idNamed(
  client: PagerDutyClient,
  key: keyof typeof kinds,
  name: string,
  budget: PagerDutyBudget,
): Promise<string> {
  const { collection, word } = kinds[key];
  const found = await client.all(collection, new URLSearchParams({ query: name }), budget);
  const id = field(
    found.find((each) => field(each, 'name') === name),
    'id',
  );
  if (typeof id === 'string') return id;
  throw new TsopsError({
    kind: 'config',
    message: `PagerDuty has no ${word} ${cleanText(name, 60)}`,
    next: [`check pagerduty.${key} in tsops.config.yaml`, 'tsops doctor pagerduty'],
  });
}
