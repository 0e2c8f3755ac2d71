const decimal = 1000;
const binary = 1024;

const unitOf = new Map<string, number>([
  ['b', 1],
  ['byte', 1],
  ['bytes', 1],
  ...['k', 'm', 'g'].flatMap((prefix, i): [string, number][] => [
    [`${prefix}b`, decimal ** (i + 1)],
    [`${prefix}ib`, binary ** (i + 1)],
  ]),
]);

/** Every way to write a unit of size, for messages that suggest the nearest one. */
export const sizeUnits: readonly string[] = ['B', 'kB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'];

/**
 * A size as people write it (`10 MiB`, `500kB`, `0`) in whole bytes; undefined when it is not one.
 * `kB` is 1,000 bytes and `KiB` 1,024 (IEC 80000-13).
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)[ \t]*([a-z]+)$/.exec(text.trim().toLowerCase());
  if (text.trim() === '0') return 0;
  const unit = unitOf.get(match?.[2] ?? '');
  if (match === null || unit === undefined) return undefined;
  const bytes = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Bytes in the largest binary unit, to one decimal (`10 MiB`, `1.5 KiB`, `900 B`). */
export function formatSize(bytes: number): string {
  let value = bytes;
  let label = 'B';
  for (const larger of ['KiB', 'MiB', 'GiB']) {
    if (Math.round(value * 10) / 10 < binary) break;
    value /= binary;
    label = larger;
  }
  return `${Math.round(value * 10) / 10} ${label}`;
}

/** Bytes of a page as people say them, in units of 1,000: `641 kB`, `4.8 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < decimal) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
