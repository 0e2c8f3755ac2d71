/* What was signed in to during this run: kept in memory, shared by every command that runs within it. */
import type { AwsKeyRing } from './aws/keys.ts';

export interface KeyRing {
  readonly aws: AwsKeyRing;
}

export function createKeyRing(): KeyRing {
  return { aws: new Map() };
}
