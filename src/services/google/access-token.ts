import { TsopsError } from '../../contract/errors.ts';
import { field } from '../http/json.ts';
import type { RequestBudget } from '../http/patience.ts';
import { createVendorClient, type VendorAnswer, type VendorParts } from '../http/vendor-client.ts';
import { googleApi } from './client.ts';
import { keyFileVariable, type ServiceAccount, signedAssertion } from './service-account.ts';

export interface AccessToken {
  readonly value: string;
  /** From when on another one is asked for. Epoch milliseconds. */
  readonly until: number;
}

const scope = 'https://www.googleapis.com/auth/analytics.readonly';
/** Before its end it is not used any more: a request takes a while. Milliseconds. */
const margin = 60_000;

/**
 * An access token for the service account, by the OAuth 2.0 JWT bearer flow; kept in memory alone by whoever asks.
 * `tokenUrl` is of the config. Throws TsopsError `credentials` and `unreachable`.
 */
export async function accessTokenOf(
  account: ServiceAccount,
  tokenUrl: string,
  parts: VendorParts,
  budget: RequestBudget,
): Promise<AccessToken> {
  const now = parts.clock.now();
  const assertion = signedAssertion(account, { scope, audience: tokenUrl, now });
  // In the place of the variable's value: it is taken out of what comes back.
  const env = { [keyFileVariable]: assertion };
  const client = createVendorClient(tokens, tokenUrl, { ...parts, env });
  const request = {
    method: 'POST',
    path: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    }).toString(),
  } as const;
  const { answer, reason } = await client.read(request, budget);
  if (answer === undefined) throw client.unreachable(reason);
  const value = field(answer.json, 'access_token');
  if (answer.meaning === 'done' && typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) {
    const told = field(answer.json, 'expires_in');
    const seconds = typeof told === 'number' && told > 0 ? Math.min(told, 3600) : 600;
    return { value, until: now + seconds * 1000 - margin };
  }
  throw refusedBy(answer, account, client.said(answer));
}

const tokens = googleApi({
  title: 'Google (sign-in)',
  secret: { variable: keyFileVariable, howToGet: 'the key file of a service account' },
  headers: () => ({}),
  errorText: [['error_description'], ['error']],
  pauses: [],
});

function refusedBy(answer: VendorAnswer, { email }: ServiceAccount, said: string): TsopsError {
  const { status, json, meaning } = answer;
  const code = field(json, 'error');
  const isGrant = code === 'invalid_grant' || code === 'invalid_client' || meaning === 'rejected';
  if (!isGrant) {
    const more = said === '' ? '' : `: ${said}`;
    const message = `Google gave no access token to ${email} (${status})${more}`;
    return new TsopsError({ kind: 'unreachable', message });
  }
  return new TsopsError({
    kind: 'credentials',
    message: `Google does not accept the key of ${email} (${status}${said === '' ? '' : `: ${said}`})`,
    why: 'The key was deleted or disabled, or the clock of this machine is wrong.',
    next: ['tsops doctor machine', `export ${keyFileVariable}=/path/to/key.json`],
  });
}
