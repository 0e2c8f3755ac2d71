/*
 * The key file of a service account, as Google's console gives it, and the assertion that is signed with it (RFC 7523).
 * Its own `token_uri` is not looked at: a file may name any host, and the assertion would go there.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field, parseJson } from '../http/json.ts';

export const keyFileVariable = 'GOOGLE_APPLICATION_CREDENTIALS';

export interface ServiceAccount {
  readonly email: string;
  readonly key: KeyObject;
  readonly keyId: string | null;
}

/** Throws TsopsError `credentials`, without a word of what stands in the file. */
export async function readServiceAccount(file: string): Promise<ServiceAccount> {
  const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    throw refused(file, `cannot be read (${thrown.code ?? 'error'})`);
  });
  const json = parseJson(text);
  const type = field(json, 'type');
  if (type !== 'service_account') {
    const what = typeof type === 'string' ? `is of the type ${cleanText(type, 40)}` : 'is no key';
    throw refused(file, `${what}, not of a service account`);
  }
  const email = field(json, 'client_email');
  const keyId = field(json, 'private_key_id');
  if (typeof email !== 'string' || !/^[\w.+-]+@[\w.-]+$/.test(email)) {
    throw refused(file, 'has no client_email');
  }
  return {
    email,
    key: keyIn(field(json, 'private_key'), file),
    keyId: typeof keyId === 'string' && /^[\w-]{1,100}$/.test(keyId) ? keyId : null,
  };
}

function keyIn(pem: unknown, file: string): KeyObject {
  try {
    const key = createPrivateKey(typeof pem === 'string' ? pem : '');
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // What node says of it may hold a part of it.
  }
  throw refused(file, 'holds no RSA private key');
}

function refused(file: string, what: string): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: `${keyFileVariable}: ${cleanText(file, 200)} ${what}`,
    next: [
      `export ${keyFileVariable}=/path/to/key.json  (Google Cloud: IAM, Service Accounts, Keys, Add key, JSON)`,
    ],
  });
}

export interface AssertionClaims {
  readonly scope: string;
  /** The address that it is sent to. */
  readonly audience: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** An hour, the longest that Google takes. Seconds. */
const lifetime = 3600;

/** The assertion that Google gives an access token for; a secret, as whoever has it can do the same. */
export function signedAssertion(
  { email, key, keyId }: ServiceAccount,
  { scope, audience, now }: AssertionClaims,
): string {
  const issued = Math.floor(now / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) };
  const claims = { iss: email, scope, aud: audience, iat: issued, exp: issued + lifetime };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}
