import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../src/domain/health/probe.ts';
import certificate from '../../../src/evidence/health/certificate.ts';
import { inquiryWith, patientClock } from '../../support/ask.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';

function shown(url: string, daysLeft: number | null, parts = {}) {
  const measured = measurement(parts, url);
  const held: Certificate | null =
    daysLeft === null
      ? null
      : {
          subject: new URL(url).hostname,
          issuer: 'An authority',
          names: [],
          validFrom: '2026-01-01T00:00:00Z',
          validTo: '2026-12-25T00:00:00Z',
          daysLeft,
          trusted: true,
        };
  return { ...measured, hops: measured.hops.map((hop) => ({ ...hop, certificate: held })) };
}

function asked(days: Readonly<Record<string, number | null>>, parts = {}) {
  const site = fakeSite(({ url }) => shown(url, days[url] ?? null, parts));
  const inquiry = inquiryWith({
    config: {
      environments: { production: { url: 'https://a.test' } },
      monitors: Object.keys(days).map((url, i) => ({
        name: `m${i}`,
        url,
        certWarnDays: i === 0 ? 14 : 30,
      })),
      health: { controlHosts: [] },
    },
    services: { site: async () => site },
    clock: patientClock(),
  });
  return certificate(inquiry);
}

describe('the certificate of a site', () => {
  it('is ok while it has its days, and a warning below', async () => {
    expect(await asked({ 'https://a.test/': 14 })).toMatchObject({
      verdict: 'ok',
      value: { host: 'a.test', issuer: 'An authority', daysLeft: 14, state: 'valid' },
    });
    expect(await asked({ 'https://a.test/': 13 })).toMatchObject({
      verdict: 'warn',
      value: { state: 'expiring' },
    });
  });

  it('is the one that ends first, each by the days of its own monitor', async () => {
    const found = await asked({ 'https://a.test/': 20, 'https://b.test/': 25 });
    expect(found).toMatchObject({ verdict: 'warn', value: { host: 'b.test', daysLeft: 25 } });
  });

  it('that does not hold is bad', async () => {
    const found = await asked({ 'https://a.test/': -1 }, { reason: 'tls_expired' });
    expect(found).toMatchObject({ verdict: 'bad', value: { state: 'expired' } });
  });

  it('is no data for a site without TLS', async () => {
    const found = await asked({ 'http://a.test/': null });
    expect(found).toMatchObject({ verdict: 'no-data', lack: { code: 'no-tls' } });
  });

  it('is unknown where none was shown though one should be', async () => {
    const found = await asked({ 'http://a.test/': null, 'https://b.test/': null });
    expect(found).toMatchObject({ verdict: 'unknown', lack: { code: 'no-certificate' } });
    expect(found.detail).toBe('no certificate was shown');
  });

  it('says which site is asked, whatever is found', async () => {
    const { question, source } = await asked({ 'https://a.test/': 14 });
    expect(question).toContain('production');
    expect(source).toBe('the monitors');
  });

  it('is unknown for the reason of the monitor that failed, not of one that is fine', async () => {
    const found = await asked(
      { 'http://a.test/': null, 'https://b.test/': null },
      {
        failure: null,
        totalMs: 9000,
      },
    );
    expect(found.detail).toContain('9000 ms');
  });

  it('is unknown for the reason for which a monitor came to none', async () => {
    const found = await asked({ 'https://a.test/': null }, { reason: 'connection_refused' });
    expect(found).toMatchObject({ verdict: 'unknown', detail: 'failed: connection_refused' });
  });
});
