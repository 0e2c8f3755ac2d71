import type { Verdict } from '../evidence/verdict.ts';
import type { ProbeTarget } from '../health/probe.ts';
import type { MonitorHealth } from '../health/probe-report.ts';
import { nearestExpiry } from '../health/probe-verdict.ts';
import type { CertificateSeen } from './findings.ts';
import { isOfCertificate } from './up-rules.ts';

/** What a probe saw of the certificate; null where it came to none. */
export function certificateSeen(
  { url, reason, findings, attempts }: MonitorHealth,
  { certWarnDays }: Pick<ProbeTarget, 'certWarnDays'>,
): CertificateSeen | null {
  const last = attempts.at(-1);
  const certificate = last === undefined ? null : nearestExpiry(last);
  const broken = isOfCertificate(reason);
  if (certificate === null && !broken) return null;
  const daysLeft = certificate?.daysLeft ?? null;
  const soon = daysLeft !== null && daysLeft < certWarnDays;
  const held = soon ? 'expiring' : 'valid';
  return {
    host: new URL(last?.hops.at(-1)?.url ?? url).hostname,
    issuer: certificate?.issuer ?? '',
    validTo: certificate === null ? null : Date.parse(certificate.validTo),
    daysLeft,
    state: !broken ? held : reason === 'tls_expired' ? 'expired' : 'invalid',
    detail: findings[0]?.detail ?? '',
  };
}

const order = ['expired', 'invalid', 'expiring', 'valid'] as const;

/** The one that matters first. */
export function worstCertificate(seen: readonly CertificateSeen[]): CertificateSeen | null {
  const rank = ({ state }: CertificateSeen) => order.indexOf(state);
  const left = ({ daysLeft }: CertificateSeen) => daysLeft ?? 0;
  return seen.toSorted((a, b) => rank(a) - rank(b) || left(a) - left(b))[0] ?? null;
}

export function certificateVerdict({ state }: CertificateSeen): Verdict {
  if (state === 'valid') return 'ok';
  return state === 'expiring' ? 'warn' : 'bad';
}
