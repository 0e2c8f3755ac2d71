import type { Socket } from 'node:net';
import type { DatedAnswer } from '../../domain/evidence/clock-offset.ts';
import type { Address } from '../../domain/health/probe.ts';
import type { Env } from '../../domain/net/env.ts';
import { proxyFor } from '../../domain/net/proxy.ts';
import type { SiteHeaders } from '../../ports/site.ts';
import { askSite, type OpenHop, type PageQuestion } from './answer.ts';
import { ProbeStop, type SiteAttempt } from './attempt.ts';
import type { Body } from './body.ts';
import {
  type Connection,
  connectFirst,
  guardLoopback,
  type Lookup,
  literal,
  resolveHost,
} from './connect.ts';
import type { PlainProxy } from './proxy.ts';
import { since, ticks } from './timer.ts';
import { secure, type Tls } from './tls.ts';

/** What the prober stands on; the same for every probe. */
export interface Ground {
  readonly env: Env;
  readonly loopbackOnly: boolean;
  readonly lookup: Lookup;
  readonly now: () => number;
  /** Loaded once. */
  readonly tls: () => Promise<Tls>;
  /** The headers that the config gives for the origin of an address. */
  readonly siteHeaders: SiteHeaders | null;
  readonly onAnswer: (answer: DatedAnswer) => void;
}

export function openHop(url: URL): OpenHop {
  return {
    url: url.href,
    address: null,
    family: null,
    proxy: null,
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    firstByteMs: null,
    downloadMs: null,
    totalMs: 0,
    status: null,
    httpVersion: null,
    location: null,
    headers: {},
    certificate: null,
  };
}

/** Makes one request and fills in `hop` as far as it comes; rejects with what ended it. */
export async function measureHop(
  attempt: SiteAttempt,
  ground: Ground,
  asking: Omit<PageQuestion, 'given'>,
  pinned: Address | undefined,
): Promise<Body | null> {
  const { url } = asking;
  attempt.place = url.host;
  guardLoopback(url.hostname, ground.loopbackOnly);
  const whole = { ...asking, given: await headersOf(ground.siteHeaders, asking) };
  const over = (protocol: 'http/1.1' | 'h2') => askOver(attempt, ground, whole, pinned, protocol);
  if (url.protocol !== 'https:') return over('http/1.1');
  let body: Body | null;
  try {
    body = await over('http/1.1');
    if (!isRefusal(asking.hop.status)) return body;
  } catch (thrown) {
    if (attempt.ended !== null || thrown instanceof ProbeStop) throw thrown;
    const { mayWantHttp2 } = await import('../http/http2.ts');
    if (!mayWantHttp2((thrown as NodeJS.ErrnoException).code)) throw thrown;
    return over('h2').catch((again: unknown) => {
      throw attempt.ended !== null || again instanceof ProbeStop ? again : thrown;
    });
  }
  const refused = body;
  return over('h2').catch((again: unknown) => {
    if (again instanceof NoHttp2) return refused;
    throw again;
  });
}

/** What the config gives for this origin; a monitor's own go to the origin of its address alone. */
async function headersOf(
  siteHeaders: SiteHeaders | null,
  { target, url }: Pick<PageQuestion, 'target' | 'url'>,
): Promise<Readonly<Record<string, string>>> {
  const own = url.origin === new URL(target.url).origin ? target.headers : {};
  if (siteHeaders === null) return own;
  const [given, filled] = await Promise.all([siteHeaders.forUrl(url.href), siteHeaders.fill(own)]);
  return { ...given.headers, ...filled.headers };
}

/** A server that speaks HTTP/1.1 alone. */
class NoHttp2 extends Error {}

/** 426, 505, and AWS' load balancers' 464: HTTP/1.1 itself is refused. */
function isRefusal(status: number | null): boolean {
  return status === 426 || status === 464 || status === 505;
}

async function askOver(
  attempt: SiteAttempt,
  ground: Ground,
  asking: PageQuestion,
  pinned: Address | undefined,
  protocol: 'http/1.1' | 'h2',
): Promise<Body | null> {
  const { url, hop } = asking;
  let { socket, plain } = await open(attempt, ground, asking, pinned);
  try {
    if (url.protocol === 'https:') {
      const tls = await ground.tls();
      const start = ticks();
      const secured = await secure(attempt, socket, url.hostname, tls, ground.now(), protocol);
      socket = secured.socket;
      if (protocol === 'h2' && secured.socket.alpnProtocol !== 'h2') throw new NoHttp2();
      hop.tlsMs = since(start);
      hop.certificate = secured.certificate;
      if (secured.failure !== null) throw new ProbeStop(secured.failure);
    }
    const before = ground.now();
    return await askSite(attempt, asking, socket, plain, ({ headers }) => {
      ground.onAnswer({ host: url.host, headers, before, after: ground.now() });
    });
  } finally {
    socket.destroy();
  }
}

interface Opened {
  readonly socket: Socket;
  readonly plain: PlainProxy | null;
}

async function open(
  attempt: SiteAttempt,
  ground: Ground,
  { target, url, hop }: PageQuestion,
  pinned: Address | undefined,
): Promise<Opened> {
  const proxy = ground.loopbackOnly ? undefined : proxyFor(url.href, ground.env);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (proxy !== undefined) {
    const start = ticks();
    const { openThroughProxy, openToProxy, shownProxy } = await import('./proxy.ts');
    hop.proxy = shownProxy(proxy);
    const opened =
      url.protocol === 'https:'
        ? await openThroughProxy(attempt, proxy, url.hostname, port, target.timeout)
        : await openToProxy(attempt, ground, proxy);
    hop.connectMs = since(start);
    return opened;
  }
  const addresses = pinned === undefined ? await addressesOf(attempt, ground, url, hop) : [pinned];
  const start = ticks();
  if (addresses.length === 1) note(hop, addresses[0]);
  const connection: Connection = await connectFirst(attempt, addresses, port);
  hop.connectMs = since(start);
  note(hop, connection.address);
  return { socket: connection.socket, plain: null };
}

function note(hop: OpenHop, address: Address | undefined): void {
  hop.address = address?.address ?? null;
  hop.family = address?.family ?? null;
}

async function addressesOf(
  attempt: SiteAttempt,
  ground: Ground,
  url: URL,
  hop: OpenHop,
): Promise<readonly Address[]> {
  const known = literal(url.hostname);
  if (known !== undefined) return [known];
  const start = ticks();
  const found = await resolveHost(attempt, url.hostname, ground.lookup);
  hop.dnsMs = since(start);
  for (const { address } of found) guardLoopback(address, ground.loopbackOnly);
  return found;
}
