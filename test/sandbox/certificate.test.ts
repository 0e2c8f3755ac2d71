import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/sandbox/certificate.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { ask, scenarioWith } from './sandboxed.ts';

const DAY = 86_400_000;

/** Shakes hands as a careful client does; answers the code of the refusal, or `trusted`. */
function handshake(url: string, ca: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), ca }, () => {
      socket.destroy();
      resolve('trusted');
    });
    socket.on('error', (problem: NodeJS.ErrnoException) =>
      resolve(problem.code ?? problem.message),
    );
  });
}

describe('a certificate made at run time', () => {
  const now = Date.parse('2026-11-23T03:00:00Z');

  it('is read by the platform as what it was made to be', () => {
    const authority = createAuthority(now);
    const ca = new X509Certificate(authority.cert);
    const leaf = new X509Certificate(authority.issue('valid').cert);
    expect(ca.ca).toBe(true);
    expect(leaf.checkIssued(ca)).toBe(true);
    expect(leaf.verify(ca.publicKey)).toBe(true);
    expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(leaf.subject).toBe('CN=talkstudio.app');
    expect(Math.round((Date.parse(leaf.validTo) - now) / DAY)).toBe(60);
  });

  it.each([
    ['expired', -3],
    ['expiring', 5],
  ] as const)('of kind %s ends %i days from now', (kind, days) => {
    const leaf = new X509Certificate(createAuthority(now).issue(kind).cert);
    expect(Math.round((Date.parse(leaf.validTo) - now) / DAY)).toBe(days);
  });
});

describe('a sandbox whose sites speak TLS', () => {
  // A handshake judges by the machine's own clock.
  const started = async (tls: 'valid' | 'expired' | 'expiring' | 'self-signed' | 'wrong-host') => {
    const sandbox = await startSandbox({ scenario: await scenarioWith('calm', { tls }) });
    const { readFile } = await import('node:fs/promises');
    const ca = await readFile(sandbox.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8');
    return { sandbox, ca };
  };

  it.each([
    ['valid', 'trusted'],
    ['expiring', 'trusted'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('shows with %s what a client judges as %s', async (tls, judged) => {
    const { sandbox, ca } = await started(tls);
    expect(sandbox.siteUrls.production).toMatch(/^https:/);
    expect(await handshake(sandbox.siteUrls.production, ca)).toBe(judged);
    expect(await handshake(sandbox.siteUrls.staging, ca)).toBe('trusted');
    await sandbox.close();
  });

  it('changes its certificate on demand', async () => {
    const { sandbox, ca } = await started('valid');
    expect(await handshake(sandbox.siteUrls.production, ca)).toBe('trusted');
    const body = { kind: 'expired' };
    expect((await ask(`${sandbox.url}/certificate`, { method: 'POST', body })).status).toBe(200);
    expect(await handshake(sandbox.siteUrls.production, ca)).toBe('CERT_HAS_EXPIRED');
    await sandbox.close();
  });
});
