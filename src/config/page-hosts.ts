/* Which pages may be opened in somebody's browser: those of the vendors, and of addresses that a trusted config names. */
import type { LoadedConfig } from '../contract/context.ts';
import { webHost } from '../domain/net/web-host.ts';
import { addressesIn, isOwnHost } from './claims.ts';
import { vendorRows } from './vendors.ts';

/** Why it may not be opened, in a phrase; null where it may. */
export function pageRefusal(url: string, { config, trust }: LoadedConfig): string | null {
  if (!URL.canParse(url)) return 'it is no address';
  const { protocol, host, username, password } = new URL(url);
  if (protocol !== 'https:') return 'it is not https';
  if (username !== '' || password !== '') return 'it has a name or a password in it';
  const own = vendorRows.some(([, row]) => isOwnHost({ hosts: [...row.hosts, ...row.pages] }, url));
  const isTrusted = trust === undefined || trust.trusted;
  if (own || (isTrusted && configured(config).includes(host))) return null;
  return `${host} is neither a vendor's host nor one of the config`;
}

function configured(config: LoadedConfig['config']): readonly string[] {
  const addresses = vendorRows.flatMap(([, row]) => addressesIn(config, row));
  return addresses
    .filter(([, url]) => URL.canParse(url))
    .flatMap(([, url]) => [new URL(url).host, webHost(url)]);
}
