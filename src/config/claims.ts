/* What a config file chooses that needs trust: where keys go, and what is read and written there. */
import { cleanText } from '../domain/text/clean.ts';
import type { FileConfig } from './schema.ts';
import { type AddressKey, type VendorRow, vendorRows } from './vendors.ts';

/** What a file chooses: `sentry.url: https://…`, `github.owner: acme`. */
export interface ConfigClaims {
  /** Addresses beyond the hosts that the vendors own, by vendor. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  readonly destinations: readonly string[];
  /** All of it as it stands in the file, neither cleaned nor cut: what is compared with what was trusted. */
  readonly content: string;
}

export function claimsOf(written: FileConfig): ConfigClaims {
  const hosts = new Map<string, readonly Claim[]>();
  for (const [name, row] of vendorRows) {
    const foreign = addressesIn(written, row).filter(([, url]) => !isOwnHost(row, url));
    if (foreign.length > 0) hosts.set(name, foreign);
  }
  const keys = [...new Set(vendorRows.flatMap(([, { destinations }]) => destinations))];
  const chosen = keys.flatMap((key) => valuesAt(written, key));
  const destinations = [...chosen, ...headersOf(written)];
  const whole = (claims: readonly Claim[]) => claims.map(([key, value]) => `${key}: ${value}`);
  return {
    hosts: new Map([...hosts].map(([name, claims]) => [name, claims.map(claimLine)])),
    destinations: destinations.map(claimLine),
    content: JSON.stringify([
      [...hosts].map(([name, claims]) => [name, whole(claims)]),
      whole(destinations),
    ]),
  };
}

/** A key of the config and its value. */
type Claim = readonly [string, string];

/** Secrets in headers leave with every request to the addresses that the file gives beside them. */
function headersOf({ environments = {}, monitors = [] }: FileConfig): readonly Claim[] {
  const named = [
    ...Object.entries(environments).map(([name, site]) => [`environments.${name}`, site] as const),
    ...monitors.map((monitor, index) => [`monitors[${index}]`, monitor] as const),
  ];
  return named.flatMap(([key, site]) =>
    Object.entries(site.headers ?? {})
      .filter(([, value]) => value.includes('TSOPS_HEADER_'))
      .map(([header, value]) => {
        const secrets = value.match(/TSOPS_HEADER_\w+/g) ?? [];
        return [
          `${key}.headers.${header}`,
          `${secrets.join(', ')} to ${addressesOf(site).join(', ')}`,
        ] as const;
      }),
  );
}

function addressesOf(site: { readonly url?: string; readonly buildInfo?: string }): string[] {
  const { url = '', buildInfo = '' } = site;
  // A path is below the address of the site.
  return URL.canParse(buildInfo) ? [url, buildInfo] : [url];
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
  const { protocol, hostname, port, username, pathname } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '') return false;
  return hosts.some((own) => {
    const [host = '', ...path] = own.split('/');
    return isHost(hostname, host) && `${pathname}/`.startsWith(['', ...path, ''].join('/'));
  });
}

/** `us-east-1`, `us-gov-west-1`, `cn-north-1`. */
const region = /^[a-z]{2}(?:-[a-z]{2,12}){1,2}-\d$/;

function isHost(hostname: string, pattern: string): boolean {
  if (pattern.startsWith('*.')) return hostname.endsWith(pattern.slice(1));
  const [before, behind] = pattern.split('{region}');
  if (before === undefined || behind === undefined) return hostname === pattern;
  const inside = hostname.slice(before.length, -behind.length);
  return hostname === `${before}${inside}${behind}` && region.test(inside);
}
