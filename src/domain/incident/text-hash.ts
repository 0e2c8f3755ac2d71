import { createHash } from 'node:crypto';

/** The first 12 hex digits of a text's SHA-256: enough to tell whether two texts of one incident are the same. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
