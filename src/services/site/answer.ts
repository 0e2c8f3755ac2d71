/* One request over a connection that stands, and what its answer is taken for. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Stranger } from '../../domain/health/challenge.ts';
import type { Hop, ProbeTarget } from '../../domain/health/probe.ts';
import { isExpected } from '../../domain/health/probe-verdict.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { ProbeStop, type SiteAttempt } from './attempt.ts';
import type { Answered, Body } from './body.ts';
import { exchangeWithSite, exchangeWithSiteHttp2 } from './exchange.ts';
import type { PlainProxy } from './proxy.ts';
import { since, ticks } from './timer.ts';

/** A hop while it is being measured. */
export type OpenHop = { -readonly [Key in keyof Hop]: Hop[Key] };

/** What one hop asks. */
export interface PageQuestion {
  readonly target: ProbeTarget;
  readonly url: URL;
  readonly hop: OpenHop;
  /** Headers that the monitor and the config give for this origin. */
  readonly given: Readonly<Record<string, string>>;
}

/** Asks over a socket that leads to the site, or (for `plain`) to the proxy that is to ask it. */
export async function askSite(
  attempt: SiteAttempt,
  { target, url, hop, given }: PageQuestion,
  socket: Socket,
  plain: PlainProxy | null,
  onAnswer: (answer: Answered) => void,
): Promise<Body | null> {
  const start = ticks();
  let head = start;
  const headers = { ...baseHeaders, host: url.host, ...given, ...plain?.headers };
  const path = plain === null ? {} : { path: `${url.origin}${url.pathname}${url.search}` };
  const over = isHttp2(socket) ? exchangeWithSiteHttp2 : exchangeWithSite;
  let answered: Answered | undefined;
  const body = await over(attempt, socket, { url, headers, target, ...path }, (incoming) => {
    head = ticks();
    answered = incoming;
    hop.firstByteMs = since(start);
    onAnswer(incoming);
    readHead(hop, incoming, url, target);
    return hop.location === null && target.method !== 'HEAD';
  });
  if (body !== null) hop.downloadMs = since(head);
  if (answered !== undefined) await refuseStrangers(answered, hop, target, body, plain);
  return body;
}

function isHttp2(socket: Socket): boolean {
  return (socket as Partial<TLSSocket>).alpnProtocol === 'h2';
}

/** Headers and pages with which somebody may have answered in the site's place. */
const telling =
  /^(?:cf-mitigated|x-amzn-waf-action|x-vercel-(?:mitigated|challenge-token)|x-dd-b|x-kpsdk-ct)$/;
const tellingServer = /^(?:zscaler|netskope|(?:cisco )?umbrella)\b/i;
const tellingPage =
  /captcha|incapsula|turnstile|bm-verify|sec-(?:if-cpt|cp-challenge)|gokuprops|awswaf|sucuri|requested URL was rejected|anubis|go-away|pardon our interruption|\/TSPD\/|acw_sc__|rbzns|zscaler|netskope|forti(?:guard|gate)|cloudflare gateway|blocked|WISPAccess/i;

/** Ends the attempt where what answered was not the site. */
async function refuseStrangers(
  { headers }: Answered,
  hop: OpenHop,
  target: ProbeTarget,
  body: Body | null,
  plain: PlainProxy | null,
): Promise<void> {
  const status = hop.status ?? 0;
  if (plain !== null) await plain.refuseOwn(status, headers);
  if (hop.location !== null) return;
  const page = body?.head.toString('latin1') ?? '';
  const suspect =
    !isExpected(status, target) ||
    Object.keys(headers).some((name) => telling.test(name)) ||
    tellingServer.test([headers.server ?? ''].flat().join()) ||
    tellingPage.test(page);
  if (!suspect) return;
  const { strangerBehind } = await import('../../domain/health/challenge.ts');
  const stranger = strangerBehind({ status, headers, text: page });
  if (stranger !== null) throw stoppedBy(stranger, `answered ${status}`);
}

/** A measurement that ends at somebody who stands in the site's place. `what` it met: `answered 403`. */
export function stoppedBy({ by, onTheWay }: Stranger, what: string): ProbeStop {
  return onTheWay
    ? new ProbeStop({
        reason: 'network_intercepted',
        detail: `${what} by ${by}, between here and the site`,
      })
    : new ProbeStop({
        reason: 'bot_challenge',
        detail: `${what} by ${by}, not by the site: this machine was not let in`,
      });
}

const baseHeaders = {
  'user-agent': 'tsops (health probe)',
  accept: '*/*',
  'accept-encoding': 'gzip, br',
};

const shownHeaders = ['x-cache', 'age', 'cache-control', 'via', 'content-type'] as const;
const redirects = new Set([301, 302, 303, 307, 308]);

function readHead(hop: OpenHop, incoming: Answered, url: URL, target: ProbeTarget): void {
  const status = incoming.statusCode ?? 0;
  hop.status = status;
  hop.httpVersion = incoming.httpVersion;
  const shown: Record<string, string> = {};
  for (const name of shownHeaders) {
    const value = [incoming.headers[name]].flat()[0];
    if (value !== undefined) shown[name] = cleanText(value, 200);
  }
  hop.headers = shown;
  const location = [incoming.headers.location].flat()[0];
  if (location === undefined || !redirects.has(status) || isExpected(status, target)) return;
  hop.location = absolute(location, url);
}

/** Where a redirect leads, without user and password. Node reads header bytes as Latin-1. */
function absolute(location: string, base: URL): string {
  const text = Buffer.from(location, 'latin1').toString();
  if (!URL.canParse(text, base.href)) {
    throw new ProbeStop({
      reason: 'invalid_response',
      detail: `${base.host} redirected to what is not an address: ${cleanText(text, 100)}`,
    });
  }
  const url = new URL(text, base);
  url.username = '';
  url.password = '';
  return url.href;
}
