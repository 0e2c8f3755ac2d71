/* What a config file chooses that needs trust: where keys go, and what is read and written there. */
import { cleanText } from '../domain/text/clean.ts';
import type { FileConfig } from './schema.ts';
import { type AddressKey, type VendorRow, vendorRows } from './vendors.ts';

/** What a file chooses: `sentry.url: https://…`, `github.owner: acme`. */
export interface ConfigClaims {
  /** Addresses beyond the hosts that the vendors own, by vendor. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly destinations: readonly string[];
}

export function claimsOf(written: FileConfig): ConfigClaims {
  const hosts = new Map<string, readonly string[]>();
  for (const [name, row] of vendorRows) {
    const foreign = addressesIn(written, row).filter(([, url]) => !isOwnHost(row, url));
    if (foreign.length > 0) hosts.set(name, foreign.map(claimLine));
  }
  const keys = [...new Set(vendorRows.flatMap(([, { destinations }]) => destinations))];
  const destinations = keys.flatMap((key) => valuesAt(written, key).map(claimLine));
  return { hosts, destinations: [...destinations, ...headersOf(written)] };
}

/** The values of headers leave with every request to the address that the file gives beside them. */
function headersOf({ environments = {}, monitors = [] }: FileConfig): readonly string[] {
  const named = [
    ...Object.entries(environments).map(([name, site]) => [`environments.${name}`, site] as const),
    ...monitors.map((monitor, index) => [`monitors[${index}]`, monitor] as const),
  ];
  return named.flatMap(([key, { headers = {}, url = '' }]) =>
    Object.entries(headers)
      .filter(([, value]) => value.includes('TSOPS_HEADER_'))
      .map(([header]) => claimLine([`${key}.headers.${header}`, url])),
  );
}

export function claimLine([key, value]: readonly [string, string]): string {
  return `${key}: ${cleanText(value, 200)}`;
}

/** A key of one of the config's groups: `uptimerobot.apiUrl`. */
type GroupKey = {
  [Name in keyof FileConfig]-?: NonNullable<FileConfig[Name]> extends readonly unknown[] | string
    ? never
    : `${Name}.${keyof NonNullable<FileConfig[Name]> & string}`;
}[keyof FileConfig];

/** An address in the vendors table whose key the config does not know does not compile. */
function addressKeys({ addresses }: VendorRow): readonly GroupKey[] {
  return Object.keys(addresses) as AddressKey[];
}

export function addressesIn(config: object, row: VendorRow): (readonly [string, string])[] {
  return addressKeys(row).flatMap((key) => valuesAt(config, key));
}

/** Every value below a dotted key in which `*` stands for any name; a group is told value by value. */
function valuesAt(value: unknown, key: string, at = ''): (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  const [name = '', ...rest] = key === '' ? [] : key.split('.');
  const below = (each: string) => (at === '' ? each : `${at}.${each}`);
  if (typeof value !== 'object') return key === '' ? [[at, String(value)]] : [];
  const names = name === '*' || name === '' ? Object.keys(value) : [name];
  return names.flatMap((each) =>
    Object.hasOwn(value, each)
      ? valuesAt((value as Record<string, unknown>)[each], rest.join('.'), below(each))
      : [],
  );
}

/** Whether the vendor owns the host of an https address. */
export function isOwnHost({ hosts }: Pick<VendorRow, 'hosts'>, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '') return false;
  return hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host,
  );
}
