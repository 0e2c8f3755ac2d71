import { describe, expect, it } from 'vitest';
import { cloudwatchAlarms } from '../../../src/services/aws/cloudwatch-alarms.ts';
import { ask, sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'sekrit' };
const read = { timeout: 2000, signal: new AbortController().signal };

function alarmsAt(endpoint: string, names: readonly string[], env: Record<string, string> = keys) {
  const config = { region: 'eu-west-1', endpoint };
  return cloudwatchAlarms({ env, config, drill: true, clock: fakeClock() }, names, read);
}

async function answered(reply: VendorReply, names: readonly string[] = ['A']) {
  const server = await vendorServer({ 'POST /': reply });
  return { server, found: await alarmsAt(server.url, names).catch((thrown: unknown) => thrown) };
}

const at = 1_795_400_000;
const alarm = (StateValue: string) => ({
  AlarmName: 'A',
  StateValue,
  StateUpdatedTimestamp: at + 60,
  StateTransitionedTimestamp: at,
});

describe('alarms of CloudWatch', () => {
  it.each([
    ['OK', 'inactive'],
    ['ALARM', 'firing'],
    ['INSUFFICIENT_DATA', 'no-data'],
    ['SOMETHING', 'not-evaluated'],
  ])('that are %s are %s, since they changed', async (value, state) => {
    const { found } = await answered({ body: { MetricAlarms: [alarm(value)] } });
    expect(found).toMatchObject([{ name: 'A', state, since: at * 1000, alerts: null }]);
  });

  it('are asked for a hundred at a time', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `A${index}`);
    const { server, found } = await answered({ body: { MetricAlarms: [] } }, names);
    expect(found).toEqual([]);
    expect(server.asked).toHaveLength(2);
  });

  it('say which permission is missing', async () => {
    const { found } = await answered({
      status: 400,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body: { __type: 'com.amazonaws.cloudwatch#AccessDeniedException', message: 'no\u001b[31m' },
    });
    expect(found).toMatchObject({ kind: 'credentials' });
    expect(JSON.stringify((found as { next: unknown }).next)).toContain(
      'cloudwatch:DescribeAlarms',
    );
    expect(isCleanLine((found as Error).message)).toBe(true);
  });

  it.each<[string, VendorReply]>([
    ['500', { status: 500, body: '<html>' }],
    ['a dropped connection', { drop: true }],
  ])('cannot be read from %s', async (_what, reply) => {
    expect((await answered(reply)).found).toMatchObject({ kind: 'unreachable' });
  });

  it('of the sandbox are those that the export writes of the rules it was given', async () => {
    const { sandbox } = await sandboxed('hit-ratio-collapse');
    const rule = (name: string, condition: string) =>
      `- {name: ${name}, severity: P4, condition: '${condition}', channels: [slack-alerts], message: m}\n`;
    const body =
      rule('Ratio', 'cache_hit_ratio < 80% for 5 minutes') +
      rule('Slow', 'p95_latency > 60s') +
      rule('Errors', 'error_rate > 5%');
    expect((await ask(`${sandbox.url}/rules`, { method: 'POST', body })).json).toEqual({
      deployed: ['Ratio', 'Slow', 'Errors'],
    });
    const names = ['Ratio', 'Slow', 'Errors'];
    const found = await alarmsAt(sandbox.urls.aws, names, sandbox.env as Record<string, string>);
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['Ratio', 'firing'],
      ['Slow', 'inactive'],
    ]);
  });

  it('of the sandbox stay as they are where a file holds no rule', async () => {
    const { sandbox } = await sandboxed('calm');
    const { status } = await ask(`${sandbox.url}/rules`, { method: 'POST', body: 'a: 1' });
    expect(status).toBe(400);
  });
});
