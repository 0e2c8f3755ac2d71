/*
 * Which proxy the environment asks for, by curl's rules: lower case wins; NO_PROXY lists suffixes and, since
 * curl 7.86, blocks of addresses. `proxy-from-env` reads no blocks, and `a.test` there leaves `b.a.test` out.
 */
import { BlockList, isIP } from 'node:net';

import type { Env } from './env.ts';

function variable(env: Env, name: string): string {
  return env[name.toLowerCase()] || env[name] || '';
}

/** `a.test:8443`, `*.a.test`, `[::1]:9000`; an IPv6 address without brackets has no port. */
function entryParts(entry: string): { name: string; port: string | undefined } {
  if (/^[^[]*:.*:/.test(entry)) return { name: entry, port: undefined };
  const [, name = '', port] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return { name: withoutDot(name.replace(/^\[|\]$/g, '')), port };
}

/** `a.test.` is `a.test`, told to resolvers. */
function withoutDot(host: string): string {
  return host.replace(/(?<=.)\.$/, '');
}

function excluded(host: string, port: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const { name, port: wantedPort } = entryParts(entry.toLowerCase());
    if (wantedPort !== undefined && wantedPort !== port) return false;
    if (name.includes('/')) return isInBlock(host, name);
    return host === name || host.endsWith(`.${name}`);
  });
}

/** `10.0.0.0/8`, `fd00::/64`. A name is in no block: it is not looked up. As to curl, 0 bits are one address. */
function isInBlock(host: string, block: string): boolean {
  const [, network = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(block) ?? [];
  const family = isIP(network);
  const longest = family === 4 ? 32 : 128;
  if (family === 0 || isIP(host) !== family || Number(bits) > longest) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits) || longest, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** The proxy's address for this URL, or undefined where it is asked directly. */
export function proxyFor(url: string, env: Env): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const host = withoutDot(hostname.replace(/^\[|\]$/g, '').toLowerCase());
  const secure = protocol === 'https:';
  const proxy = variable(env, secure ? 'HTTPS_PROXY' : 'HTTP_PROXY') || variable(env, 'ALL_PROXY');
  if (proxy === '') return undefined;
  if (excluded(host, port || (secure ? '443' : '80'), variable(env, 'NO_PROXY'))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}
