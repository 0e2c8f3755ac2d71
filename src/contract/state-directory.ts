import { isAbsolute, join } from 'node:path';
import type { Env } from '../domain/net/env.ts';

/**
 * Where tsops keeps its records: `$XDG_STATE_HOME/tsops`, else `~/.local/state/tsops`. The XDG base
 * directory specification 0.8 says that a relative value is invalid and must be ignored.
 */
export function stateDirectory(env: Env, home: string): string {
  const given = env.XDG_STATE_HOME ?? '';
  return join(isAbsolute(given) ? given : join(home, '.local', 'state'), 'tsops');
}
