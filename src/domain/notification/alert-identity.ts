import { labelsKey } from '../alerts/sample.ts';

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

/** Keys are our own: their shape is not in doubt. */
export function identityOfKey(key: string): AlertIdentity {
  const [rule = '', environment = '', labels = '[]'] = JSON.parse(key) as string[];
  return { rule, environment, labels: Object.fromEntries(JSON.parse(labels)) };
}
