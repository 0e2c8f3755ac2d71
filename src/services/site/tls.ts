import type { Socket } from 'node:net';
import type { PeerCertificate, SecureContext, TLSSocket } from 'node:tls';
import type { Certificate, ProbeFailure } from '../../domain/health/probe.ts';
import { certificateFailure } from '../../domain/health/probe-failure.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { day } from '../../domain/time/units.ts';
import { type SiteAttempt, step } from './attempt.ts';
import { literal } from './connect.ts';

/** Certificate names kept at most; some shared certificates hold thousands. */
const maxNames = 100;

/** Node's TLS and the authorities to trust. Both take a while to load: never inside a measured phase. */
export interface Tls {
  readonly module: typeof import('node:tls');
  readonly context: SecureContext;
}

/** `ca`: authorities (PEM) to trust instead of node's own. */
export async function loadTls(ca: string | undefined): Promise<Tls> {
  const module = await import('node:tls');
  return { module, context: module.createSecureContext(ca === undefined ? {} : { ca }) };
}

export interface Secured {
  readonly socket: TLSSocket;
  readonly certificate: Certificate | null;
  /** Why the certificate does not hold: then nothing may be sent over the socket. */
  readonly failure: ProbeFailure | null;
}

/**
 * Does the TLS handshake and judges the certificate itself, so it can be shown even where it does
 * not hold. Nothing has been sent over the socket when it resolves.
 */
export async function secure(
  attempt: SiteAttempt,
  socket: Socket,
  host: string,
  tls: Tls,
  now: number,
  protocol: 'http/1.1' | 'h2' = 'http/1.1',
): Promise<Secured> {
  const name = host.replace(/^\[|\]$/g, '');
  const secured = await step<TLSSocket>(attempt, 'tls', (done, reject) => {
    const upgraded = tls.module.connect({
      socket,
      secureContext: tls.context,
      host: name,
      ...(literal(name) === undefined ? { servername: name } : {}),
      rejectUnauthorized: false,
      ALPNProtocols: [protocol],
    });
    upgraded.on('error', reject);
    upgraded.once('secureConnect', () => done(upgraded));
    return () => upgraded.destroy();
  });
  const peer = secured.getPeerCertificate();
  const error = authorizationError(secured);
  const certificate = describe(peer, error === null, now);
  const namesHost =
    certificate === null || tls.module.checkServerIdentity(name, peer) === undefined;
  const failure = certificateFailure(certificate, error, namesHost, name, now);
  return { socket: secured, certificate, failure };
}

// Node's types say Error; it is the code as a string.
function authorizationError(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return (error as { code?: string } | null)?.code ?? 'UNKNOWN';
}

function describe(peer: PeerCertificate, trusted: boolean, now: number): Certificate | null {
  if (peer.valid_to === undefined) return null;
  const validTo = Date.parse(peer.valid_to);
  return {
    subject: distinguishedName(peer.subject),
    issuer: distinguishedName(peer.issuer),
    names: namesOf(peer.subjectaltname ?? ''),
    validFrom: new Date(peer.valid_from).toISOString(),
    validTo: new Date(validTo).toISOString(),
    daysLeft: Math.floor((validTo - now) / day),
    trusted,
  };
}

/** `CN=R11, O=Let's Encrypt, C=US`: the common name first, as readers look for it. */
function distinguishedName(name: PeerCertificate['subject'] | undefined): string {
  const { CN, ...others } = { ...name };
  const entries: [string, string | string[] | undefined][] = [
    ['CN', CN],
    ...Object.entries(others).reverse(),
  ];
  const parts = entries.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${[value].flat().join('+')}`],
  );
  return cleanText(parts.join(', '), 200);
}

function namesOf(alternative: string): string[] {
  return alternative
    .split(', ')
    .slice(0, maxNames)
    .map((name) => cleanText(name.replace(/^(?:DNS|IP Address|URI|email):/, ''), 253))
    .filter((name) => name !== '');
}
