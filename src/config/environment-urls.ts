import type { Config } from './schema.ts';

/** Environment → its address. */
export function environmentUrls({ environments }: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environments).map(([name, { url }]) => [name, url]));
}
