import { labelsKey } from '../alerts/evaluation/sample.ts';
import { textHash } from '../incident/text-hash.ts';

/** Which alert is meant, whatever its state. */
export interface AlertIdentity {
  readonly rule: string;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One text for each identity, which `identityOfKey` reads back. */
export function alertKey({ rule, environment, labels }: AlertIdentity): string {
  return JSON.stringify([rule, environment, labelsKey(labels)]);
}

/** What tells it from others of its rule: its labels, but for the environment. Empty where it is the only one. */
export function seriesName(labels: AlertIdentity['labels']): string {
  const { env: _, ...own } = labels;
  return Object.values(own).join(', ');
}

/** Keys are our own: their shape is not in doubt. */
export function identityOfKey(key: string): AlertIdentity {
  const [rule = '', environment = '', labels = '[]'] = JSON.parse(key) as string[];
  return { rule, environment, labels: Object.fromEntries(JSON.parse(labels)) };
}

/** One page for the whole life of an alert, which its key identifies. */
export function dedupKeyOf(key: string, environment: string): string {
  return `tsops-${environment}-${textHash(key)}`;
}
