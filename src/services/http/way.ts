import type { Agent } from 'node:http';
import type { Env } from '../../domain/net/env.ts';
import { proxyFor } from '../../domain/net/proxy.ts';
import { HttpFailure, type HttpRequest } from '../../ports/http.ts';
import type { Way } from './exchange.ts';

export interface WayOptions {
  readonly env: Env;
  /** Refuse every address that is not loopback (inside the sandbox). */
  readonly loopbackOnly: boolean;
  /** Certificates (PEM) of authorities to trust instead of the usual ones. */
  readonly ca?: string;
}

/** Connections to one host: another handshake costs more than to wait for a turn on an open one. */
const maxSockets = 4;

/** A server that speaks something else alone says so in the handshake, instead of an answer of its own. */
const secure = { ALPNProtocols: ['http/1.1'] };

/** Ways to hosts, each agent made once. */
export type Ways = Map<string, Promise<Agent>>;

/** Reads share connections; a write, and what asks for it, has a fresh one of its own. */
export async function wayTo(
  url: URL,
  { method = 'GET', fresh = false }: Pick<HttpRequest, 'method' | 'fresh'>,
  { env, loopbackOnly, ca }: WayOptions,
  agents: Ways,
): Promise<Way> {
  // A proxy is one more address that would be contacted.
  const proxy = loopbackOnly ? undefined : proxyFor(url.href, env);
  const keepAlive = !fresh && (method === 'GET' || method === 'HEAD');
  if (proxy !== undefined) return wayThrough(proxy, url, keepAlive, agents);
  const module = await moduleFor(url.protocol);
  const agent = once(agents, `${url.protocol} ${keepAlive}`, async () => {
    return new module.Agent({
      keepAlive,
      maxSockets,
      ...secure,
      ...(ca === undefined ? {} : { ca }),
    });
  });
  return { open: module.request, agent: await agent };
}

function moduleFor(protocol: string) {
  return protocol === 'https:' ? import('node:https') : import('node:http');
}

function once(agents: Ways, key: string, create: () => Promise<Agent>): Promise<Agent> {
  const agent = agents.get(key) ?? create();
  agents.set(key, agent);
  return agent;
}

/** What is secure is tunnelled; for a plain address the proxy is asked for the whole of it, as curl does. */
async function wayThrough(proxy: string, url: URL, keepAlive: boolean, agents: Ways): Promise<Way> {
  const { proxyAuthorization, proxyTrouble, tunnelOptions } = await import(
    '../../domain/net/proxy-answer.ts'
  );
  const trouble = proxyTrouble(proxy);
  if (trouble !== undefined) throw new HttpFailure('other', `${url.host}: ${trouble}`, false);
  const at = new URL(proxy);
  const key = `${url.protocol} ${proxy} ${keepAlive}`;
  if (url.protocol === 'https:') {
    const agent = once(agents, key, async () => {
      const { HttpsProxyAgent } = await import('hpagent');
      return new HttpsProxyAgent({ ...tunnelOptions(proxy), keepAlive, ...secure });
    });
    const { request } = await moduleFor(url.protocol);
    return { open: request, agent: await agent, proxy: at.host };
  }
  const module = await moduleFor(at.protocol);
  const agent = once(agents, key, async () => new module.Agent({ keepAlive, maxSockets }));
  const { hostname, port } = at;
  const options = {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (at.protocol === 'https:' ? 443 : 80) : port,
    path: `${url.origin}${url.pathname}${url.search}`,
  };
  const headers = { host: url.host, ...proxyAuthorization(at) };
  const { request } = module;
  return {
    open: (_, options) => request(options),
    agent: await agent,
    proxy: at.host,
    through: { options, headers },
  };
}
