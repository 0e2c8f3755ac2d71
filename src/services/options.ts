import type { Children, Clock, LoadedConfig } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import type { KeyRing } from './key-ring.ts';
import type { OutgoingOptions } from './outgoing.ts';

/** What every adapter may be made of. */
export interface ServicesOptions {
  readonly config: () => Promise<LoadedConfig>;
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly children: Children;
  readonly drill: boolean;
  /** What must leave in no text; without it only the shapes of secrets are looked for. */
  readonly outgoing?: OutgoingOptions;
  /** What the run has signed in to; without it these services alone share it. */
  readonly keyRing?: KeyRing;
}
