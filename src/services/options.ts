import type { Children, Clock, LoadedConfig } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';

/** What every adapter may be made of. */
export interface ServicesOptions {
  readonly config: () => Promise<LoadedConfig>;
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly children: Children;
  readonly drill: boolean;
}
