/*
 * The prober: one fresh connection per request, so that each phase is true, over node's own network
 * modules. Nothing but the measurement survives a probe.
 */
import type { Clock } from '../../contract/context.ts';
import type { DatedAnswer } from '../../domain/evidence/clock-offset.ts';
import type { Address, Measurement, ProbeFailure, ProbeTarget } from '../../domain/health/probe.ts';
import { probeFailureOf } from '../../domain/health/probe-failure.ts';
import type { Env } from '../../domain/net/env.ts';
import type { HostReach, ProbeOptions, Site, SiteHeaders } from '../../ports/site.ts';
import { type OpenHop, stoppedBy } from './answer.ts';
import { beginAttempt, ProbeStop, type SiteAttempt } from './attempt.ts';
import type { Body } from './body.ts';
import {
  connectFirst,
  guardLoopback,
  type Lookup,
  literal,
  lookupAll,
  resolveHost,
} from './connect.ts';
import { type Ground, measureHop, openHop } from './hop.ts';
import { since, ticks } from './timer.ts';
import { loadTls, type Tls } from './tls.ts';

export interface SiteOptions {
  readonly env: Env;
  /** Inside the sandbox: refuse every address that is not loopback. */
  readonly drill: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Certificates (PEM) of authorities to trust instead of the usual ones. */
  readonly ca?: string;
  readonly lookup?: Lookup;
  /** The headers that the config gives for the origin of an address. */
  readonly siteHeaders?: SiteHeaders;
  /** Sees the head of every answer. */
  readonly onAnswer?: (answer: DatedAnswer) => void;
}

/** Redirects followed at most, as browsers and curl's `--max-redirs` users do. */
const maxRedirects = 10;

export function createSite(options: SiteOptions): Site {
  let tls: Promise<Tls> | undefined;
  const ground: Ground = {
    env: options.env,
    loopbackOnly: options.drill,
    lookup: options.lookup ?? lookupAll,
    now: () => options.clock.now(),
    tls: () => {
      tls ??= loadTls(options.ca);
      return tls;
    },
    siteHeaders: options.siteHeaders ?? null,
    onAnswer: options.onAnswer ?? (() => undefined),
  };
  return {
    probe: (target, probeOptions = {}) => probe(ground, target, probeOptions),
    addresses: (url, timeout) => addresses(ground, url, timeout),
    reach: (host, timeout) => reach(ground, host, timeout),
  };
}

async function probe(
  ground: Ground,
  target: ProbeTarget,
  { address, signal, onPage }: ProbeOptions,
): Promise<Measurement> {
  if (target.url.startsWith('https:')) await ground.tls();
  const at = new Date(ground.now()).toISOString();
  const start = ticks();
  const { attempt, finish } = beginAttempt(target.timeout, signal);
  const hops: OpenHop[] = [];
  let body: Body | null = null;
  let failure: ProbeFailure | null = null;
  try {
    body = await follow(attempt, ground, target, hops, address);
    onPage?.(body?.head.toString('latin1') ?? '');
  } catch (thrown) {
    if (signal?.aborted === true) throw signal.reason;
    failure = asFailure(thrown, attempt);
  } finally {
    finish();
  }
  return {
    at,
    totalMs: since(start),
    hops,
    bodyBytes: body?.bytes ?? null,
    keywordFound: body?.keywordFound ?? null,
    failure,
  };
}

function asFailure(thrown: unknown, attempt: SiteAttempt): ProbeFailure {
  if (thrown instanceof ProbeStop) return thrown.failure;
  return probeFailureOf(thrown, attempt.phase, attempt.place);
}

/** Goes from redirect to redirect; fills in `hops` on the way, and answers the last one's body. */
async function follow(
  attempt: SiteAttempt,
  ground: Ground,
  target: ProbeTarget,
  hops: OpenHop[],
  pinned: Address | undefined,
): Promise<Body | null> {
  const seen = new Set<string>();
  let next: string | null = target.url;
  let body: Body | null = null;
  while (next !== null) {
    const url = new URL(next);
    refuseLoop(url, seen);
    if (url.protocol === 'https:') await ground.tls();
    const hop = openHop(url);
    hops.push(hop);
    const start = ticks();
    try {
      const address = hops.length === 1 ? pinned : undefined;
      body = await measureHop(attempt, ground, { target, url, hop }, address);
    } finally {
      hop.totalMs = since(start);
    }
    next = hop.location;
    if (next !== null) await refuseStrangersPage(url, next);
  }
  return body;
}

/** A gate in front of the site, or a filter on the way, which show nothing of that. */
async function refuseStrangersPage(from: URL, location: string): Promise<void> {
  const to = new URL(location);
  if (to.hostname === from.hostname && !to.pathname.startsWith('/cdn-cgi/')) return;
  const [{ isLoginGate }, { strangerAt }] = await Promise.all([
    import('../../domain/net/login-page.ts'),
    import('../../domain/health/challenge.ts'),
  ]);
  const stranger = strangerAt(to.hostname);
  if (stranger !== null) throw stoppedBy(stranger, `redirected to ${to.host}`);
  if (!isLoginGate(from, to)) return;
  const detail = `${from.host} needs a log-in at ${to.host}: give \`headers\` that it lets in`;
  throw new ProbeStop({ reason: 'login_required', detail });
}

function refuseLoop(url: URL, seen: Set<string>): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ProbeStop({
      reason: 'invalid_response',
      detail: `redirected to ${url.protocol}, which is not a web address`,
    });
  }
  if (seen.has(url.href)) {
    throw new ProbeStop({ reason: 'too_many_redirects', detail: `a loop: back at ${url.href}` });
  }
  if (seen.size > maxRedirects) {
    throw new ProbeStop({
      reason: 'too_many_redirects',
      detail: `more than ${maxRedirects} redirects; the next leads to ${url.href}`,
    });
  }
  seen.add(url.href);
}

async function addresses(
  ground: Ground,
  url: string,
  timeout: number,
): Promise<readonly Address[]> {
  const { hostname } = new URL(url);
  const known = literal(hostname);
  if (known !== undefined) return [known];
  const { attempt, finish } = beginAttempt(timeout, undefined);
  try {
    guardLoopback(hostname, ground.loopbackOnly);
    return await resolveHost(attempt, hostname, ground.lookup);
  } catch {
    return [];
  } finally {
    finish();
  }
}

async function reach(
  ground: Ground,
  { host, port }: { readonly host: string; readonly port: number },
  timeout: number,
): Promise<HostReach> {
  const start = ticks();
  const known = literal(host);
  const { attempt, finish } = beginAttempt(timeout, undefined);
  let resolved = false;
  try {
    guardLoopback(host, ground.loopbackOnly);
    const found = known === undefined ? await resolveHost(attempt, host, ground.lookup) : [known];
    resolved = known === undefined;
    const { socket } = await connectFirst(attempt, found, port);
    socket.destroy();
    return { reached: true, resolved, tookMs: since(start) };
  } catch {
    return { reached: false, resolved, tookMs: since(start) };
  } finally {
    finish();
  }
}
