import { createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../src/sandbox/credentials.ts';
import { ask, type Sandbox, sandboxed } from './sandboxed.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An assertion signed with the key that a child gets, with some of it replaced. */
async function assertionOf(sandbox: Sandbox, claims: object = {}, header: object = {}) {
  const file = JSON.parse(
    await readFile(sandbox.env.GOOGLE_APPLICATION_CREDENTIALS ?? '', 'utf8'),
  ) as { client_email: string; private_key: string };
  const now = Math.floor(sandbox.world.now() / 1000);
  const signed = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part({
    iss: file.client_email,
    scope: 'https://www.googleapis.com/auth/analytics.readonly',
    aud: `${sandbox.urls.analytics}/token`,
    iat: now,
    exp: now + 3600,
    ...claims,
  })}`;
  const key = createPrivateKey(file.private_key);
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

function signIn(sandbox: Sandbox, assertion: string, grant = 'jwt-bearer') {
  const body = new URLSearchParams({
    grant_type: `urn:ietf:params:oauth:grant-type:${grant}`,
    assertion,
  });
  return ask(`${sandbox.urls.analytics}/token`, { method: 'POST', body: body.toString() });
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const metadata = (sandbox: Sandbox) =>
  `${sandbox.urls.analytics}/v1beta/properties/412300001/metadata`;

describe("Google's sign-in in the sandbox", () => {
  it('gives a token of an hour for an assertion of the service account', async () => {
    const { sandbox, clock } = await sandboxed();
    const { status, json } = await signIn(sandbox, await assertionOf(sandbox));
    expect([status, json.token_type]).toEqual([200, 'Bearer']);
    const read = () => ask(metadata(sandbox), bearer(json.access_token));
    expect((await read()).status).toBe(200);
    clock.advance(3_600_000);
    expect((await read()).status).toBe(401);
    expect((await ask(metadata(sandbox), bearer(lesserCredentials.analyticsToken))).status).toBe(
      200,
    );
  });

  it.each([
    ['another audience', { aud: 'https://oauth2.googleapis.com/token' }, {}, /audience/],
    ['another scope', { scope: 'https://www.googleapis.com/auth/drive' }, {}, /scope/],
    ['an account that is not known', { iss: 'other@example.com' }, {}, /account not found/],
    ['an end that has passed', { iat: 1, exp: 3601 }, {}, /reasonable timeframe/],
    ['a longer life', { exp: 4_000_000_000 }, {}, /short-lived/],
    ['another algorithm', {}, { alg: 'none' }, /Signature/],
  ])('refuses an assertion with %s', async (_what, claims, header, said) => {
    const { sandbox } = await sandboxed();
    const { status, json } = await signIn(sandbox, await assertionOf(sandbox, claims, header));
    expect([status, json.error_description]).toEqual([400, expect.stringMatching(said)]);
  });

  it('refuses one that was changed after it was signed, and another grant', async () => {
    const { sandbox } = await sandboxed();
    const [head, , signature] = (await assertionOf(sandbox)).split('.');
    const claims = part({ iss: 'tsops@talkstudio-sandbox.iam.gserviceaccount.com' });
    const changed = await signIn(sandbox, `${head}.${claims}.${signature}`);
    expect(changed.json).toMatchObject({ error: 'invalid_grant' });
    expect((await signIn(sandbox, 'nothing at all')).status).toBe(400);
    const other = await signIn(sandbox, await assertionOf(sandbox), 'saml2-bearer');
    expect(other.json).toMatchObject({ error: 'unsupported_grant_type' });
  });
});

describe('reports of the sandbox', () => {
  const asking = (sandbox: Sandbox, method: string, body: object) =>
    ask(`${sandbox.urls.analytics}/v1beta/properties/412300001:${method}`, {
      method: 'POST',
      body,
      ...bearer(lesserCredentials.analyticsToken),
    });
  const today = [{ startDate: 'today', endDate: 'today' }];

  it.each([
    [
      'a dimension that nobody registered',
      { dimensions: [{ name: 'customEvent:theme' }] },
      /theme/,
    ],
    ['no metric', { metrics: [] }, /at least one metric/],
    ['no dates', { dateRanges: [] }, /dateRanges/],
  ])('are refused with %s', async (_what, change, said) => {
    const { sandbox } = await sandboxed();
    const request = { dateRanges: today, metrics: [{ name: 'sessions' }], ...change };
    const { status, json } = await asking(sandbox, 'runReport', request);
    expect([status, json.error.message]).toEqual([400, expect.stringMatching(said)]);
    const batch = await asking(sandbox, 'batchRunReports', { requests: [request] });
    expect(batch.status).toBe(400);
  });

  it('leave out rows where there are none, and count the quota only where it is asked for', async () => {
    const { sandbox } = await sandboxed();
    const filter = { fieldName: 'eventName', stringFilter: { value: 'nothing' } };
    const { json } = await asking(sandbox, 'runReport', {
      dateRanges: today,
      dimensions: [{ name: 'eventName' }],
      metrics: [{ name: 'eventCount' }],
      dimensionFilter: { filter },
    });
    expect(json).not.toHaveProperty('rows');
    expect(json).not.toHaveProperty('propertyQuota');
    const six = Array.from({ length: 6 }, () => ({
      dateRanges: today,
      metrics: [{ name: 'sessions' }],
    }));
    expect((await asking(sandbox, 'batchRunReports', { requests: six })).status).toBe(400);
  });

  it('of now know page views by the minute alone', async () => {
    const { sandbox } = await sandboxed();
    const { status } = await asking(sandbox, 'runRealtimeReport', {
      metrics: [{ name: 'sessions' }],
    });
    expect(status).toBe(400);
  });
});

describe('Mixpanel in the sandbox', () => {
  it('takes sixty queries an hour', async () => {
    const { sandbox, clock } = await sandboxed();
    const account = sandbox.env.MIXPANEL_SERVICE_ACCOUNT ?? '';
    const headers = { authorization: `Basic ${Buffer.from(account).toString('base64')}` };
    const query = 'project_id=2345678&event=["page_view"]&from_date=2026-11-23&to_date=2026-11-23';
    const read = () => ask(`${sandbox.urls.mixpanel}/api/query/events?${query}`, { headers });
    const statuses = [];
    for (let time = 0; time < 61; time += 1) statuses.push((await read()).status);
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
    clock.advance(3_600_000);
    expect((await read()).status).toBe(200);
    const open = await ask(`${sandbox.urls.mixpanel}/api/query/events?${query}`);
    expect(open.status).toBe(401);
  });
});
