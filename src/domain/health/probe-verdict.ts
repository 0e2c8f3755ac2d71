import type { Certificate, Measurement, ProbeTarget } from './probe.ts';
import { type FindingVerdict, type ProbeReason, reasons } from './probe-reason.ts';

/** One thing that is wrong, or worth a warning. */
export interface ProbeFinding {
  readonly verdict: FindingVerdict;
  readonly reason: ProbeReason;
  readonly detail: string;
}

/** What the control hosts tell of our own network. `null` where none was or needed to be asked. */
export interface NetworkCheck {
  /** At least one could be connected to. */
  readonly reached: boolean;
  /** At least one name was resolved. */
  readonly resolved: boolean;
  /** One sentence where the control hosts show that somebody else answers in place of all; else null. */
  readonly intercepted?: string | null;
  /** Certificates of control hosts are out of their time too. */
  readonly clockWrong?: boolean;
}

export function isExpected(status: number, target: Pick<ProbeTarget, 'status'>): boolean {
  return target.status.some(({ from, to }) => status >= from && status <= to);
}

/**
 * What is to be said of a measurement, the decisive finding first; empty when all is well. What the
 * server answered counts before what came after (a slow 500 is bad, not slow), and a failure before
 * any warning.
 */
export function judge(
  measured: Measurement,
  target: ProbeTarget,
  network: NetworkCheck | null,
): readonly ProbeFinding[] {
  const stranger = strangerFinding(measured, network);
  if (stranger !== null) return [stranger];
  const failure = statusFinding(measured, target) ?? failureFinding(measured, network);
  if (failure !== null) return [failure];
  const missing = keywordFinding(measured, target);
  return missing === null ? warnings(measured, target) : [missing];
}

const inItsPlace: ReadonlySet<ProbeReason> = new Set([
  'bot_challenge',
  'login_required',
  // A filter on the way that says who it is.
  'network_intercepted',
  // The proxy's own answer.
  'network_unreachable',
]);

/** What answered was not the site: whatever it answered tells nothing of that. */
function strangerFinding(
  { failure, hops }: Measurement,
  network: NetworkCheck | null,
): ProbeFinding | null {
  if (network?.intercepted != null) {
    const detail = network.intercepted;
    return { verdict: 'unknown', reason: 'network_intercepted', detail };
  }
  if (network?.clockWrong === true) {
    const detail = `${failure?.detail}; that of every control host does not hold now either`;
    return { verdict: 'unknown', reason: 'clock_wrong', detail };
  }
  if (hops.at(-1)?.status === 511) {
    const detail = 'the network needs a log-in first (511)';
    return { verdict: 'unknown', reason: 'network_intercepted', detail };
  }
  if (failure === null || !inItsPlace.has(failure.reason)) return null;
  return { verdict: 'unknown', ...failure };
}

function statusFinding(measured: Measurement, target: ProbeTarget): ProbeFinding | null {
  const last = measured.hops.at(-1);
  if (last === undefined || last.status === null || last.location !== null) return null;
  if (isExpected(last.status, target)) return null;
  // A redirect that leads nowhere: the failure says why.
  if (last.status < 400 && measured.failure !== null) return null;
  const reason = statusReason(last.status);
  return { verdict: 'bad', reason, detail: `answered ${last.status}, wanted ${wanted(target)}` };
}

function statusReason(status: number): ProbeReason {
  if (status >= 500 && status < 600) return 'http_5xx';
  return status >= 400 && status < 500 ? 'http_4xx' : 'unexpected_status';
}

function wanted({ status }: ProbeTarget): string {
  return status.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** Whether the control hosts have to be asked before this failure can be put down to the far end. */
export function needsNetworkCheck(measured: Measurement): boolean {
  const reason = measured.failure?.reason;
  if (reason === undefined) return false;
  return reasons[reason].leadsTo === 'control' || isResolverFailure(reason);
}

/**
 * Whether somebody between here and the site may have answered in its place, so that the control hosts have to
 * show what they get: the certificate does not hold, a redirect leads to a stranger, or a plain answer, which
 * anybody on the way can give, is not the one that is wanted.
 */
export function mayBeIntercepted(
  measured: Measurement,
  findings: readonly ProbeFinding[],
): boolean {
  const [decisive] = findings;
  if (decisive === undefined || decisive.reason === 'network_intercepted') return false;
  if (decisive.reason.startsWith('tls_')) return decisive.reason !== 'tls_handshake';
  if (decisive.reason === 'redirected_host') return true;
  const plain = measured.hops.some(({ url }) => url.startsWith('http:'));
  const answered = measured.hops.at(-1)?.status != null;
  return plain && answered && decisive.verdict === 'bad';
}

function isResolverFailure(reason: ProbeReason): boolean {
  return reason === 'dns_failure' || reason === 'timeout_dns';
}

function failureFinding(
  { failure }: Measurement,
  network: NetworkCheck | null,
): ProbeFinding | null {
  if (failure === null) return null;
  const { reason, detail } = failure;
  const { leadsTo } = reasons[reason];
  const offline = network !== null && !network.reached;
  if (isResolverFailure(reason)) {
    // The resolver answers for other names: it is this name's own servers that fail.
    if (network?.resolved === true) return { verdict: 'bad', reason, detail };
    return { verdict: 'unknown', reason, detail: offline ? `${detail}${alsoControls}` : detail };
  }
  if (leadsTo !== 'control') return { verdict: leadsTo, reason, detail };
  if (!offline) return { verdict: 'bad', reason, detail };
  return { verdict: 'unknown', reason, detail: `${detail}${alsoControls}` };
}

const alsoControls = '; the control hosts cannot be reached either, so it is our own network';

function keywordFinding(measured: Measurement, target: ProbeTarget): ProbeFinding | null {
  const { keyword, method } = target;
  if (keyword === null || measured.keywordFound === true) return null;
  const detail =
    method === 'HEAD'
      ? 'an answer to HEAD has no body'
      : `the body does not hold ${quoted(keyword)}`;
  return { verdict: 'bad', reason: 'keyword_missing', detail };
}

function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;
}

function warnings(measured: Measurement, target: ProbeTarget): ProbeFinding[] {
  return [
    redirectWarning(measured, target),
    certificateWarning(measured, target),
    slowWarning(measured, target),
  ].filter((finding) => finding !== null);
}

function slowWarning({ totalMs }: Measurement, { slowAfter }: ProbeTarget): ProbeFinding | null {
  if (totalMs <= slowAfter) return null;
  const detail = `took ${Math.round(totalMs)} ms, more than ${slowAfter} ms`;
  return { verdict: 'warn', reason: 'slow', detail };
}

function certificateWarning(measured: Measurement, target: ProbeTarget): ProbeFinding | null {
  const certificate = nearestExpiry(measured);
  if (certificate === null || certificate.daysLeft >= target.certWarnDays) return null;
  const detail = `the certificate of ${certificate.subject} expires in ${certificate.daysLeft} d`;
  return { verdict: 'warn', reason: 'certificate_expiring', detail };
}

/** Of all certificates met on the way, the one that expires first. */
export function nearestExpiry(measured: Measurement): Certificate | null {
  let nearest: Certificate | null = null;
  for (const { certificate } of measured.hops) {
    if (certificate !== null && certificate.daysLeft < (nearest?.daysLeft ?? Infinity)) {
      nearest = certificate;
    }
  }
  return nearest;
}

function redirectWarning(measured: Measurement, target: ProbeTarget): ProbeFinding | null {
  const last = measured.hops.at(-1);
  if (last === undefined || measured.hops.length === 1) return null;
  const { hostname } = new URL(last.url);
  if (hostname === new URL(target.url).hostname) return null;
  return { verdict: 'warn', reason: 'redirected_host', detail: `redirected to ${hostname}` };
}
