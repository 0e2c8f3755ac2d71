import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { redactText } from '../../../src/domain/text/redact.ts';
import { createAnalytics } from '../../../src/services/google/analytics.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';
import { scriptedVendor } from '../scripted-vendor.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';
import { claimsOfAssertion, email, keyFile, keyLine } from './key-file.ts';

const reach = { timeout: 500, signal: new AbortController().signal };
const property = '412345678';
const report = `POST /v1beta/properties/${property}:runReport`;
const token = { access_token: 'ya29.of-a-service-account-000', expires_in: 3599 };

async function analyticsWith(
  file: string,
  answers: Readonly<Record<string, VendorReply>>,
  env: Readonly<Record<string, string>> = {},
) {
  const server = await vendorServer(answers);
  const clock = fakeClock();
  const config = { apiUrl: `${server.url}/v1beta`, tokenUrl: `${server.url}/token`, property };
  const http = createHttp({ env: {}, loopbackOnly: true });
  const all = { GOOGLE_APPLICATION_CREDENTIALS: file, ...env };
  return { server, clock, analytics: createAnalytics({ http, env: all, clock, config }) };
}

async function failure(asking: Promise<unknown>): Promise<TsopsError> {
  const error = await asking.catch((thrown: unknown) => thrown);
  if (!(error instanceof TsopsError)) throw new Error('it answered');
  return error;
}

describe('the key file of a service account', () => {
  it('signs an assertion of an hour for the token endpoint, whatever address the file names', async () => {
    const answers = { 'POST /token': { body: token }, [report]: { body: {} } };
    const { server, clock, analytics } = await analyticsWith(await keyFile(), answers);
    await analytics.visits(reach);
    const [signIn, read] = server.asked;
    const form = new URLSearchParams(signIn?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const issued = Math.floor(clock.now() / 1000);
    expect(claimsOfAssertion(form.get('assertion') ?? '')).toEqual({
      header: { alg: 'RS256', typ: 'JWT', kid: 'key1' },
      claims: {
        iss: email,
        scope: 'https://www.googleapis.com/auth/analytics.readonly',
        aud: `${server.url}/token`,
        iat: issued,
        exp: issued + 3600,
      },
    });
    expect(read?.headers.authorization).toBe(`Bearer ${token.access_token}`);
  });

  it('is signed in with once, and again before the token ends', async () => {
    const answers = { 'POST /token': { body: token }, [report]: { body: {} } };
    const { server, clock, analytics } = await analyticsWith(await keyFile(), answers);
    const signIns = () => server.asked.filter(({ path }) => path === '/token').length;
    await analytics.visits(reach);
    await analytics.visits(reach);
    expect(signIns()).toBe(1);
    await clock.sleep(3_540_000);
    await analytics.visits(reach);
    expect(signIns()).toBe(2);
  });

  it('goes after a token that is set', async () => {
    const env = { GOOGLE_ANALYTICS_TOKEN: 'ya29.a-token-of-my-own' };
    const file = '/nowhere/key.json';
    const { server, analytics } = await analyticsWith(file, { [report]: { body: {} } }, env);
    await analytics.visits(reach);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ya29.a-token-of-my-own',
    ]);
  });

  it.each([
    ['that is not there', async () => '/nowhere/key.json', /key\.json cannot be read \(ENOENT\)/],
    ['that is no JSON', async () => keyFile({}, 'PRIVATE'), /is no key, not of a service account/],
    ['of a person', async () => keyFile({ type: 'authorized_user' }), /type authorized_user/],
    ['without an address', async () => keyFile({ client_email: 7 }), /has no client_email/],
    ['without a key', async () => keyFile({ private_key: 'x' }), /holds no RSA private key/],
    ['with a list for a key', async () => keyFile({ private_key: [] }), /holds no RSA private key/],
  ])('is told where it is one %s, and nothing is sent', async (_what, file, message) => {
    const { server, analytics } = await analyticsWith(await file(), {});
    const error = await failure(analytics.visits(reach));
    expect([error.kind, error.message]).toEqual(['credentials', expect.stringMatching(message)]);
    expect(error.next.join(' ')).toContain('GOOGLE_APPLICATION_CREDENTIALS');
    expect(server.asked).toEqual([]);
  });

  const grant = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
  it.each([
    [
      'a key that was deleted',
      { status: 400, body: grant },
      'credentials',
      /Invalid JWT Signature/,
    ],
    ['a 401', { status: 401, body: {} }, 'credentials', /does not accept the key of reader@/],
    ['a 5xx', { status: 503, body: {} }, 'unreachable', /in trouble: it answered 503/],
    ['HTML', { body: '<!doctype html>' }, 'unreachable', /not JSON/],
    ['a token that is none', { body: { access_token: 7 } }, 'unreachable', /gave no access token/],
    ['no answer in time', { hang: true }, 'unreachable', /did not answer/],
  ] as const)(
    'is told of where Google answers with %s, once',
    async (_what, reply, kind, message) => {
      const { server, analytics } = await analyticsWith(await keyFile(), { 'POST /token': reply });
      const error = await failure(analytics.visits(reach));
      expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(message)]);
      expect(server.asked.length).toBe(1);
    },
  );

  it('is repeated in no error, nor are assertion and token', async () => {
    let assertion = '';
    const { url } = await scriptedVendor(({ body }) => {
      assertion = new URLSearchParams(body).get('assertion') ?? '';
      const echo = { error: 'invalid_grant', error_description: `of ${assertion}` };
      return { status: 400, body: echo };
    });
    const analytics = createAnalytics({
      http: createHttp({ env: {}, loopbackOnly: true }),
      env: { GOOGLE_APPLICATION_CREDENTIALS: await keyFile() },
      clock: fakeClock(),
      config: { apiUrl: url, tokenUrl: `${url}/token`, property },
    });
    const { message } = await failure(analytics.visits(reach));
    expect(message).toMatch(/does not accept/);
    expect(assertion.length).toBeGreaterThan(100);
    expect(message).not.toContain(assertion.slice(0, 20));
    expect(keyLine.length).toBeGreaterThan(40);
    const pem = `-----BEGIN PRIVATE KEY-----\n${keyLine}\n-----END PRIVATE KEY-----`;
    expect(redactText(`it holds ${pem}`, [])).not.toContain(keyLine);
  });
});
