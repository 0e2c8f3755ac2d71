/** Values that must never be shown or kept, known by the names of the variables that hold them. */

import { secretVariables } from '../config/environment.ts';
import type { Env } from '../domain/net/env.ts';

const ours = new Set(secretVariables.map(({ name }) => name));
/** Whoever reads a secret calls its variable so; `PWD` and `OLDPWD` are folders. */
const secretName =
  /(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|_PASS|_PWD|_PAT|API_?KEY|(?:ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION|MASTER|AUTH|APP)_KEY|WEBHOOK(?:_URL)?)$/i;

/** Whether a variable of this name holds a secret, or one of this value: an address with a password, of what is no proxy. */
export function isSecretVariable(name: string, value = ''): boolean {
  if (ours.has(name) || secretName.test(name)) return true;
  return !/_proxy$/i.test(name) && passwordsIn(value).length > 0;
}

/** Of the addresses in a value, as they stand there and as they are sent. */
function passwordsIn(value: string): readonly string[] {
  if (!value.includes('://')) return [];
  const found = value.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#:@]*:([^\s/?#@]+)@/gi);
  return [...found].flatMap(([, password = '']) => [password, decoded(password)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The secret values of an environment. Of variables that are not ours only long values count: a short one
 * may be a plain word (`SECRET=production`), and taking it out would break every record that names it.
 */
export function secretsIn(env: Env): string[] {
  const values = new Set<string>();
  for (const [name, value = ''] of Object.entries(env)) {
    for (const password of passwordsIn(value)) if (password.length >= 6) values.add(password);
    const own = ours.has(name) || name.startsWith('TSOPS_HEADER_');
    if (value.length >= (own ? 6 : 16) && (own || secretName.test(name))) {
      values.add(value);
      // `user:secret`: the secret is one without the user too.
      const behind = /^[^\s:/]+:([^\s/][^\s]{5,})$/.exec(value)?.[1];
      if (own && behind !== undefined) values.add(behind);
      // `Basic dXNlcg==`: what follows the scheme is the secret, wherever it is repeated.
      const last = value.trim().split(/\s+/).at(-1) ?? '';
      if (name.startsWith('TSOPS_HEADER_') && last.length >= 6) values.add(last);
    }
  }
  return [...values];
}
