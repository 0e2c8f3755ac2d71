import { expect, test } from 'vitest';
import type { ProbePhase } from '../../../src/domain/health/probe.ts';
import {
  certificateFailure,
  probeFailureOf,
  timeoutFailure,
} from '../../../src/domain/health/probe-failure.ts';

const withCode = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['ENETUNREACH', 'connect', 'network_unreachable'],
  ['EHOSTUNREACH', 'connect', 'network_unreachable'],
  ['ENETDOWN', 'connect', 'network_unreachable'],
  ['EADDRNOTAVAIL', 'connect', 'network_unreachable'],
  ['ECONNREFUSED', 'connect', 'connection_refused'],
  ['ETIMEDOUT', 'connect', 'timeout_connect'],
  ['ECONNRESET', 'tls', 'connection_reset'],
  ['EPROTO', 'tls', 'tls_handshake'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'response', 'tls_handshake'],
  ['EPIPE', 'response', 'connection_reset'],
  ['ETIMEDOUT', 'response', 'timeout_response'],
  ['HPE_HEADER_OVERFLOW', 'response', 'invalid_response'],
  ['Z_DATA_ERROR', 'body', 'invalid_response'],
  ['ERR__ERROR_FORMAT_PADDING_1', 'body', 'invalid_response'],
  ['ENODATA', 'dns', 'dns_not_found'],
  ['ETIMEDOUT', 'dns', 'dns_failure'],
  ['EMFILE', 'connect', 'probe_failed'],
] as const)('%s in the phase %s is %s', (code, phase, reason) => {
  const failure = probeFailureOf(withCode(code), phase, 'site.test');
  expect(failure.reason).toBe(reason);
  expect(failure.detail).toContain('site.test');
});

test('text of an error cannot steer a terminal', () => {
  const thrown = new Error('\u001b[31mred\u001b[0m\nline');
  expect(probeFailureOf(thrown, 'body', 'site.test').detail).toBe(
    'the probe of site.test failed (red line)',
  );
});

test.each(['dns', 'connect', 'tls', 'response', 'body'] satisfies ProbePhase[])(
  'time that runs out in %s has its own reason',
  (phase) => {
    expect(timeoutFailure(phase, 'site.test', 500).reason).toBe(`timeout_${phase}`);
  },
);

const now = Date.parse('2026-11-23T00:00:00Z');
const certificate = {
  subject: 'CN=site.test',
  issuer: 'CN=authority',
  names: ['site.test'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  daysLeft: 39,
  trusted: true,
};
const expired = { ...certificate, validTo: '2026-11-20T00:00:00.000Z', daysLeft: -3 };

test('a certificate that holds has no failure', () => {
  expect(certificateFailure(certificate, null, true, 'site.test', now)).toBeNull();
});

test('an intermediate that has expired is expired, though the certificate itself has not', () => {
  const failure = certificateFailure(certificate, 'CERT_HAS_EXPIRED', true, 'site.test', now);
  expect(failure).toMatchObject({
    reason: 'tls_expired',
    detail: expect.stringContaining('chain'),
  });
});

test('all that is wrong is told; expiry comes first, then the name, then trust', () => {
  const all = certificateFailure(expired, 'DEPTH_ZERO_SELF_SIGNED_CERT', false, 'a.test', now);
  expect(all?.reason).toBe('tls_expired');
  expect(all?.detail).toBe(
    'the certificate expired 3 d ago; it is for site.test, not for a.test; the certificate is self-signed',
  );
  const named = certificateFailure(
    certificate,
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    false,
    'a.test',
    now,
  );
  expect(named?.reason).toBe('tls_hostname');
});

test('a server without a certificate is untrusted', () => {
  expect(certificateFailure(null, 'UNKNOWN', true, 'site.test', now)?.reason).toBe('tls_untrusted');
});
