/* A service account of the sandbox's Google: its key file, and whether an assertion was signed with it (RFC 7523). */
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';

const SERVICE_ACCOUNT = 'tsops@talkstudio-sandbox.iam.gserviceaccount.com';
const KEY_ID = 'sandbox0key0id';

let made: { readonly privateKey: string; readonly publicKey: string } | undefined;

/** One for each process; as short as RSA may be, since nothing here is worth a longer one. */
function keyPair() {
  made ??= generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return made;
}

/** As Google's console gives it. */
export function serviceAccountFile(tokenUri: string): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: 'talkstudio-sandbox',
    private_key_id: KEY_ID,
    private_key: keyPair().privateKey,
    client_email: SERVICE_ACCOUNT,
    client_id: '100000000000000000001',
    token_uri: tokenUri,
  });
}

const SCOPE = 'https://www.googleapis.com/auth/analytics.readonly';
/** Seconds that clocks may differ. */
const SKEW = 300;

/** What Google says of an assertion that it does not take; undefined where it takes it. `now` in milliseconds. */
export function faultOfAssertion(
  assertion: string,
  audience: string,
  now: number,
): { readonly error: string; readonly error_description: string } | undefined {
  const refuse = (error: string, text: string) => ({ error, error_description: text });
  const [head = '', body = '', signature = '', ...more] = assertion.split('.');
  const header = jsonIn(head);
  const claims = jsonIn(body);
  if (more.length > 0 || header === undefined || claims === undefined) {
    return refuse('invalid_grant', 'Bad Request');
  }
  const signed = Buffer.from(`${head}.${body}`);
  const key = createPublicKey(keyPair().publicKey);
  const isSigned =
    header.alg === 'RS256' &&
    verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'));
  if (!isSigned) return refuse('invalid_grant', 'Invalid JWT Signature.');
  if (claims.iss !== SERVICE_ACCOUNT)
    return refuse('invalid_grant', 'Invalid grant: account not found');
  if (claims.aud !== audience) return refuse('invalid_grant', 'Invalid JWT: wrong audience.');
  const [issued, ends, seconds] = [Number(claims.iat), Number(claims.exp), now / 1000];
  const isTimely = issued <= seconds + SKEW && ends > seconds - SKEW && ends - issued <= 3600;
  if (!isTimely) {
    const text =
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.';
    return refuse('invalid_grant', text);
  }
  const scopes = String(claims.scope ?? '').split(' ');
  return scopes.includes(SCOPE) ? undefined : refuse('invalid_scope', 'Invalid OAuth scope.');
}

function jsonIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
