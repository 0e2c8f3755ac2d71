import type { System } from '../../http/server.ts';
import type { World } from '../../world/world.ts';
export function sentry(_world: World): System {
  return { name: 'sentry', handle: () => undefined };
}
