import type { Socket } from 'node:net';
import {
  isProxysOwn,
  proxyAuthorization,
  proxyTrouble,
  tunnelOptions,
} from '../../domain/net/proxy-answer.ts';
import { ProbeStop, type SiteAttempt, step } from './attempt.ts';
import { connectFirst, type Lookup, literal, resolveHost } from './connect.ts';
import type { Tls } from './tls.ts';

/** A proxy that is asked for whole addresses. */
export interface PlainProxy {
  /** What it is asked with beside the request's own headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the attempt where an answer is the proxy's own. */
  refuseOwn(status: number, headers: Parameters<typeof isProxysOwn>[1]): Promise<void>;
}

interface Opened {
  readonly socket: Socket;
  readonly plain: PlainProxy | null;
}

/** A proxy's address without its password. */
export function shownProxy(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : 'a proxy';
}

/** Opens a tunnel to a host through a proxy (CONNECT). Where that fails, it is our own way out that does. */
export async function openThroughProxy(
  attempt: SiteAttempt,
  proxy: string,
  host: string,
  port: number,
  timeout: number,
): Promise<Opened> {
  refuseUnusable(proxy);
  const { HttpProxyAgent } = await import('hpagent');
  const agent = new HttpProxyAgent(tunnelOptions(proxy)) as unknown as Tunnel;
  const socket = await step<Socket>(attempt, 'connect', (done, reject) => {
    let given = false;
    agent.createConnection({ host, port, timeout }, (error, made) => {
      if (error !== null) reject(proxyFailed(proxy, error));
      else if (given) made?.destroy();
      else if (made !== null) done(made.on('error', () => undefined));
    });
    return () => {
      given = true;
    };
  });
  return { socket, plain: null };
}

interface Tunnel {
  createConnection(
    options: { readonly host: string; readonly port: number; readonly timeout: number },
    callback: (error: Error | null, socket: Socket | null) => void,
  ): void;
}

interface Surroundings {
  readonly lookup: Lookup;
  readonly tls: () => Promise<Tls>;
}

/** Connects to a proxy that is then asked for a plain address, as curl does. */
export async function openToProxy(
  attempt: SiteAttempt,
  { lookup, tls }: Surroundings,
  proxy: string,
): Promise<Opened> {
  refuseUnusable(proxy);
  const at = new URL(proxy);
  const secure = at.protocol === 'https:';
  const known = literal(at.hostname);
  try {
    const addresses =
      known === undefined ? await resolveHost(attempt, at.hostname, lookup) : [known];
    const port = Number(at.port) || (secure ? 443 : 80);
    const { socket } = await connectFirst(attempt, addresses, port);
    return {
      socket: secure ? await secured(attempt, socket, at.hostname, tls) : socket,
      plain: asked(at),
    };
  } catch (thrown) {
    if (attempt.ended !== null) throw thrown;
    throw proxyFailed(proxy, thrown as NodeJS.ErrnoException);
  }
}

async function secured(
  attempt: SiteAttempt,
  socket: Socket,
  servername: string,
  tls: Surroundings['tls'],
): Promise<Socket> {
  const { module, context } = await tls();
  return step<Socket>(attempt, 'connect', (done, reject) => {
    const upgraded = module.connect({ socket, secureContext: context, servername });
    upgraded.on('error', reject);
    upgraded.once('secureConnect', () => done(upgraded));
    return () => upgraded.destroy();
  });
}

function asked(proxy: URL): PlainProxy {
  return {
    headers: proxyAuthorization(proxy),
    async refuseOwn(status, headers) {
      if (isProxysOwn(status, headers))
        throw proxySaysNo(proxy.host, `it answered ${status} itself`);
    },
  };
}

function refuseUnusable(proxy: string): void {
  const detail = proxyTrouble(proxy);
  if (detail !== undefined) throw new ProbeStop({ reason: 'network_unreachable', detail });
}

function proxyFailed(proxy: string, error: NodeJS.ErrnoException): ProbeStop {
  return proxySaysNo(new URL(proxy).host, error.code ?? error.message);
}

function proxySaysNo(host: string, why: string): ProbeStop {
  const detail = `the proxy ${host} opened no way out (${why})`;
  return new ProbeStop({ reason: 'network_unreachable', detail });
}
