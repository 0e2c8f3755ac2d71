import { describe, expect, it, vi } from 'vitest';
import { checkCloudWatch } from '../../../src/services/aws/check-metrics.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'sekrit' };
const reach = { timeout: 2000 };

async function ask(reply: VendorReply, env: Readonly<Record<string, string>> = keys) {
  const server = await vendorServer({ 'POST /': reply });
  const config = { region: 'eu-west-1', endpoint: server.url };
  const clock = fakeClock(Date.parse('2026-11-23T03:00:00Z'));
  const found = await checkCloudWatch({ clock, env, config, drill: false }, 'E123', reach);
  return { found, server };
}

function refusal(status: number, code: string): VendorReply {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
    body: { __type: `com.amazonaws.cloudwatch#${code}`, message: 'not\u001b[31m today' },
  };
}

describe('CloudWatch metrics', () => {
  it('work when the read is allowed, whether or not there is data', async () => {
    const { found, server } = await ask({ body: { MetricDataResults: [], Messages: [] } });
    expect(found.state).toBe('works');
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.headers.authorization).toContain('/monitoring/aws4_request');
  });

  it('are limited without the permission, which is named', async () => {
    const { found } = await ask(refusal(400, 'AccessDeniedException'));
    expect(found.state).toBe('limited');
    expect(found.next?.join()).toContain('cloudwatch:GetMetricData');
  });

  it.each(['ExpiredTokenException', 'UnrecognizedClientException', 'SignatureDoesNotMatch'])(
    'are rejected with %s',
    async (code) => {
      const { found } = await ask(refusal(400, code));
      expect(found.state).toBe('rejected');
      expect(isCleanLine(found.detail)).toBe(true);
    },
  );

  it.each([
    ['500', { status: 500, body: '<html>' }],
    ['HTML', { status: 200, body: '<html>\u001b[2J' }],
    ['a dropped connection', { drop: true }],
  ] as const)('are unknown after %s, which is asked once', async (_name, reply) => {
    const { found, server } = await ask(reply);
    expect(found.state).toBe('unknown');
    expect(isCleanLine(found.detail)).toBe(true);
    expect(server.asked).toHaveLength(1);
  });

  it('are unknown when no answer comes in time', async () => {
    const server = await vendorServer({ 'POST /': { hang: true } });
    const options = {
      clock: fakeClock(0),
      env: keys,
      config: { region: 'us-east-1', endpoint: server.url },
      drill: false,
    };
    const found = await checkCloudWatch(options, 'E123', { timeout: 200 });
    expect(found).toMatchObject({
      state: 'unknown',
      detail: expect.stringMatching('did not answer within'),
    });
  });

  it('are not set up where there are no credentials at all', async () => {
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) {
      vi.stubEnv(name, undefined);
    }
    const config = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' };
    const options = { clock: fakeClock(0), env: {}, config, drill: false };
    const found = await checkCloudWatch(options, 'E123', reach);
    expect(found.state).toBe('not-set');
    expect(found.next?.join()).toContain('AWS_PROFILE');
  });

  it('are never asked for outside the sandbox from inside it', async () => {
    const options = { clock: fakeClock(0), env: keys, config: { region: 'x' }, drill: true };
    const found = await checkCloudWatch(options, 'E123', reach);
    expect(found).toMatchObject({
      state: 'unknown',
      detail: expect.stringMatching('not contacted'),
    });
  });
});
