/** Values that must never be shown or kept, known by the names of the variables that hold them. */

import { secretVariables } from '../config/environment.ts';
import type { Env } from '../domain/net/env.ts';

const ours = new Set(secretVariables.map(({ name }) => name));
const secretName = /(?:TOKEN|SECRET|PASSWORD|API_?KEY|ACCESS_KEY|WEBHOOK_URL)$/;

/** Whether a variable of this name holds a secret. */
export function isSecretVariable(name: string): boolean {
  return ours.has(name) || secretName.test(name);
}

/**
 * The secret values of an environment. Of variables that are not ours only long values count: a short one
 * may be a plain word (`SECRET=production`), and taking it out would break every record that names it.
 */
export function secretsIn(env: Env): string[] {
  const values = new Set<string>();
  for (const [name, value = ''] of Object.entries(env)) {
    const own = ours.has(name) || name.startsWith('TSOPS_HEADER_');
    if (value.length >= (own ? 6 : 16) && (own || secretName.test(name))) {
      values.add(value);
      // `Basic dXNlcg==`: what follows the scheme is the secret, wherever it is repeated.
      const last = value.trim().split(/\s+/).at(-1) ?? '';
      if (name.startsWith('TSOPS_HEADER_') && last.length >= 6) values.add(last);
    }
  }
  return [...values];
}
