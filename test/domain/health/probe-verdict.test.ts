import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../../src/domain/health/probe.ts';
import { type ProbeReason, reasons } from '../../../src/domain/health/probe-reason.ts';
import { judge } from '../../../src/domain/health/probe-verdict.ts';
import { measurement } from '../../support/fake-site.ts';
import { target } from '../../support/probe-servers.ts';

const asked = target('https://site.test/');
const reasonsOf = (...args: Parameters<typeof judge>) => judge(...args).map(({ reason }) => reason);

function withCertificate(daysLeft: number) {
  const certificate: Certificate = {
    subject: 'CN=site.test',
    issuer: 'CN=authority',
    names: ['site.test'],
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-12-01T00:00:00.000Z',
    daysLeft,
    trusted: true,
  };
  const measured = measurement();
  return { ...measured, hops: measured.hops.map((hop) => ({ ...hop, certificate })) };
}

describe('judge', () => {
  test('finds nothing in a healthy answer', () => {
    expect(judge(measurement(), asked, null)).toEqual([]);
  });

  test.each([
    [199, 'unexpected_status'],
    [200, undefined],
    [299, undefined],
    [300, 'unexpected_status'],
    [399, 'unexpected_status'],
    [400, 'http_4xx'],
    [499, 'http_4xx'],
    [500, 'http_5xx'],
    [599, 'http_5xx'],
    [999, 'unexpected_status'],
    [101, 'unexpected_status'],
  ])('%i is %s', (status, reason) => {
    expect(reasonsOf(measurement({ status }), asked, null)).toEqual(reason ? [reason] : []);
  });

  test('takes a status as the monitor expects it', () => {
    const wanting = { ...asked, status: [{ from: 404, to: 404 }] };
    expect(reasonsOf(measurement({ status: 404 }), wanting, null)).toEqual([]);
    expect(judge(measurement({ status: 200 }), wanting, null)).toMatchObject([
      { reason: 'unexpected_status', detail: 'answered 200, wanted 404' },
    ]);
  });

  test('puts the status before the keyword, the keyword before slowness', () => {
    const keyword = { ...asked, keyword: 'version' };
    const slow = { totalMs: 60_000, keywordFound: false };
    expect(reasonsOf(measurement({ ...slow, status: 500 }), keyword, null)).toEqual(['http_5xx']);
    expect(reasonsOf(measurement(slow), keyword, null)).toEqual(['keyword_missing']);
    const found = { ...slow, keywordFound: true };
    expect(reasonsOf(measurement(found), keyword, null)).toEqual(['slow']);
  });

  test('is slow only beyond the limit', () => {
    expect(reasonsOf(measurement({ totalMs: 3000 }), asked, null)).toEqual([]);
    expect(reasonsOf(measurement({ totalMs: 3000.1 }), asked, null)).toEqual(['slow']);
  });

  test.each([
    [15, []],
    [14, []],
    [13, ['certificate_expiring']],
    [0, ['certificate_expiring']],
  ])('a certificate with %i days left gives %j', (daysLeft, expected) => {
    expect(reasonsOf(withCertificate(daysLeft), asked, null)).toEqual(expected);
  });

  test('lists every warning', () => {
    const near = { ...withCertificate(3), totalMs: 9000 };
    expect(reasonsOf(near, asked, null)).toEqual(['certificate_expiring', 'slow']);
  });

  test('a redirect to another scheme or port of the same host is no warning', () => {
    const first = measurement({}, 'http://site.test/').hops;
    const hops = [...first, ...measurement({}, 'https://site.test:8443/').hops];
    expect(reasonsOf(measurement({ hops }), { ...asked, url: 'http://site.test/' }, null)).toEqual(
      [],
    );
  });

  test('every reason of a failure has a verdict of its own, and never warn', () => {
    const failures = (Object.keys(reasons) as ProbeReason[]).filter(
      (reason) => reasons[reason].leadsTo !== 'warn',
    );
    expect(failures.length).toBeGreaterThan(15);
    for (const reason of failures) {
      const [finding] = judge(measurement({ reason }), asked, null);
      expect(finding?.reason).toBe(reason);
      expect(['bad', 'unknown']).toContain(finding?.verdict);
    }
  });
});
