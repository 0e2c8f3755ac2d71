import { describe, expect, it } from 'vitest';
import { inquiryInto } from '../../support/inquiry.ts';

describe('whether the site is up, in the sandbox', () => {
  it('is told of one that is up, and serves what was deployed', async () => {
    const inquiry = await inquiryInto('calm');
    const up = await inquiry.ask('site-up');
    expect(up).toMatchObject({ verdict: 'ok', value: { state: 'up', layer: null } });
    const served = await inquiry.ask('served-deploy');
    expect(served).toMatchObject({ verdict: 'ok', value: { state: 'served' } });
    expect((await inquiry.ask('certificate')).verdict).toBe('no-data');
  });

  it.each([502, 503])(
    'is told of one that answers %d, with what UptimeRobot saw',
    async (status) => {
      const outages = [{ system: 'production' as const, from: '-4m', status }];
      const up = await (await inquiryInto('site-down', { change: { outages } })).ask('site-up');
      expect(up).toMatchObject({ verdict: 'bad', value: { state: 'down', layer: 'origin' } });
      expect(up.value?.uptime?.since).toBeTypeOf('number');
      expect(up.detail).toContain(String(status));
    },
  );

  it('is not told of production where staging alone is down', async () => {
    const outages = [{ system: 'staging' as const, from: '-4m', status: 503 }];
    const up = await (await inquiryInto('calm', { change: { outages } })).ask('site-up');
    expect(up).toMatchObject({ verdict: 'ok', value: { state: 'up' } });
  });

  it('is told without UptimeRobot', async () => {
    const env = { UPTIMEROBOT_API_KEY: undefined };
    const up = await (await inquiryInto('site-down', { env })).ask('site-up');
    expect(up).toMatchObject({ verdict: 'bad', value: { state: 'down', uptime: null } });
  });

  it.each([
    ['expired', 'bad'],
    ['self-signed', 'bad'],
  ] as const)('a certificate that is %s is %s', async (tls, verdict) => {
    const inquiry = await inquiryInto('calm', { change: { tls } });
    expect((await inquiry.ask('certificate')).verdict).toBe(verdict);
  });

  it('of a deploy that the edge does not serve is bad, and of a mixed edge a warning', async () => {
    const stale = await (await inquiryInto('stale-cache')).ask('served-deploy');
    expect(stale).toMatchObject({
      verdict: 'bad',
      value: { state: 'not-served', served: ['v1.2.2'], deployed: 'v1.2.3', cached: true },
    });
    const edge = { other: { version: 'v1.2.2', share: 0.5 } };
    const mixed = await (await inquiryInto('mixed-fleet', { change: { edge } })).ask(
      'served-deploy',
    );
    expect(mixed).toMatchObject({ verdict: 'warn', value: { state: 'mixed' } });
  });
});
