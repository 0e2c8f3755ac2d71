import { cleanText } from '../text/clean.ts';
import type { Certificate, ProbeFailure, ProbePhase } from './probe.ts';
import type { ProbeReason } from './probe-reason.ts';

const reasonOfCode: Readonly<Record<string, ProbeReason>> = {
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  ECONNABORTED: 'connection_reset',
  EPIPE: 'connection_reset',
  ENETUNREACH: 'network_unreachable',
  EHOSTUNREACH: 'network_unreachable',
  ENETDOWN: 'network_unreachable',
  EHOSTDOWN: 'network_unreachable',
  EADDRNOTAVAIL: 'network_unreachable',
  EACCES: 'network_unreachable',
  EPERM: 'network_unreachable',
};

const dnsNotFound = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

/** What an error that node's network modules gave in a phase means. */
export function probeFailureOf(thrown: unknown, phase: ProbePhase, place: string): ProbeFailure {
  const { code = '', message } = thrown as Error & { code?: string };
  const reason = reasonOf(code, phase);
  return { reason, detail: cleanText(sentence(reason, place, code || message), 300) };
}

function reasonOf(code: string, phase: ProbePhase): ProbeReason {
  if (phase === 'dns') return dnsNotFound.has(code) ? 'dns_not_found' : 'dns_failure';
  if (code === 'ETIMEDOUT') return timeoutReason(phase);
  if (/^(?:HPE_|Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)/.test(code)) return 'invalid_response';
  if (/^(?:EPROTO|ERR_SSL|ERR_TLS)/.test(code)) return 'tls_handshake';
  return reasonOfCode[code] ?? 'probe_failed';
}

function sentence(reason: ProbeReason, place: string, code: string): string {
  const sentences: Partial<Record<ProbeReason, string>> = {
    connection_refused: `${place} refused the connection`,
    connection_reset: `${place} dropped the connection`,
    network_unreachable: `there is no way to ${place} from here (${code})`,
    dns_not_found: `the name ${place} does not exist`,
    dns_failure: `the resolver gave no answer for ${place} (${code})`,
    tls_handshake: `the TLS handshake with ${place} failed (${code})`,
    invalid_response: `${place} answered something that is not valid HTTP (${code})`,
  };
  return sentences[reason] ?? `the probe of ${place} failed (${code})`;
}

function timeoutReason(phase: ProbePhase): ProbeReason {
  return `timeout_${phase}`;
}

const doing: Readonly<Record<ProbePhase, string>> = {
  dns: 'while its name was resolved',
  connect: 'while connecting',
  tls: 'in the TLS handshake',
  response: 'before it answered',
  body: 'while the body was coming',
};

/** Time ran out: `timeout` in milliseconds. */
export function timeoutFailure(phase: ProbePhase, place: string, timeout: number): ProbeFailure {
  return {
    reason: timeoutReason(phase),
    detail: `${place}: time ran out (${timeout} ms) ${doing[phase]}`,
  };
}

/**
 * Why a certificate does not hold, or null when it does. `error` is what the TLS library says of the
 * chain, `namesHost` whether the certificate is for this host. One that is expired and of an unknown
 * authority counts as expired: all that is wrong is in the detail.
 */
export function certificateFailure(
  certificate: Certificate | null,
  error: string | null,
  namesHost: boolean,
  host: string,
  now: number,
): ProbeFailure | null {
  const wrong: ProbeFailure[] = [];
  if (certificate !== null && Date.parse(certificate.validTo) <= now) {
    const detail = `the certificate expired ${-certificate.daysLeft} d ago`;
    wrong.push({ reason: 'tls_expired', detail });
  } else if (error === 'CERT_HAS_EXPIRED') {
    wrong.push({ reason: 'tls_expired', detail: 'a certificate in the chain has expired' });
  }
  if (certificate !== null && !namesHost) {
    const names = certificate.names.slice(0, 3).join(', ') || certificate.subject;
    wrong.push({ reason: 'tls_hostname', detail: `it is for ${names}, not for ${host}` });
  }
  if (error !== null && error !== 'CERT_HAS_EXPIRED' && error !== 'ERR_TLS_CERT_ALTNAME_INVALID') {
    wrong.push({
      reason: 'tls_untrusted',
      detail: untrusted[error] ?? `it does not hold (${error})`,
    });
  }
  const [first] = wrong;
  if (first === undefined) return null;
  return { reason: first.reason, detail: wrong.map(({ detail }) => detail).join('; ') };
}

const untrusted: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is of an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate is of an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is of an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the server does not send the intermediate certificate, or its authority is not known here',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet (is the clock of this machine right?)',
  CERT_REVOKED: 'the certificate was revoked',
};
