/** What a finding of a probe does to the verdict of its monitor. */
export type FindingVerdict = 'warn' | 'bad' | 'unknown';

interface ReasonEntry {
  /** The verdict it leads to by itself; `control`: bad, unless the control hosts are out of reach too. */
  readonly leadsTo: FindingVerdict | 'control';
  readonly meaning: string;
}

/**
 * Every reason code of a probe. The codes are stable: scripts match on them. Listed in
 * `docs/health.md`; codes are added, never renamed.
 */
export const reasons = {
  http_5xx: { leadsTo: 'bad', meaning: 'the server answered with a server error' },
  http_4xx: { leadsTo: 'bad', meaning: 'the server answered with a client error' },
  unexpected_status: { leadsTo: 'bad', meaning: 'the status is not one that the monitor expects' },
  keyword_missing: { leadsTo: 'bad', meaning: 'the body does not hold the keyword' },
  connection_refused: { leadsTo: 'control', meaning: 'nothing listens on that address and port' },
  connection_reset: { leadsTo: 'control', meaning: 'the connection was dropped' },
  timeout_dns: { leadsTo: 'unknown', meaning: 'time ran out while the name was resolved' },
  timeout_connect: { leadsTo: 'control', meaning: 'time ran out while connecting' },
  timeout_tls: { leadsTo: 'control', meaning: 'time ran out in the TLS handshake' },
  timeout_response: { leadsTo: 'bad', meaning: 'time ran out before the first byte of the answer' },
  timeout_body: { leadsTo: 'bad', meaning: 'time ran out while the body was coming' },
  tls_expired: { leadsTo: 'bad', meaning: 'the certificate, or one in its chain, has expired' },
  tls_untrusted: {
    leadsTo: 'bad',
    meaning: 'the certificate is self-signed, of an unknown authority, or not valid yet',
  },
  tls_hostname: { leadsTo: 'bad', meaning: 'the certificate is for another name' },
  tls_handshake: { leadsTo: 'bad', meaning: 'the TLS handshake failed' },
  dns_not_found: { leadsTo: 'control', meaning: 'the name does not exist' },
  dns_failure: { leadsTo: 'unknown', meaning: 'the resolver gave no answer' },
  network_unreachable: {
    leadsTo: 'unknown',
    meaning: 'there is no way out of this machine: no route, or the proxy failed',
  },
  too_many_redirects: { leadsTo: 'bad', meaning: 'more than ten redirects, or a loop' },
  body_too_large: { leadsTo: 'bad', meaning: 'the decoded body is larger than health.maxBody' },
  invalid_response: { leadsTo: 'bad', meaning: 'what came back is not valid HTTP' },
  network_intercepted: {
    leadsTo: 'unknown',
    meaning:
      'something between here and the site answers in its place: control hosts show it too, or it says so',
  },
  clock_wrong: {
    leadsTo: 'unknown',
    meaning: 'certificates are out of their time for control hosts too: the clock here is wrong',
  },
  bot_challenge: {
    leadsTo: 'unknown',
    meaning: 'a bot challenge or a firewall in front of the site did not let this machine in',
  },
  login_required: {
    leadsTo: 'unknown',
    meaning: "a log-in page in front of the site was shown: give the monitor's `headers`",
  },
  body_unreadable: {
    leadsTo: 'unknown',
    meaning: 'the body is encoded in a way that this Node cannot read',
  },
  not_loopback: {
    leadsTo: 'unknown',
    meaning: 'not contacted: inside the sandbox only loopback addresses are',
  },
  probe_failed: { leadsTo: 'unknown', meaning: 'the probe itself failed' },
  slow: { leadsTo: 'warn', meaning: 'healthy, but slower than the monitor allows' },
  certificate_expiring: { leadsTo: 'warn', meaning: 'the certificate expires soon' },
  redirected_host: { leadsTo: 'warn', meaning: 'redirected to another host' },
} as const satisfies Record<string, ReasonEntry>;

export type ProbeReason = keyof typeof reasons;
