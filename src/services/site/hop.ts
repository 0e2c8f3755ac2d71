import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Address, Hop, ProbeTarget } from '../../domain/health/probe.ts';
import { isExpected } from '../../domain/health/probe-verdict.ts';
import type { Env } from '../../domain/net/env.ts';
import { proxyFor } from '../../domain/net/proxy.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type Attempt, ProbeStop } from './attempt.ts';
import type { Body } from './body.ts';
import {
  type Connection,
  connectFirst,
  guardLoopback,
  type Lookup,
  literal,
  resolve,
} from './connect.ts';
import { exchange } from './exchange.ts';
import { openThroughProxy } from './proxy.ts';
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
}

/** A hop while it is being measured. */
export type OpenHop = { -readonly [Key in keyof Hop]: Hop[Key] };

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
  attempt: Attempt,
  ground: Ground,
  target: ProbeTarget,
  url: URL,
  hop: OpenHop,
  pinned: Address | undefined,
): Promise<Body | null> {
  attempt.place = url.host;
  guardLoopback(url.hostname, ground.loopbackOnly);
  let socket = await open(attempt, ground, target, url, hop, pinned);
  try {
    if (url.protocol === 'https:') {
      const tls = await ground.tls();
      const start = ticks();
      const secured = await secure(attempt, socket, url.hostname, tls, ground.now());
      socket = secured.socket;
      hop.tlsMs = since(start);
      hop.certificate = secured.certificate;
      if (secured.failure !== null) throw new ProbeStop(secured.failure);
    }
    return await ask(attempt, target, url, hop, socket);
  } finally {
    socket.destroy();
  }
}

async function open(
  attempt: Attempt,
  ground: Ground,
  target: ProbeTarget,
  url: URL,
  hop: OpenHop,
  pinned: Address | undefined,
): Promise<Socket> {
  const proxy = ground.loopbackOnly ? undefined : proxyFor(url.href, ground.env);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (proxy !== undefined) {
    const start = ticks();
    hop.proxy = new URL(proxy).host;
    const socket = await openThroughProxy(attempt, proxy, url.hostname, port, target.timeout);
    hop.connectMs = since(start);
    return socket;
  }
  const addresses = pinned === undefined ? await addressesOf(attempt, ground, url, hop) : [pinned];
  const start = ticks();
  if (addresses.length === 1) note(hop, addresses[0]);
  const connection: Connection = await connectFirst(attempt, addresses, port);
  hop.connectMs = since(start);
  note(hop, connection.address);
  return connection.socket;
}

function note(hop: OpenHop, address: Address | undefined): void {
  hop.address = address?.address ?? null;
  hop.family = address?.family ?? null;
}

async function addressesOf(
  attempt: Attempt,
  ground: Ground,
  url: URL,
  hop: OpenHop,
): Promise<readonly Address[]> {
  const known = literal(url.hostname);
  if (known !== undefined) return [known];
  const start = ticks();
  const found = await resolve(attempt, url.hostname, ground.lookup);
  hop.dnsMs = since(start);
  for (const { address } of found) guardLoopback(address, ground.loopbackOnly);
  return found;
}

async function ask(
  attempt: Attempt,
  target: ProbeTarget,
  url: URL,
  hop: OpenHop,
  socket: Socket,
): Promise<Body | null> {
  const start = ticks();
  let head = start;
  const own = url.origin === new URL(target.url).origin;
  const headers = { ...baseHeaders, host: url.host, ...(own ? target.headers : {}) };
  const body = await exchange(attempt, socket, { url, headers, target }, (incoming) => {
    head = ticks();
    hop.firstByteMs = since(start);
    readHead(hop, incoming, url, target);
    return hop.location === null && target.method !== 'HEAD';
  });
  if (body !== null) hop.downloadMs = since(head);
  return body;
}

const baseHeaders = {
  'user-agent': 'tsops (health probe)',
  accept: '*/*',
  'accept-encoding': 'gzip, br',
};

const shownHeaders = ['x-cache', 'age', 'cache-control', 'via', 'content-type'] as const;
const redirects = new Set([301, 302, 303, 307, 308]);

function readHead(hop: OpenHop, incoming: IncomingMessage, url: URL, target: ProbeTarget): void {
  const status = incoming.statusCode ?? 0;
  hop.status = status;
  hop.httpVersion = incoming.httpVersion;
  const shown: Record<string, string> = {};
  for (const name of shownHeaders) {
    const value = incoming.headers[name];
    if (value !== undefined) shown[name] = cleanText(value, 200);
  }
  hop.headers = shown;
  const { location } = incoming.headers;
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
