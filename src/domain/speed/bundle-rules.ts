/* How the scripts and styles of two versions compare. Bytes are decoded ones: they are what is parsed. */

import type { Verdict } from '../evidence/verdict.ts';
import type { Bundle, Growth, LoadedFile } from './findings.ts';

/** Figures of one version, as an earlier read found them. */
export interface KeptVersion {
  readonly version: string;
  /** When they were read, epoch milliseconds. */
  readonly at: number;
  readonly files: readonly KeptFile[];
}

export type KeptFile = Pick<LoadedFile, 'name' | 'kind' | 'decoded'>;

export function totalOf(files: readonly Pick<LoadedFile, 'kind' | 'decoded'>[]): number {
  return files
    .filter(({ kind }) => kind === 'script' || kind === 'style')
    .reduce((sum, { decoded }) => sum + decoded, 0);
}

/** The file that grew most, new ones included; null where none grew. */
export function largestGrowth(
  before: readonly KeptFile[],
  after: readonly KeptFile[],
): Growth | null {
  const [was, is] = [sizes(before), sizes(after)];
  let largest: Growth | null = null;
  for (const [name, bytes] of is) {
    const growth = { name, before: was.get(name) ?? 0, after: bytes };
    const more = growth.after - growth.before;
    if (more > (largest === null ? 0 : largest.after - largest.before)) largest = growth;
  }
  return largest;
}

/** Two files may have one name without their hashes; they count together. */
function sizes(files: readonly KeptFile[]): Map<string, number> {
  const byName = new Map<string, number>();
  for (const { name, decoded } of files) byName.set(name, (byName.get(name) ?? 0) + decoded);
  return byName;
}

/**
 * Our own figures, as there is no standard: growth is bad from half as much again and 200 kB on, and
 * worth a look from a tenth and 20 kB; with nothing to compare, 1 MB of code is worth a look.
 */
const limits = { bad: 0.5, badBytes: 200_000, warn: 0.1, warnBytes: 20_000, large: 1_000_000 };

export function bundleVerdict({ total, comparedWith }: Bundle): Verdict {
  if (comparedWith === null) return total > limits.large ? 'warn' : 'ok';
  const more = total - comparedWith.total;
  // Beside nothing, whatever came is growth without bound.
  const share = more / comparedWith.total;
  if (share >= limits.bad && more >= limits.badBytes) return 'bad';
  return share >= limits.warn && more >= limits.warnBytes ? 'warn' : 'ok';
}
