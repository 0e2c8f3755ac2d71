/*
 * Where a config may send keys. A file that was named may choose any host; one that merely lies in a folder may
 * not, until the engineer has trusted the hosts and destinations that it names. Judged on the very bytes that
 * are used. Keys go over plain http to loopback alone.
 */
import type { ConfigTrust } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import type { Env } from '../domain/net/env.ts';
import { isLoopback } from '../domain/net/loopback.ts';
import { addressesIn, claimLine, claimsOf } from './claims.ts';
import type { LocatedText } from './locate.ts';
import type { Config, FileConfig } from './schema.ts';
import { type VendorRow, vendorRows } from './vendors.ts';

interface TrustParts {
  readonly located: LocatedText;
  /** As messages call it. */
  readonly shown: string;
  readonly written: FileConfig;
  readonly config: Config;
  readonly env: Env;
}

export async function configTrust(parts: TrustParts): Promise<ConfigTrust> {
  const { located, shown, written, config, env } = parts;
  const claims = claimsOf(written);
  const hosts = [...claims.hosts.values()].flat();
  const { destinations } = claims;
  const store = located.lies === true ? await import('./trust-store.ts') : undefined;
  let trusted =
    store === undefined ||
    hosts.length + destinations.length === 0 ||
    store.isTrusted(env, located.file, claims);
  return {
    named: store === undefined,
    get trusted() {
      return trusted;
    },
    hosts,
    destinations,
    refusal(vendor) {
      const row = vendorRows.find(([name]) => name === vendor)?.[1];
      if (row === undefined) return null;
      const foreign = claims.hosts.get(vendor) ?? [];
      if (!trusted && foreign.length > 0 && mayHoldKey(row, env)) {
        return notTrusted(shown, `${row.title} was not asked, since ${foreign.join(', ')}`);
      }
      const plain = addressesIn(config, row).filter(([, url]) => isPlain(url));
      return plain.length > 0 && mayHoldKey(row, env) ? plainHttp(row, plain) : null;
    },
    writeRefusal: () => (trusted ? null : notTrusted(shown, 'nothing was written')),
    async accept() {
      await store?.trust(env, located.file, claims);
      trusted = true;
    },
  };
}

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !isLoopback(hostname);
}

function mayHoldKey({ secrets, keyFiles, ambient }: VendorRow, env: Env): boolean {
  return (
    ambient ||
    Object.keys({ ...secrets, ...keyFiles }).some((name) => (env[name] ?? '').trim() !== '')
  );
}

function notTrusted(shown: string, what: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${shown} is not trusted: ${what}`,
    why: 'A config that is merely found in a folder sends no keys to hosts of its own, and writes nowhere.',
    next: ['tsops config trust', `or name it: --config ${shown}`],
  });
}

function plainHttp({ title }: VendorRow, plain: readonly (readonly [string, string])[]) {
  return new TsopsError({
    kind: 'refused',
    message: `${title} was not asked: a key never goes over plain http (${plain.map(claimLine).join(', ')})`,
    next: plain.map(([key]) => `set ${key} to an https:// address`),
  });
}
