import { afterEach, expect, test } from 'vitest';
import type { ProbeTarget } from '../../../src/domain/health/probe.ts';
import { judge } from '../../../src/domain/health/probe-verdict.ts';
import type { SiteOptions } from '../../../src/services/site/client.ts';
import {
  closeServers,
  type Fixture,
  httpServer,
  httpsServer,
  target,
  tcpServer,
  testSite,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

/** Probes a server with this certificate; tells too what the server was sent. */
async function meet(
  fixture: Fixture,
  changes: Partial<ProbeTarget> = {},
  options: Partial<SiteOptions> = {},
) {
  const requests: string[] = [];
  const url = await httpsServer(fixture, (request, response) => {
    requests.push(request.headers.authorization ?? '');
    response.end('ok');
  });
  const asked = target(url, { headers: { authorization: 'secret' }, ...changes });
  const measured = await testSite(options).probe(asked);
  const findings = judge(measured, asked, null);
  const [hop] = measured.hops;
  return { requests, findings, hop, certificate: hop?.certificate, reason: findings[0]?.reason };
}

test('a certificate that holds is described, and the request goes over it', async () => {
  const { requests, findings, hop, certificate } = await meet('valid');
  expect(findings).toEqual([]);
  expect(requests).toEqual(['secret']);
  expect(hop?.tlsMs).toBeGreaterThanOrEqual(0);
  expect(certificate).toMatchObject({
    subject: 'CN=localhost',
    issuer: 'CN=tsops test authority, O=tsops tests',
    names: ['localhost', '127.0.0.1'],
    validFrom: '2000-01-01T00:00:00.000Z',
    validTo: '2099-01-01T00:00:00.000Z',
    trusted: true,
  });
});

test.each([
  ['expired', 'tls_expired', /expired \d+ d ago/],
  ['self-signed-expired', 'tls_expired', /expired \d+ d ago/],
  ['self-signed', 'tls_untrusted', /self-signed/],
  ['not-yet-valid', 'tls_untrusted', /not valid yet/],
  ['other-name', 'tls_hostname', /other\.example, www\.other\.example, not for 127\.0\.0\.1/],
] as const)(
  '%s is %s: the certificate is shown, and no request is sent',
  async (fixture, reason, detail) => {
    const { requests, findings, hop, certificate } = await meet(fixture);
    expect(findings).toMatchObject([{ verdict: 'bad', reason }]);
    expect(findings[0]?.detail).toMatch(detail);
    expect(certificate?.subject).toMatch(/^CN=/);
    expect(certificate?.names).not.toEqual([]);
    expect(certificate?.validTo).toMatch(/^2\d{3}-01-01/);
    expect(certificate?.trusted).toBe(false);
    expect(hop?.status).toBeNull();
    expect(requests).toEqual([]);
  },
);

test('a certificate of an authority that is not trusted here is untrusted', async () => {
  const { reason, requests } = await meet('valid', {}, { ca: '' });
  expect(reason).toBe('tls_untrusted');
  expect(requests).toEqual([]);
});

test('a certificate that expires within the days of the monitor is a warning', async () => {
  const clock = { now: () => Date.parse('2098-12-19T00:00:00Z') };
  const near = await meet('valid', { certWarnDays: 14, slowAfter: 60_000 }, { clock });
  expect(near.findings).toMatchObject([{ verdict: 'warn', reason: 'certificate_expiring' }]);
  expect(near.certificate?.daysLeft).toBe(13);
  const far = await meet('valid', { certWarnDays: 13, slowAfter: 60_000 }, { clock });
  expect(far.findings).toEqual([]);
});

test('what answers a TLS hello in plain HTTP is a handshake that failed', async () => {
  const url = await httpServer((_, response) => response.end());
  const asked = target(url.replace('http:', 'https:'));
  const measured = await testSite().probe(asked);
  expect(measured.failure?.reason).toBe('tls_handshake');
});

test('a connection dropped in the handshake is reset', async () => {
  const port = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const measured = await testSite().probe(target(`https://127.0.0.1:${port}`));
  expect(measured.failure?.reason).toBe('connection_reset');
});

test('a redirect from https to a server whose certificate does not hold ends there', async () => {
  const bad = await httpsServer('expired', (_, response) => response.end());
  const url = await httpsServer('valid', (_, response) => {
    response.writeHead(302, { location: bad }).end();
  });
  const measured = await testSite().probe(target(url));
  expect(measured.failure?.reason).toBe('tls_expired');
  expect(measured.hops.map(({ certificate }) => certificate?.trusted)).toEqual([true, false]);
});
